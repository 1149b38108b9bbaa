#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/store/store_unreachable.h"
#include "core/strategy/catalogue.h"
#include "core/world/live_world.h"
#include "core/world/server_probe.h"
#include "tests/support/fake_server.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"
#include "tests/support/store_benches.h"

#include <algorithm>
#include <fstream>
#include <thread>

using namespace stampede;
using namespace std::chrono_literals;

namespace {

Scenario gentle_page()
{
    Scenario s;
    s.keys.name = "product:123";
    s.traffic = {Burst{.at = run_start, .requests = 200, .within = 3ms}};
    s.database.query_time = 50ms;
    s.strategy = find_strategy("locking")->spec;
    return s;
}

/// A server of somebody else's: on a TCP port, with a password and with data.
struct OthersServer {
    explicit OthersServer(const std::string& more = {})
        : port(FakeServer::free_port()), server(options(port, more))
    {
        ask({"SET", "canary", "sings"});
        ask({"RPUSH", "stampede:{other}:lock:product:123", "a", "b"});
    }
    static PrivateRedisOptions options(std::uint16_t port, const std::string& more)
    {
        PrivateRedisOptions o;
        o.port = port;
        o.password = "crow";
        o.more = more;
        return o;
    }
    std::string ask(const std::vector<std::string>& words) { return ask_redis(server.address(), words); }
    std::string url(const std::string& credentials = ":crow",
                    const std::string& limits = "?commands_per_second=100000") const
    {
        return "redis://" + credentials + "@127.0.0.1:" + std::to_string(port) + "/0" + limits;
    }
    bool untouched()
    {
        return ask({"DBSIZE"}) == "2" && ask({"GET", "canary"}) == "sings" &&
               ask({"LRANGE", "stampede:{other}:lock:product:123", "0", "-1"}) == "a b";
    }

    std::uint16_t port;
    PrivateRedis server;
};

std::string refusal(const Scenario& s, const std::string& where)
{
    try {
        (void)run_live(s, where);
    } catch (const std::runtime_error& e) {
        return e.what();
    }
    return "";
}

/// The user of resources/redis-acl.txt, as a line of redis.conf.
std::string shipped_acl(const std::string& password)
{
    std::ifstream file(std::string(test::source_folder()) + "/resources/redis-acl.txt");
    std::string line;
    while (std::getline(file, line))
        if (line.starts_with("user "))
            return line.replace(line.find("choose-a-password"), 17, password) + "\n";
    return "no user in the file";
}

}  // namespace

/// A server that belongs to somebody else: nothing of theirs is touched, nothing of ours stays, and it is
/// asked politely.
class tst_SharedServer : public QObject {
    Q_OBJECT

private slots:
    void aRunLeavesNothingBehindAndTouchesNothingElse();
    void theShippedAclIsEnough();
    void moreThanIsPoliteIsRefusedBeforeAnythingIsSent();
    void aKilledServerEndsTheRunWithoutHanging();
    void aStoppedRunCleansUpToo();
    void aReadOnlyServerIsNamed();
    void faultsLeaveTheServerAlone();
    void passwordsAppearNowhere();
    void nobodyThereIsSaidAtOnce();
    void aServerCanBeDescribedBeforeItIsUsed();
};

void tst_SharedServer::aRunLeavesNothingBehindAndTouchesNothingElse()
{
    OthersServer other;
    for (const char* strategy : {"locking", "lease", "combined", "coalescing"}) {
        Scenario s = gentle_page();
        s.strategy = find_strategy(strategy)->spec;
        s.cache.ttl = 100ms;
        s.cache.start = Start::warm;
        s.keys.count = 20;
        s.traffic = {Steady{.from = run_start, .until = run_start + 300ms, .rate = 500}};
        const RecordingPtr r = run_live(s, other.url());
        QVERIFY(r != nullptr);
        QVERIFY(!r->requests.empty());
        QVERIFY(other.untouched());
    }
    // What was sent is on the list, and nothing else.
    const QString stats = QString::fromStdString(other.ask({"INFO", "commandstats"}));
    for (const char* forbidden : {"flush", "keys", "scan", "config", "debug", "shutdown", "monitor", "script",
                                  "client", "psubscribe"})
        QVERIFY2(!stats.contains(QString("cmdstat_") + forbidden), forbidden);
}

void tst_SharedServer::theShippedAclIsEnough()
{
    OthersServer other(shipped_acl("magpie"));
    Scenario s = gentle_page();
    for (const WaitBy by : {WaitBy::poll, WaitBy::notify}) {
        s.strategy.options.wait_by = by;
        s.strategy.options.fencing = by == WaitBy::notify;
        const RecordingPtr r = run_live(s, other.url("stampede:magpie"));
        QVERIFY(r != nullptr);
        const auto failed = [](const Event& e) {
            return e.what() == EventKind::failed || e.what() == EventKind::store_failed;
        };
        QVERIFY(std::none_of(r->events.begin(), r->events.end(), failed));
        QVERIFY(other.untouched());
    }
    QVERIFY(QString::fromStdString(other.ask({"ACL", "LOG"})).isEmpty());
}

