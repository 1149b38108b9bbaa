// The real window, driven with mouse and keys: headline and tracks follow.

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/strategy/catalogue.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/look/words/strategy_words.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/widgets/slider.h"
#include "ui/shell/topbar/strategy_menus.h"
#include "ui/shell/topbar/top_bar.h"
#include "ui/tracks/track_area.h"

#include <memory>

using namespace stampede;
using namespace stampede::ui;

namespace {

/// The window on the worked example.
struct Lab : test::Window {
    explicit Lab(const char* strategy = "locking")
    {
        open("product-page", strategy);
        settle();
        focus();
    }
    QString headline() const { return plain(window.headline()->sentence()); }
    QImage tracks() { return window.tracks()->grab().toImage(); }
    QString figure(const QString& label) const
    {
        for (const HeadlineFigure& f : window.headline()->figures())
            if (f.label.startsWith(label)) return plain(f.value);
        return {};
    }
};

/// Drags the handle of a slider by so many pixels, in steps, as a hand does.
void drag(Slider* slider, int from, int to)
{
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(from, y));
    for (int i = 1; i <= 8; ++i) QTest::mouseMove(slider, QPoint(from + (to - from) * i / 8, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(to, y));
}

}  // namespace

class tst_Window : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void itOpensPausedOnATellingMoment();
    void draggingTheConcurrencyChangesHeadlineAndTracks();
    void aTypedValueIsTakenAndAWrongOneIsExplained();
    void theResetDotTakesAChangeBack();
    void keysChooseStrategies();
    void menusShowTheAnswersOfTheStrategy();
    void aClickInTheMenuChooses();
    void theSearchFindsAPreset();
    void anotherAnswerMakesItCustomOrAnotherName();
    void headlineCountsUpWithThePlayhead();
    void scrubbingTheOverviewMovesThePlayhead();
    void keysStepPlayAndZoom();
    void singleKeysAreLettersInAField();
    void groupsFoldAndRemember();
    void everyThemePaints_data();
    void everyThemePaints();
    void everyViewFitsASmallScreen_data();
    void everyViewFitsASmallScreen();
    void aReplayWithoutAFileIsExplained();
};

