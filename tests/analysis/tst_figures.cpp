// What the headline looks up is what measure() counts, at every instant.

#include "core/analysis/figures.h"
#include "core/analysis/metrics.h"
#include "core/analysis/overview.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"

#include <QTest>

#include <numeric>

using namespace stampede;

namespace {

void compareAt(const Recording& recording, const Figures& figures, Instant t)
{
    const Metrics m = measure(recording, t);
    const FiguresAt f = figures.at(t);
    QCOMPARE(f.requests, m.requests);
    QCOMPARE(f.answered, m.answered);
    QCOMPARE(f.failed, m.failed);
    QCOMPARE(f.rejected, m.rejected);
    QCOMPARE(f.open, m.unfinished);
    QCOMPARE(f.fresh, m.served.fresh);
    QCOMPARE(f.stale, m.served.stale);
    QCOMPARE(f.loaded, m.served.loaded);
    QCOMPARE(f.shared, m.served.shared);
    QCOMPARE(f.queries, m.database.queries);
    QCOMPARE(milliseconds(f.p99), m.latency_ms.p99);
    QCOMPARE(f.cycles, m.refresh.cycles);
    QCOMPARE(f.loads_per_cycle, m.refresh.loads_per_cycle);
    QCOMPARE(f.first_gap_ms, m.refresh.first_gap_ms);
    QVERIFY(f.waiting <= f.open);
    QVERIFY(milliseconds(f.longest_wait) >= m.latency_ms.max);
}

}  // namespace

class tst_Figures : public QObject {
    Q_OBJECT

private slots:
    void theyAreWhatMeasureCounts_data();
    void theyAreWhatMeasureCounts();
    void theyHoldForRandomScenarios();
    void theLongestWaitGrowsWhileSomebodyWaits();
    void theOverviewAccountsForEveryAnswer();
};

void tst_Figures::theyAreWhatMeasureCounts_data()
{
    QTest::addColumn<QString>("strategy");
    for (const NamedStrategy& s : catalogue()) QTest::newRow(s.id.c_str()) << QString::fromStdString(s.id);
}

void tst_Figures::theyAreWhatMeasureCounts()
{
    QFETCH(QString, strategy);
    for (const char* preset : {"product-page", "hot-page"}) {
        const Scenario s = load_scenario(preset, {strategy.toStdString(), {}, {}, {}});
        const RecordingPtr r = simulate(s);
        const Figures figures(*r);
        for (int i = -1; i <= 41; ++i) compareAt(*r, figures, run_start + (r->end - run_start) * i / 40);
        for (std::size_t e = 0; e < r->events.size(); e += r->events.size() / 60 + 1)
            compareAt(*r, figures, r->events[e].at);
    }
}

void tst_Figures::theyHoldForRandomScenarios()
{
    for (int seed = 1; seed <= 40; ++seed) {
        const Scenario s = load_scenario("random:" + std::to_string(seed));
        const RecordingPtr r = simulate(s);
        const Figures figures(*r);
        for (int i = 0; i <= 10; ++i) compareAt(*r, figures, run_start + (r->end - run_start) * i / 10);
        if (QTest::currentTestFailed()) QFAIL(qPrintable(QStringLiteral("random:%1").arg(seed)));
    }
}

void tst_Figures::theLongestWaitGrowsWhileSomebodyWaits()
{
    const RecordingPtr r = simulate(load_scenario("product-page", {"locking", {}, {}, {}}));
    const Figures figures(*r);
    QCOMPARE(figures.at(Instant(63ms)).longest_wait, Duration(63ms));
    QCOMPARE(figures.at(Instant(63ms)).waiting, 999u);
    QCOMPARE(figures.at(Instant(63ms)).queries, 1u);
    QCOMPARE(figures.at(never).waiting, 0u);
}

void tst_Figures::theOverviewAccountsForEveryAnswer()
{
    const RecordingPtr r = simulate(load_scenario("hot-page"));
    const Timeline timeline = build_timeline(*r);
    const Overview overview = build_overview(timeline, timeline.begin, timeline.last_activity);
    std::uint64_t ended = 0;
    double loading = 0;
    for (const auto& slice : overview.slices) {
        ended += std::accumulate(slice.ended.begin(), slice.ended.end(), std::uint64_t{0});
        loading += slice.in_state[std::size_t(CallState::loading)];
    }
    QCOMPARE(ended, measure(*r).requests);
    const double slice = milliseconds(overview.until - overview.from) / Overview::count;
    QVERIFY(std::abs(loading * slice - measure(*r).database.busy_ms) < 1);
}

STAMPEDE_TESTS(tst_Figures, nothing)
#include "tst_figures.moc"
