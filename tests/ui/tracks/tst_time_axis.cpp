#include <QtTest>

#include "tests/support/run_tests.h"
#include "ui/look/words/format.h"
#include "ui/tracks/time_axis.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

TimeRange range(Duration from, Duration until)
{
    return {Instant(from), Instant(until)};
}

/// With plain spaces, which are easier to write.
QString plain(QString text)
{
    return text.replace(QChar(0x202f), u' ').replace(QChar(0xa0), u' ');
}

QStringList labels(const TimeAxis& axis, double spacing = 84)
{
    QStringList out;
    for (const Tick& t : ticks(axis, spacing)) out << plain(t.label);
    return out;
}

}  // namespace

class TestTimeAxis : public QObject {
    Q_OBJECT

private slots:
    void anInstantGoesToItsPixelAndBack()
    {
        const TimeAxis axis(range(-2ms, 160ms), 60, 1060);
        QCOMPARE(axis.x(Instant(-2ms)), 60.0);
        QCOMPARE(axis.x(Instant(160ms)), 1060.0);
        QCOMPARE(axis.x(Instant(79ms)), 560.0);
        for (Duration d : {-2ms, 0ms, 63ms, 160ms}) QCOMPARE(axis.at(axis.x(Instant(d))), Instant(d));
    }

    void outsideThePixelsItGoesOnAsInside()
    {
        const TimeAxis axis(range(0ms, 100ms), 0, 100);
        QCOMPARE(axis.at(-10), Instant(-10ms));
        QCOMPARE(axis.x(Instant(150ms)), 150.0);
    }

    void aRangeOrWidthOfNothingIsStillDefined()
    {
        const TimeAxis axis(range(5ms, 5ms), 10, 10);
        QCOMPARE(axis.range().length(), Duration(1));
        QCOMPARE(axis.width(), 1.0);
        QVERIFY(std::isfinite(axis.x(Instant(7ms))));
        QVERIFY(ticks(axis).size() <= 2);
    }

    void ticksAreLabelledInOneUnit_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("until");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("the worked example")
            << qint64(-2'000'000) << qint64(108'000'000)
            << QStringList{"0 ms", "20 ms", "40 ms", "60 ms", "80 ms", "100 ms"};
        QTest::newRow("fifteen seconds")
            << qint64(0) << qint64(10'000'000'000) << QStringList{"0 s", "2 s", "4 s", "6 s", "8 s", "10 s"};
        QTest::newRow("a moment late in the run")
            << qint64(9'310'000'000) << qint64(9'330'000'000)
            << QStringList{"9.310 s", "9.315 s", "9.320 s", "9.325 s", "9.330 s"};
        QTest::newRow("microseconds")
            << qint64(0) << qint64(1'000'000)
            << QStringList{"0 µs", "200 µs", "400 µs", "600 µs", "800 µs", "1 000 µs"};
        QTest::newRow("nanoseconds") << qint64(0) << qint64(200)
                                     << QStringList{"0 ns", "50 ns", "100 ns", "150 ns", "200 ns"};
        QTest::newRow("ten minutes") << qint64(0) << qint64(600'000'000'000)
                                     << QStringList{"0 min", "2 min", "4 min", "6 min", "8 min", "10 min"};
    }
    void ticksAreLabelledInOneUnit()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, until);
        QFETCH(QStringList, expected);
        QCOMPARE(labels(TimeAxis(range(Duration(from), Duration(until)), 0, 600)), expected);
    }

    void ticksKeepTheirDistanceAtEveryZoom()
    {
        for (double seconds = 1e-7; seconds < 1e4; seconds *= 1.37) {
            const TimeAxis axis(range(0ms, from_seconds(seconds)), 0, 900);
            const auto all = ticks(axis, 90);
            QVERIFY2(all.size() >= 2 && all.size() <= 11, qPrintable(QString::number(seconds)));
            for (std::size_t i = 1; i < all.size(); ++i)
                QVERIFY(axis.x(all[i].at) - axis.x(all[i - 1].at) >= 89.9);
        }
    }

    void niceStepsAreOneTwoOrFive()
    {
        QCOMPARE(niceStep(Duration(0)), Duration(1));
        QCOMPARE(niceStep(3ms), Duration(5ms));
        QCOMPARE(niceStep(5ms), Duration(5ms));
        QCOMPARE(niceStep(600ms), Duration(1s));
        QCOMPARE(niceStep(31s), Duration(1min));
        QCOMPARE(niceStep(3min), Duration(5min));
    }

    void zoomingKeepsWhatIsUnderTheCursor()
    {
        const TimeRange before = range(0ms, 100ms);
        const Instant fixed(30ms);
        const TimeRange after = zoomed(before, fixed, 0.5);
        QCOMPARE(after.length(), Duration(50ms));
        QCOMPARE(TimeAxis(after, 0, 1000).x(fixed), TimeAxis(before, 0, 1000).x(fixed));
        QCOMPARE(zoomed(after, fixed, 2), before);
    }

    void panningKeepsTheLength() { QCOMPARE(panned(range(0ms, 100ms), 20ms), range(20ms, 120ms)); }

    void thePlayheadsTimeHasTheDigitsThatAPixelCanShow()
    {
        QCOMPARE(plain(timeText(Instant(63400us), 110us)), QString("63.4 ms"));
        QCOMPARE(plain(timeText(Instant(9320ms), 15ms)), QString("9.32 s"));
        QCOMPARE(plain(timeText(Instant(-2ms), 1ms)), QString("−2 ms"));
        QCOMPARE(plain(timeText(Instant(0ms), 1ms)), QString("0 ms"));
    }

    void largeNumbersBecomeShortOnes()
    {
        QCOMPARE(plain(shortNumber(950)), QString("950"));
        QCOMPARE(plain(shortNumber(12'000)), QString("12 000"));
        QCOMPARE(plain(shortNumber(999'900)), QString("1 M"));
        QCOMPARE(plain(shortNumber(125'400)), QString("125 k"));
        QCOMPARE(plain(shortNumber(1'250'000)), QString("1.25 M"));
    }
};

STAMPEDE_TESTS(TestTimeAxis, an_event_loop)
#include "tst_time_axis.moc"
