#include <QtTest>

#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "ui/tracks/blocks.h"
#include "ui/tracks/curve.h"
#include "ui/tracks/density.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/lane_scan.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

constexpr QRgb lookup = 0xff56b4e9, waiting = 0xfff3cf85, fresh = 0xff009e73, stale = 0xffcc79a7,
               load = 0xffd55e00, failed = 0xff1e2227;
constexpr ShadeColors colors{lookup, waiting, fresh, stale, load, failed};

/// `count` requests that arrive at 0 and wait until 100 ms, but that number `loads` (from 1) loads instead.
Timeline crowd(std::uint32_t count, std::uint32_t loads)
{
    HandWritten w;
    for (std::uint32_t i = 0; i < count; ++i) w.request();
    for (std::uint32_t i = 1; i <= count; ++i) {
        w.at(0, CallId::request(i), EventKind::arrived);
        if (i == loads)
            w.at(0, CallId::request(i), EventKind::load_began, 0, 0, 0);
        else
            w.at(0, CallId::request(i), EventKind::waits);
    }
    w.at(100, CallId::request(loads), EventKind::load_ended);
    for (std::uint32_t i = 1; i <= count; ++i) w.at(100, CallId::request(i), EventKind::answered_shared);
    return build_timeline(w.recording);
}

LaneWindow window(std::uint32_t last, int columns, int rows)
{
    LaneWindow w;
    w.last = last;
    w.range = {Instant(0ms), Instant(200ms)};
    w.columns = columns;
    w.rows = rows;
    w.tail = 4;
    return w;
}

/// How close two colours are: 0 for the same, 441 for black and white.
double distance(QRgb a, QRgb b)
{
    const int r = qRed(a) - qRed(b), g = qGreen(a) - qGreen(b), bl = qBlue(a) - qBlue(b);
    return std::sqrt(r * r + g * g + bl * bl);
}

}  // namespace

class TestLaneScan : public QObject {
    Q_OBJECT

private slots:
    void aLaneIsColouredByItsStatesAndEndsInItsAnswer()
    {
        const QImage image = LaneScan::draw(crowd(2, 1), {}, window(2, 100, 20), colors);
        QCOMPARE(image.pixel(25, 2), load);
        QCOMPARE(image.pixel(25, 12), waiting);
        QCOMPARE(image.pixel(51, 12), fresh);
        QCOMPARE(qAlpha(image.pixel(60, 12)), 0);
    }

    void aLoadAmongThousandsKeepsMostOfItsColour()
    {
        const QImage image = LaneScan::draw(crowd(3000, 1500), {}, window(3000, 100, 10), colors);
        const QRgb row = image.pixel(25, 4);  // requests 1201 to 1500
        QVERIFY2(distance(row, load) < distance(waiting, load) * 0.4, qPrintable(QString::number(row, 16)));
        QCOMPARE(image.pixel(25, 7), waiting);
    }

    void everyLoadShowsWhereverItIs()
    {
        for (std::uint32_t which : {1U, 17U, 999U, 1000U}) {
            const QImage image = LaneScan::draw(crowd(1000, which), {}, window(1000, 40, 7), colors);
            int rows = 0;
            for (int y = 0; y < image.height(); ++y)
                rows += distance(image.pixel(10, y), load) < distance(image.pixel(10, y), waiting);
            QCOMPARE(rows, 1);
        }
    }

    void aColumnCoveredInPartIsPaleInProportion()
    {
        HandWritten w;
        const CallId r1 = w.request();
        w.at(0, r1, EventKind::arrived).at(50, r1, EventKind::waits).ends(75);
        LaneWindow win = window(1, 2, 10);
        win.range = {Instant(0ms), Instant(100ms)};
        const QImage image = LaneScan::draw(build_timeline(w.recording), {}, win, colors);
        QCOMPARE(image.pixel(0, 3), lookup);
        QCOMPARE(qAlpha(image.pixel(1, 3)), 128);
    }

