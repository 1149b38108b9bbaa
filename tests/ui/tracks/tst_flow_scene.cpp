#include <QtTest>

#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"
#include "ui/tracks/flow_scene.h"

#include <map>

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

Run runOf(const Scenario& scenario)
{
    Run run;
    run.scenario = scenario;
    run.recording = simulate(scenario);
    run.timeline = build_timeline(*run.recording);
    return run;
}

FlowLayout layout(std::uint32_t instances = 4)
{
    return flowLayout(QRectF(0, 0, 940, 104), instances, 1);
}

struct Counts {
    std::map<FlowKind, int> of;
    std::uint32_t perDot = 1;
    int operator[](FlowKind kind) const { return of.contains(kind) ? of.at(kind) : 0; }
};

Counts countAt(const Run& run, Instant t, const FlowLayout& places = layout())
{
    Counts out;
    out.perDot = requestsPerDot(run.timeline, places, flowMoment(run.scenario));
    for (const FlowDot& dot : flowDots(run, RefreshIndex(run.timeline), places, t, out.perDot))
        if (!places.clients.contains(dot.at)) ++out.of[dot.kind];
    return out;
}

}  // namespace

class TestFlowScene : public QObject {
    Q_OBJECT

private slots:
    void thousandRequestsWaitBesideTheirInstancesWhileOneLoads()
    {
        const Run run = runOf(test::product_page("locking"));
        const Counts at63 = countAt(run, Instant(63ms));
        QCOMPARE(at63.perDot, 5U);
        QVERIFY(std::abs(at63[FlowKind::waiting] - 999 / 5) <= 2);
        QCOMPARE(at63[FlowKind::load], 1);
        QCOMPARE(at63[FlowKind::lookup], 0);
    }

    void aPollIsSeenOnItsWayToRedis()
    {
        const Run run = runOf(test::product_page("locking"));
        const Counts whilePolling = countAt(run, Instant(53ms));
        QVERIFY(whilePolling[FlowKind::lookup] > 10);
        for (const FlowDot& dot : flowDots(run, RefreshIndex(run.timeline), layout(), Instant(53ms), 5))
            if (dot.kind == FlowKind::lookup)
                QVERIFY(dot.at.x() <= layout().redis.left() + 0.01 &&
                        dot.at.x() >= layout().waiting[0].right() - 0.01);
    }

    void withoutPreventionTheDatabaseIsFullAndTheRestStandInFrontOfIt()
    {
        const Run run = runOf(test::product_page("none"));
        const Counts at50 = countAt(run, Instant(50ms));
        QCOMPARE(at50[FlowKind::load], 100);
        QCOMPARE(at50[FlowKind::waiting], int((900 + at50.perDot - 1) / at50.perDot));
    }

    void everyDotIsOneWhereThereIsRoom()
    {
        const Run run = runOf(test::product_page("locking", 50));
        const Counts at50 = countAt(run, Instant(50ms));
        QCOMPARE(at50.perDot, 1U);
        QCOMPARE(at50[FlowKind::waiting], 49);
    }

    void beforeAndAfterTheRunTheClientsAreAtHome()
    {
        const Run run = runOf(test::product_page("locking", 100));
        const FlowLayout places = layout();
        int idle = 0, answered = 0;
        for (const FlowDot& dot : flowDots(run, RefreshIndex(run.timeline), places, Instant(-10ms), 1))
            idle += dot.kind == FlowKind::idle;
        for (const FlowDot& dot :
             flowDots(run, RefreshIndex(run.timeline), places, run.timeline.end + 10ms, 1))
            answered += dot.kind == FlowKind::fresh;
        QCOMPARE(idle, 100);
        QCOMPARE(answered, 100);
    }

    void dotsStayFewHoweverManyRequestsThereAre()
    {
        const Run run = runOf(test::product_page("stale-while-revalidate", 100'000));
        const FlowLayout places = layout();
        const std::uint32_t perDot = requestsPerDot(run.timeline, places, flowMoment(run.scenario));
        QVERIFY(flowDots(run, RefreshIndex(run.timeline), places, Instant(1500us), perDot).size() < 2000);
    }

    void manyInstancesShareRows()
    {
        const FlowLayout places = layout(100);
        QVERIFY(places.instances.size() <= FlowLayout::mostRows);
        QCOMPARE(places.rowOf(0), 0U);
        QCOMPARE(places.rowOf(99), places.instances.size() - 1);
        for (std::size_t i = 1; i < places.instances.size(); ++i)
            QVERIFY(places.instances[i].top() >= places.instances[i - 1].bottom());
    }

    void refreshesUnderWayAreFoundAmongManyThatAreOver()
    {
        const Run run = runOf(test::product_page("stale-while-revalidate"));
        const RefreshIndex index(run.timeline);
        const auto [first, last] = index.around(Instant(50ms));
        std::uint32_t open = 0;
        for (std::uint32_t lane = first; lane < last; ++lane)
            open += !run.timeline.lanes.empty(lane) && run.timeline.lanes.begins(lane) <= Instant(50ms) &&
                    Instant(50ms) < run.timeline.lanes.ends(lane);
        QCOMPARE(open, 4U);
        QCOMPARE(loadingAt(run.timeline, Instant(50ms), 4).size(), 4U);
        QVERIFY(loadingAt(run.timeline, Instant(50ms), 3).empty());
    }
};

STAMPEDE_TESTS(TestFlowScene, an_event_loop)
#include "tst_flow_scene.moc"
