// Marks in time, steps from event to event, forks: the real window, driven with mouse and keys.

#include <QtTest>

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>

#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/bookmarks.h"
#include "ui/lab/transport/now_line.h"
#include "ui/look/theme/theme.h"
#include "ui/session/stepper.h"
#include "ui/tracks/database_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

struct Lab : test::Window {
    Lab()
    {
        open();
        settle();
        focus();
    }
    template <class T>
    T& track()
    {
        return *window.findChild<T*>();
    }
    QString headline() const { return plain(window.headline()->sentence()); }
    QString chip(const char* name) const
    {
        auto* c = window.findChild<QPushButton*>(QLatin1String(name));
        return c->isVisible() ? plain(c->text()) : QString();
    }
    QString now() const { return window.findChild<NowLine*>()->text(); }
    /// A point of the database track over an instant.
    QPoint over(Instant t)
    {
        auto& w = track<DatabaseTrack>();
        const TimeAxis axis(session.viewport().visible(), Track::gutterLeft(),
                            w.width() - Track::gutterRight(), session.viewport().axis());
        return QPoint(int(std::round(axis.x(t))), w.height() / 2);
    }
    void dragOver(Instant from, Instant until, Qt::KeyboardModifiers modifiers)
    {
        auto& w = track<DatabaseTrack>();
        const QPoint a = over(from), b = over(until);
        const auto send = [&](QEvent::Type type, QPoint at, Qt::MouseButton button,
                              Qt::MouseButtons buttons) {
            QMouseEvent event(type, at, w.mapToGlobal(at), button, buttons, modifiers);
            QApplication::sendEvent(&w, &event);
        };
        send(QEvent::MouseButtonPress, a, Qt::LeftButton, Qt::LeftButton);
        for (int i = 1; i <= 6; ++i)
            send(QEvent::MouseMove, a + (b - a) * i / 6, Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, b, Qt::LeftButton, Qt::NoButton);
    }
};

double apart(Instant a, Instant b)
{
    return std::abs(milliseconds(a - b));
}

}  // namespace

