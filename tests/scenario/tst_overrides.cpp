#include <QtTest>

#include "core/scenario/remarks.h"
#include "core/strategy/catalogue.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

using namespace stampede;

namespace {

const std::string burst = R"({"schema": "stampede-scenario/1", "traffic": [{"kind": "burst", "requests": 10}],
                              "strategy": {"name": "locking", "lock_timeout": "1s"}})";

Scenario set(std::initializer_list<const char*> overrides, const std::string& text = burst)
{
    std::vector<Override> parsed;
    for (const char* o : overrides) parsed.push_back(parse_override(o));
    return parse_scenario(text, "test.json", ".", {}, parsed);
}

StrategyChoice named(const char* name)
{
    StrategyChoice c;
    c.name = name;
    return c;
}

StrategyChoice answers(const char* when, const char* who, const char* meanwhile)
{
    StrategyChoice c;
    c.when = when;
    c.who = who;
    c.meanwhile = meanwhile;
    return c;
}

StrategySpec chosen(const StrategyChoice& choice, const std::string& strategy)
{
    return parse_scenario(R"({"schema": "stampede-scenario/1", "strategy": )" + strategy + '}', "test.json",
                          ".", choice)
        .strategy;
}

}  // namespace

class tst_Overrides : public QObject {
    Q_OBJECT

private slots:
    void aPathLeadsThroughObjectsAndLists();
    void missingObjectsAndElementsAreMade();
    void theResultIsValidatedOnceAfterAllOfThem();
    void valuesAreJsonOrElseText();
    void unusableOverridesAreRefused_data();
    void unusableOverridesAreRefused();
    void aNamedStrategyBringsWhatItOwnsAndLeavesTheRest();
    void whatIsSetAfterTheChoiceCounts();
    void everyWayToChooseANameGoesByOneRule();
    void whatAChoiceLeavesOutAndLeavesAloneIsSaid();
    void anAnswerReplacesOneAndLeavesTheOthers();
    void theAnswersOfANameBringItsDefaults();
    void betaGoesToWhateverWhenIsChosen();
    void aSavedScenarioDoesNotPinTheDefaultsOfItsStrategy();
    void unknownChoicesAreRefused();
};

void tst_Overrides::aPathLeadsThroughObjectsAndLists()
{
    const Scenario s = set({"cache.ttl=5s", "traffic.0.requests=5000", "traffic[0].within=1ms", "seed=7"});
    QCOMPARE(s.cache.ttl, Duration(5s));
    QCOMPARE(std::get<Burst>(s.traffic[0]), (Burst{Instant{}, 5000, 1ms}));
    QCOMPARE(s.seed, 7u);
}

void tst_Overrides::missingObjectsAndElementsAreMade()
{
    const Scenario s =
        set({"traffic.1.kind=steady", "traffic.1.until=10s", "balancer.period=3s", "warming.0.keys.top=5"});
    QCOMPARE(s.traffic.size(), std::size_t(2));
    QCOMPARE(std::get<Steady>(s.traffic[1]).until, Instant(10s));
    QCOMPARE(s.balancer->period, Duration(3s));
    QCOMPARE(s.warming.at(0).top, 5u);
}

void tst_Overrides::theResultIsValidatedOnceAfterAllOfThem()
{
    const Scenario s = set({"traffic.0.kind=steady", "traffic.0.until=1s",
                            "traffic.0={\"kind\": \"steady\", \"until\": \"2s\"}"});
    QCOMPARE(std::get<Steady>(s.traffic[0]).until, Instant(2s));
    QCOMPARE(refusal([] { set({"traffic.0.kind=steady"}); }),
             QStringLiteral("test.json: traffic[0].requests: there is no such field; one of kind, from, "
                            "until, rate or process"));
}

void tst_Overrides::valuesAreJsonOrElseText()
{
    QCOMPARE(set({"name=A b = c"}).name, std::string("A b = c"));
    QCOMPARE(set({"name=\"5\""}).name, std::string("5"));
    QCOMPARE(set({"strategy.fencing=true"}).strategy.options.fencing, true);
    QCOMPARE(set({"strategy.mistakes=[\"same-ttl\"]"}).strategy.options.mistakes,
             std::vector{Mistake::same_ttl});
    QVERIFY(!set({"balancer.period=3s", "balancer=null"}).balancer);
    QVERIFY(!set({"database.timeout=1s", "database.timeout=none"}).database.timeout);
    QCOMPARE(std::get<Burst>(set({"traffic.0.requests=2e3"}).traffic[0]).requests, 2000u);
}

