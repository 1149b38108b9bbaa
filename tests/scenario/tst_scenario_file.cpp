#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"

#include <filesystem>
#include <fstream>

using namespace stampede;

namespace {

/// A scenario with these fields besides its schema.
std::string file(const std::string& fields)
{
    return R"({"schema": "stampede-scenario/1")" + (fields.empty() ? "" : ", " + fields) + '}';
}

Scenario read(const std::string& fields) { return parse_scenario(file(fields), "test.json"); }

/// The sentence with which this is refused, or "accepted".
template <class Act>
QString refusal(Act act)
{
    try {
        act();
    } catch (const InputError& e) {
        return QString::fromUtf8(e.what());
    }
    return QStringLiteral("accepted");
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
    s.strategy.options.breaker = Breaker{3, 4s};
    s.strategy.options.negative_ttl = 30s;
    s.strategy.options.wait_by = WaitBy::notify;
    s.warming = {Warming{Instant(5s), 10, 40s}, Warming{Instant(6s), 20, std::nullopt}};
    s.adaptation = Adaptation{0.5, 3s, AdaptAction::beta, 4, 1.5};
    s.faults.resize(2);
    s.faults[0].kind = FaultKind::pause_instance;
    s.faults[0].instance = 7;
    s.faults[0].duration = 2s;
    s.faults[1].at = Instant(4s);
    s.faults[1].kind = FaultKind::clock_jump;
    s.faults[1].by = -3s;
    s.expect = {Expectation{"database.queries", 3, std::nullopt}, Expectation{"cache.hit_rate", 1, 0.5}};
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
    void unusableFilesAreRefusedInOneSentence_data();
    void unusableFilesAreRefusedInOneSentence();
    void aFileIsRefusedForItsSizeOrDepthAlone();
    void aNumberOfRequestsThatCannotBeRunIsRefusedWithTheCount();
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
                   {"at": "4s", "kind": "flush-key", "key": 10}],
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
    QCOMPARE(s.warming.front(), (Warming{Instant(1s), 3, Duration(10s)}));
    QCOMPARE(s.adaptation->top, 2u);
    QCOMPARE(s.faults[0].times, 10.0);
    QCOMPARE(s.faults[1].key, 10u);
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
    const char* whens[] = {"expiry", "power:beta=0.7", "xfetch", "uniform:window=5s", "schedule:buffer=1s", "xfetch:beta=3+schedule"};
    const char* whos[] = {"everyone", "one-per-instance", "one-per-cluster", "instance-then-cluster", "lease"};
    const char* meanwhiles[] = {"none", "wait", "share", "serve-old", "serve-old,share", "serve-old,share,wait", "serve-old,wait"};
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
    const Scenario s = parse_scenario("// a comment\n{\"schema\": /* this one */ \"stampede-scenario/1\"} // end\n", "test.json");
    QCOMPARE(s, Scenario());
}