    void aZoomShowsTheSameStatesAtTheSameInstants()
    {
        const Timeline t = crowd(500, 250);
        LaneWindow whole = window(500, 400, 100), part = whole;
        part.range = {Instant(50ms), Instant(100ms)};
        const QImage all = LaneScan::draw(t, {}, whole, colors), zoomed = LaneScan::draw(t, {}, part, colors);
        for (int y = 0; y < 100; y += 7) QCOMPARE(zoomed.pixel(200, y), all.pixel(150, y));
    }

    void aRefreshIsDrawnInTheRowOfItsRequest()
    {
        HandWritten w;
        const CallId r1 = w.request(), r2 = w.request();
        const CallId f1 = w.refresh(r2);
        w.at(0, r1, EventKind::arrived)
            .at(0, r2, EventKind::arrived)
            .at(1, f1, EventKind::refresh_began)
            .at(1, r1, EventKind::answered_stale);
        w.at(1, r2, EventKind::answered_stale)
            .at(1, f1, EventKind::load_began, 0, 1, 0)
            .at(101, f1, EventKind::load_ended)
            .at(101, f1, EventKind::refresh_ended);
        const Timeline t = build_timeline(w.recording);
        const RowOfRefresh row{1, t.lanes.lane(f1)};
        const QImage image = LaneScan::draw(t, std::span(&row, 1), window(2, 100, 20), colors);
        QCOMPARE(qAlpha(image.pixel(25, 2)), 0);
        QCOMPARE(image.pixel(25, 12), load);
    }

    void fewLanesStayLanes()
    {
        const LaneWindow few = window(3, 100, 300), many = window(5000, 100, 300);
        QCOMPARE(few.usedRows(), 3 * LaneWindow::highestLane);
        QCOMPARE(few.laneAt(LaneWindow::highestLane + 1), 1);
        QCOMPARE(few.laneAt(200), -1);
        QCOMPARE(many.usedRows(), 300);
        QCOMPARE(many.laneAt(299.99), 4999);
        QCOMPARE(many.laneAt(-1), -1);
    }

    void columnsCountWhatArrivedInThemByWhatItMet()
    {
        HandWritten w;
        for (int i = 0; i < 40; ++i) w.request();
        for (std::uint32_t i = 1; i <= 40; ++i)
            w.at(i - 1, CallId::request(i), EventKind::arrived)
                .at(i - 1, CallId::request(i), i == 25 ? EventKind::failed : EventKind::answered_fresh);
        const Timeline t = build_timeline(w.recording);
        const Density d = countColumns(t, {Instant(0ms), Instant(39ms)}, 10ms);
        QCOMPARE(d.columns.size(), 4U);
        QCOMPARE(d.columns[0].of(Outcome::fresh), 10U);
        QCOMPARE(d.columns[2].of(Outcome::failed), 1U);
        QCOMPARE(d.top, 10U);
        const Density moved = countColumns(t, {Instant(13ms), Instant(39ms)}, 10ms);
        QCOMPARE(moved.start, Instant(10ms));
        QCOMPARE(moved.columns[1].of(Outcome::failed), 1U);
    }

    void aBurstDoesNotFlattenTheRest()
    {
        HandWritten w;
        for (int i = 0; i < 1100; ++i) w.request();
        for (std::uint32_t i = 1; i <= 1100; ++i)
            w.at(i <= 50     ? i
                 : i <= 1050 ? 51
                             : i - 999,
                 CallId::request(i), EventKind::arrived)
                .at(i <= 50     ? i
                    : i <= 1050 ? 51
                                : i - 999,
                    CallId::request(i), EventKind::answered_fresh);
        const Density d = countColumns(build_timeline(w.recording), {Instant(0ms), Instant(100ms)}, 5ms);
        QVERIFY(d.highest > 1000);
        QVERIFY(d.top < 20);
    }

