#include <QtTest>

#include "core/runtime/frame_pool.h"
#include "core/runtime/scheduler.h"
#include "core/runtime/task.h"
#include "tests/support/run_tests.h"

#include <string>
#include <vector>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

// g++ does not compile one coroutine's resuming of another to a tail call when it instruments for
// AddressSanitizer.
#ifdef __SANITIZE_ADDRESS__
constexpr int deep = 1'000;
#else
constexpr int deep = 1'000'000;
#endif

struct World {
    Scheduler scheduler;
    std::vector<int> seen;
    TaskGroup tasks;
};

/// Says when it is destroyed: stands for whatever a frame holds.
struct Witness {
    int& destroyed;
    explicit Witness(int& d) : destroyed(d) {}
    ~Witness() { ++destroyed; }
    Witness(const Witness&) = delete;
};

Task<int> naps(Scheduler& scheduler, int value)
{
    Operation nap(scheduler);
    co_await scheduler.sleep(nap, 1ms);
    co_return value;
}

Task<int> adds_two_naps(Scheduler& scheduler, int& destroyed)
{
    Witness witness(destroyed);
    const int a = co_await naps(scheduler, 40);
    const int b = co_await naps(scheduler, 2);
    co_return a + b;
}

Root asks(World& world, int& destroyed)
{
    Witness witness(destroyed);
    const int sum = co_await adds_two_naps(world.scheduler, destroyed);
    world.seen.push_back(sum);
}

Task<int> immediately(int value)
{
    co_return value;
}

Root sums_immediate_answers(World& world, int count)
{
    int sum = 0;
    for (int i = 0; i < count; ++i) sum += co_await immediately(1);
    world.seen.push_back(sum);
}

Task<int> depth(Scheduler& scheduler, int n)
{
    if (n == 0) {
        const int bottom = co_await naps(scheduler, 0);
        co_return bottom;
    }
    const int below = co_await depth(scheduler, n - 1);
    co_return below + 1;
}

Root dives(World& world, int n)
{
    const int reached = co_await depth(world.scheduler, n);
    world.seen.push_back(reached);
}

Task<int> counts_down(Scheduler& scheduler, int& destroyed, int n)
{
    Witness witness(destroyed);
    if (n % 2 == 0) {
        Operation nap(scheduler);
        co_await scheduler.sleep(nap, 1ms);
    }
    if (n == 0) co_return destroyed;
    co_return co_await continue_as(counts_down(scheduler, destroyed, n - 1));
}

Root follows(World& world, int& destroyed, int n)
{
    const int before_the_last = co_await counts_down(world.scheduler, destroyed, n);
    world.seen.push_back(before_the_last);
}

Task<int> runs_out_of_memory(Scheduler& scheduler, bool at_once, int& destroyed)
{
    Witness witness(destroyed);
    if (!at_once) {
        Operation nap(scheduler);
        co_await scheduler.sleep(nap, 1ms);
    }
    throw std::bad_alloc();
    co_return 0;
}

Root asks_in_vain(World& world, bool at_once, int& destroyed)
{
    Witness witness(destroyed);
    const int never_there = co_await runs_out_of_memory(world.scheduler, at_once, destroyed);
    world.seen.push_back(never_there);
}

Root waits_in(World& world, Hook& queue, Operation*& waiting)
{
    Operation turn(world.scheduler);
    turn.status = Status::pending;
    queue.append(turn);
    waiting = &turn;
    co_await Await(turn);
    world.seen.push_back(1);
}

Root never_awaits(World& world)
{
    world.seen.push_back(7);
    co_return;
}

Root drops_a_task_it_never_awaits(World& world)
{
    {
        auto dropped = naps(world.scheduler, 1);
    }
    world.seen.push_back(9);
    co_return;
}

std::size_t live()
{
    return FramePool::of_this_thread().live();
}

}  // namespace

