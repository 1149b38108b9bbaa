// In front of a class: the whole screen, letters that the last row can read, and everything as before
// afterwards.

#include <QLabel>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/lab/controls/pinned_controls.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/motion.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/widgets/slider.h"
#include "ui/shell/presentation/presentation.h"
#include "ui/shell/topbar/strategy_menus.h"
#include "ui/shell/topbar/top_bar.h"
#include "ui/shell/topbar/view_switch.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

struct Lab : test::Window {
    explicit Lab(Theme::Name name = Theme::Name::dark)
    {
        applyTheme(*qApp, name);
        window.resize(1500, 950);
        window.show();
        workbench.open(load_scenario("product-page"), "product-page");
        settle();
        focus();
    }
    void key(int k, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget() ? window.focusWidget() : &window, Qt::Key(k), modifiers);
        for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
    }
};

}  // namespace

class tst_Presentation : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init()
    {
        QSettings().clear();
        chooseMotion(Motion::reduced);
    }
    void cleanup()
    {
        fitProjector(0);
        applyTheme(*qApp, Theme::Name::light);
    }
    void f5FillsTheScreenAndEscapeBringsAllBack();
    void nothingIsSmallerThanAFiftiethOfTheScreen_data();
    void nothingIsSmallerThanAFiftiethOfTheScreen();
    void onlyThePinnedSlidersStay();
    void aPinnedSliderIsDraggedInFrontOfAll();
    void escapeLeavesThePresentationBeforeTheView();
    void aLessonKeepsItsPanel();
    void aRemoteIsEnoughForALesson();
    void aThemeThatWasTheProjectorsComesBackAsItWas();
    void theThemeIsNotRemembered();
    void aNarrowWindowKeepsScenarioAndStrategy();
};

void tst_Presentation::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_presentation");
}

void tst_Presentation::f5FillsTheScreenAndEscapeBringsAllBack()
{
    Lab lab;
    const QSize before = lab.window.size();
    lab.key(Qt::Key_F5);
    QVERIFY(lab.window.isFullScreen());
    QCOMPARE(theme().name, Theme::Name::projector);
    QVERIFY(lab.window.commands().find("present")->chosen());
    lab.key(Qt::Key_Escape);
    QVERIFY(!lab.window.isFullScreen());
    QCOMPARE(theme().name, Theme::Name::dark);
    QTRY_COMPARE(lab.window.size(), before);
    QVERIFY(lab.window.controls()->isVisible());
    QVERIFY(lab.window.topBar()->views()->isVisible());
}

void tst_Presentation::nothingIsSmallerThanAFiftiethOfTheScreen_data()
{
    QTest::addColumn<int>("height");
    for (int height : {720, 768, 900, 1080, 1200, 1440, 2160})
        QTest::newRow(qPrintable(QString::number(height))) << height;
}

void tst_Presentation::nothingIsSmallerThanAFiftiethOfTheScreen()
{
    QFETCH(int, height);
    fitProjector(height);
    const Theme& t = Theme::of(Theme::Name::projector);
    for (const QFont& font : {t.text, t.small, t.strong, t.headline, t.figure, t.mono})
        QVERIFY2(font.pixelSize() >= height / 50.0, qPrintable(QString::number(font.pixelSize())));
    QVERIFY(t.scale >= 1.5);
    // Rows grow with their letters.
    QVERIFY(t.px(16) >= t.small.pixelSize());
}

void tst_Presentation::onlyThePinnedSlidersStay()
{
    Lab lab;
    lab.key(Qt::Key_F5);
    QVERIFY(!lab.window.controls()->isVisible());
    QVERIFY(!lab.window.side()->isVisible());
    QVERIFY(!lab.window.topBar()->views()->isVisible());
    auto* pinned = lab.window.findChild<PinnedControls*>("pinned");
    QVERIFY(pinned->isVisible());
    QCOMPARE(pinned->rows().size(), std::size_t(3));
    QVERIFY(lab.window.headline()->isVisible() && lab.window.tracks()->isVisible() &&
            lab.window.transport()->isVisible());
    lab.key(Qt::Key_F5);
    QVERIFY(!pinned->isVisible());
}

void tst_Presentation::aPinnedSliderIsDraggedInFrontOfAll()
{
    Lab lab;
    lab.key(Qt::Key_F5);
    auto* pinned = lab.window.findChild<PinnedControls*>("pinned");
    Slider* slider = pinned->rows().front()->slider();
    const auto before = std::get<Burst>(lab.session.scenario().traffic[0]).requests;
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 2, y));
    QTest::mouseMove(slider, QPoint(slider->width() * 2 / 3, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->width() * 2 / 3, y));
    QVERIFY(std::get<Burst>(lab.session.scenario().traffic[0]).requests > before);
    lab.window.setFocus();
    lab.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(std::get<Burst>(lab.session.scenario().traffic[0]).requests, before);
}