void tst_Overrides::unusableOverridesAreRefused_data()
{
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* text, const char* sentence) {
        QTest::newRow(text) << QString::fromUtf8(sentence);
    };
    row("cache.ttl", "--set \"cache.ttl\" is not PATH=VALUE; write something like traffic.0.requests=5000");
    row("=5s", "--set \"=5s\" is not PATH=VALUE; write something like traffic.0.requests=5000");
    row("cache..ttl=5s", "--set \"cache..ttl\" has an empty part; a path such as traffic.0.requests");
    row("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1",
        "--set \"a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q\" has too many parts; at most 16");
    row("traffic.2.kind=burst",
        "--set \"traffic.2.kind\": there is no element \"2\"; 0 to 1, where the last adds one");
    row("traffic.first.kind=burst",
        "--set \"traffic.first.kind\": there is no element \"first\"; 0 to 1, where the last adds one");
    row("traffic.99999999999999999999.kind=burst",
        "--set \"traffic.99999999999999999999.kind\": there is no element \"99999999999999999999\"; 0 to "
        "1, where the last adds one");
    row("traffic.0.requests.x=1",
        "--set \"traffic.0.requests.x\": 10 has no \"x\"; a path that leads through objects and lists");
    row("cache.tll=5s",
        "test.json: cache.tll: there is no such field (did you mean \"ttl\"?); one of ttl, jitter, start,"
        " expires_in, round_trip, round_trip_jitter or service_time");
    row("cache.ttl=5",
        "test.json: cache.ttl: 5 is not a duration; write one such as \"3ms\", with one of the units ns "
        "us ms s min h");
    row("cache={\"ttl\": \"1s\", \"ttl\": \"2s\"}", "--set cache: ttl: is written twice; each field once");
}

void tst_Overrides::unusableOverridesAreRefused()
{
    QTEST(refusal([] { set({QTest::currentDataTag()}); }), "sentence");
}

void tst_Overrides::aNamedStrategyBringsWhatItOwnsAndLeavesTheRest()
{
    const StrategySpec s = chosen(
        named("lease"), R"({"name": "locking", "lock_timeout": "1s", "poll": "9ms", "lock_prefix": "l:",
                            "keep": "7s", "fail_safe": true, "breaker": {"failures": 2}, "fencing": false,
                            "refresh_in": "background", "collapse_window": "5ms", "mistakes": ["plain-del"]})");
    StrategySpec expected = find_strategy("lease")->spec;
    expected.options.lock_timeout = 1s;
    expected.options.poll = 9ms;
    expected.options.lock_prefix = "l:";
    QVERIFY(s == expected);

    const StrategySpec composed = chosen(
        named("combined"), R"({"when": "uniform", "who": "everyone", "meanwhile": "none", "keep": "1s"})");
    QVERIFY(composed == find_strategy("combined")->spec);
}

void tst_Overrides::whatIsSetAfterTheChoiceCounts()
{
    const std::vector<Override> set{{"strategy.keep", "2s"}, {"strategy.breaker.failures", "3"}};
    const Scenario s = load_scenario("nine-o-clock", named("none"), set);
    QCOMPARE(s.strategy.options.keep, Duration(2s));
    QCOMPARE(s.strategy.options.breaker->failures, 3u);
    QVERIFY(!s.strategy.options.fail_safe);
}

void tst_Overrides::everyWayToChooseANameGoesByOneRule()
{
    for (const Preset& p : presets())
        for (const NamedStrategy& s : catalogue()) {
            Scenario expected = load_scenario(p.id);
            expected.strategy = choose(s, expected.strategy);
            QVERIFY2(load_scenario(p.id, named(s.id.c_str())) == expected, (p.id + " " + s.id).c_str());
        }
    Scenario all = load_scenario("complete-example");  // no option at its default
    all.strategy.options.mistakes = {Mistake::plain_del};
    for (const NamedStrategy& s : catalogue())
        QVERIFY(parse_scenario(to_json(all), "", ".", named(s.id.c_str())).strategy ==
                choose(s, all.strategy));
}