class tst_Task : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void valuesComeBackThroughNestedTasks();
    void killingDestroysFramesWhereTheyStand_data();
    void killingDestroysFramesWhereTheyStand();
    void aKilledSleeperLeavesTheQueue();
    void aKilledWaiterLeavesItsList();
    void killingOneGroupLeavesTheOther();
    void aGroupKillsWhatIsLeftWhenItGoes();
    void aRootThatNeverAwaitsIsGoneAtOnce();
    void aTaskThatIsNeverAwaitedIsFreed();
    void immediateAnswersDoNotGrowTheStack();
    void deepNestingDoesNotGrowTheStack();
    void aTaskThatContinuesAsAnotherGivesItsFrameBackFirst();
    void aTaskThatContinuedAsAnotherIsKilledWithItsRoot();
    void theFramePoolReusesWhatCameBack();
    void theFramePoolStartsOverOnlyWhenNothingIsAlive();
    void framesTooLargeForThePoolAreServedToo();

private:
    std::size_t live_before_ = 0;
    void anExceptionInATaskEndsTheRun_data();
    void anExceptionInATaskEndsTheRun();
};

void tst_Task::init()
{
    live_before_ = live();
}

void tst_Task::cleanup()
{
    QCOMPARE(live(), live_before_);
}

void tst_Task::valuesComeBackThroughNestedTasks()
{
    World world;
    int destroyed = 0;
    asks(world, destroyed);
    QVERIFY(!world.tasks.empty());
    QVERIFY(live() > live_before_);
    world.scheduler.run(never);
    QCOMPARE(world.seen, std::vector<int>{42});
    QCOMPARE(destroyed, 2);
    QVERIFY(world.tasks.empty());
    QVERIFY(world.scheduler.now() == run_start + 2ms);
}

void tst_Task::killingDestroysFramesWhereTheyStand_data()
{
    QTest::addColumn<int>("after_us");
    QTest::newRow("in its first nap") << 500;
    QTest::newRow("in its second nap") << 1'500;
    QTest::newRow("when it is over") << 2'500;
}