void tst_ScenarioFile::unusableFilesAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* fields, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(fields) << QStringLiteral("test.json: ") + QString::fromUtf8(sentence);
    };
    row("unknown field", R"("traffik": [])",
        "traffik: there is no such field (did you mean \"traffic\"?); one of schema, name, about, seed, horizon, keys, instances, "
        "balancer, traffic, cache, database, strategy, warming, adaptation, faults or expect");
    row("unknown field inside", R"("traffic": [{"kind": "burst", "reqests": 5}])",
        "traffic[0].reqests: there is no such field (did you mean \"requests\"?); one of kind, at, requests or within");
    row("field of another kind", R"("traffic": [{"kind": "burst", "rate": 5}])",
        "traffic[0].rate: there is no such field; one of kind, at, requests or within");
    row("missing kind", R"("traffic": [{}])", "traffic[0].kind: is missing; one of burst, steady, ramp, closed or replay");
    row("missing until", R"("traffic": [{"kind": "steady"}])",
        "traffic[0].until: is missing; an instant of the run, such as \"10s\"");
    row("unknown word", R"("cache": {"start": "worm"})",
        "cache.start: \"worm\" is not known (did you mean \"warm\"?); one of cold, warm, expired or expiring");
    row("not a word", R"("cache": {"start": 1})", "cache.start: 1 is not a word; one of cold, warm, expired or expiring");
    row("unit missing", R"("traffic": [{"kind": "burst", "within": "3"}])",
        "traffic[0].within: \"3\" has no unit; write a duration such as \"3ms\", with one of the units ns us ms s min h");
    row("unit unknown", R"("traffic": [{"kind": "burst", "within": "3 parsecs"}])",
        "traffic[0].within: \"3 parsecs\" has no known unit; write a duration such as \"3ms\", with one of the units ns us ms s min h");
    row("duration as number", R"("traffic": [{"kind": "burst", "within": 3}])",
        "traffic[0].within: 3 is not a duration; write one such as \"3ms\", with one of the units ns us ms s min h");
    row("too short", R"("cache": {"ttl": "0ms"})", "cache.ttl: \"0ms\" is too short; at least 1ms");
    row("too long", R"("cache": {"round_trip": "2h"})", "cache.round_trip: \"2h\" is too long; at most 1h");
    row("negative", R"("database": {"query_time": "-1ms"})", "database.query_time: \"-1ms\" is too short; at least 0s");
    row("number out of range", R"("cache": {"jitter": 2})", "cache.jitter: 2 is out of range; 0 to 0.9");
    row("not a number", R"("cache": {"jitter": "high"})", "cache.jitter: \"high\" is not a number; 0 to 0.9");
    row("null for a number", R"("cache": {"jitter": null})", "cache.jitter: null is not a number; 0 to 0.9");
    row("not whole", R"("keys": {"count": 1.5})", "keys.count: 1.5 is not a whole number; 1 to 1000000");
    row("negative count", R"("keys": {"count": -1})", "keys.count: -1 is out of range; 1 to 1000000");
    row("count too great", R"("keys": {"count": 1000001})", "keys.count: 1000001 is out of range; 1 to 1000000");
    row("count far too great", R"("keys": {"count": 1e300})", "keys.count: 1e+300 is not a whole number; 1 to 1000000");
    row("seed", R"("seed": "one")", "seed: \"one\" is not a number; 0 to 18446744073709551615");
    row("flag", R"("strategy": {"fencing": "yes"})",
        "strategy.fencing: \"yes\" is neither true nor false; one of them, without quotes");
    row("text", R"("name": 5)", "name: 5 is not a text; write it in \"quotes\"");
    row("empty name", R"("name": "")", "name: is 0 bytes long; 1 to 200");
    row("control character", R"("keys": {"name": "a\u0000b"})",
        "keys.name: \"a?b\" has a control character in it; text only");
    row("object", R"("cache": [])", "cache: a list is not an object; fields in braces: { … }");
    row("list", R"("traffic": {})", "traffic: an object is not a list; objects in square brackets: [ { … } ]");
    row("element", R"("traffic": [5])", "traffic[0]: 5 is not an object; fields in braces: { … }");
    row("NaN", R"("cache": {"jitter": NaN})",
        "cache.jitter: \"NaN\" at line 1, column 55 is not JSON; check the value and the commas, quotes and brackets around it");
    row("infinity", R"("cache": {"jitter": 1e999})", "cache.jitter: \"1e999\" is too large for a number; at most 1.7e308");
    row("written twice", R"("cache": {"ttl": "5s", "ttl": "6s"})", "cache.ttl: is written twice; each field once");
    row("written twice in a list", R"("traffic": [{"kind": "burst"}, {"kind": "burst", "kind": "ramp"}])",
        "traffic[1].kind: is written twice; each field once");
    row("schema again", R"("schema": "stampede-scenario/1")", "schema: is written twice; each field once");
    row("empty span", R"("traffic": [{"kind": "ramp", "from": "5s", "until": "5s"}])",
        "traffic[0].until: \"5s\" is not after from; later than \"5s\"");
    row("thinking backwards", R"("traffic": [{"kind": "closed", "until": "5s", "think_min": "2s", "think_max": "1s"}])",
        "traffic[0].think_max: \"1s\" is less than think_min; at least 2s");
    row("asking without end", R"("cache": {"round_trip": "0s"}, "traffic": [{"kind": "closed", "until": "5s"}])",
        "traffic[0].think_max: \"0s\" would let a client ask without end at one instant; at least 2us while cache.round_trip is 0");
    row("expiring when", R"("cache": {"start": "expiring"})",
        "cache.expires_in: is missing, and cache.start is \"expiring\"; more than 0s and at most the ttl of 300s");
    row("expiring late", R"("cache": {"start": "expiring", "expires_in": "301s"})",
        "cache.expires_in: \"301s\" is too long; more than 0s and at most the ttl of 300s");
    row("fault without an instant", R"("faults": [{"kind": "flush-all"}])",
        "faults[0].at: is missing; an instant of the run, such as \"10s\"");
    row("fault without a duration", R"("faults": [{"at": "1s", "kind": "redis-down"}])",
        "faults[0].for: is missing; a duration, such as \"5s\"");
    row("field of another fault", R"("faults": [{"at": "1s", "kind": "kill-instance", "for": "1s"}])",
        "faults[0].for: there is no such field; one of at, kind or instance");
    row("no such instance", R"("faults": [{"at": "1s", "kind": "kill-instance", "instance": 5}])",
        "faults[0].instance: 5 is out of range; 1 to 4");
    row("no such key", R"("faults": [{"at": "1s", "kind": "flush-key", "key": 2}])", "faults[0].key: 2 is out of range; 1 to 1");
    row("a jump of nothing", R"("faults": [{"at": "1s", "kind": "clock-jump", "by": "0s"}])",
        "faults[0].by: \"0s\" changes nothing; a duration such as \"2s\" or \"-2s\"");
    row("expectation of nothing", R"("expect": [{"metric": "requests"}])",
        "expect[0].at_most: is missing, and so is at_least; a number, for one of them or both");
    row("expectation that cannot be", R"("expect": [{"metric": "requests", "at_most": 1, "at_least": 2}])",
        "expect[0].at_least: is more than at_most, so nothing can meet both; not more than it");
    row("strategy unknown", R"("strategy": {"name": "lokcing"})",
        "strategy.name: \"lokcing\" is not known (did you mean \"locking\"?); one of none, locking, coalescing, early-expiration, "
        "xfetch, stale-while-revalidate, background-refresh, lease, collapsing or combined");
    row("strategy as a word", R"("strategy": "locking")", "strategy: \"locking\" is not an object; fields in braces: { … }");
    row("custom without answers", R"("strategy": {"name": "custom", "when": "xfetch"})",
        "strategy.name: \"custom\" says too little; the name of a strategy, or the answers when, who and meanwhile");
    row("answer unknown", R"("strategy": {"when": "xfetch:beta=-1"})", "strategy.when: beta=-1 is out of range; 0.001 to 1000");
    row("answer of a wrong type", R"("strategy": {"who": 3})", "strategy.who: 3 is not a text; write it in \"quotes\"");
    row("preference twice", R"("strategy": {"meanwhile": ["wait", "wait"]})",
        "strategy.meanwhile: \"wait,wait\" names wait twice; each at most once");
    row("mistake unknown", R"("strategy": {"mistakes": ["plain-del", "plain-dell"]})",
        "strategy.mistakes[1]: \"plain-dell\" is not known (did you mean \"plain-del\"?); one of lock-without-expiry, no-finally, "
        "plain-del, infinite-wait, no-second-look, setnx-then-expire, refresh-without-dedupe, same-ttl or timeout-herd");
    row("mistake twice", R"("strategy": {"mistakes": ["same-ttl", "same-ttl"]})",
        "strategy.mistakes[1]: \"same-ttl\" is there twice; each at most once");
    row("breaker", R"("strategy": {"breaker": {"failures": 0}})", "strategy.breaker.failures: 0 is out of range; 1 to 1000000");
    row("warming", R"("warming": [{"at": "1s", "keys": {"count": 3}}])",
        "warming[0].keys.count: there is no such field; one of top");
}

