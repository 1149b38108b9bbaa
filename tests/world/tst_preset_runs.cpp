#include <QtTest>

#include "core/analysis/metrics_json.h"
#include "core/scenario/metric_names.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"

#include <algorithm>
#include <map>

using namespace stampede;

namespace {

struct Outcome {
    Metrics metrics;
    InvariantReport invariants;
    std::vector<MissedExpectation> missed;

    bool passed() const { return invariants.violated.empty() && missed.empty(); }
    std::string complaints() const
    {
        std::string text;
        for (const Violation& v : invariants.violated)
            text += std::to_string(v.invariant) + ": " + v.what + '\n';
        for (const MissedExpectation& m : missed) text += to_text(m) + '\n';
        return text;
    }
};

/// The run of a preset, with its own strategy or another. Each is run once.
const Outcome& outcome(const std::string& id, const std::string& strategy = "")
{
    static std::map<std::pair<std::string, std::string>, Outcome> known;
    const auto [at, is_new] = known.try_emplace({id, strategy});
    if (!is_new) return at->second;
    StrategyChoice choice;
    choice.name = strategy;
    const Scenario s = load_scenario(id, choice);
    const RecordingPtr recording = simulate(s);
    at->second.metrics = measure(*recording);
    at->second.invariants = check_invariants(*recording, s);
    at->second.missed = missed_expectations(at->second.metrics, s.expect);
    return at->second;
}

const Metrics& measured(const std::string& id, const std::string& strategy = "")
{
    return outcome(id, strategy).metrics;
}

}  // namespace

/// What the presets say must be what happens.
class tst_PresetRuns : public QObject {
    Q_OBJECT

private slots:
    void expectationsCanNameEveryFigure();
    void presetsMeetTheirExpectationsAndMistakesDoNot_data();
    void presetsMeetTheirExpectationsAndMistakesDoNot();
    void mistakesAndTheirMendedTwinsDifferInTheMistakeAlone();
    void theWorkedExampleCostsAThousandQueriesOrOne();
    void theTextsTimelinesHappen();
    void theTicketSellerIsBusyForEightMinutes();
    void incidentsHappenAndTheirRemediesHelp();
    void aLeaseRefusesWhatComesTooLate();
    void theCascadeTakesEveryServerAndPreventionNone();
    void nineOClockNeedsItsLayers();
    void jitterHalvesThePeak();
    void theReplayedLogIsAsLongAsItsFile();
};

void tst_PresetRuns::expectationsCanNameEveryFigure()
{
    QVERIFY(std::ranges::equal(metric_names, metric_paths()));
}

void tst_PresetRuns::presetsMeetTheirExpectationsAndMistakesDoNot_data()
{
    QTest::addColumn<bool>("mistake");
    for (const Preset& p : presets()) QTest::newRow(p.id.c_str()) << p.id.starts_with("mistake-");
}

void tst_PresetRuns::presetsMeetTheirExpectationsAndMistakesDoNot()
{
    QFETCH(bool, mistake);
    const Outcome& o = outcome(QTest::currentDataTag());
    QVERIFY2(o.passed() != mistake, o.complaints().c_str());
}

void tst_PresetRuns::mistakesAndTheirMendedTwinsDifferInTheMistakeAlone()
{
    for (Mistake m : all_mistakes()) {
        Scenario wrong = load_scenario("mistake-" + to_text(m)),
                 right = load_scenario("mended-" + to_text(m));
        QCOMPARE(wrong.strategy.options.mistakes, std::vector{m});
        wrong.strategy.options.mistakes.clear();
        wrong.name = right.name;
        wrong.about = right.about;
        QVERIFY2(wrong == right, to_text(m).c_str());
    }
}

void tst_PresetRuns::theWorkedExampleCostsAThousandQueriesOrOne()
{
    QCOMPARE(measured("product-page", "none").database.queries, 1000u);
    QCOMPARE(measured("product-page", "locking").database.queries, 1u);
    QCOMPARE(measured("product-page", "coalescing").database.queries, 4u);
    QCOMPARE(measured("check-then-set-gap").database.queries, 3u);
    QCOMPARE(measured("check-then-set-gap", "coalescing").database.queries, 1u);
}

