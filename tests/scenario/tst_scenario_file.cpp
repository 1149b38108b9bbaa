#include <QtTest>

#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <filesystem>
#include <fstream>

using namespace stampede;

namespace {

/// A scenario with these fields besides its schema.
std::string file(const std::string& fields)
{
    return R"({"schema": "stampede-scenario/1")" + (fields.empty() ? "" : ", " + fields) + '}';
}

Scenario read(const std::string& fields)
{
    return parse_scenario(file(fields), "test.json");
}

/// A scenario in which no field has its default.
Scenario unusual()
{
    Scenario s;
    s.name = "Odd \"one\"";
    s.about = "Line one\nand a second";
    s.seed = UINT64_MAX;
    s.horizon = 90s;
    s.keys = {1000, Popularity::zipf, 0.9, 0.25, "page"};
    s.instances = {7, 16, 32};
    s.balancer = Balancer{2s, 250ms, 4, 5};
    Steady steady;
    steady.until = Instant(10s);
    steady.rate = 0.1;
    steady.process = Process::regular;
    Ramp ramp;
    ramp.from = Instant(1s);
    ramp.until = Instant(2s);
    ramp.rate_from = 1.0 / 3;
    Closed closed;
    closed.clients = 3;
    closed.think_min = 35ms;
    closed.think_max = 1025ms;
    closed.until = Instant(60s);
    s.traffic = {Burst{Instant(1ms), 17, 63'400us}, steady, ramp, closed, Replay{"some.log", ".", 2.5}};
    s.cache = {1234567ns, 0.2, Start::expiring, 1ms, 0ms, 0.5, 3us};
    s.database = {17ms, Distribution::lognormal, 1.5, 9, 0.75, 2s, 0.01, 0};
    s.strategy.options.mistakes = {Mistake::plain_del, Mistake::timeout_herd};
    s.strategy.options.breaker = Breaker{3, 4s, HalfOpen{0.2, 3s}};
    s.strategy.options.negative_ttl = 30s;
    s.strategy.options.wait_by = WaitBy::notify;
    s.warming = {Warming{Instant(5s), 10, 40s, 2s}, Warming{Instant(6s), 20, std::nullopt, std::nullopt}};
    s.adaptation = Adaptation{0.5, 3s, AdaptAction::beta, 4, 1.5};
    s.faults.resize(4);
    s.faults[0].kind = FaultKind::pause_instance;
    s.faults[0].instance = 7;
    s.faults[0].duration = 2s;
    s.faults[1].at = Instant(4s);
    s.faults[1].kind = FaultKind::clock_jump;
    s.faults[1].by = -3s;
    s.faults[2].after = AfterEvent{FaultEvent::value_stored, 3};
    s.faults[2].delay = 4ms;
    s.faults[3].after = AfterEvent{};
    s.faults[3].kind = FaultKind::clock_jump;
    s.faults[3].by = 1s;
    s.expect = {Expectation{"database.queries", 3, std::nullopt}, Expectation{"cache.hit_rate", 1, 0.5}};
    s.bookmarks = {Bookmark{Instant(10s), "the burst – “look here”", false},
                   Bookmark{Instant(1ns), "the first nanosecond", true}};
    return s;
}

}  // namespace

class tst_ScenarioFile : public QObject {
    Q_OBJECT

private slots:
    void fieldsThatAreLeftOutHaveTheDocumentedDefaults();
    void everyFieldIsRead();
    void whatIsWrittenIsReadBackExactly();
    void everyNamedAndComposedStrategyIsReadBackExactly();
    void aWrittenScenarioIsCompleteAndInAFixedOrder();
    void commentsAreAllowed();
    void filesAreFoundByPresetOrPath();
};

void tst_ScenarioFile::fieldsThatAreLeftOutHaveTheDocumentedDefaults()
{
    const Scenario s = read("");
    QCOMPARE(s, Scenario());
    QCOMPARE(s.seed, 1u);
    QCOMPARE(s.horizon, std::optional<Duration>());
    QCOMPARE(s.instances.count, 4u);
    QVERIFY(!s.balancer);
    QCOMPARE(s.cache.ttl, Duration(300s));
    QCOMPARE(s.cache.start, Start::expired);
    QCOMPARE(s.cache.round_trip, Duration(600us));
    QCOMPARE(s.database.query_time, Duration(100ms));
    QCOMPARE(s.database.pool, 100u);
    QCOMPARE(s.strategy.name, std::string("locking"));

    const Scenario checked = read(R"("balancer": {})");
    QCOMPARE(checked.balancer->period, Duration(1s));
    QCOMPARE(checked.balancer->timeout, Duration(500ms));
    QCOMPARE(checked.balancer->remove_after, 3u);
    QCOMPARE(checked.balancer->return_after, 2u);
}

void tst_ScenarioFile::everyFieldIsRead()
{
    const Scenario s = read(R"(
        "name": "N", "about": "A", "seed": 18446744073709551615, "horizon": "2min",
        "keys": {"count": 10, "popularity": "zipf", "exponent": 0.8, "absent": 0.1, "name": "user"},
        "instances": {"count": 2, "workers": 8, "queue": 100},
        "balancer": {"period": "2s", "timeout": "100ms", "remove_after": 1, "return_after": 9},
        "traffic": [
            {"kind": "burst", "at": "10s", "requests": 5e2, "within": "0s"},
            {"kind": "steady", "from": "1s", "until": "2s", "rate": 12.5, "process": "regular"},
            {"kind": "ramp", "until": "3s", "rate_from": 1, "rate_to": 9},
            {"kind": "closed", "clients": 5, "think_min": "1s", "think_max": "2s", "until": "4s"},
            {"kind": "replay", "file": "a.log.gz", "speed": 10}],
        "cache": {"ttl": "5s", "jitter": 0.1, "start": "expiring", "expires_in": "1s", "round_trip": "1ms",
                  "round_trip_jitter": 0.3, "service_time": "10us"},
        "database": {"query_time": "1s", "distribution": "exponential", "cv": 2, "pool": 5, "slowdown": 1.5,
                     "timeout": "9s", "failure_rate": 0.5, "updates_per_second": 0},
        "strategy": {"when": "xfetch:beta=2", "who": "lease", "meanwhile": ["serve-old", "fail"], "keep": "1s"},
        "warming": [{"at": "1s", "keys": {"top": 3}, "ttl": "10s"}],
        "adaptation": {"hit_rate_below": 0.9, "window": "5s", "action": "warm", "keys": {"top": 2}},
        "faults": [{"at": "3s", "kind": "redis-slow", "times": 10, "for": "1s"},
                   {"at": "4s", "kind": "flush-key", "key": 10},
                   {"after": {"event": "load-began", "nth": 7}, "by": "2ms", "kind": "lose-reply"}],
        "expect": [{"metric": "latency_ms.p99", "at_most": 50.5}])");

    QCOMPARE(s.seed, UINT64_MAX);
    QCOMPARE(s.horizon, std::optional<Duration>(2min));
    QCOMPARE(s.keys, (Keys{10, Popularity::zipf, 0.8, 0.1, "user"}));
    QCOMPARE(s.instances, (Instances{2, 8, 100}));
    QCOMPARE(*s.balancer, (Balancer{2s, 100ms, 1, 9}));
    QCOMPARE(s.traffic.size(), std::size_t(5));
    QCOMPARE(std::get<Burst>(s.traffic[0]), (Burst{Instant(10s), 500, 0s}));
    QCOMPARE(std::get<Steady>(s.traffic[1]), (Steady{Instant(1s), Instant(2s), 12.5, Process::regular}));
    QCOMPARE(std::get<Ramp>(s.traffic[2]), (Ramp{Instant(0s), Instant(3s), 1, 9}));
    QCOMPARE(std::get<Closed>(s.traffic[3]), (Closed{5, 1s, 2s, Instant(0s), Instant(4s)}));
    QCOMPARE(std::get<Replay>(s.traffic[4]), (Replay{"a.log.gz", ".", 10}));
    QCOMPARE(s.cache, (Cache{5s, 0.1, Start::expiring, 1s, 1ms, 0.3, 10us}));
    QCOMPARE(s.database, (DatabaseSpec{1s, Distribution::exponential, 2, 5, 1.5, 9s, 0.5, 0}));
    QCOMPARE(s.strategy.name, std::string("custom"));
    QCOMPARE(s.strategy.options.keep, Duration(1s));
    QVERIFY(s.strategy.options.fencing);
    QCOMPARE(s.warming.front(), (Warming{Instant(1s), 3, Duration(10s), std::nullopt}));
    QCOMPARE(s.adaptation->top, 2u);
    QCOMPARE(s.faults[0].times, 10.0);
    QCOMPARE(s.faults[1].key, 10u);
    QCOMPARE(s.faults[2].after, std::optional(AfterEvent{FaultEvent::load_began, 7}));
    QCOMPARE(s.faults[2].delay, Duration(2ms));
    QCOMPARE(s.expect.front(), (Expectation{"latency_ms.p99", 50.5, std::nullopt}));
}

void tst_ScenarioFile::whatIsWrittenIsReadBackExactly()
{
    const Scenario s = unusual();
    const std::string text = to_json(s);
    const Scenario again = parse_scenario(text, "again");
    QCOMPARE(QString::fromStdString(to_json(again)), QString::fromStdString(text));
    QVERIFY(again == s);
    QVERIFY(parse_scenario(to_json(Scenario()), "default") == Scenario());
}

void tst_ScenarioFile::everyNamedAndComposedStrategyIsReadBackExactly()
{
    const char* whens[] = {"expiry",
                           "power:beta=0.7",
                           "xfetch",
                           "uniform:window=5s",
                           "schedule:buffer=1s",
                           "xfetch:beta=3+schedule"};
    const char* whos[] = {"everyone", "one-per-instance", "one-per-cluster", "instance-then-cluster",
                          "lease"};
    const char* meanwhiles[] = {
        "none", "wait", "share", "serve-old", "serve-old,share", "serve-old,share,wait", "serve-old,wait"};
    std::vector<StrategySpec> specs;
    for (const NamedStrategy& s : catalogue()) specs.push_back(s.spec);
    for (const char* when : whens)
        for (const char* who : whos)
            for (const char* meanwhile : meanwhiles)
                specs.push_back(compose(parse_when(when), parse_who(who), parse_meanwhile(meanwhile)));
    for (std::size_t i = specs.size(); i-- > 0;) {  // each with other options, too
        specs.push_back(specs[i]);
        StrategyOptions& o = specs.back().options;
        o.keep = o.keep == Duration{} ? 7s : 0s;
        o.fencing = !o.fencing;
        o.collapse_window += 1ms;
        o.poll_jitter = 0.1;
    }
    for (const StrategySpec& spec : specs) {
        Scenario s;
        s.strategy = spec;
        const std::string text = to_json(s);
        QVERIFY2(parse_scenario(text, "again") == s, text.c_str());
    }
}

void tst_ScenarioFile::aWrittenScenarioIsCompleteAndInAFixedOrder()
{
    Scenario s;
    s.name = "Small";
    s.traffic = {Burst{}};
    s.strategy = find_strategy("xfetch")->spec;
    s.strategy.when.front().beta = 1.5;
    s.strategy.options.poll = 10ms;
    QCOMPARE(QString::fromStdString(to_json(s)), QStringLiteral(R"({
  "schema": "stampede-scenario/1",
  "name": "Small",
  "about": "",
  "seed": 1,
  "horizon": "auto",
  "keys": {
    "count": 1,
    "popularity": "uniform",
    "exponent": 1,
    "absent": 0,
    "name": "key"
  },
  "instances": {
    "count": 4,
    "workers": 0,
    "queue": 0
  },
  "traffic": [
    {
      "kind": "burst",
      "at": "0s",
      "requests": 1000,
      "within": "3ms"
    }
  ],
  "cache": {
    "ttl": "300s",
    "jitter": 0,
    "start": "expired",
    "round_trip": "0.6ms",
    "round_trip_jitter": 0,
    "service_time": "0s"
  },
  "database": {
    "query_time": "100ms",
    "distribution": "constant",
    "cv": 0.5,
    "pool": 100,
    "slowdown": 0,
    "timeout": "none",
    "failure_rate": 0,
    "updates_per_second": 1
  },
  "strategy": {
    "name": "xfetch",
    "beta": 1.5,
    "poll": "10ms"
  },
  "warming": [],
  "faults": [],
  "expect": []
}
)"));
}

void tst_ScenarioFile::commentsAreAllowed()
{
    const Scenario s = parse_scenario(
        "// a comment\n{\"schema\": /* this one */ \"stampede-scenario/1\"} // end\n", "test.json");
    QCOMPARE(s, Scenario());
}

void tst_ScenarioFile::filesAreFoundByPresetOrPath()
{
    const auto loading = [](const std::string& what) { return refusal([&] { load_scenario(what); }); };
    QCOMPARE(load_scenario("product-page").name, std::string("Product page"));
    QCOMPARE(loading("product-pge"), QStringLiteral("\"product-pge\" is neither a preset nor a file (did you "
                                                    "mean \"product-page\"?); \"stampede scenarios\" "
                                                    "lists the presets"));

    QTemporaryDir directory;
    const std::string path = directory.filePath("mine.json").toStdString();
    std::ofstream(path) << file(R"("traffic": [{"kind": "replay", "file": "access.log"}])");
    QCOMPARE(std::get<Replay>(load_scenario(path).traffic[0]).directory, directory.path().toStdString());
    std::ofstream(path) << "{}";
    QCOMPARE(loading(path), QString::fromStdString(path + ": schema: is missing; \"stampede-scenario/1\""));
    QCOMPARE(loading(directory.path().toStdString()),
             QStringLiteral("\"%1\": is a directory; a scenario file in JSON").arg(directory.path()));
}

STAMPEDE_TESTS(tst_ScenarioFile, an_event_loop)
#include "tst_scenario_file.moc"
