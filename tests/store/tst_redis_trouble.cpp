#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/store/redis_scripts.h"
#include "tests/support/run_tests.h"
#include "tests/support/store_story.h"

using namespace stampede;
using namespace std::chrono_literals;

/// A real server that forgets, refuses, stops or dies.
class tst_RedisTrouble : public QObject {
    Q_OBJECT

private slots:
    void theServerKnowsScriptsByTheSameNames();
    void aForgottenScriptIsSentAsAWhole();
    void whatStandsInTheLocksPlaceIsNeverOverwritten();
    void aValueOfOthersIsNoEntry();
    void everyKeyHasAnEnd();
    void aFullServerIsAnErrorAndSaysSo();
    void aKilledServerEndsCommandsInFlight();
    void afterALossCommandsFailAtOnceAndThenSucceedAgain();
    void aSilentServerIsGivenUp();
    void aLostWakeUpStrandsNobody();
    void aLostReplyIsAnErrorThoughTheCommandWasCarriedOut();
    void anInstanceThatIsCutOffReachesNobody();
    void whoIsOverTheBudgetWaits();
    void cleaningUpLeavesOnlyWhatOthersHave();
};

namespace {

Root take_and_release(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    for (int i = 0; i < 2; ++i) {
        p.add(ann, "takes", co_await ann.send(CommandKind::take_lock));
        p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    }
}

Root try_the_lock(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    p.add(ann, "takes", co_await ann.send(CommandKind::take_lock));
    ann.command.fenced = true;
    p.add(ann, "takes fenced", co_await ann.send(CommandKind::take_lock));
    p.add(ann, "looks", co_await ann.send(CommandKind::get_or_lease));
    p.add(ann, "releases", co_await ann.send(CommandKind::release_lock));
    p.add(ann, "deletes", co_await ann.send(CommandKind::delete_lock));
}

Root look_once(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    p.add(ann, "looks", co_await ann.send(CommandKind::get));
    p.add(ann, "sees", ann.entry.present ? "an entry" : "nothing");
}

Root use_everything(StoreBench& bench, Protocol&)
{
    Client ann(bench, "ann");
    ann.entry = an_entry(bench.scheduler.now(), 1);
    co_await ann.send(CommandKind::put);
    co_await ann.send(CommandKind::take_lock_forever);
    ann.command.key = 1;
    ann.command.fenced = true;
    co_await ann.send(CommandKind::take_lock);
    ann.entry = an_entry(bench.scheduler.now(), 1);
    co_await ann.send(CommandKind::fill);
    ann.command.key = 2;
    co_await ann.send(CommandKind::get_or_lease);
}

Root put_once(StoreBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    ann.entry = an_entry(bench.scheduler.now(), 1);
    p.add(ann, "puts", co_await ann.send(CommandKind::put));
}

Root look_for_a_while(StoreBench& bench, Protocol& p, Duration until)
{
    Client ann(bench, "ann");
    Status last = Status::pending;
    while (bench.scheduler.now() < run_start + until) {
        const Status s = co_await ann.send(CommandKind::get);
        if (s != last) p.add(ann, "looks", s);
        last = s;
        co_await ann.wait(5ms);
    }
}

Root kill_server(RedisBench& bench, Duration at, bool again)
{
    Operation timer(bench.scheduler);
    co_await bench.scheduler.sleep(timer, at);
    if (again)
        bench.server.restart();
    else
        bench.server.kill();
}

Root hold_lock(StoreBench& bench, Duration release_after)
{
    Client ann(bench, "ann");
    co_await ann.send(CommandKind::take_lock);
    co_await ann.wait(release_after);
    co_await ann.send(CommandKind::release_lock);
}

Root watch_lock(StoreBench& bench, Protocol& p, Duration patience)
{
    Client bob(bench, "bob");
    co_await bob.wait(20ms);
    bob.command.deadline = bench.scheduler.now() + patience;
    p.add(bob, "watches", co_await bob.send(CommandKind::watch_lock));
}

Root lose_subscribers(RedisBench& bench)
{
    Operation timer(bench.scheduler);
    co_await bench.scheduler.sleep(timer, 60ms);
    bench.ask({"CLIENT", "KILL", "TYPE", "pubsub"});
    // No PUBLISH will tell anybody.
    bench.ask({"DEL", "stampede:{test}:lock:#0"});
}

Root many_looks(StoreBench& bench, int& done)
{
    Client ann(bench, "ann");
    co_await ann.send(CommandKind::get);
    ++done;
}

Root lose_a_reply(RedisBench& bench, Protocol& p)
{
    Client ann(bench, "ann"), bob(bench, "bob");
    bench.store().lose_next_reply();
    p.add(ann, "takes", co_await ann.send(CommandKind::take_lock));
    p.add(bob, "takes", co_await bob.send(CommandKind::take_lock));
}

Root cut_off_for_a_while(RedisBench& bench, Protocol& p)
{
    Client ann(bench, "ann");
    bench.store().cut_off(0, bench.scheduler.now() + 30ms);
    p.add(ann, "looks", co_await ann.send(CommandKind::get));
    co_await ann.wait(30ms);
    p.add(ann, "looks", co_await ann.send(CommandKind::get));
}

QString text(const Protocol& p)
{
    return QString::fromStdString(p.text);
}

}  // namespace