void tst_Presentation::escapeLeavesThePresentationBeforeTheView()
{
    Lab lab;
    lab.key(Qt::Key_C);
    lab.window.presentation().begin(false);
    QCOMPARE(lab.window.views().current(), View::compare);
    lab.key(Qt::Key_Escape);
    QCOMPARE(lab.window.views().current(), View::compare);
    QVERIFY(!lab.window.views().presenting());
    lab.key(Qt::Key_Escape);
    QCOMPARE(lab.window.views().current(), View::lab);
}

void tst_Presentation::aLessonKeepsItsPanel()
{
    Lab lab;
    QLabel lesson("How many queries?");
    lab.window.views().setGuest(&lesson);
    lab.key(Qt::Key_F5);
    QVERIFY(lesson.isVisible());
    lab.key(Qt::Key_Escape);
    QVERIFY(lesson.isVisible());
    lab.window.views().setGuest(nullptr);
}

/// What a presenter holds in the hand sends Page Up, Page Down, B and F5, and nothing else.
void tst_Presentation::aRemoteIsEnoughForALesson()
{
    using Phase = LessonPlayer::Phase;
    Lab lab(Theme::Name::light);
    LessonPlayer& player = lab.window.lessons();
    QCOMPARE(player.start(QStringLiteral("02-locking")), QString());
    QTRY_VERIFY(player.phase() == Phase::asking && lab.session.masked());
    lab.key(Qt::Key_F5);
    QVERIFY(lab.window.views().presenting());
    QVERIFY(player.phase() == Phase::asking && lab.session.masked());
    QVERIFY(lab.window.findChild<QWidget*>("lesson-panel")->isVisible());
    lab.key(Qt::Key_PageDown);
    QVERIFY(player.phase() == Phase::revealed && !lab.session.masked());
    lab.key(Qt::Key_B);
    QVERIFY(lab.window.findChild<QWidget*>("blank")->isVisible());
    lab.key(Qt::Key_B);
    QVERIFY(!lab.window.findChild<QWidget*>("blank")->isVisible());
    QVERIFY(player.phase() == Phase::revealed);
    const std::size_t here = player.step();
    lab.key(Qt::Key_PageDown);
    QCOMPARE(player.step(), here + 1);
    lab.key(Qt::Key_PageUp);
    QCOMPARE(player.step(), here);
    lab.key(Qt::Key_F5);
    QVERIFY(!lab.window.views().presenting());
    player.leave();
    QTRY_VERIFY(lab.session.settled());
}

void tst_Presentation::aThemeThatWasTheProjectorsComesBackAsItWas()
{
    Lab lab(Theme::Name::projector);
    const double before = theme().scale;
    QSignalSpy changed(&lab.window.views(), &Views::presentingChanged);
    Presentation* presentation = lab.window.findChild<Presentation*>();
    lab.window.resize(1920, 1200);
    presentation->begin(false);
    QCOMPARE(theme().scale, 2.0);
    presentation->end();
    QCOMPARE(theme().scale, before);
    QCOMPARE(theme().name, Theme::Name::projector);
    QCOMPARE(changed.size(), 2);
}

void tst_Presentation::theThemeIsNotRemembered()
{
    Lab lab;
    chooseTheme(Theme::Name::dark);
    lab.key(Qt::Key_F5);
    QCOMPARE(rememberedTheme(), Theme::Name::dark);
    lab.key(Qt::Key_F5);
    QCOMPARE(theme().name, Theme::Name::dark);
}

void tst_Presentation::aNarrowWindowKeepsScenarioAndStrategy()
{
    Lab lab(Theme::Name::projector);
    lab.window.resize(1280, 800);
    QTRY_COMPARE(lab.window.width(), 1280);
    TopBar* bar = lab.window.topBar();
    QVERIFY(bar->presetButton()->isVisible() && bar->strategies()->isVisible() && bar->views()->isVisible());
    QVERIFY(bar->views()->geometry().right() < bar->width());
    QVERIFY(!lab.window.findChild<QWidget*>("who")->isVisible());
    lab.window.resize(2400, 1200);
    QTRY_VERIFY(lab.window.findChild<QWidget*>("who")->isVisible());
}

STAMPEDE_TESTS(tst_Presentation, a_window)
#include "tst_presentation.moc"
