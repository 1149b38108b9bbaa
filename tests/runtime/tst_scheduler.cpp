#include <QtTest>

#include "core/runtime/scheduler.h"
#include "core/runtime/task.h"
#include "tests/support/run_tests.h"

#include <string>
#include <vector>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

/// A scheduler, the tasks on it, and what they said when.
struct World {
    Scheduler scheduler;
    std::string story;
    TaskGroup tasks;

    void say(const std::string& what)
    {
        story += std::to_string(scheduler.now().time_since_epoch() / 1ms) + "ms " + what + "\n";
    }
};

Root sleeps(World& world, std::string name, Duration first, Duration then)
{
    Operation nap(world.scheduler);
    co_await world.scheduler.sleep(nap, first);
    world.say(name + " woke");
    co_await world.scheduler.sleep(nap, then);
    world.say(name + " woke again");
}

Root waits_for(World& world, std::string name, Operation& turn)
{
    turn.status = Status::pending;
    const Status status = co_await Await(turn);
    world.say(name + (status == Status::ok        ? " ok"
                      : status == Status::timeout ? " timed out"
                                                  : " something else"));
}

Root wakes_both(World& world, Operation& first, Operation& second)
{
    Operation nap(world.scheduler);
    co_await world.scheduler.sleep(nap, 5ms);
    world.scheduler.finish_at(first, Status::ok, world.scheduler.now());
    world.scheduler.finish_at(second, Status::ok, world.scheduler.now());
    world.say("woke both");
}

/// Counts what it is told.
struct Counter final : Handler {
    int count = 0;
    void due(Operation&) override { ++count; }
};

/// Schedules its operation again a microsecond later, for ever.
struct Ticker final : Handler {
    std::uint64_t ticks = 0;
    void due(Operation& o) override
    {
        ++ticks;
        o.scheduler.schedule(o, o.scheduler.now() + 1us, *this);
    }
};

}  // namespace

class tst_Scheduler : public QObject {
    Q_OBJECT

private slots:
    void sleepersWakeInOrderOfTimeThenOfAsking();
    void runStopsAtItsEndAndGoesOnFromThere();
    void whoWakesOthersGoesOnFirst();
    void finishingAWaiterTakesItOffItsListAndItsTimer();
    void anOperationReusedAfterAnotherEndSleepsWell();
    void anOperationThatIsDestroyedNeverFires();
    void aReplacementIsToldInstead();
    void aStopIsAskedForNowAndThen();
    void timeMovesOnWithNothingDue();
};

void tst_Scheduler::sleepersWakeInOrderOfTimeThenOfAsking()
{
    World world;
    sleeps(world, "a", 10ms, 10ms);
    sleeps(world, "b", 20ms, 0ms);
    sleeps(world, "c", 10ms, 10ms);
    world.scheduler.run(never);
    QCOMPARE(world.story, std::string("10ms a woke\n"
                                      "10ms c woke\n"
                                      "20ms b woke\n"
                                      "20ms a woke again\n"
                                      "20ms c woke again\n"
                                      "20ms b woke again\n"));
    QVERIFY(world.tasks.empty());
    QCOMPARE(world.scheduler.resumptions(), std::uint64_t(6));
}

void tst_Scheduler::runStopsAtItsEndAndGoesOnFromThere()
{
    World world;
    sleeps(world, "a", 10ms, 10ms);
    world.scheduler.run(run_start + 10ms - 1ns);
    QCOMPARE(world.story, std::string());
    QVERIFY(world.scheduler.now() == run_start);
    world.scheduler.run(run_start + 15ms);
    QCOMPARE(world.story, std::string("10ms a woke\n"));
    QVERIFY(world.scheduler.now() == run_start + 10ms);
    sleeps(world, "b", 1ms, 1ms);
    world.scheduler.run(never);
    QCOMPARE(world.story, std::string("10ms a woke\n"
                                      "11ms b woke\n"
                                      "12ms b woke again\n"
                                      "20ms a woke again\n"));
}

