#include <QtTest>

#include "core/scenario/scenario_file.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

using namespace stampede;

namespace {

/// A scenario with these fields besides its schema.
std::string file(const std::string& fields)
{
    return R"({"schema": "stampede-scenario/1")" + (fields.empty() ? "" : ", " + fields) + '}';
}

void read(const std::string& fields)
{
    parse_scenario(file(fields), "test.json");
}

}  // namespace

class tst_ScenarioRefusals : public QObject {
    Q_OBJECT

private slots:
    void unusableFilesAreRefusedInOneSentence_data();
    void unusableFilesAreRefusedInOneSentence();
    void aFileIsRefusedForItsSizeOrDepthAlone();
    void aNumberOfRequestsThatCannotBeRunIsRefusedWithTheCount();
};

void tst_ScenarioRefusals::unusableFilesAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* fields, const char* sentence) {
        QTest::newRow(name) << QString::fromUtf8(fields)
                            << QStringLiteral("test.json: ") + QString::fromUtf8(sentence);
    };
    row("unknown field", R"("traffik": [])",
        "traffik: there is no such field (did you mean \"traffic\"?); one of schema, name, about, seed, "
        "horizon, keys, instances, balancer, traffic, cache, database, strategy, warming, adaptation, "
        "faults, expect or bookmarks");
    row("unknown field inside", R"("traffic": [{"kind": "burst", "reqests": 5}])",
        "traffic[0].reqests: there is no such field (did you mean \"requests\"?); one of kind, at, "
        "requests or within");
    row("field of another kind", R"("traffic": [{"kind": "burst", "rate": 5}])",
        "traffic[0].rate: there is no such field; one of kind, at, requests or within");
    row("missing kind", R"("traffic": [{}])",
        "traffic[0].kind: is missing; one of burst, steady, ramp, closed or replay");
    row("missing until", R"("traffic": [{"kind": "steady"}])",
        "traffic[0].until: is missing; an instant of the run, such as \"10s\"");
    row("unknown word", R"("cache": {"start": "worm"})",
        "cache.start: \"worm\" is not known (did you mean \"warm\"?); one of cold, warm, expired or "
        "expiring");
    row("not a word", R"("cache": {"start": 1})",
        "cache.start: 1 is not a word; one of cold, warm, expired or expiring");
    row("unit missing", R"("traffic": [{"kind": "burst", "within": "3"}])",
        "traffic[0].within: \"3\" has no unit; write a duration such as \"3ms\", with one of the units ns"
        " us ms s min h");
    row("unit unknown", R"("traffic": [{"kind": "burst", "within": "3 parsecs"}])",
        "traffic[0].within: \"3 parsecs\" has no known unit; write a duration such as \"3ms\", with one "
        "of the units ns us ms s min h");
    row("duration as number", R"("traffic": [{"kind": "burst", "within": 3}])",
        "traffic[0].within: 3 is not a duration; write one such as \"3ms\", with one of the units ns us "
        "ms s min h");
    row("too short", R"("cache": {"ttl": "0ms"})", "cache.ttl: \"0ms\" is too short; at least 1ms");
    row("too long", R"("cache": {"round_trip": "2h"})", "cache.round_trip: \"2h\" is too long; at most 1h");
    row("beyond any run", R"("traffic": [{"kind": "burst", "at": "1001h"}])",
        "traffic[0].at: \"1001h\" is too long; at most 1000h");
    row("negative", R"("database": {"query_time": "-1ms"})",
        "database.query_time: \"-1ms\" is too short; at least 0s");
    row("number out of range", R"("cache": {"jitter": 2})", "cache.jitter: 2 is out of range; 0 to 0.9");
    row("not a number", R"("cache": {"jitter": "high"})", "cache.jitter: \"high\" is not a number; 0 to 0.9");
    row("null for a number", R"("cache": {"jitter": null})", "cache.jitter: null is not a number; 0 to 0.9");
    row("not whole", R"("keys": {"count": 1.5})", "keys.count: 1.5 is not a whole number; 1 to 1000000");
    row("negative count", R"("keys": {"count": -1})", "keys.count: -1 is out of range; 1 to 1000000");
    row("count too great", R"("keys": {"count": 1000001})",
        "keys.count: 1000001 is out of range; 1 to 1000000");
    row("count far too great", R"("keys": {"count": 1e300})",
        "keys.count: 1e+300 is not a whole number; 1 to 1000000");
    row("seed", R"("seed": "one")", "seed: \"one\" is not a number; 0 to 18446744073709551615");
    row("flag", R"("strategy": {"fencing": "yes"})",
        "strategy.fencing: \"yes\" is neither true nor false; one of them, without quotes");
    row("text", R"("name": 5)", "name: 5 is not a text; write it in \"quotes\"");
    row("empty name", R"("name": "")", "name: is 0 bytes long; 1 to 200");
    row("control character", R"("keys": {"name": "a\u0000b"})",
        "keys.name: \"a?b\" has a control character in it; text only");
    row("object", R"("cache": [])", "cache: a list is not an object; fields in braces: { … }");
    row("list", R"("traffic": {})",
        "traffic: an object is not a list; objects in square brackets: [ { … } ]");
    row("element", R"("traffic": [5])", "traffic[0]: 5 is not an object; fields in braces: { … }");
    row("NaN", R"("cache": {"jitter": NaN})",
        "cache.jitter: \"NaN\" at line 1, column 55 is not JSON; check the value and the commas, quotes "
        "and brackets around it");
    row("infinity", R"("cache": {"jitter": 1e999})",
        "cache.jitter: \"1e999\" is too large for a number; at most 1.7e308");
    row("written twice", R"("cache": {"ttl": "5s", "ttl": "6s"})",
        "cache.ttl: is written twice; each field once");
    row("written twice in a list", R"("traffic": [{"kind": "burst"}, {"kind": "burst", "kind": "ramp"}])",
        "traffic[1].kind: is written twice; each field once");
    row("schema again", R"("schema": "stampede-scenario/1")", "schema: is written twice; each field once");
    row("empty span", R"("traffic": [{"kind": "ramp", "from": "5s", "until": "5s"}])",
        "traffic[0].until: \"5s\" is not after from; later than \"5s\"");
    row("thinking backwards",
        R"("traffic": [{"kind": "closed", "until": "5s", "think_min": "2s", "think_max": "1s"}])",
        "traffic[0].think_max: \"1s\" is less than think_min; at least 2s");
    row("asking without end",
        R"("cache": {"round_trip": "0s"}, "traffic": [{"kind": "closed", "until": "5s"}])",
        "traffic[0].think_max: \"0s\" would let a client ask without end at one instant; at least 2us "
        "while cache.round_trip is 0");
    row("expiring when", R"("cache": {"start": "expiring"})",
        "cache.expires_in: is missing, and cache.start is \"expiring\"; more than 0s and at most the ttl "
        "of 300s");
    row("expiring late", R"("cache": {"start": "expiring", "expires_in": "301s"})",
        "cache.expires_in: \"301s\" is too long; more than 0s and at most the ttl of 300s");
    row("fault without an instant", R"("faults": [{"kind": "flush-all"}])",
        "faults[0].at: is missing; an instant of the run, such as \"10s\", or an event in \"after\"");
    row("fault without a duration", R"("faults": [{"at": "1s", "kind": "redis-down"}])",
        "faults[0].for: is missing; a duration, such as \"5s\"");
    row("field of another fault", R"("faults": [{"at": "1s", "kind": "kill-instance", "for": "1s"}])",
        "faults[0].for: there is no such field; one of after, at, kind or instance");
    row("fault at an instant and after an event",
        R"("faults": [{"at": "1s", "after": {"event": "lock-taken"}, "kind": "flush-all"}])",
        "faults[0].at: stands beside \"after\"; one of the two");
    row("fault after an event that is none",
        R"("faults": [{"after": {"event": "lock-taken!"}, "kind": "flush-all"}])",
        "faults[0].after.event: \"lock-taken!\" is not known (did you mean \"lock-taken\"?); one of "
        "request-arrived, "
        "entry-missed, lock-taken, lock-released, load-began, load-ended, load-failed, query-started, "
        "value-stored or refresh-began");
    row("fault after no event", R"("faults": [{"after": {"nth": 2}, "kind": "flush-all"}])",
        "faults[0].after.event: is missing; what it waits for, such as \"lock-taken\"");
    row("fault after the event before the first",
        R"("faults": [{"after": {"event": "lock-taken", "nth": 0}, "kind": "flush-all"}])",
        "faults[0].after.nth: 0 is out of range; 1 to 20000000");
    row("fault before its event",
        R"("faults": [{"after": {"event": "lock-taken"}, "by": "-1ms", "kind": "flush-all"}])",
        "faults[0].by: \"-1ms\" is too short; at least 0s");
    row("fault at an instant and later", R"("faults": [{"at": "1s", "by": "1ms", "kind": "flush-all"}])",
        "faults[0].by: there is no such field; one of after, at or kind");
    row("no such instance", R"("faults": [{"at": "1s", "kind": "kill-instance", "instance": 5}])",
        "faults[0].instance: 5 is out of range; 1 to 4");
    row("no such key", R"("faults": [{"at": "1s", "kind": "flush-key", "key": 2}])",
        "faults[0].key: 2 is out of range; 1 to 1");
    row("a jump of nothing", R"("faults": [{"at": "1s", "kind": "clock-jump", "by": "0s"}])",
        "faults[0].by: \"0s\" changes nothing; a duration such as \"2s\" or \"-2s\"");
    row("bookmark without a text", R"("bookmarks": [{"at": "1s"}])",
        "bookmarks[0].text: is missing; a few words, such as \"the burst arrives\"");
    row("two bookmarks that open",
        R"("bookmarks": [{"at": "1s", "text": "a", "opens": true}, {"at": "2s", "text": "b", "opens": true}])",
        "bookmarks[1].opens: is true, and so is that of bookmarks[0]; true for one bookmark at most");
    row("expectation of nothing", R"("expect": [{"metric": "requests"}])",
        "expect[0].at_most: is missing, and so is at_least; a number, for one of them or both");
    row("expectation that cannot be", R"("expect": [{"metric": "requests", "at_most": 1, "at_least": 2}])",
        "expect[0].at_least: is more than at_most, so nothing can meet both; not more than it");
    row("strategy unknown", R"("strategy": {"name": "lokcing"})",
        "strategy.name: \"lokcing\" is not known (did you mean \"locking\"?); one of none, locking, "
        "coalescing, early-expiration, xfetch, stale-while-revalidate, background-refresh, lease, "
        "collapsing or combined");
    row("strategy as a word", R"("strategy": "locking")",
        "strategy: \"locking\" is not an object; fields in braces: { … }");
    row("custom without answers", R"("strategy": {"name": "custom", "when": "xfetch"})",
        "strategy.name: \"custom\" says too little; the name of a strategy, or the answers when, who and "
        "meanwhile");
    row("answer unknown", R"("strategy": {"when": "xfetch:beta=-1"})",
        "strategy.when: beta=-1 is out of range; 0.001 to 1000");
    row("answer of a wrong type", R"("strategy": {"who": 3})",
        "strategy.who: 3 is not a text; write it in \"quotes\"");
    row("preference twice", R"("strategy": {"meanwhile": ["wait", "wait"]})",
        "strategy.meanwhile: \"wait,wait\" names wait twice; each at most once");
    row("mistake unknown", R"("strategy": {"mistakes": ["plain-del", "plain-dell"]})",
        "strategy.mistakes[1]: \"plain-dell\" is not known (did you mean \"plain-del\"?); one of "
        "lock-without-expiry, no-finally, plain-del, infinite-wait, no-second-look, setnx-then-expire, "
        "refresh-without-dedupe, same-ttl or timeout-herd");
    row("mistake twice", R"("strategy": {"mistakes": ["same-ttl", "same-ttl"]})",
        "strategy.mistakes[1]: \"same-ttl\" is there twice; each at most once");
    row("breaker", R"("strategy": {"breaker": {"failures": 0}})",
        "strategy.breaker.failures: 0 is out of range; 1 to 1000000");
    row("warming", R"("warming": [{"at": "1s", "keys": {"count": 3}}])",
        "warming[0].keys.count: there is no such field; one of top");
}

