#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "tests/support/run_tests.h"
#include "tests/support/store_story.h"

using namespace stampede;
using namespace std::chrono_literals;

/// What both stores promise to those who wait for a lock, make mistakes with it, or die over it.
class tst_StoreWaiting : public QObject {
    Q_OBJECT

private slots:
    void watchingAFreeLockEndsAtOnce();
    void watchersWakeAtTheRelease();
    void watchersWakeWhenTheLockExpires();
    void aWatcherGivesUpAtItsDeadline();
    void whatMistakesDoIsRecorded();
    void aDestroyedCallersCommandIsCarriedOutAllTheSame();
};

namespace {

Root watch_free(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    ann.command.deadline = bench.scheduler.now() + 5s;
    p.add(ann, "watches", co_await ann.send(CommandKind::watch_lock));
}

Root watcher(StoreBench& bench, Protocol& p, std::string name, Duration patience)
{
    Client bob(bench, name);
    co_await bob.wait(10ms);
    bob.command.deadline = bench.scheduler.now() + patience;
    p.add(bob, "watches", co_await bob.send(CommandKind::watch_lock));
}

Root hold(StoreBench& bench, Protocol& p, Duration ttl, Duration release_after)
{
    Client ann(bench, "ann");
    p.add(ann, "takes", co_await ann.send(CommandKind::take_lock, ttl));
    co_await ann.wait(release_after);
    const Status released = co_await ann.send(CommandKind::release_lock);
    // Who watches may hear of it before the answer is here.
    if (released == Status::refused) p.add(ann, "releases", released);
}

Root mistakes(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    p.add(ann, "takes for ever", co_await ann.send(CommandKind::take_lock_forever, 1ms));
    co_await ann.wait(20ms);
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(bob, "deletes", co_await bob.send(CommandKind::delete_lock));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
    p.add(ann, "deletes", co_await ann.send(CommandKind::delete_lock));
    p.add(ann, "takes for ever", co_await ann.send(CommandKind::take_lock_forever));
    p.add(ann, "sets an end", co_await ann.send(CommandKind::expire_lock, 10ms));
    co_await ann.wait(40ms);
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
}

struct Mortal {
    TaskGroup tasks;
};

Root take_and_die(Mortal&, StoreBench& bench)
{
    Client ann(bench, "ann");
    co_await ann.send(CommandKind::take_lock);
}

Root find_it_taken(StoreBench& bench, Protocol& p)
{
    Client bob(bench, "bob");
    {
        Mortal mortal;
        take_and_die(mortal, bench);
    }
    co_await bob.wait(20ms);
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
}

}  // namespace

void tst_StoreWaiting::watchingAFreeLockEndsAtOnce()
{
    on_both([](StoreBench& b, Protocol& p) { watch_free(b, p); }, "ann watches: ok\n", "");
}

void tst_StoreWaiting::watchersWakeAtTheRelease()
{
    on_both(
        [](StoreBench& b, Protocol& p) {
            hold(b, p, 20s, 100ms);
            for (int i = 0; i < 3; ++i) watcher(b, p, "bob", 15s);
        },
        "ann takes: ok\n"
        "bob watches: ok\n"
        "bob watches: ok\n"
        "bob watches: ok\n",
        "lock_taken lock_released");
}

void tst_StoreWaiting::watchersWakeWhenTheLockExpires()
{
    on_both(
        [](StoreBench& b, Protocol& p) {
            hold(b, p, 100ms, 400ms);
            watcher(b, p, "bob", 15s);
        },
        "ann takes: ok\n"
        "bob watches: ok\n"
        "ann releases: refused\n",
        "lock_taken release_lost");
}

void tst_StoreWaiting::aWatcherGivesUpAtItsDeadline()
{
    on_both(
        [](StoreBench& b, Protocol& p) {
            hold(b, p, 10s, 300ms);
            watcher(b, p, "bob", 50ms);
        },
        "ann takes: ok\n"
        "bob watches: timeout\n",
        "lock_taken lock_released");
}

void tst_StoreWaiting::whatMistakesDoIsRecorded()
{
    on_both([](StoreBench& b, Protocol& p) { mistakes(b, p); },
            "ann takes for ever: ok\n"
            "bob takes: refused\n"
            "bob deletes: ok\n"
            "bob takes: ok\n"
            "ann deletes: ok\n"
            "ann takes for ever: ok\n"
            "ann sets an end: ok\n"
            "bob takes: ok\n",
            "lock_taken lock_deleted lock_taken lock_deleted lock_taken lock_taken");
}

void tst_StoreWaiting::aDestroyedCallersCommandIsCarriedOutAllTheSame()
{
    on_both([](StoreBench& b, Protocol& p) { find_it_taken(b, p); }, "bob takes: refused\n", "lock_taken");
}

STAMPEDE_TESTS(tst_StoreWaiting, an_event_loop)
#include "tst_store_waiting.moc"
