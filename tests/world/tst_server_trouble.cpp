#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/analysis/comparison.h"
#include "core/analysis/trouble_text.h"
#include "core/recording/recording_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/live_world.h"
#include "tests/support/fake_server.h"
#include "tests/support/run_tests.h"
#include "tests/support/store_benches.h"

#include <QProcess>

#include <csignal>
#include <numeric>
#include <thread>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

using Words = std::vector<std::string>;

/// A page that is asked for all the time, with something to store and to lock now and then.
Scenario busy_page(Duration length)
{
    Scenario s;
    s.traffic = {Steady{.from = run_start, .until = run_start + length, .rate = 200}};
    s.keys.count = 40;
    s.cache.ttl = 100ms;
    s.database.query_time = 5ms;
    s.strategy = find_strategy("locking")->spec;
    s.horizon = length;
    return s;
}

/// A server of somebody else's, to whom something happens while a run goes on.
struct Server {
    Server() : port(FakeServer::free_port()), redis(options(port)) {}
    static PrivateRedisOptions options(std::uint16_t port)
    {
        PrivateRedisOptions o;
        o.port = port;
        return o;
    }
    std::string url() const
    {
        return "redis://127.0.0.1:" + std::to_string(port) + "?commands_per_second=1000000";
    }
    std::string ask(const Words& words) { return ask_redis(redis.address(), words); }

    std::uint16_t port;
    PrivateRedis redis;
};

RecordingPtr run_while(const Scenario& s, const std::string& where, const std::function<void()>& happens)
{
    std::thread outsider([&] {
        std::this_thread::sleep_for(700ms);
        happens();
    });
    const RecordingPtr r = run_live(s, where);
    outsider.join();
    return r;
}

std::string told(const Recording& r)
{
    std::string text;
    for (const ServerTrouble& t : r.trouble) text += to_text(t, r.end) + "\n";
    return text;
}

}  // namespace

/// What a server does to a run is said, whatever it is, and a check fails for it.
class tst_ServerTrouble : public QObject {
    Q_OBJECT

private slots:
    void aHealthyServerIsNoTrouble()
    {
        Server server;
        const Scenario s = busy_page(1s);
        const RecordingPtr r = run_live(s, server.url());
        QCOMPARE(QString::fromStdString(told(*r)), QString());
        QVERIFY(server_was_there(*r));
        const std::uint64_t sent = std::accumulate(r->commands.begin(), r->commands.end(), std::uint64_t{0});
        QVERIFY(sent > 100);
        QVERIFY(r->outcomes.answered <= sent && r->outcomes.answered + 10 >= sent);
        QCOMPARE(r->outcomes.refused + r->outcomes.unanswered + r->outcomes.unsent, std::uint64_t{0});
    }

    void whatTheServerDoesIsSaid_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("kill -9") << "cannot be reached";
        QTest::newRow("SIGSTOP") << "does not answer";
        QTest::newRow("CLIENT PAUSE") << "does not answer";
        QTest::newRow("CLIENT KILL") << "closed the connection";
        QTest::newRow("maxmemory") << "its memory is full (OOM)";
        QTest::newRow("READONLY") << "read-only replica (READONLY)";
        QTest::newRow("requirepass") << "asks for a password (NOAUTH)";
        QTest::newRow("NOPERM") << "(NOPERM)";
    }
    void whatTheServerDoesIsSaid()
    {
        QFETCH(QString, what);
        const std::string tag = QTest::currentDataTag();
        Server server;
        const RecordingPtr r = run_while(busy_page(2500ms), server.url(), [&] {
            if (tag == "kill -9") ::kill(server.redis.pid(), SIGKILL);
            if (tag == "SIGSTOP") server.redis.stop();
            if (tag == "CLIENT PAUSE") server.ask({"CLIENT", "PAUSE", "800"});
            if (tag == "CLIENT KILL") server.ask({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
            if (tag == "maxmemory") server.ask({"CONFIG", "SET", "maxmemory", "1"});
            if (tag == "READONLY") server.ask({"REPLICAOF", "127.0.0.1", "1"});
            if (tag == "requirepass") server.ask({"CONFIG", "SET", "requirepass", "crow"});
            if (tag == "requirepass") ask_with(server, "crow", {"CLIENT", "KILL", "TYPE", "normal"});
            if (tag == "NOPERM") server.ask({"ACL", "SETUSER", "default", "-set", "-eval", "-evalsha"});
        });
        server.redis.resume();
        const QString said = QString::fromStdString(told(*r));
        QVERIFY2(said.contains("the Redis server ") && said.contains(what), qPrintable(said));
        QVERIFY(!server_was_there(*r));
        const auto t = std::find_if(r->trouble.begin(), r->trouble.end(), [&](const ServerTrouble& one) {
            return QString::fromStdString(one.what).contains(what);
        });
        QVERIFY(t->from >= run_start + 500ms && t->from <= t->until && t->until <= r->end);
        QVERIFY(!t->asked_for);
        // Opened later it is the same, and the report fails a check for it.
        QCOMPARE(decode_recording(encode_recording(*r), "again").trouble, r->trouble);
        QCOMPARE(decode_recording(encode_recording(*r), "again").outcomes, r->outcomes);
        const RunReport report = report_on(*r, busy_page(2500ms), "page");
        QVERIFY(!report.passed());
        QVERIFY(
            QString::fromStdString(to_json(report)).contains("\"trouble\":[{\"what\":\"the Redis server "));
    }

    void whatTheScenarioAsksForIsListedAndNotCounted_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("redis-down") << static_cast<int>(FaultKind::redis_down);
        QTest::newRow("redis-restart") << static_cast<int>(FaultKind::redis_restart);
    }
    void whatTheScenarioAsksForIsListedAndNotCounted()
    {
        QFETCH(int, kind);
        Scenario s = busy_page(2500ms);
        Fault f;
        f.at = run_start + 500ms;
        f.kind = static_cast<FaultKind>(kind);
        if (f.kind == FaultKind::redis_down) f.duration = 600ms;
        s.faults = {f};
        const RecordingPtr r = run_live(s, "live");
        QVERIFY(!r->trouble.empty());
        QVERIFY2(server_was_there(*r), told(*r).c_str());
        QVERIFY(told(*r).find("(the scenario asks for it)") != std::string::npos);
    }

    void anotherTroubleIsCountedBesideOneThatWasAskedFor()
    {
        Scenario s = busy_page(6s);
        Fault f;
        f.at = run_start + 200ms;
        f.kind = FaultKind::redis_restart;
        s.faults = {f};
        pid_t server = 0;
        LiveControl control;
        std::thread outsider([&] {
            std::this_thread::sleep_for(5s);
            QProcess find;
            find.start("pgrep", {"-P", QString::number(::getpid()), "redis-server"});
            find.waitForFinished();
            server = find.readAllStandardOutput().trimmed().toInt();
            if (server > 0) ::kill(server, SIGKILL);
        });
        const RecordingPtr r = run_live(s, "live", control);
        outsider.join();
        QVERIFY(server > 0);
        QVERIFY2(!server_was_there(*r), told(*r).c_str());
        QVERIFY(std::any_of(r->trouble.begin(), r->trouble.end(),
                            [](const ServerTrouble& t) { return t.asked_for; }));
    }

private:
    static void ask_with(Server& server, const std::string& password, const Words& words)
    {
        RedisAddress a = server.redis.address();
        a.password = password;
        ask_redis(a, words);
    }
};

STAMPEDE_TESTS(tst_ServerTrouble, nothing)
#include "tst_server_trouble.moc"