void tst_ScenarioRefusals::unusableFilesAreRefusedInOneSentence()
{
    QFETCH(QString, fields);
    QTEST(refusal([&] { read(fields.toStdString()); }), "sentence");
}

void tst_ScenarioRefusals::aFileIsRefusedForItsSizeOrDepthAlone()
{
    const auto parsing = [](const std::string& text) {
        return refusal([&] { parse_scenario(text, "test.json"); });
    };
    QCOMPARE(parsing(""), QStringLiteral("test.json: is empty; an object in JSON: { … }"));
    QCOMPARE(parsing("[]"), QStringLiteral("test.json: a list is not an object; fields in braces: { … }"));
    QCOMPARE(parsing("{}"), QStringLiteral("test.json: schema: is missing; \"stampede-scenario/1\""));
    QCOMPARE(parsing(R"({"schema": "stampede-scenario/2"})"),
             QStringLiteral("test.json: schema: \"stampede-scenario/2\" is not known (did you mean "
                            "\"stampede-scenario/1\"?); one of stampede-scenario/1"));
    QCOMPARE(parsing("{\"schema\": \"stampede-scenario/1\",\n \"name\": \"x\",,}"),
             QStringLiteral("test.json: name: \",\" at line 2, column 14 is not JSON; check the value and "
                            "the commas, quotes and brackets around it"));
    QCOMPARE(parsing("{\"schema\": \"stampede"),
             QStringLiteral("test.json: schema: the end of the text at line 1, column 21 is not JSON; check "
                            "the value and the commas, quotes and brackets around it"));
    QCOMPARE(
        parsing("{\"schema\": 1, \"x\": " + std::string(100'000, '[')).left(60),
        QStringLiteral("test.json: x[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]").left(60));
    QVERIFY(parsing(std::string(100'000, '[')).endsWith("is nested too deep; at most 32 levels"));
    QVERIFY(parsing(std::string(32, '[') + std::string(32, ']'))
                .endsWith("is not an object; fields in braces: { … }"));
    QCOMPARE(parsing(file("") + std::string(1 << 20, ' ')),
             QStringLiteral("test.json: is 1048609 bytes long; at most 1048576"));
    QCOMPARE(parsing(file(R"("faults": [)" +
                          [] {
                              std::string faults;
                              for (int i = 0; i <= 10'000; ++i)
                                  faults += std::string(i ? "," : "") + R"({"at":"0s","kind":"flush-all"})";
                              return faults;
                          }() +
                          ']')),
             QStringLiteral("test.json: faults: has 10001 elements; at most 10000"));
}

void tst_ScenarioRefusals::aNumberOfRequestsThatCannotBeRunIsRefusedWithTheCount()
{
    const auto with = [](const char* traffic) {
        return refusal([&] { read("\"traffic\": [" + std::string(traffic) + ']'); });
    };
    QCOMPARE(with(R"({"kind": "steady", "until": "1h", "rate": 10000})"),
             QStringLiteral("test.json: traffic: asks for about 36 000 000 requests; at most 20 000 000"));
    QCOMPARE(
        with(
            R"({"kind": "burst", "requests": 15000000}, {"kind": "ramp", "until": "10s", "rate_to": 1000002})"),
        QStringLiteral("test.json: traffic: asks for about 20 000 010 requests; at most 20 000 000"));
    QCOMPARE(with(R"({"kind": "closed", "clients": 100000, "until": "1h", "think_max": "2s"})"),
             QStringLiteral("test.json: traffic: asks for about 359 800 000 requests; at most 20 000 000"));
    QCOMPARE(with(R"({"kind": "burst", "requests": 20000000})"), QStringLiteral("accepted"));
    QCOMPARE(refusal([] {
                 read(R"("horizon": "10s", "traffic": [{"kind": "steady", "until": "1h", "rate": 10000}])");
             }),
             QStringLiteral("accepted"));
}

STAMPEDE_TESTS(tst_ScenarioRefusals, an_event_loop)
#include "tst_scenario_refusals.moc"