void tst_RedisTrouble::theServerKnowsScriptsByTheSameNames()
{
    PrivateRedis server;
    for (int i = 0; i < static_cast<int>(Script::count_); ++i) {
        const ScriptText& script = text_of(static_cast<Script>(i));
        QCOMPARE(ask_redis(server.address(), {"SCRIPT", "LOAD", std::string(script.body)}), script.sha);
    }
}

void tst_RedisTrouble::aForgottenScriptIsSentAsAWhole()
{
    RedisBench bench;
    for (int i = 0; i < 3; ++i) {
        Protocol p;
        take_and_release(bench, p);
        bench.run();
        QCOMPARE(text(p), QString("ann takes: ok\nann releases: ok\nann takes: ok\nann releases: ok\n"));
        QCOMPARE(bench.ask({"SCRIPT", "FLUSH"}), std::string("OK"));
    }
}

void tst_RedisTrouble::whatStandsInTheLocksPlaceIsNeverOverwritten()
{
    RedisBench bench;
    QCOMPARE(bench.ask({"RPUSH", "stampede:{test}:lock:#0", "mine"}), std::string("1"));
    Protocol p;
    try_the_lock(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann takes: refused\nann takes fenced: refused\nann looks: refused\nann "
                              "releases: error\nann deletes: error\n"));
    QCOMPARE(bench.ask({"LRANGE", "stampede:{test}:lock:#0", "0", "-1"}), std::string("mine"));
    QVERIFY(QString::fromStdString(bench.store().trouble()).contains("WRONGTYPE"));
}

