#include <QtTest>

#include <QApplication>
#include <QSettings>
#include <QWheelEvent>

#include "tests/support/run_tests.h"
#include "tests/support/story.h"
#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/tracks/database_track.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/paint.h"
#include "ui/tracks/probability_track.h"
#include "ui/tracks/requests_track.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

/// A window of tracks with a run of the worked example in it.
struct Lab {
    explicit Lab(const Scenario& scenario = test::product_page("locking"))
    {
        session.setScenario(scenario);
        area.resize(1000, 780);
        area.show();
    }
    bool ready()
    {
        return QTest::qWaitFor([&] { return session.settled(); }, 20'000) && session.run() &&
               QTest::qWaitForWindowExposed(&area) && (QCoreApplication::processEvents(), true);
    }
    template <class T>
    T& track()
    {
        return *area.findChild<T*>();
    }
    /// A point over `t` at a share of a track's height.
    template <class T>
    QPoint over(Instant t, double down = 0.6)
    {
        T& w = track<T>();
        const TimeAxis axis(session.viewport().visible(), Track::gutterLeft(),
                            w.width() - Track::gutterRight());
        return QPoint(int(std::round(axis.x(t))), int(w.height() * down));
    }

    Session session;
    TrackArea area{session};
};

void wheel(QWidget& w, QPoint at, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWheelEvent event(at, w.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&w, &event);
}

double distance(Instant a, Instant b)
{
    return std::abs(milliseconds(a - b));
}

QColor pixel(QWidget& w, QPoint at)
{
    return w.grab().toImage().pixelColor(at);
}

}  // namespace