class TestTime : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setOrganizationName("stampede-lab-tests");
        QApplication::setApplicationName("tst_time");
        applyTheme(*qApp, Theme::Name::light);
    }
    void init() { QSettings().clear(); }

    void shiftAndDragAsksAboutTheRequestsOfARange()
    {
        Lab lab;
        const Instant head = lab.session.playback().playhead();
        lab.dragOver(Instant(-1ms), Instant(50ms), Qt::ShiftModifier);
        QVERIFY(lab.session.marks().range());
        QVERIFY(apart(lab.session.marks().range()->until, Instant(50ms)) < 0.5);
        QCOMPARE(lab.session.playback().playhead(), head);
        QTRY_COMPARE(lab.headline(), QString("1 000 requests → 1 database query"));
        QVERIFY(lab.chip("range-chip").startsWith("Requests that arrived from"));
        lab.session.marks().setRange(Instant(1ms),
                                     Instant(2ms));  // a third of them, and not the one that loads
        QTRY_VERIFY(lab.headline().endsWith("0 database queries"));
        QVERIFY(!lab.headline().startsWith("1 000"));
        lab.key(Qt::Key_Escape);
        QVERIFY(!lab.session.marks().range());
        QCOMPARE(lab.headline(), QString("1 000 requests → 1 database query"));
        QVERIFY(lab.chip("range-chip").isEmpty());
    }

    void twoCursorsAndTheTimeBetweenThem()
    {
        Lab lab;
        lab.session.playback().setPlayhead(Instant(10ms));
        lab.key(Qt::Key_K);
        lab.session.playback().setPlayhead(Instant(63400us));
        lab.key(Qt::Key_K);
        QVERIFY2(lab.chip("cursors-chip").contains("Δ 53.4 ms"), qPrintable(lab.chip("cursors-chip")));
        lab.dragOver(Instant(10ms), Instant(20ms), {});  // by its line
        QVERIFY(apart(*lab.session.marks().cursor(0), Instant(20ms)) < 0.5);
        QCOMPARE(lab.session.playback().playhead(), Instant(63400us));
        lab.key(Qt::Key_S, Qt::ShiftModifier);
        QCOMPARE(lab.session.marks().range()->until, Instant(63400us));
        lab.key(Qt::Key_Escape);
        lab.key(Qt::Key_Escape);
        QVERIFY(!lab.session.marks().hasCursors());
    }

    void aBookmarkIsPartOfTheScenarioAndMakesNoRun()
    {
        Lab lab;
        const RunPtr run = lab.session.run();
        lab.session.playback().setPlayhead(Instant(50ms));  // beside the bookmark that opens
        const auto before = lab.session.scenario().bookmarks;
        lab.key(Qt::Key_M);
        auto* field = lab.window.findChild<QFrame*>("bookmark")->findChild<QLineEdit*>();
        QTest::keyClicks(field, "everybody waits");
        QTest::keyClick(field, Qt::Key_Return);
        auto after = before;
        after.insert(after.begin(), {Instant(50ms), "everybody waits", false});
        QCOMPARE(bookmarksOf(lab.session), after);
        QVERIFY(lab.session.settled());
        QCOMPARE(lab.session.run(), run);
        lab.session.playback().setPlayhead(Instant(0ms));
        QVERIFY(lab.window.commands().run("bookmark-forward"));
        QCOMPARE(lab.session.playback().playhead(), Instant(50ms));
        lab.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(lab.session.scenario().bookmarks, before);
        QCOMPARE(lab.session.run(), run);
    }

    void playingStopsExactlyAtAMarker()
    {
        Lab lab;
        QVERIFY(lab.window.commands().run("pause-on-lock-taken"));
        const Marker* taken =
            markerAfter(lab.session.run()->timeline, Instant(-1s), never, {Marker::Kind::lock_taken});
        QVERIFY(taken);
        lab.session.playback().setPlayhead(Instant(0ms));
        lab.session.playback().setPlaying(true);
        QTRY_VERIFY(!lab.session.playback().playing());
        QCOMPARE(lab.session.playback().playhead(), taken->at);
        QCOMPARE(QSettings().value("time/pause-on").toStringList(), QStringList("lock-taken"));
    }

    void stepsFollowARequestAndGoToCauseAndEffect()
    {
        Lab lab;
        lab.session.select(CallId::request(417));
        lab.session.playback().setPlayhead(lab.session.playback().extent().from);
        std::vector<Instant> at;
        for (int i = 0; i < 4; ++i) {
            lab.key(Qt::Key_Right, Qt::ShiftModifier);
            const Event& e = lab.session.run()->recording->events[*lab.session.stepper().event()];
            QCOMPARE(e.call, CallId::request(417));
            QCOMPARE(e.at, lab.session.playback().playhead());
            at.push_back(e.at);
        }
        QVERIFY(std::is_sorted(at.begin(), at.end()) && at.back() > at.front());
        lab.session.playback().setPlayhead(Instant(2600us));
        const auto refused = [&] {
            return lab.session.run()->recording->events[*lab.session.stepper().event()].what();
        };
        for (int i = 0; i < 8 && refused() != EventKind::refused; ++i)
            lab.key(Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(refused(), EventKind::refused);
        lab.key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(refused(), EventKind::lock_taken);
        QCOMPARE(lab.session.selected(), CallId::request(1));
        QVERIFY2(lab.now().startsWith("request 1: "), qPrintable(lab.now()));
        lab.key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(refused(), EventKind::refused);
    }

    void anAnswerIsToldWithTheTimeItTook()
    {
        Lab lab;
        const auto& events = lab.session.run()->recording->events;
        const auto last = std::find_if(events.rbegin(), events.rend(),
                                       [](const Event& e) { return ends_request(e.what()); });
        const auto first =
            std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.call == last->call; });
        lab.session.playback().setPlayhead(last->at);
        const QString took = QString::number(std::lround(milliseconds(last->at - first->at)));
        QVERIFY2(took.toInt() > 90, qPrintable(took));
        QVERIFY2(lab.now().endsWith(QStringLiteral("after %1 ms").arg(took)), qPrintable(lab.now()));
    }

    void aFaultAtThePlayheadForksTheRunAndUndoTakesItBack()
    {
        Lab lab;
        const RunPtr before = lab.session.run();
        QVERIFY(lab.window.commands().run("break-holder"));
        lab.settle();
        QCOMPARE(lab.session.scenario().faults.size(), std::size_t(1));
        QCOMPARE(lab.session.scenario().faults[0].at, Instant(63400us));
        QCOMPARE(lab.session.fork(), before);  // the old future itself, not one like it
        QVERIFY(lab.session.run()->metrics.instances.killed == 1);
        QVERIFY(lab.chip("fork-chip")
                    .startsWith("Without the fault (the lock's holder is killed): 1 000 requests"));
        const auto& was = before->recording->events;
        const auto& is = lab.session.run()->recording->events;
        for (std::size_t i = 0; i < was.size() && was[i].at < Instant(63400us); ++i)
            QCOMPARE(is[i], was[i]);  // the past stays
        lab.key(Qt::Key_Z, Qt::ControlModifier);
        lab.settle();
        QVERIFY(lab.session.scenario().faults.empty() && !lab.session.fork() && !lab.session.forkedBy());
        QVERIFY(lab.chip("fork-chip").isEmpty());
        lab.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        lab.settle();
        QVERIFY(lab.session.fork());
        QTest::mouseClick(lab.window.findChild<QPushButton*>("fork-chip"), Qt::LeftButton);
        lab.settle();
        QVERIFY(lab.session.scenario().faults.empty() && !lab.session.fork());
    }

    void idleTimeIsShortenedOnTheAxisAndComesBack()
    {
        Lab lab;
        Scenario far = lab.session.scenario();
        far.traffic.push_back(Burst{Instant(20s), 100, 3ms});
        lab.workbench.open(far, "");
        lab.settle();
        const TimeRange all = lab.session.viewport().visible();
        const double before = lab.over(Instant(100ms)).x();
        lab.key(Qt::Key_X);
        QVERIFY(!lab.session.viewport().axis().straight());
        QVERIFY(lab.over(Instant(100ms)).x() > before + 200);
        const QPoint at = lab.over(Instant(50ms));
        QTest::mouseClick(&lab.track<DatabaseTrack>(), Qt::LeftButton, {}, at);
        QVERIFY(apart(lab.session.playback().playhead(), Instant(50ms)) < 1);
        QVERIFY(!lab.window.grab().isNull());
        lab.key(Qt::Key_X);
        QCOMPARE(lab.session.viewport().visible(), all);
    }
};

STAMPEDE_TESTS(TestTime, a_window)
#include "tst_time.moc"