void tst_RedisTrouble::aValueOfOthersIsNoEntry()
{
    RedisBench bench;
    bench.ask({"SET", "stampede:{test}:value:#0", "{\"price\": 12}"});
    Protocol p;
    look_once(bench, p);
    bench.run();
    bench.ask({"DEL", "stampede:{test}:value:#0"});
    bench.ask({"RPUSH", "stampede:{test}:value:#0", "1"});
    look_once(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann looks: ok\nann sees: nothing\nann looks: error\nann sees: nothing\n"));
}

void tst_RedisTrouble::everyKeyHasAnEnd()
{
    RedisBench bench;
    Protocol p;
    use_everything(bench, p);
    bench.run();
    const QStringList keys = QString::fromStdString(bench.ask({"KEYS", "*"})).split(' ');
    QCOMPARE(keys.size(), 7);
    for (const QString& key : keys) {
        QVERIFY(key.startsWith("stampede:{test}:"));
        QVERIFY2(std::stoll(bench.ask({"PTTL", key.toStdString()})) > 0, qPrintable(key));
    }
}

void tst_RedisTrouble::aFullServerIsAnErrorAndSaysSo()
{
    PrivateRedisOptions full;
    full.more = "maxmemory 1\n";
    RedisBench bench(full);
    Protocol p;
    put_once(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann puts: error\n"));
    QVERIFY(QString::fromStdString(bench.store().trouble()).contains("its memory is full (OOM)"));
}

void tst_RedisTrouble::aKilledServerEndsCommandsInFlight()
{
    RedisBench bench;
    bench.server.stop();
    Protocol p;
    for (int i = 0; i < 100; ++i) put_once(bench, p);
    watch_lock(bench, p, 60s);
    kill_server(bench, 50ms, false);
    bench.run();
    QCOMPARE(text(p).count("ann puts: error"), 100);
    QCOMPARE(text(p).count("bob watches: error"), 1);
}

void tst_RedisTrouble::afterALossCommandsFailAtOnceAndThenSucceedAgain()
{
    RedisBench bench;
    Protocol p;
    look_for_a_while(bench, p, 800ms);
    kill_server(bench, 50ms, true);
    bench.run();
    QCOMPARE(text(p), QString("ann looks: ok\nann looks: error\nann looks: ok\n"));
    QCOMPARE(QString::fromStdString(bench.store().trouble()), QString());
}

void tst_RedisTrouble::aSilentServerIsGivenUp()
{
    RedisStoreOptions options;
    options.answer_within = 100ms;
    RedisBench bench({}, options);
    bench.server.stop();
    Protocol p;
    put_once(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann puts: error\n"));
    QVERIFY(QString::fromStdString(bench.store().trouble()).contains("has not answered for 100 ms"));
    bench.server.resume();
}

void tst_RedisTrouble::aLostWakeUpStrandsNobody()
{
    RedisBench bench;
    Protocol p;
    hold_lock(bench, 5s);
    watch_lock(bench, p, 30s);
    lose_subscribers(bench);
    bench.run_until([&] { return !p.text.empty(); });
    QCOMPARE(text(p), QString("bob watches: ok\n"));
}

void tst_RedisTrouble::aLostReplyIsAnErrorThoughTheCommandWasCarriedOut()
{
    RedisStoreOptions options;
    options.answer_within = 50ms;
    RedisBench bench({}, options);
    Protocol p;
    lose_a_reply(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann takes: error\nbob takes: refused\n"));
    QCOMPARE(QString::fromStdString(bench.events()), QString("lock_taken"));
}

void tst_RedisTrouble::anInstanceThatIsCutOffReachesNobody()
{
    RedisBench bench;
    Protocol p;
    cut_off_for_a_while(bench, p);
    bench.run();
    QCOMPARE(text(p), QString("ann looks: error\nann looks: ok\n"));
}

void tst_RedisTrouble::whoIsOverTheBudgetWaits()
{
    PrivateRedis server;
    RedisStoreOptions options;
    options.address = server.address();
    options.address.host = "of another's";  // else the bench uses its own
    options.address.commands_per_second = 20;
    RedisBench bench({}, options);
    int done = 0;
    for (int i = 0; i < 30; ++i) many_looks(bench, done);
    bench.run();
    QCOMPARE(done, 30);
    QVERIFY(bench.scheduler.now() >= run_start + 400ms);
    const QString stats = QString::fromStdString(ask_redis(server.address(), {"INFO", "commandstats"}));
    QVERIFY(stats.contains("cmdstat_get:calls=30,"));
}

void tst_RedisTrouble::cleaningUpLeavesOnlyWhatOthersHave()
{
    RedisBench bench;
    bench.ask({"SET", "canary", "sings"});
    bench.ask({"SET", "stampede:{other}:value:#0", "sings"});
    Protocol p;
    use_everything(bench, p);
    bench.run();
    QCOMPARE(bench.ask({"DBSIZE"}), std::string("9"));
    bench.store().clean_up(5s);
    QCOMPARE(bench.ask({"DBSIZE"}), std::string("2"));
    QCOMPARE(bench.ask({"GET", "canary"}), std::string("sings"));
    QCOMPARE(bench.ask({"GET", "stampede:{other}:value:#0"}), std::string("sings"));
}

STAMPEDE_TESTS(tst_RedisTrouble, an_event_loop)
#include "tst_redis_trouble.moc"
