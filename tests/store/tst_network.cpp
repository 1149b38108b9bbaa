#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "tests/support/run_tests.h"
#include "tests/support/store_story.h"

using namespace stampede;
using namespace std::chrono_literals;

/// How long commands and answers are on their way: as a model says, on a real server too.
class tst_Network : public QObject {
    Q_OBJECT

private slots:
    void noAnswerOfARealServerComesBeforeItsTime();
    void aWakenedWatcherHearsHalfARoundTripLater();
    void whatADeadCallerSentArrivesAllTheSame();
    void nobodyAsksForTheDead();
};

namespace {

const NetworkModel jittery{.round_trip = 12ms, .jitter = 0.5, .service_time = 3ms};

/// How long each of some commands took.
using Times = std::vector<Duration>;

template <class Bench>
Root ask_now_and_then(Bench& bench, Times& times)
{
    Client ann(bench, "ann");
    for (int i = 0; i < 12; ++i) {
        if (i == 8) bench.store().set_times(3);
        const Instant asked = bench.scheduler.now();
        co_await ann.send(i % 2 == 0 ? CommandKind::take_lock : CommandKind::release_lock);
        times.push_back(bench.scheduler.now() - asked);
    }
}

template <class Bench>
Root hold(Bench& bench, Instant& released)
{
    Client ann(bench, "ann");
    co_await ann.send(CommandKind::take_lock);
    co_await ann.wait(100ms);
    released = bench.scheduler.now();
    co_await ann.send(CommandKind::release_lock);
}

template <class Bench>
Root watch(Bench& bench, Instant& heard)
{
    Client bob(bench, "bob");
    co_await bob.wait(40ms);
    bob.command.deadline = bench.scheduler.now() + 10s;
    co_await bob.send(CommandKind::watch_lock);
    heard = bench.scheduler.now();
}

struct Mortal {
    TaskGroup tasks;
};

Root say_something(Mortal&, StoreBench& bench, CommandKind kind)
{
    Client ann(bench, "ann");
    ann.entry = an_entry(bench.scheduler.now(), 3);
    co_await ann.send(kind);
}

Root speak_and_die(StoreBench& bench, CommandKind kind)
{
    Operation timer(bench.scheduler);
    {
        Mortal mortal;
        say_something(mortal, bench, kind);
        co_await bench.scheduler.sleep(timer, 1ms);
    }
    co_await bench.scheduler.sleep(timer, 50ms);
}

RedisStoreOptions over(const NetworkModel& network)
{
    RedisStoreOptions options;
    options.network = network;
    options.seed = 5;
    return options;
}

}  // namespace

void tst_Network::noAnswerOfARealServerComesBeforeItsTime()
{
    Times in_the_model, in_reality;
    SimulatedBench model(jittery, 5);
    ask_now_and_then(model, in_the_model);
    model.run();
    RedisBench real({}, over(jittery));
    ask_now_and_then(real, in_reality);
    real.run();
    QCOMPARE(in_the_model.size(), std::size_t(12));
    QCOMPARE(in_reality.size(), std::size_t(12));
    for (std::size_t i = 0; i < in_the_model.size(); ++i) {
        QVERIFY(in_the_model[i] >= (i < 8 ? 9ms : 27ms));
        QVERIFY(in_reality[i] >= in_the_model[i]);
    }
}

void tst_Network::aWakenedWatcherHearsHalfARoundTripLater()
{
    const NetworkModel network{.round_trip = 20ms, .jitter = 0, .service_time = Duration::zero()};
    SimulatedBench model(network);
    RedisBench real({}, over(network));
    Instant released, heard;
    hold(model, released);
    watch(model, heard);
    model.run();
    QCOMPARE(heard - released, Duration(20ms));
    hold(real, released);
    watch(real, heard);
    real.run();
    QVERIFY(heard - released >= 20ms);
}

void tst_Network::whatADeadCallerSentArrivesAllTheSame()
{
    RedisBench bench({}, over(NetworkModel{.round_trip = 20ms, .jitter = 0, .service_time = 1ms}));
    speak_and_die(bench, CommandKind::take_lock);
    bench.run();
    QCOMPARE(QString::fromStdString(bench.events()), QString("lock_taken"));
    QVERIFY(bench.ask({"EXISTS", "stampede:{test}:lock:#0"}) == "1");
}

void tst_Network::nobodyAsksForTheDead()
{
    RedisBench bench({},
                     over(NetworkModel{.round_trip = 20ms, .jitter = 0, .service_time = Duration::zero()}));
    speak_and_die(bench, CommandKind::get);
    speak_and_die(bench, CommandKind::put);
    bench.run();
    const QString stats = QString::fromStdString(bench.ask({"INFO", "commandstats"}));
    QVERIFY(stats.contains("cmdstat_set:calls=1,"));
    QVERIFY(!stats.contains("cmdstat_get:"));
}

STAMPEDE_TESTS(tst_Network, nothing)
#include "tst_network.moc"