void tst_Task::killingDestroysFramesWhereTheyStand()
{
    QFETCH(int, after_us);
    World world;
    int destroyed = 0;
    asks(world, destroyed);
    world.scheduler.run(run_start + after_us * 1us);
    world.tasks.kill();
    QCOMPARE(destroyed, 2);
    QCOMPARE(live(), live_before_);
    QCOMPARE(world.seen.size(), std::size_t(after_us > 2'000 ? 1 : 0));
    world.scheduler.run(never);
    QCOMPARE(world.seen.size(), std::size_t(after_us > 2'000 ? 1 : 0));
}

void tst_Task::aKilledSleeperLeavesTheQueue()
{
    World world;
    int destroyed = 0;
    asks(world, destroyed);
    world.tasks.kill();
    world.scheduler.run(never);
    QVERIFY(world.scheduler.now() == run_start);
    QVERIFY(world.scheduler.next() == never);
    QCOMPARE(world.scheduler.resumptions(), std::uint64_t(0));
}

void tst_Task::aKilledWaiterLeavesItsList()
{
    World world;
    Hook queue;
    Operation* first = nullptr;
    Operation* second = nullptr;
    waits_in(world, queue, first);
    World other;
    waits_in(other, queue, second);
    world.tasks.kill();
    QVERIFY(&Operation::of(*queue.next) == second);
    other.scheduler.finish(*second, Status::ok);
    QVERIFY(!queue.linked());
    QCOMPARE(other.seen, std::vector<int>{1});
    QVERIFY(world.seen.empty());
}

void tst_Task::killingOneGroupLeavesTheOther()
{
    World dying, living;
    int destroyed = 0;
    asks(dying, destroyed);
    asks(living, destroyed);
    asks(dying, destroyed);
    dying.tasks.kill();
    QCOMPARE(destroyed, 4);
    living.scheduler.run(never);
    QCOMPARE(living.seen, std::vector<int>{42});
    QVERIFY(dying.seen.empty());
}

void tst_Task::aGroupKillsWhatIsLeftWhenItGoes()
{
    int destroyed = 0;
    {
        World world;
        asks(world, destroyed);
        asks(world, destroyed);
        world.scheduler.run(run_start + 1500us);
    }
    QCOMPARE(destroyed, 4);
}

void tst_Task::aRootThatNeverAwaitsIsGoneAtOnce()
{
    World world;
    never_awaits(world);
    QCOMPARE(world.seen, std::vector<int>{7});
    QVERIFY(world.tasks.empty());
}

void tst_Task::aTaskThatIsNeverAwaitedIsFreed()
{
    World world;
    drops_a_task_it_never_awaits(world);
    QCOMPARE(world.seen, std::vector<int>{9});
    world.scheduler.run(never);
    QVERIFY(world.scheduler.now() == run_start);
}

void tst_Task::immediateAnswersDoNotGrowTheStack()
{
    World world;
    sums_immediate_answers(world, deep);
    QCOMPARE(world.seen, std::vector<int>{deep});
}

void tst_Task::deepNestingDoesNotGrowTheStack()
{
    World world;
    dives(world, deep);
    world.scheduler.run(never);
    QCOMPARE(world.seen, std::vector<int>{deep});
}

void tst_Task::aTaskThatContinuesAsAnotherGivesItsFrameBackFirst()
{
    World world;
    int destroyed = 0;
    follows(world, destroyed, 100);
    QCOMPARE(live(), live_before_ + 2);
    for (int ms = 1; ms < 50; ++ms) {
        world.scheduler.run(run_start + ms * 1ms);
        QCOMPARE(live(), live_before_ + 2);
        QCOMPARE(destroyed, 2 * ms);
    }
    world.scheduler.run(never);
    QCOMPARE(world.seen, std::vector<int>{100});
    QCOMPARE(destroyed, 101);
}

void tst_Task::aTaskThatContinuedAsAnotherIsKilledWithItsRoot()
{
    World world;
    int destroyed = 0;
    follows(world, destroyed, 10);
    world.scheduler.run(run_start + 3ms);
    world.tasks.kill();
    QCOMPARE(destroyed, 7);
    QCOMPARE(live(), live_before_);
    world.scheduler.run(never);
    QVERIFY(world.seen.empty());
}

void tst_Task::theFramePoolReusesWhatCameBack()
{
    FramePool pool;
    void* a = pool.take(100);
    void* b = pool.take(100);
    QVERIFY(a != b);
    QCOMPARE(pool.live(), std::size_t(2));
    pool.give_back(a, 100);
    QCOMPARE(pool.take(104), a);  // of the same size class
    void* c = pool.take(300);
    QVERIFY(c != b);
    QCOMPARE(pool.live(), std::size_t(3));
    pool.give_back(a, 104);
    pool.give_back(b, 100);
    pool.give_back(c, 300);
}

void tst_Task::theFramePoolStartsOverOnlyWhenNothingIsAlive()
{
    FramePool pool;
    void* first = pool.take(64);
    void* second = pool.take(64);
    pool.give_back(first, 64);
    pool.rewind();
    QCOMPARE(pool.live(), std::size_t(1));
    QCOMPARE(pool.take(64), first);
    pool.give_back(second, 64);
    pool.give_back(first, 64);
    pool.rewind();
    QCOMPARE(pool.take(64), first);
    QCOMPARE(pool.take(64), second);
    pool.give_back(first, 64);
    pool.give_back(second, 64);
}

void tst_Task::framesTooLargeForThePoolAreServedToo()
{
    FramePool pool;
    void* huge = pool.take(1 << 16);
    QVERIFY(huge);
    pool.give_back(huge, 1 << 16);
    QCOMPARE(pool.live(), std::size_t(0));
}

void tst_Task::anExceptionInATaskEndsTheRun_data()
{
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("before it has waited") << true;
    QTest::newRow("later") << false;
}

void tst_Task::anExceptionInATaskEndsTheRun()
{
    QFETCH(bool, atOnce);
    int destroyed = 0;
    {
        World world;
        asks(world, destroyed);
        asks_in_vain(world, atOnce, destroyed);
        QVERIFY_EXCEPTION_THROWN(world.scheduler.run(never), std::bad_alloc);
        QVERIFY(world.seen.empty() || world.seen == std::vector<int>{42});
    }
    QCOMPARE(destroyed, 4);
    World next;  // what was thrown is gone
    next.scheduler.run(never);
}

STAMPEDE_TESTS(tst_Task, an_event_loop)
#include "tst_task.moc"