    void lanesOrColumnsFollowFromTheTraffic()
    {
        HandWritten spread, burst;
        for (int i = 0; i < 1000; ++i) spread.request(), burst.request();
        for (std::uint32_t i = 1; i <= 1000; ++i) {
            spread.at(i * 10.0, CallId::request(i), EventKind::arrived)
                .at(i * 10.0 + 1, CallId::request(i), EventKind::answered_fresh);
            burst.at(i * 0.003, CallId::request(i), EventKind::arrived);
        }
        for (std::uint32_t i = 1; i <= 1000; ++i)
            burst.at(5 + i * 0.003, CallId::request(i), EventKind::answered_fresh);
        const TimeRange all{Instant(0s), Instant(10s)};
        QVERIFY(!lanesFit(build_timeline(spread.recording), all));
        QVERIFY(lanesFit(build_timeline(burst.recording), all));
        QVERIFY(lanesFit(build_timeline(spread.recording), {Instant(5s), Instant(5200ms)}));
    }

    void aCurveKeepsItsPeaksHoweverManyStepsFallIntoAPixel()
    {
        std::vector<Step> steps;
        for (int i = 0; i < 100'000; ++i)
            steps.push_back({Instant(Duration(i * 1000)), std::uint32_t(i % 2)});
        steps[54'321].value = 77;
        const Curve curve(steps);
        const TimeRange all{Instant(0ms), Instant(100ms)};
        const QPolygonF line = curve.line(TimeAxis(all, 0, 500), Instant(100ms));
        QVERIFY(line.size() < 2100);
        double most = 0;
        for (QPointF p : line) most = std::max(most, p.y());
        QCOMPARE(most, 77.0);
        QCOMPARE(curve.greatest(all), 77U);
        QCOMPARE(curve.greatest({Instant(60ms), Instant(100ms)}), 1U);
    }

    void aCurveHoldsItsValueBetweenSteps()
    {
        const std::vector<Step> steps{{Instant(10ms), 1}, {Instant(60ms), 0}};
        const QPolygonF line =
            Curve(steps).line(TimeAxis({Instant(0ms), Instant(100ms)}, 0, 100), Instant(80ms));
        QCOMPARE(line, QPolygonF({{0, 0}, {10, 0}, {10, 1}, {60, 1}, {60, 0}, {80, 0}}));
        QVERIFY(Curve(steps).line(TimeAxis({Instant(90ms), Instant(95ms)}, 0, 100), Instant(80ms)).isEmpty());
    }

    void theEntryIsInOneStateAtEveryInstant()
    {
        HandWritten w;
        const CallId f1 = w.refresh({}, 0, Origin::warming), f2 = w.refresh({}, 0, Origin::warming);
        w.stored(0, f1, 1, 1, 100, 150).stored(200, f2, 2, 2, 300, 300).ends(400);
        const Timeline t = build_timeline(w.recording);
        const auto stretches = entryStretches(t, 0, {Instant(-50ms), Instant(500ms)});
        QCOMPARE(stretches.size(), 5U);
        const EntryState expected[] = {EntryState::fresh, EntryState::stale, EntryState::absent,
                                       EntryState::fresh, EntryState::absent};
        for (std::size_t i = 0; i < 5; ++i) QCOMPARE(stretches[i].state, expected[i]);
        for (std::size_t i = 1; i < 5; ++i) QCOMPARE(stretches[i].from, stretches[i - 1].until);
        QCOMPARE(stretches.front().from, Instant(0ms));
        QCOMPARE(stretches.back().until, Instant(400ms));
    }

    void theLargestBlockIsFoundInsideTheLanes()
    {
        const Timeline t = crowd(200, 1);
        const LaneWindow w = window(200, 400, 200);
        const TimeAxis axis(w.range, 0, 400);
        const QRectF area(0, 0, 400, 200);
        const QRectF block = largestBlock(t, w, axis, area, CallState::waiting, 50, 20);
        QVERIFY(QRectF(0, 0, 201, 200).contains(block));
        QVERIFY(block.width() > 190 && block.height() > 180);
        QVERIFY(largestBlock(t, w, axis, area, CallState::loading, 50, 20).isEmpty());
    }
};

STAMPEDE_TESTS(TestLaneScan, an_event_loop)
#include "tst_lane_scan.moc"
