// The tracks belong to whoever looks at them: mouse and keys move, fold and size them, and it is remembered.

#include <QtTest>

#include <QApplication>
#include <QSettings>

#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/look/theme/theme.h"
#include "ui/tracks/track.h"
#include "ui/tracks/track_area.h"
#include "ui/tracks/track_settings.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

struct Lab : test::Window {
    Lab()
    {
        open();
        settle();
        window.activateWindow();
    }
    TrackArea& area() { return *window.tracks(); }
    Track* track(const char* name) { return area().findChild<Track*>(QLatin1String(name)); }
    QStringList order()
    {
        QStringList names;
        for (Track* t : area().tracks()) names += t->objectName();
        return names;
    }
    /// What a person sees from the top to the bottom.
    QStringList shownOrder()
    {
        auto tracks = area().tracks();
        std::sort(tracks.begin(), tracks.end(), [](Track* a, Track* b) { return a->y() < b->y(); });
        QStringList names;
        for (Track* t : tracks) names += t->objectName();
        return names;
    }
    void focus(Track* t)
    {
        t->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(t->hasFocus());
    }
};

const QStringList ownOrder{"flow", "requests", "lock", "entry", "probability", "database"};

/// Drags from a point of a track to a point of the window's screen, in steps, as a hand does.
void drag(QWidget* w, QPoint from, QPoint to)
{
    const QPoint start = w->mapToGlobal(from);
    QTest::mousePress(w, Qt::LeftButton, {}, from);
    for (int i = 1; i <= 12; ++i) QTest::mouseMove(w, w->mapFromGlobal(start + (to - start) * i / 12));
    QTest::mouseRelease(w, Qt::LeftButton, {}, w->mapFromGlobal(to));
}

}  // namespace

class TestTrackArea : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QApplication::setOrganizationName("stampede-lab-tests");
        QApplication::setApplicationName("tst_track_area");
        applyTheme(*qApp, Theme::Name::light);
    }
    void init() { QSettings().clear(); }

    void aTitleDraggedBelowAnotherTrackMovesItThere()
    {
        Lab lab;
        QCOMPARE(lab.shownOrder(), ownOrder);
        Track* entry = lab.track("entry");
        drag(lab.track("requests"), {60, 14}, entry->mapToGlobal(QPoint(60, entry->height() - 4)));
        QCoreApplication::processEvents();
        QCOMPARE(lab.order(), (QStringList{"flow", "lock", "entry", "requests", "probability", "database"}));
        QCOMPARE(lab.shownOrder(), lab.order());
        QVERIFY(!lab.track("requests")->isFolded());  // a drag is no click
        drag(lab.track("requests"), {60, 14}, lab.track("flow")->mapToGlobal(QPoint(60, 2)));
        QCOMPARE(lab.order().first(), QString("requests"));
    }

    void altAndTheArrowsMoveTheFocusedTrack()
    {
        Lab lab;
        lab.focus(lab.track("database"));
        QTest::keyClick(lab.track("database"), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(lab.order(), (QStringList{"flow", "requests", "lock", "entry", "database", "probability"}));
        QVERIFY(lab.track("database")->hasFocus());
        QTest::keyClick(lab.track("database"), Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(lab.track("database"), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(lab.order(), ownOrder);
        lab.window.setFocus();
        QVERIFY(!lab.window.commands().run("track-up"));  // none has the focus
    }

    void theTabKeyGoesThroughThemInTheirOrder()
    {
        Lab lab;
        lab.area().move(lab.track("database"), 0);
        lab.focus(lab.track("database"));
        QTest::keyClick(lab.track("database"), Qt::Key_Tab);
        QVERIFY(lab.track("flow")->hasFocus());
    }

    void theLowerEdgeMakesATrackHigher()
    {
        Lab lab;
        Track* lock = lab.track("lock");
        const auto stretching = [&] {
            return lab.track("requests")->height() + lab.track("database")->height();
        };
        const int before = lock->height(), others = stretching();
        drag(lock, {300, before - 3}, lock->mapToGlobal(QPoint(300, before + 37)));
        QTRY_COMPARE(lock->height(), before + 40);
        QTRY_COMPARE(stretching(), others - 40);
        QTest::mouseDClick(lock, Qt::LeftButton, {}, QPoint(300, lock->height() - 3));
        QTRY_COMPARE(lock->height(), before);
    }

    void noTrackBecomesTooLowToSayWhatItShould()
    {
        Lab lab;
        Track* requests = lab.track("requests");
        drag(requests, {300, requests->height() - 3}, requests->mapToGlobal(QPoint(300, 5)));
        QTRY_COMPARE(requests->chosenHeight().value(), requests->leastPlotHeight());
        lab.focus(requests);
        QTest::keyClick(requests, Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(requests->chosenHeight().value(), requests->leastPlotHeight());
        QTest::keyClick(requests, Qt::Key_Down, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(requests->chosenHeight().value(), requests->leastPlotHeight() + 16);
    }

    void orderFoldingAndHeightsAreRemembered()
    {
        {
            Lab lab;
            lab.area().move(lab.track("database"), 1);
            QTest::mouseClick(lab.track("entry"), Qt::LeftButton, {}, QPoint(60, 14));
            QVERIFY(lab.track("entry")->isFolded());
            lab.track("lock")->setChosenHeight(90);
        }
        Lab again;
        QCOMPARE(again.shownOrder(),
                 (QStringList{"flow", "database", "requests", "lock", "entry", "probability"}));
        QVERIFY(again.track("entry")->isFolded());
        QCOMPARE(again.track("lock")->chosenHeight(), std::optional(90));
    }

    void resettingPutsAllBackForGood()
    {
        {
            Lab lab;
            lab.area().move(lab.track("database"), 0);
            lab.track("entry")->setFolded(true);
            lab.track("lock")->setChosenHeight(90);
            QVERIFY(lab.window.commands().run("tracks-reset"));
            QCOMPARE(lab.order(), ownOrder);
            QVERIFY(!lab.track("entry")->isFolded());
            QVERIFY(!lab.track("lock")->chosenHeight());
        }
        Lab again;
        QCOMPARE(again.order(), ownOrder);
        QVERIFY(!again.track("entry")->isFolded());
    }

    /// A later version may have a track more, and a file of settings may be anything.
    void anOrderOfOtherVersionsIsTakenAsFarAsItGoes()
    {
        QSettings().setValue("tracks/order", QStringList{"lock", "no such track", "flow", "lock"});
        QCOMPARE(track_settings::order({"flow", "requests", "lock"}),
                 (QStringList{"lock", "flow", "requests"}));
        QCOMPARE(track_settings::order({"new", "flow", "lock"}), (QStringList{"new", "lock", "flow"}));
        QSettings().setValue("tracks/lock/height", "high");
        QVERIFY(!track_settings::height("lock"));
    }
};

STAMPEDE_TESTS(TestTrackArea, a_window)
#include "tst_track_area.moc"