void tst_Scheduler::whoWakesOthersGoesOnFirst()
{
    World world;
    Operation first(world.scheduler), second(world.scheduler);
    waits_for(world, "first", first);
    waits_for(world, "second", second);
    wakes_both(world, first, second);
    world.scheduler.run(never);
    QCOMPARE(world.story, std::string("5ms woke both\n"
                                      "5ms first ok\n"
                                      "5ms second ok\n"));
}

void tst_Scheduler::finishingAWaiterTakesItOffItsListAndItsTimer()
{
    World world;
    Hook queue;
    Operation turn(world.scheduler);
    waits_for(world, "waiter", turn);
    queue.append(turn);
    world.scheduler.schedule(turn, run_start + 30ms, world.scheduler);
    QVERIFY(&Operation::of(*queue.next) == &turn);
    world.scheduler.finish_at(turn, Status::timeout, run_start + 10ms);
    QVERIFY(!queue.linked());
    world.scheduler.run(never);
    QCOMPARE(world.story, std::string("10ms waiter timed out\n"));
    QVERIFY(world.scheduler.now() == run_start + 10ms);
}

// What a handler noted on an operation means nothing to the sleep that follows.
void tst_Scheduler::anOperationReusedAfterAnotherEndSleepsWell()
{
    Scheduler scheduler;
    Operation o(scheduler);
    o.stage = static_cast<std::uint8_t>(Status::failed);
    (void)scheduler.sleep(o, 1ms);
    scheduler.run(never);
    QCOMPARE(o.status, Status::ok);
    scheduler.finish_at(o, Status::refused, run_start + 2ms);
    scheduler.run(never);
    QCOMPARE(o.status, Status::refused);
    (void)scheduler.sleep(o, 1ms);
    QVERIFY(o.pending());
    scheduler.run(never);
    QCOMPARE(o.status, Status::ok);
}

void tst_Scheduler::anOperationThatIsDestroyedNeverFires()
{
    Scheduler scheduler;
    Counter counter;
    {
        Operation gone(scheduler);
        scheduler.schedule(gone, run_start + 1ms, counter);
    }
    Operation stays(scheduler);
    scheduler.schedule(stays, run_start + 2ms, counter);
    scheduler.run(never);
    QCOMPARE(counter.count, 1);
    QVERIFY(scheduler.now() == run_start + 2ms);
}

void tst_Scheduler::aReplacementIsToldInstead()
{
    Scheduler scheduler;
    Counter told, not_told;
    Operation ghost(scheduler);
    {
        Operation command(scheduler);
        scheduler.schedule(command, run_start + 1ms, told);
        ghost.handler = &not_told;
        scheduler.replace(command, ghost);
    }
    scheduler.run(never);
    QCOMPARE(told.count, 1);
    QCOMPARE(not_told.count, 0);
    QVERIFY(ghost.at == run_start + 1ms);
}

void tst_Scheduler::aStopIsAskedForNowAndThen()
{
    Scheduler scheduler;
    Ticker ticker;
    Operation o(scheduler);
    scheduler.schedule(o, run_start, ticker);
    int asked = 0;
    QVERIFY(!scheduler.run(never, [&] { return ++asked == 3; }));
    QCOMPARE(asked, 3);
    QVERIFY(ticker.ticks >= 3 && ticker.ticks < 100'000);
    const std::uint64_t before = ticker.ticks;
    const Instant until = scheduler.now() + 10us;
    QVERIFY(scheduler.run(until, [] { return true; }));
    QCOMPARE(ticker.ticks, before + 10);
}

void tst_Scheduler::timeMovesOnWithNothingDue()
{
    World world;
    QVERIFY(world.scheduler.next() == never);
    world.scheduler.advance(run_start + 7ms);
    sleeps(world, "a", 10ms, 10ms);
    QVERIFY(world.scheduler.next() <= run_start + 17ms);
    world.scheduler.run(run_start + 16ms);
    world.scheduler.advance(run_start + 16ms);
    QVERIFY(world.scheduler.next() == run_start + 17ms);
    world.scheduler.run(never);
    QCOMPARE(world.story, std::string("17ms a woke\n"
                                      "27ms a woke again\n"));
}

STAMPEDE_TESTS(tst_Scheduler, an_event_loop)
#include "tst_scheduler.moc"