void tst_Window::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_window");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Window::itOpensPausedOnATellingMoment()
{
    Lab lab;
    QVERIFY(!lab.session.playback().playing());
    QCOMPARE(lab.session.playback().playhead(), Instant(63'400us));
    QCOMPARE(lab.headline(), QString("1 000 requests → 1 database query"));
    QCOMPARE(lab.figure("longest wait"), QString("63.4 ms"));
    QCOMPARE(lab.figure("waiting"), QString("999"));
}

void tst_Window::draggingTheConcurrencyChangesHeadlineAndTracks()
{
    Lab lab("none");
    const QImage before = lab.tracks();
    Slider* slider = lab.window.controls()->row("traffic.0.requests")->slider();
    drag(slider, slider->width() / 2, slider->width() * 2 / 3);
    lab.settle();
    const auto requests = std::get<Burst>(lab.session.scenario().traffic[0]).requests;
    QVERIFY(requests > 1000);
    QCOMPARE(lab.session.run()->metrics.requests, requests);
    QVERIFY(
        lab.headline().startsWith(QString(lab.window.controls()->row("traffic.0.requests")->field()->text())
                                      .replace(QChar(0x202F), u' ')));
    QVERIFY(lab.tracks() != before);
    QCOMPARE(lab.session.playback().playhead(), Instant(63'400us));
    lab.key(Qt::Key_Z, Qt::ControlModifier);
    lab.settle();
    QCOMPARE(lab.headline(), QString("1 000 requests → 1 000 database queries"));
}

void tst_Window::aTypedValueIsTakenAndAWrongOneIsExplained()
{
    Lab lab;
    ParameterRow* row = lab.window.controls()->row("database.query_time");
    QSignalSpy complaints(row, &ParameterRow::complained);
    row->field()->setFocus();
    row->field()->selectAll();
    QTest::keyClicks(row->field(), "250 ms");
    QTest::keyClick(row->field(), Qt::Key_Return);
    lab.settle();
    QCOMPARE(lab.session.scenario().database.query_time, Duration(250ms));
    row->field()->selectAll();
    QTest::keyClicks(row->field(), "3 parsecs");
    QTest::keyClick(row->field(), Qt::Key_Return);
    QCOMPARE(complaints.size(), 1);
    QVERIFY(complaints[0][0].toString().contains("parsecs"));
    QCOMPARE(lab.session.scenario().database.query_time, Duration(250ms));
    QTest::keyClick(row->field(), Qt::Key_Escape);
    QVERIFY(row->field()->text().startsWith("250"));
}

void tst_Window::theResetDotTakesAChangeBack()
{
    Lab lab;
    ParameterRow* row = lab.window.controls()->row("database.pool");
    lab.workbench.change([](Scenario& s) { s.database.pool = 7; });
    QAbstractButton* dot = row->findChild<QAbstractButton*>();
    QVERIFY(dot && dot->isVisible());
    QTest::mouseClick(dot, Qt::LeftButton);
    QCOMPARE(lab.session.scenario().database.pool, 100u);
    QVERIFY(!dot->isVisible());
}

void tst_Window::keysChooseStrategies()
{
    Lab lab;
    lab.key(Qt::Key_1, Qt::ControlModifier);
    lab.settle();
    QCOMPARE(lab.headline(), QString("1 000 requests → 1 000 database queries"));
    lab.key(Qt::Key_3, Qt::ControlModifier);
    lab.settle();
    QCOMPARE(lab.headline(), QString("1 000 requests → 4 database queries"));
    lab.key(Qt::Key_2, Qt::ControlModifier);
    lab.settle();
    QCOMPARE(lab.headline(), QString("1 000 requests → 1 database query"));
}

void tst_Window::menusShowTheAnswersOfTheStrategy()
{
    Lab lab;
    for (const NamedStrategy& s : catalogue()) {
        lab.workbench.chooseStrategy(QString::fromStdString(s.id));
        QCOMPARE(lab.window.topBar()->strategies()->strategyText(), QString::fromStdString(s.name));
        QCOMPARE(lab.window.findChild<MenuButton*>("who")->text(), whoText(s.spec.who));
        QCOMPARE(lab.window.findChild<MenuButton*>("when")->text(), whenText(s.spec.when));
    }
    lab.settle();
}

/// The items are widgets of our own: a click must reach the menu.
void tst_Window::aClickInTheMenuChooses()
{
    Lab lab;
    auto* button = lab.window.findChild<MenuButton*>("strategy");
    // A menu acts on a release only where the mouse has moved since it opened.
    QTest::mouseMove(button, {10, 10});
    QTimer::singleShot(0, &lab.window, [button] {
        QMenu* menu = button->menu();
        QTRY_VERIFY(menu->isVisible());
        QAction* third = menu->actions().at(2);
        QTest::mouseMove(menu, menu->actionGeometry(third).center());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(third).center());
    });
    button->showMenu();
    lab.settle();
    QCOMPARE(lab.session.scenario().strategy.name, std::string("coalescing"));
    QCOMPARE(lab.headline(), QString("1 000 requests → 4 database queries"));
}

void tst_Window::theSearchFindsAPreset()
{
    Lab lab;
    QTest::mouseClick(lab.window.topBar()->presetButton(), Qt::LeftButton);
    auto* chooser = lab.window.findChild<QWidget*>("presets");
    QVERIFY(chooser && chooser->isVisible());
    auto* filter = chooser->findChild<QLineEdit*>();
    QTest::keyClicks(filter, "steady hot");
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(!chooser->isVisible());
    QCOMPARE(lab.workbench.openedId(), QString("steady-hot-key"));
    lab.settle();
}

void tst_Window::anotherAnswerMakesItCustomOrAnotherName()
{
    Lab lab;
    lab.workbench.chooseWho(Who::instance_then_cluster);
    QCOMPARE(lab.window.topBar()->strategies()->strategyText(), QString("Custom"));
    lab.workbench.chooseWho(Who::one_per_cluster);
    QCOMPARE(lab.window.topBar()->strategies()->strategyText(), QString("Locking"));
    lab.settle();
}

void tst_Window::headlineCountsUpWithThePlayhead()
{
    Lab lab;
    lab.session.playback().setPlayhead(Instant(1500us));
    QCOMPARE(lab.headline(), QString("501 requests → 0 database queries"));
    lab.key(Qt::Key_End);
    QCOMPARE(lab.headline(), QString("1 000 requests → 1 database query"));
    QCOMPARE(lab.figure("answered"), QString("1 000"));
    QVERIFY(!lab.figure("p99 latency").isEmpty());
    lab.key(Qt::Key_Home);
    QCOMPARE(lab.figure("answered"), QString("0"));
}

void tst_Window::scrubbingTheOverviewMovesThePlayhead()
{
    Lab lab;
    const QImage before = lab.tracks();
    OverviewStrip* strip = lab.window.transport()->overview();
    const auto point = [&](Instant t) { return QPoint(int(strip->xOf(t)), strip->height() / 2); };
    QTest::mousePress(strip, Qt::LeftButton, {}, point(Instant(20ms)));
    QTest::mouseMove(strip, point(Instant(30ms)));
    QTest::mouseRelease(strip, Qt::LeftButton, {}, point(Instant(30ms)));
    QVERIFY(std::abs(milliseconds(lab.session.playback().playhead() - Instant(30ms))) < 1);
    QVERIFY(lab.figure("longest wait").startsWith("29") || lab.figure("longest wait").startsWith("30"));
    QVERIFY(lab.tracks() != before);
}

void tst_Window::keysStepPlayAndZoom()
{
    Lab lab;
    const Instant start = lab.session.playback().playhead();
    lab.key(Qt::Key_Right);
    QVERIFY(lab.session.playback().playhead() > start);
    lab.key(Qt::Key_Left);
    QVERIFY(lab.session.playback().playhead() <= start);
    const double speed = lab.session.playback().speed();
    lab.key(Qt::Key_BracketRight);
    QVERIFY(lab.session.playback().speed() > speed);
    lab.key(Qt::Key_Space);
    QVERIFY(lab.session.playback().playing());
    QTRY_VERIFY(lab.session.playback().playhead() > start);
    QTest::mouseClick(lab.window.findChild<QPushButton*>("play"), Qt::LeftButton);
    QVERIFY(!lab.session.playback().playing());
    const TimeRange all = lab.session.viewport().visible();
    lab.key(Qt::Key_W);
    QVERIFY(lab.session.viewport().visible().length() < all.length());
    lab.key(Qt::Key_D);
    lab.key(Qt::Key_F);
    QCOMPARE(lab.session.viewport().visible(), all);
}

void tst_Window::singleKeysAreLettersInAField()
{
    Lab lab;
    const TimeRange all = lab.session.viewport().visible();
    QLineEdit* field = lab.window.controls()->row("database.pool")->field();
    field->setFocus();
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, "w1 ");
    QCOMPARE(lab.session.viewport().visible(), all);
    QVERIFY(!lab.session.playback().playing());
    QCOMPARE(lab.workbench.openedId(), QString("product-page"));
    QTest::keyClick(field, Qt::Key_Escape);
}

void tst_Window::groupsFoldAndRemember()
{
    {
        Lab lab;
        QVERIFY(lab.window.controls()->row("database.pool")->isVisible());
        lab.window.controls()->setGroupOpen(Parameter::Group::database, false);
        QVERIFY(!lab.window.controls()->row("database.pool")->isVisible());
    }
    Lab again;
    QVERIFY(!again.window.controls()->row("database.pool")->isVisible());
    again.window.controls()->setGroupOpen(Parameter::Group::database, true);
}

void tst_Window::everyThemePaints_data()
{
    QTest::addColumn<int>("name");
    QTest::newRow("light") << int(Theme::Name::light);
    QTest::newRow("dark") << int(Theme::Name::dark);
    QTest::newRow("projector") << int(Theme::Name::projector);
}

void tst_Window::everyThemePaints()
{
    QFETCH(int, name);
    Lab lab;
    applyTheme(*qApp, Theme::Name(name));
    QCoreApplication::processEvents();
    const QImage picture = lab.window.grab().toImage();
    QCOMPARE(picture.size(), lab.window.size());
    QCOMPARE(picture.pixelColor(2, 2), theme().panel);
    ParameterRow* row = lab.window.controls()->row("database.pool");
    QVERIFY(row && row->slider());
    applyTheme(*qApp, Theme::Name::light);
    QCoreApplication::processEvents();
}

void tst_Window::everyViewFitsASmallScreen_data()
{
    everyThemePaints_data();
}

void tst_Window::everyViewFitsASmallScreen()
{
    QFETCH(int, name);
    applyTheme(*qApp, Theme::Name(name));
    {
        Session session;
        Workbench workbench(session);
        MainWindow window(session, workbench);
        window.resize(1280, 800);  // as a program does that is told its size: before anything is laid out
        window.show();
        workbench.open(load_scenario("hot-page"), "hot-page");
        QTRY_VERIFY_WITH_TIMEOUT(session.settled(), 60'000);
        for (View view : {View::lab, View::compare, View::explore, View::learn}) {
            window.views().go(view);
            QCoreApplication::processEvents();
            QCOMPARE(window.width(), 1280);
            QVERIFY2(window.minimumSizeHint().width() <= 1280, qPrintable(viewWord(view)));
        }
    }
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Window::aReplayWithoutAFileIsExplained()
{
    Lab lab;
    lab.workbench.change([](Scenario& s) { s.traffic = {Replay{"there-is-no-such.log", ".", 1}}; });
    lab.settle();
    auto* trouble = lab.window.findChild<QLabel*>("trouble");
    QVERIFY(trouble->isVisible());
    QVERIFY(trouble->text().contains("there-is-no-such.log"));
    lab.workbench.undo();
    lab.settle();
    QVERIFY(!trouble->isVisible());
}

STAMPEDE_TESTS(tst_Window, a_window)
#include "tst_window.moc"