class TestTracks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QSettings().clear();
        applyTheme(*qApp, Theme::Name::light);
    }

    void draggingMovesThePlayhead()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& lock = lab.track<LockTrack>();
        QTest::mousePress(&lock, Qt::LeftButton, {}, lab.over<LockTrack>(Instant(20ms)));
        QTest::mouseMove(&lock, lab.over<LockTrack>(Instant(40ms)));
        QVERIFY(distance(lab.session.playback().playhead(), Instant(40ms)) < 0.3);
        QTest::mouseMove(&lock, lab.over<LockTrack>(Instant(63ms)));
        QTest::mouseRelease(&lock, Qt::LeftButton, {}, lab.over<LockTrack>(Instant(63ms)));
        QVERIFY(distance(lab.session.playback().playhead(), Instant(63ms)) < 0.3);
        QVERIFY(lab.session.selected().is_nobody());
    }

    void aClickOnALaneSelectsItsRequest()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& requests = lab.track<RequestsTrack>();
        QVERIFY(requests.showsLanes());
        const QPoint at = lab.over<RequestsTrack>(Instant(50ms), 0.5);
        const CallId expected = requests.requestAt(at);
        QVERIFY(expected.is_request());
        const Instant before = lab.session.playback().playhead();
        QTest::mouseClick(&requests, Qt::LeftButton, {}, at);
        QCOMPARE(lab.session.selected(), expected);
        QCOMPARE(lab.session.playback().playhead(), before);
        QVERIFY(expected.number() > 300 && expected.number() < 700);
    }

    void hoveringLightsTheRequestUntilTheMouseLeaves()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& requests = lab.track<RequestsTrack>();
        QTest::mouseMove(&requests, lab.over<RequestsTrack>(Instant(50ms), 0.4));
        QVERIFY(lab.session.hovered().is_request());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&requests, &leave);
        QVERIFY(lab.session.hovered().is_nobody());
    }

    void arrowKeysGoFromRequestToRequest()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& requests = lab.track<RequestsTrack>();
        QTest::keyClick(&requests, Qt::Key_Down);
        QCOMPARE(lab.session.selected(), CallId::request(1));
        QTest::keyClick(&requests, Qt::Key_Down);
        QTest::keyClick(&requests, Qt::Key_Down);
        QTest::keyClick(&requests, Qt::Key_Up);
        QCOMPARE(lab.session.selected(), CallId::request(2));
    }

    void theWheelZoomsAroundTheCursor()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& requests = lab.track<RequestsTrack>();
        const Duration before = lab.session.viewport().visible().length();
        const QPoint at = lab.over<RequestsTrack>(Instant(30ms));
        wheel(requests, at, 3);
        QVERIFY(lab.session.viewport().visible().length() < before * 6 / 10);
        QVERIFY(std::abs(lab.over<RequestsTrack>(Instant(30ms)).x() - at.x()) <= 1);
    }

    void shiftAndTheWheelPans()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& database = lab.track<DatabaseTrack>();
        wheel(database, lab.over<DatabaseTrack>(Instant(50ms)), 6);
        const TimeRange before = lab.session.viewport().visible();
        wheel(database, lab.over<DatabaseTrack>(Instant(50ms)), -1, Qt::ShiftModifier);
        QCOMPARE(lab.session.viewport().visible().length(), before.length());
        QVERIFY(lab.session.viewport().visible().from > before.from);
    }

    void theMiddleButtonPansAndADoubleClickShowsAll()
    {
        Lab lab;
        QVERIFY(lab.ready());
        auto& entry = lab.track<EntryTrack>();
        const TimeRange all = lab.session.viewport().visible();
        wheel(entry, lab.over<EntryTrack>(Instant(50ms)), 5);
        const TimeRange before = lab.session.viewport().visible();
        const QPoint at = lab.over<EntryTrack>(Instant(50ms));
        QTest::mousePress(&entry, Qt::MiddleButton, {}, at);
        QTest::mouseMove(&entry, at + QPoint(100, 0));
        QTest::mouseRelease(&entry, Qt::MiddleButton, {}, at + QPoint(100, 0));
        QVERIFY(lab.session.viewport().visible().from < before.from);
        QTest::mouseDClick(&entry, Qt::LeftButton, {}, at);
        QCOMPARE(lab.session.viewport().visible(), all);
    }

    void aTrackWithNothingToSayIsItsTitle()
    {
        Lab lab;
        QVERIFY(lab.ready());
        QVERIFY(lab.track<ProbabilityTrack>().isFolded());
        QVERIFY(lab.track<ProbabilityTrack>().height() < 50);
        QVERIFY(!lab.track<LockTrack>().isFolded());
        lab.session.setScenario(test::product_page("none"));
        QVERIFY(lab.ready());
        QVERIFY(lab.track<LockTrack>().isFolded());
    }

    void aClickOnTheTitleFoldsATrackAndTheRequestsTakeTheRoom()
    {
        Lab lab;
        QVERIFY(lab.ready());
        const int before = lab.track<RequestsTrack>().height();
        QTest::mouseClick(&lab.track<LockTrack>(), Qt::LeftButton, {}, QPoint(40, 12));
        QVERIFY(lab.track<LockTrack>().isFolded());
        QTRY_VERIFY(lab.track<RequestsTrack>().height() > before);
        QTest::keyClick(&lab.track<LockTrack>(), Qt::Key_Return);
        QVERIFY(!lab.track<LockTrack>().isFolded());
    }

    void theTracksFillTheHeight()
    {
        Lab lab;
        QVERIFY(lab.ready());
        const auto& last = lab.track<DatabaseTrack>();
        QTRY_VERIFY(lab.area.height() - last.mapTo(&lab.area, QPoint(0, last.height())).y() < 20);
        QVERIFY(lab.track<RequestsTrack>().height() > 200);
    }

    /// The rows of request 1, which loads, and of those that wait, before and after the playhead.
    void lanesHaveTheColoursOfTheirStatesAndThePalerFuture()
    {
        Lab lab;
        QVERIFY(lab.ready());
        lab.session.playback().setPlayhead(Instant(60ms));
        auto& requests = lab.track<RequestsTrack>();
        const QColor before = pixel(requests, lab.over<RequestsTrack>(Instant(40ms), 0.7));
        const QColor after = pixel(requests, lab.over<RequestsTrack>(Instant(80ms), 0.7));
        QCOMPARE(before.name(), theme().waitingFill.name());
        QVERIFY(after.lightness() > before.lightness());
        lab.session.playback().setPlayhead(Instant(100ms));
        QCOMPARE(pixel(requests, lab.over<RequestsTrack>(Instant(80ms), 0.7)).name(),
                 theme().waitingFill.name());
    }

    void aMaskedTrackShowsNothingOfTheRun()
    {
        Lab lab;
        QVERIFY(lab.ready());
        lab.area.setMasked(true);
        auto& requests = lab.track<RequestsTrack>();
        lab.session.playback().setPlayhead(Instant(60ms));
        QCOMPARE(pixel(requests, lab.over<RequestsTrack>(Instant(40ms), 0.7)).name(), theme().sunken.name());
        QTest::mouseClick(&requests, Qt::LeftButton, {}, lab.over<RequestsTrack>(Instant(40ms)));
        QVERIFY(lab.session.selected().is_nobody());
    }

    void aBandOfTheLockSaysWhoHoldsItAndForHowLong()
    {
        LockBand band;
        band.holder = CallId::request(1);
        band.token = 0x9f3a77aa55;
        band.taken = Instant(1ms);
        band.valid_until = Instant(10'001ms);
        band.until = Instant(102ms);
        band.how = LockEnd::released;
        const auto first = [&](Instant t) {
            return LockTrack::bandTexts(band, t).first().replace(QChar(0x202f), u' ');
        };
        QCOMPARE(first(Instant(61ms)), QStringLiteral("held by request 1 · token 9f3a… · expires in 9.94 s"));
        QCOMPARE(first(Instant(200ms)), QStringLiteral("given back by request 1 after 101 ms"));
        QCOMPARE(first(Instant(0ms)), QStringLiteral("request 1 will hold it for 101 ms"));
        QCOMPARE(LockTrack::bandTexts(band, Instant(0ms)).last(), QStringLiteral("1"));
    }

    void everyTrackHasANameAndSaysInWordsWhatItShows()
    {
        Lab lab;
        QVERIFY(lab.ready());
        lab.session.playback().setPlayhead(Instant(63ms));
        const auto tracks = lab.area.findChildren<Track*>();
        QVERIFY(tracks.size() >= 5);
        for (Track* t : tracks) {
            QVERIFY(!t->accessibleName().isEmpty());
            QVERIFY2(!t->summary().isEmpty(), qPrintable(t->accessibleName()));
        }
        QVERIFY(lab.track<DatabaseTrack>().summary().startsWith(QStringLiteral("Queries in flight: 1")));
    }

    /// A scenario whose requests trickle in: columns, and dice that are rolled.
    void steadyTrafficIsShownAsColumnsWithItsRolls()
    {
        Scenario s = test::steady("xfetch", 500, 15s);
        s.cache.ttl = 5s;
        s.cache.start = Start::warm;
        s.database.query_time = 200ms;
        Lab lab(s);
        QVERIFY(lab.ready());
        QVERIFY(!lab.track<RequestsTrack>().showsLanes());
        QVERIFY(!lab.track<ProbabilityTrack>().isFolded());
        auto& requests = lab.track<RequestsTrack>();
        QTest::mouseClick(&requests, Qt::LeftButton, {}, lab.over<RequestsTrack>(Instant(7s), 0.6));
        const CallId selected = lab.session.selected();
        QVERIFY(selected.is_request());
        const Timeline& t = lab.session.run()->timeline;
        QVERIFY(distance(t.lanes.begins(t.lanes.lane(selected)), Instant(7s)) < 120);
    }

    void aNewRunIsShownAndTheZoomStays()
    {
        Lab lab;
        QVERIFY(lab.ready());
        wheel(lab.track<RequestsTrack>(), lab.over<RequestsTrack>(Instant(50ms)), 4);
        const TimeRange zoomedIn = lab.session.viewport().visible();
        Scenario slower = test::product_page("locking");
        slower.database.query_time = 150ms;
        lab.session.setScenario(slower);
        QVERIFY(lab.ready());
        QCOMPARE(lab.session.viewport().visible(), zoomedIn);
        QCOMPARE(pixel(lab.track<RequestsTrack>(), lab.over<RequestsTrack>(Instant(50ms), 0.7)).hue() / 20,
                 theme().waitingFill.hue() / 20);
    }

    void tracksSurviveEveryStrategyThemeAndSize_data()
    {
        QTest::addColumn<QString>("strategy");
        for (const char* id :
             {"none", "locking", "coalescing", "early-expiration", "xfetch", "stale-while-revalidate",
              "background-refresh", "lease", "collapsing", "combined"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void tracksSurviveEveryStrategyThemeAndSize()
    {
        QFETCH(QString, strategy);
        Lab lab(test::product_page(strategy.toStdString(), 300));
        QVERIFY(lab.ready());
        for (auto name : {Theme::Name::dark, Theme::Name::projector, Theme::Name::light}) {
            applyTheme(*qApp, name);
            for (QSize size : {QSize(320, 200), QSize(1400, 900)}) {
                lab.area.resize(size);
                lab.session.playback().setPlayhead(Instant(50ms));
                QVERIFY(!lab.area.grab().isNull());
            }
        }
    }

    /// WCAG AA for the texts that stand on coloured ground.
    void textOnColouredGroundCanBeRead()
    {
        for (auto name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector}) {
            applyTheme(*qApp, name);
            const Theme& t = theme();
            QVERIFY(contrast(legible(t.waitingText, t.waitingFill), t.waitingFill) >= 4.5);
            QVERIFY(contrast(legible(t.loadText, t.waitingFill), t.waitingFill) >= 4.5);
            QVERIFY(contrast(readableOn(t.lock), t.lock) >= 4.5);
            QVERIFY(contrast(t.ink, tint(t.lock, 0.4)) >= 4.5);
            QVERIFY(contrast(t.freshText, tint(t.fresh, 0.36)) >= 4.5);
            QVERIFY(contrast(t.loadText, tint(t.load, 0.16)) >= 4.5);
            QVERIFY(contrast(t.ink, t.failureFill) >= 4.5);
        }
        applyTheme(*qApp, Theme::Name::light);
    }
};

STAMPEDE_TESTS(TestTracks, a_window)
#include "tst_tracks.moc"