void tst_PresetRuns::theTextsTimelinesHappen()
{
    const Metrics& without = measured("timeline-without-prevention");
    QCOMPARE(without.database.queries, 1000u);
    QCOMPARE(without.database.peak_in_flight, 100u);
    QCOMPARE(without.failed, 800u);
    const Metrics& schedule = measured("refresh-schedule");
    QCOMPARE(schedule.served.fresh, schedule.requests);
    QCOMPARE(measured("stale-timeline").database.queries, 2u);
}

void tst_PresetRuns::theTicketSellerIsBusyForEightMinutes()
{
    const Metrics& none = measured("ticket-booth", "none");
    QCOMPARE(none.database.queries, 10'000u);
    QCOMPARE(none.database.busy_ms, 500'000.0);
}

void tst_PresetRuns::incidentsHappenAndTheirRemediesHelp()
{
    QVERIFY(measured("viral-post").latency_ms.max > 4000);
    QVERIFY(measured("viral-post", "xfetch").latency_ms.max < 5);
    QVERIFY(measured("viral-post", "stale-while-revalidate").latency_ms.max < 5);
    QVERIFY(measured("cluster-restart").failed > 10'000);
    QVERIFY(measured("cluster-restart-warmed").failed < 1'000);
    QCOMPARE(measured("cluster-restart", "locking").failed, 0u);
    QVERIFY(measured("celebrity-tweet").database.queries > 1'500);
    QVERIFY(measured("celebrity-tweet", "coalescing").database.queries < 100);
}

void tst_PresetRuns::aLeaseRefusesWhatComesTooLate()
{
    QCOMPARE(measured("facebook-lease").lock.lost, 5u);
    QCOMPARE(measured("twitter-coalescing").database.queries, 6u);
}

void tst_PresetRuns::theCascadeTakesEveryServerAndPreventionNone()
{
    const Metrics& none = measured("cascade");
    QVERIFY(none.instances.removed >= 3);
    QVERIFY(none.failed > none.requests / 3);
    for (const char* strategy : {"locking", "coalescing", "stale-while-revalidate", "lease", "combined"}) {
        const Metrics& m = measured("cascade", strategy);
        QCOMPARE(m.failed, 0u);
        QCOMPARE(m.instances.removed, 0u);
    }
    Scenario with_breaker = load_scenario("cascade");
    with_breaker.strategy.options.breaker = Breaker{5, 1s, std::nullopt};
    const Metrics guarded = measure(*simulate(with_breaker));
    QCOMPARE(guarded.instances.removed, 0u);
    QVERIFY(guarded.failed < none.failed / 4);
}

void tst_PresetRuns::nineOClockNeedsItsLayers()
{
    QCOMPARE(measured("nine-o-clock").failed, 0u);
    const Metrics& none = measured("nine-o-clock", "none");
    QVERIFY(none.failed > 20'000);
    Scenario bare = load_scenario("nine-o-clock");
    bare.strategy = choose(*find_strategy("none"), StrategySpec());
    QCOMPARE(measure(*simulate(bare)).failed, none.failed);  // timeouts of the preset are the usual ones
}

void tst_PresetRuns::jitterHalvesThePeak()
{
    const double together = double(measured("keys-expire-together").database.peak_per_100ms);
    const double apart = double(measured("keys-expire-together-with-jitter").database.peak_per_100ms);
    QVERIFY2(apart / together > 0.45 && apart / together < 0.6, std::to_string(apart / together).c_str());
}

void tst_PresetRuns::theReplayedLogIsAsLongAsItsFile()
{
    QCOMPARE(measured("replay-example").requests, 611u);
}

STAMPEDE_TESTS(tst_PresetRuns, an_event_loop)
#include "tst_preset_runs.moc"