void tst_Overrides::whatAChoiceLeavesOutAndLeavesAloneIsSaid()
{
    const auto said = [](const char* scenario, const char* strategy, std::vector<Override> set = {}) {
        std::vector<std::string> remarks;
        load_scenario(scenario, named(strategy), set, remarks);
        QStringList list;
        for (const std::string& r : remarks) list += QString::fromStdString(r);
        return list;
    };
    const QString stay = "warming and adaptation stay: they belong to the scenario, whatever the strategy";
    QCOMPARE(
        said("nine-o-clock", "none"),
        (QStringList{"--strategy none takes keep, fail_safe and breaker from the catalogue: they belong to a "
                     "named strategy, so what the scenario says of them is left out",
                     stay}));
    QCOMPARE(
        said("nine-o-clock", "none",
             {{"strategy.keep", "1s"}, {"strategy.fail_safe", "true"}, {"strategy.breaker.failures", "2"}}),
        QStringList{stay});
    QCOMPARE(said("nine-o-clock", ""), QStringList());
    QCOMPARE(said("product-page", "none"), QStringList());
    QCOMPARE(
        said("product-page", "locking", {{"strategy.beta", "2"}}),
        QStringList{"strategy.beta: β has no effect on locking, where an entry is due at expiry; power and "
                    "xfetch have one"});
    QCOMPARE(said("product-page", "xfetch", {{"strategy.beta", "2"}}), QStringList());
}

void tst_Overrides::anAnswerReplacesOneAndLeavesTheOthers()
{
    const StrategySpec s = chosen(answers("xfetch:beta=2", "", ""), R"({"name": "locking", "poll": "10ms"})");
    QCOMPARE(s.name, std::string("custom"));
    QCOMPARE(to_text(s.when), std::string("xfetch:beta=2"));
    QCOMPARE(s.who, Who::one_per_cluster);
    QCOMPARE(to_text(s.meanwhile), std::string("wait"));
    QCOMPARE(s.options.poll, Duration(10ms));
}

void tst_Overrides::theAnswersOfANameBringItsDefaults()
{
    const StrategySpec s =
        chosen(answers("expiry", "one-per-instance", "serve-old,share"), R"({"name": "locking"})");
    QVERIFY(s == find_strategy("stale-while-revalidate")->spec);
    // The answers of collapsing are those of coalescing; who names it keeps it.
    QCOMPARE(chosen(answers("expiry", "", ""), R"({"name": "collapsing"})").name, std::string("collapsing"));
}

void tst_Overrides::betaGoesToWhateverWhenIsChosen()
{
    const char* strategy = R"({"name": "locking", "beta": 3})";
    QVERIFY(chosen({}, strategy) == find_strategy("locking")->spec);
    QCOMPARE(chosen({}, R"({"name": "xfetch", "beta": 3})").when.front().beta, 3.0);
    // A name brings its own, and so does an answer that names one.
    QCOMPARE(chosen(named("xfetch"), strategy).when.front().beta, 1.0);
    QCOMPARE(chosen(named("early-expiration"), strategy).when.front().beta, 2.0);
    QCOMPARE(chosen(answers("xfetch:beta=4", "", ""), strategy).when.front().beta, 4.0);
    QCOMPARE(to_text(chosen(answers("power+xfetch", "", ""), strategy).when),
             std::string("power:beta=3+xfetch:beta=3"));
}

void tst_Overrides::aSavedScenarioDoesNotPinTheDefaultsOfItsStrategy()
{
    Scenario s;
    s.strategy = find_strategy("stale-while-revalidate")->spec;
    s.strategy.options.poll = 10ms;  // somebody's own wish
    StrategySpec expected = find_strategy("lease")->spec;
    expected.options.poll = 10ms;
    QVERIFY(parse_scenario(to_json(s), "saved", ".", named("lease")).strategy == expected);
    expected = find_strategy("locking")->spec;
    expected.options.poll = 10ms;
    QVERIFY(parse_scenario(to_json(s), "saved", ".", named("locking")).strategy == expected);
}

void tst_Overrides::unknownChoicesAreRefused()
{
    QVERIFY(refusal([] {
                chosen(named("xfetsh"), "{}");
            }).startsWith("--strategy: \"xfetsh\" is not known (did you mean \"xfetch\"?)"));
    QVERIFY(refusal([] {
                chosen(named("custom"), "{}");
            }).startsWith("--strategy: \"custom\" is not known; one of none, locking"));
    QCOMPARE(
        refusal([] { chosen(answers("", "nobody", ""), "{}"); }),
        QStringLiteral("--who: \"nobody\" is not known; one of everyone, one-per-instance, one-per-cluster, "
                       "instance-then-cluster or lease"));
}

STAMPEDE_TESTS(tst_Overrides, an_event_loop)
#include "tst_overrides.moc"