void tst_SharedServer::moreThanIsPoliteIsRefusedBeforeAnythingIsSent()
{
    OthersServer other;
    const QString sentence = QString::fromStdString(refusal(gentle_page(), other.url(":crow", "")));
    QVERIFY2(sentence.contains("asked at most 50"), qPrintable(sentence));
    QVERIFY2(sentence.contains("?commands_per_second="), qPrintable(sentence));
    Scenario many = gentle_page();
    many.traffic = {Burst{.at = run_start, .requests = 1, .within = 3ms}};
    many.cache.start = Start::warm;
    many.keys.count = 100'000;
    QVERIFY(QString::fromStdString(refusal(many, other.url(":crow", ""))).contains("asked at most 50"));
    QVERIFY(!QString::fromStdString(other.ask({"INFO", "commandstats"})).contains("cmdstat_subscribe"));

    Scenario few = gentle_page();
    few.traffic = {Steady{.from = run_start, .until = run_start + 500ms, .rate = 10}};
    const RecordingPtr r = run_live(few, other.url(":crow", ""));
    QVERIFY(r != nullptr);
    QVERIFY(other.untouched());
}

void tst_SharedServer::aKilledServerEndsTheRunWithoutHanging()
{
    OthersServer other;
    Scenario s = gentle_page();
    s.traffic = {Steady{.from = run_start, .until = run_start + 1s, .rate = 1000}};
    std::thread killer([&] {
        std::this_thread::sleep_for(300ms);
        other.server.kill();
    });
    const RecordingPtr r = run_live(s, other.url());
    killer.join();
    QVERIFY(r != nullptr);
    QCOMPARE(r->tasks_left, std::uint64_t(0));
    const auto ends = [](const Event& e) { return ends_request(e.what()); };
    QCOMPARE(std::size_t(std::count_if(r->events.begin(), r->events.end(), ends)), r->requests.size());
    const auto failed = [](const Event& e) { return e.what() == EventKind::store_failed; };
    QVERIFY(std::any_of(r->events.begin(), r->events.end(), failed));
}

void tst_SharedServer::aStoppedRunCleansUpToo()
{
    OthersServer other;
    Scenario s = gentle_page();
    s.database.query_time = 1h;
    s.strategy.options.wait_timeout = 1h;
    std::stop_source source;
    LiveControl control;
    control.stop = source.get_token();
    std::thread stopper([&] {
        std::this_thread::sleep_for(150ms);
        source.request_stop();
    });
    QVERIFY(run_live(s, other.url(), control) == nullptr);
    stopper.join();
    QVERIFY(other.untouched());
}

void tst_SharedServer::aReadOnlyServerIsNamed()
{
    OthersServer other;
    other.ask({"REPLICAOF", "127.0.0.1", "1"});
    const QString sentence = QString::fromStdString(refusal(gentle_page(), other.url()));
    QVERIFY2(sentence.contains("(READONLY)"), qPrintable(sentence));
}

void tst_SharedServer::faultsLeaveTheServerAlone()
{
    OthersServer other;
    Scenario s = gentle_page();
    Fault f;
    f.at = run_start + 10ms;
    f.kind = FaultKind::redis_restart;
    s.faults = {f};
    QVERIFY(QString::fromStdString(refusal(s, other.url())).startsWith("faults[0].kind: "));
    s.faults.front().kind = FaultKind::flush_all;
    QVERIFY(run_live(s, other.url()) != nullptr);
    QVERIFY(other.untouched());
}

void tst_SharedServer::passwordsAppearNowhere()
{
    OthersServer other;
    const RecordingPtr r = run_live(gentle_page(), other.url());
    QVERIFY(r != nullptr);
    QCOMPARE(QString::fromStdString(r->world), QString("redis://127.0.0.1:%1/0").arg(other.port));
    QVERIFY(r->scenario_json.find("crow") == std::string::npos);
    for (const std::string& where :
         {other.url(":raven"), other.url("ann:raven"), other.url(":raven", "?commands_per_second=0"),
          std::string("redis://:raven@host.invalid"), other.url(":raven", ""),
          std::string("redis://:raven@127.0.0.1:1?commands_per_second=100000")}) {
        const std::string sentence = refusal(gentle_page(), where);
        QVERIFY(!sentence.empty());
        QVERIFY2(sentence.find("raven") == std::string::npos, sentence.c_str());
    }
}

void tst_SharedServer::nobodyThereIsSaidAtOnce()
{
    const std::uint16_t port = FakeServer::free_port();
    const QString where = QString("redis://127.0.0.1:%1").arg(port);
    const QString sentence =
        QString::fromStdString(refusal(gentle_page(), (where + "?commands_per_second=100000").toStdString()));
    QCOMPARE(sentence, QString("The Redis server at %1/0 cannot be reached: Connection refused.").arg(where));
}

void tst_SharedServer::aServerCanBeDescribedBeforeItIsUsed()
{
    QCOMPARE(QString::fromStdString(describe_server("redis://ann:crow@cache.example:7000/3")),
             QString("cache.example port 7000, database 3, at most 50 commands a second over 4 connections"));
    QVERIFY_EXCEPTION_THROWN((void)describe_server("live?"), InputError);
}

STAMPEDE_TESTS(tst_SharedServer, an_event_loop)
#include "tst_shared_server.moc"