void tst_ScenarioFile::unusableFilesAreRefusedInOneSentence()
{
    QFETCH(QString, fields);
    QTEST(refusal([&] { read(fields.toStdString()); }), "sentence");
}

void tst_ScenarioFile::aFileIsRefusedForItsSizeOrDepthAlone()
{
    const auto parsing = [](const std::string& text) { return refusal([&] { parse_scenario(text, "test.json"); }); };
    QCOMPARE(parsing(""), QStringLiteral("test.json: is empty; an object in JSON: { … }"));
    QCOMPARE(parsing("[]"), QStringLiteral("test.json: a list is not an object; fields in braces: { … }"));
    QCOMPARE(parsing("{}"), QStringLiteral("test.json: schema: is missing; \"stampede-scenario/1\""));
    QCOMPARE(parsing(R"({"schema": "stampede-scenario/2"})"),
             QStringLiteral("test.json: schema: \"stampede-scenario/2\" is not known (did you mean \"stampede-scenario/1\"?); one of "
                            "stampede-scenario/1"));
    QCOMPARE(parsing("{\"schema\": \"stampede-scenario/1\",\n \"name\": \"x\",,}"),
             QStringLiteral("test.json: name: \",\" at line 2, column 14 is not JSON; check the value and the commas, quotes and brackets "
                            "around it"));
    QCOMPARE(parsing("{\"schema\": \"stampede"),
             QStringLiteral("test.json: schema: the end of the text at line 1, column 21 is not JSON; check the value and the commas, "
                            "quotes and brackets around it"));
    QCOMPARE(parsing("{\"schema\": 1, \"x\": " + std::string(100'000, '[')).left(60),
             QStringLiteral("test.json: x[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]").left(60));
    QVERIFY(parsing(std::string(100'000, '[')).endsWith("is nested too deep; at most 32 levels"));
    QVERIFY(parsing(std::string(32, '[') + std::string(32, ']')).endsWith("is not an object; fields in braces: { … }"));
    QCOMPARE(parsing(file("") + std::string(1 << 20, ' ')),
             QStringLiteral("test.json: is 1048609 bytes long; at most 1048576"));
    QCOMPARE(parsing(file(R"("faults": [)" + [] {
                 std::string faults;
                 for (int i = 0; i <= 10'000; ++i) faults += std::string(i ? "," : "") + R"({"at":"0s","kind":"flush-all"})";
                 return faults;
             }() + ']')),
             QStringLiteral("test.json: faults: has 10001 elements; at most 10000"));
}

void tst_ScenarioFile::aNumberOfRequestsThatCannotBeRunIsRefusedWithTheCount()
{
    const auto with = [](const char* traffic) { return refusal([&] { read("\"traffic\": [" + std::string(traffic) + ']'); }); };
    QCOMPARE(with(R"({"kind": "steady", "until": "1h", "rate": 10000})"),
             QStringLiteral("test.json: traffic: asks for about 36 000 000 requests; at most 20 000 000"));
    QCOMPARE(with(R"({"kind": "burst", "requests": 15000000}, {"kind": "ramp", "until": "10s", "rate_to": 1000002})"),
             QStringLiteral("test.json: traffic: asks for about 20 000 010 requests; at most 20 000 000"));
    QCOMPARE(with(R"({"kind": "closed", "clients": 100000, "until": "1h", "think_max": "2s"})"),
             QStringLiteral("test.json: traffic: asks for about 359 800 000 requests; at most 20 000 000"));
    QCOMPARE(with(R"({"kind": "burst", "requests": 20000000})"), QStringLiteral("accepted"));
    QCOMPARE(refusal([] { read(R"("horizon": "10s", "traffic": [{"kind": "steady", "until": "1h", "rate": 10000}])"); }),
             QStringLiteral("accepted"));
}

void tst_ScenarioFile::filesAreFoundByPresetOrPath()
{
    const auto loading = [](const std::string& what) { return refusal([&] { load_scenario(what); }); };
    QCOMPARE(load_scenario("product-page").name, std::string("Product page"));
    QCOMPARE(loading("product-pge"),
             QStringLiteral("\"product-pge\" is neither a preset nor a file (did you mean \"product-page\"?); \"stampede scenarios\" "
                            "lists the presets"));

    QTemporaryDir directory;
    const std::string path = directory.filePath("mine.json").toStdString();
    std::ofstream(path) << file(R"("traffic": [{"kind": "replay", "file": "access.log"}])");
    QCOMPARE(std::get<Replay>(load_scenario(path).traffic[0]).directory, directory.path().toStdString());
    std::ofstream(path) << "{}";
    QCOMPARE(loading(path), QString::fromStdString(path + ": schema: is missing; \"stampede-scenario/1\""));
    QCOMPARE(loading(directory.path().toStdString()),
             QStringLiteral("\"%1\" is a directory; a scenario file in JSON").arg(directory.path()));
}

QTEST_GUILESS_MAIN(tst_ScenarioFile)
#include "tst_scenario_file.moc"
