// The inspector in the real window, driven with mouse and keys.

#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include "core/strategy/catalogue.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/controls/control_panel.h"
#include "ui/lab/inspector/request_finder.h"
#include "ui/lab/inspector/section.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/inspector/state_model.h"
#include "ui/lab/inspector/suggestions.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/small_controls.h"
#include "ui/shell/window/right_side.h"

#include <set>

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

struct Lab : test::Window {
    explicit Lab(const char* strategy = "locking", const char* preset = "product-page",
                 QSize size = {1600, 1000})
    {
        window.resize(size);
        window.show();
        workbench.open(load_scenario(preset, {strategy, {}, {}, {}}), preset);
        settle();
        focus();
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session.settled() && panel().settled(), 60'000);
        QCoreApplication::processEvents();
    }
    SidePanel& panel() { return *window.side(); }
    static QString words(TextRows* rows) { return plain(rows->text()); }
    /// The row of the state with this word at its left.
    QString state(const QString& left)
    {
        for (const TextRow& row : panel().state()->rows()) {
            if (row.left != left) continue;
            QString text;
            for (const TextSpan& span : row.spans) text += span.text;
            return plain(text);
        }
        return {};
    }
    bool stateChanged(const QString& left)
    {
        for (const TextRow& row : panel().state()->rows())
            if (row.left == left) return row.changed;
        return false;
    }
    QString lit()
    {
        for (const TextRow& row : panel().code()->rows())
            if (row.lit) return row.spans.front().text;
        return {};
    }
    int storyRow(const QString& part)
    {
        const QStringList lines = words(panel().story()).split(u'\n');
        for (int i = 0; i < lines.size(); ++i)
            if (lines[i].contains(part)) return i;
        return -1;
    }
};

void click(TextRows* rows, int row)
{
    const QRect r = rows->rowRect(row);
    QTest::mouseClick(rows, Qt::LeftButton, {}, QPoint(r.right() - 4, r.center().y()));
}

/// As a mouse does that moves over it; the offscreen platform has none.
void hover(QWidget* widget, QPoint at)
{
    QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(widget, &move);
}

}  // namespace

class tst_Inspector : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void stateShowsTheLockAndItsHolder();
    void inFlightMapsShowLeaderAndWaiters();
    void aStaleEntrySaysHowLongItIsKept();
    void theScheduleSaysWhenItRefreshes();
    void manyKeysAreCounted();
    void whatJustChangedIsMarked();
    void aStoryLineTakesThePlayheadThere();
    void theCodeFollowsThePlayhead();
    void whyNamesTheHolderAndAClickSelectsIt();
    void hoveringANameLightsTheCallEverywhere();
    void aSuggestionIsOneStepOfUndo();
    void everyStrategyHasSuggestionsThatChangeSomething_data();
    void everyStrategyHasSuggestionsThatChangeSomething();
    void aTypedNumberFindsTheRequest();
    void aWrongNumberIsExplained();
    void theSlowestRequestIsOneKeyAway();
    void keysMoveAlongTheRows();
    void sectionsFoldAndRemember();
    void narrowWindowsOpenItWithAKeyAndFoldTheParameters();
    void aQuestionHidesIt();
    void manyRequestsFollowThePlayhead();
    void aCallOfALargeRunIsReadWhileTheWindowGoesOn();
    void everyThemePaints_data();
    void everyThemePaints();
    void aFrameOfPlaying();
};

void tst_Inspector::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_inspector");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Inspector::stateShowsTheLockAndItsHolder()
{
    Lab lab;
    QCOMPARE(lab.state("product:123"), QString("absent"));
    QCOMPARE(lab.state("lock"), QString("request 1, token 1, 9.94 s left"));
    QCOMPARE(lab.state("waiting"), QString("999 for the value"));
    QCOMPARE(lab.state("loads"), QString("1, by request 1"));
    QCOMPARE(lab.state("database"), QString("1 of 100 connections busy"));
    QCOMPARE(lab.state("instances"), QString("4, 1 000 requests inside"));
    lab.session.playback().setPlayhead(Instant(104ms));
    QVERIFY2(lab.state("product:123").startsWith("fresh, version 1, fill 1, 5 min left"),
             qPrintable(lab.state("product:123")));
    QVERIFY2(lab.state("lock").startsWith("free, given back by request 1"), qPrintable(lab.state("lock")));
}

void tst_Inspector::inFlightMapsShowLeaderAndWaiters()
{
    Lab lab("coalescing");
    QCOMPARE(lab.state("instance 1"), QString("request 1 loads, 249 wait for the value"));
    QCOMPARE(lab.state("instance 4"), QString("request 4 loads, 249 wait for the value"));
    QCOMPARE(lab.state("locks"), QString("none taken by this strategy"));
    lab.session.playback().setPlayhead(Instant(150ms));
    QCOMPARE(lab.state("in flight"), QString("nothing, on any instance"));
}

void tst_Inspector::aStaleEntrySaysHowLongItIsKept()
{
    Lab lab("stale-while-revalidate");
    QCOMPARE(lab.state("product:123"),
             QString("stale, version 0, from before, expired 63.4 ms ago, kept for 59.9 s more"));
}

void tst_Inspector::theScheduleSaysWhenItRefreshes()
{
    Lab lab("background-refresh", "refresh-schedule");
    lab.session.playback().setPlayhead(Instant(20s));
    const QString text = lab.state("next refresh");
    QVERIFY2(text.startsWith("in ") && text.contains("15 s before expiry; looked for every 1 s"),
             qPrintable(text));
    // Some refresh does begin just when it was said to.
    const Run& run = *lab.session.run();
    const auto rows = stateRows(run, lab.session.selected(), Instant(20s));
    const std::uint32_t key = keyInQuestion(run, lab.session.selected());
    const auto view = run.timeline.entry_at(key, Instant(20s));
    const Instant due = view.band->fresh_until - 15s;
    const Instant tick = run_start + ((due - run_start + 1s - 1ns) / 1s) * 1s;
    bool began = false;
    for (const Event& e : run.recording->events)
        if (e.what() == EventKind::refresh_began && run.recording->call(e.call).key == key &&
            run.recording->call(e.call).origin == Origin::schedule)
            began = began || e.at == tick;
    QVERIFY(began);
}

void tst_Inspector::manyKeysAreCounted()
{
    Lab lab("locking", "cascade");
    const auto count = lab.session.run()->timeline.keys.size();
    const QString text = lab.state(QString("%1 keys").arg(count));
    QVERIFY2(text.contains(" fresh") && text.contains(" absent") && text.contains(" locked"),
             qPrintable(text));
}

void tst_Inspector::whatJustChangedIsMarked()
{
    Lab lab;
    QVERIFY(!lab.stateChanged("lock"));
    lab.session.playback().setPlayhead(lab.session.run()->timeline.locks.of(0).front().taken);
    QVERIFY(lab.stateChanged("lock"));
    QVERIFY(!lab.stateChanged("product:123"));
}

void tst_Inspector::aStoryLineTakesThePlayheadThere()
{
    Lab lab;
    QCOMPARE(lab.session.selected(), CallId::request(417));
    const int refused = lab.storyRow("refused, held by request 1");
    QVERIFY2(refused > 0, qPrintable(Lab::words(lab.panel().story())));
    QVERIFY(!lab.panel().story()->rows()[std::size_t(refused)].muted);
    const int answered = lab.storyRow("is answered");
    QVERIFY(lab.panel().story()->rows()[std::size_t(answered)].muted);
    click(lab.panel().story(), answered);
    QCOMPARE(lab.session.playback().playhead(), Instant(104'248us));
    QVERIFY(!lab.panel().story()->rows()[std::size_t(answered)].muted);
}

void tst_Inspector::theCodeFollowsThePlayhead()
{
    Lab lab;
    QCOMPARE(lab.lit(), QString("look every 50 ms until it is there"));
    lab.session.playback().setPlayhead(Instant(1500us));
    QCOMPARE(lab.lit(), QString("value = cache.get(key)"));
    lab.session.select(CallId::request(1));
    lab.session.playback().setPlayhead(Instant(50ms));
    QCOMPARE(lab.lit(), QString("try:  value = database.load(key)"));
    lab.session.select(CallId());
    QCOMPARE(lab.lit(), QString());
}

void tst_Inspector::whyNamesTheHolderAndAClickSelectsIt()
{
    Lab lab;
    TextRows* why = lab.panel().why();
    QVERIFY2(Lab::words(why).startsWith("Request 1 took the lock 1.55 ms earlier and is still loading"),
             qPrintable(Lab::words(why)));
    QTest::mouseClick(why, Qt::LeftButton, {}, why->placeOf(0, CallId::request(1)));
    QCOMPARE(lab.session.selected(), CallId::request(1));
    QVERIFY(
        Lab::words(lab.panel().why()).contains("It loads for the whole cluster, since it holds the lock"));
}

void tst_Inspector::hoveringANameLightsTheCallEverywhere()
{
    Lab lab;
    TextRows* why = lab.panel().why();
    const QImage before = lab.panel().state()->grab().toImage();
    hover(why, why->placeOf(0, CallId::request(1)));
    QCOMPARE(lab.session.hovered(), CallId::request(1));
    QVERIFY(lab.panel().state()->grab().toImage() != before);
    hover(why, QPoint(2, why->height() - 2));
    QCOMPARE(lab.session.hovered(), CallId());
}

void tst_Inspector::aSuggestionIsOneStepOfUndo()
{
    Lab lab;
    const Scenario before = lab.session.scenario();
    const QStringList titles = Lab::words(lab.panel().suggestions()).split(u'\n');
    QVERIFY2(titles.front().contains("Kill the lock holder mid-query"), qPrintable(titles.join(u'|')));
    click(lab.panel().suggestions(), 0);
    lab.settle();
    QCOMPARE(lab.session.scenario().faults.size(), std::size_t(1));
    QVERIFY(lab.session.run()->metrics.instances.killed == 1);
    QVERIFY2(Lab::words(lab.panel().why()).contains("killed"), qPrintable(Lab::words(lab.panel().why())));
    lab.key(Qt::Key_Z, Qt::ControlModifier);
    lab.settle();
    QCOMPARE(lab.session.scenario(), before);
    QVERIFY(!lab.workbench.canUndo());
}

void tst_Inspector::everyStrategyHasSuggestionsThatChangeSomething_data()
{
    QTest::addColumn<QString>("strategy");
    for (const NamedStrategy& s : catalogue()) QTest::newRow(s.id.c_str()) << QString::fromStdString(s.id);
}

void tst_Inspector::everyStrategyHasSuggestionsThatChangeSomething()
{
    QFETCH(QString, strategy);
    Lab lab(qPrintable(strategy));
    const Scenario before = lab.session.scenario();
    const auto list =
        suggestionsFor(*lab.session.run(), lab.session.selected(), lab.session.playback().playhead());
    QVERIFY2(list.size() >= 2 && list.size() <= 4, qPrintable(QString::number(list.size())));
    std::set<QString> ids;
    for (const Suggestion& s : list) {
        QVERIFY2(ids.insert(s.id).second, qPrintable(s.id));
        QVERIFY(!s.title.isEmpty() && !s.tip.isEmpty());
        s.act(lab.workbench);
        QVERIFY2(lab.session.scenario() != before, qPrintable(s.id));
        // What it has made can be run and written down.
        const Scenario read = parse_scenario(to_json(lab.session.scenario()), "test");
        QVERIFY2(read == lab.session.scenario(), qPrintable(s.id));
        lab.workbench.undo();
        QVERIFY2(lab.session.scenario() == before, qPrintable(s.id));
    }
    lab.settle();
}

void tst_Inspector::aTypedNumberFindsTheRequest()
{
    Lab lab;
    lab.key(Qt::Key_R);
    QVERIFY(lab.panel().finder()->hasFocus());
    QTest::keyClicks(lab.panel().finder(), "732");
    QTest::keyClick(lab.panel().finder(), Qt::Key_Return);
    QCOMPARE(lab.session.selected(), CallId::request(732));
    const Lanes& lanes = lab.session.run()->timeline.lanes;
    QVERIFY(lab.session.viewport().visible().from <= lanes.begins(731) &&
            lab.session.viewport().visible().until >= lanes.ends(731));
    QVERIFY(lab.session.playback().playhead() >= lanes.begins(731) &&
            lab.session.playback().playhead() < lanes.ends(731));
    QTest::keyClick(lab.panel().finder(), Qt::Key_Down);
    QCOMPARE(lab.session.selected(), CallId::request(733));
}

void tst_Inspector::aWrongNumberIsExplained()
{
    Lab lab;
    lab.key(Qt::Key_G, Qt::ControlModifier);
    QTest::keyClicks(lab.panel().finder(), "1001");
    QTest::keyClick(lab.panel().finder(), Qt::Key_Return);
    QVERIFY(lab.panel().finder()->property("wrong").toBool());
    QCOMPARE(lab.session.selected(), CallId::request(417));
    QVERIFY(!callFrom("four", *lab.session.run()));
    QVERIFY(!callFrom("99999999999999999999", *lab.session.run()));
    QCOMPARE(callFrom("1 000", *lab.session.run()), std::optional(CallId::request(1000)));
    QTest::keyClick(lab.panel().finder(), Qt::Key_Escape);
    QVERIFY(!lab.panel().finder()->hasFocus());
}

void tst_Inspector::theSlowestRequestIsOneKeyAway()
{
    Lab lab("none");
    lab.key(Qt::Key_R, Qt::ShiftModifier);
    const Lanes& lanes = lab.session.run()->timeline.lanes;
    const CallId slowest = lab.session.selected();
    const auto took = [&](std::uint32_t lane) { return lanes.ends(lane) - lanes.begins(lane); };
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane)
        QVERIFY(took(lane) <= took(lanes.lane(slowest)));
    QVERIFY2(Lab::words(lab.panel().why()).contains("connections of the database are busy"),
             qPrintable(Lab::words(lab.panel().why())));
}

void tst_Inspector::keysMoveAlongTheRows()
{
    Lab lab;
    TextRows* story = lab.panel().story();
    story->setFocus();
    QTest::keyClick(story, Qt::Key_Down);
    QTest::keyClick(story, Qt::Key_Return);
    QCOMPARE(lab.session.playback().playhead(), Instant(1'848us));
    lab.panel().state()->setFocus();
    for (int i = 0; i < 3; ++i) QTest::keyClick(lab.panel().state(), Qt::Key_Up);
    QTest::keyClick(lab.panel().state(), Qt::Key_Down);  // the lock
    lab.session.playback().setPlayhead(Instant(50ms));
    QTest::keyClick(lab.panel().state(), Qt::Key_Return);
    QCOMPARE(lab.session.selected(), CallId::request(1));
}

void tst_Inspector::sectionsFoldAndRemember()
{
    {
        Lab lab;
        auto* title = lab.window.findChild<FoldTitle*>("code");
        QVERIFY(lab.panel().code()->isVisible());
        QTest::mouseClick(title, Qt::LeftButton);
        QVERIFY(!lab.panel().code()->isVisible());
    }
    Lab again;
    QVERIFY(!again.panel().code()->isVisible());
    QVERIFY(again.panel().why()->isVisible());
}

void tst_Inspector::narrowWindowsOpenItWithAKeyAndFoldTheParameters()
{
    {
        Lab lab("locking", "product-page", {1280, 800});
        QVERIFY(!lab.panel().isVisible());
        QVERIFY(lab.window.controls()->isVisible());
        auto* tab = lab.window.findChild<EdgeTab*>("open-inspector");
        QVERIFY(tab->isVisible());
        QTest::mouseClick(tab, Qt::LeftButton);
        QVERIFY(lab.panel().isVisible());
        QVERIFY(!tab->isVisible());
        QVERIFY(!lab.window.controls()->isVisible());
        QVERIFY2(Lab::words(lab.panel().why()).startsWith("Request 1 took the lock"),
                 qPrintable(Lab::words(lab.panel().why())));
        lab.key(Qt::Key_I);
        QVERIFY(!lab.panel().isVisible());
        QVERIFY(lab.window.controls()->isVisible());
        lab.key(Qt::Key_R);  // opens it, too
        QVERIFY(lab.panel().finder()->hasFocus());
    }
    Lab again("locking", "product-page", {1280, 800});
    QVERIFY(again.panel().isVisible());
    again.window.resize(1600, 1000);
    QVERIFY(again.panel().isVisible());
    QVERIFY(again.window.controls()->isVisible());
    QTest::mouseClick(again.window.findChild<QPushButton*>("close-inspector"), Qt::LeftButton);
    QVERIFY(!again.panel().isVisible());
}

void tst_Inspector::aQuestionHidesIt()
{
    Lab lab;
    lab.session.setMasked(true);
    QVERIFY(!lab.panel().why()->isVisible());
    QVERIFY(!lab.panel().state()->isVisible());
    lab.session.setMasked(false);
    QVERIFY(lab.panel().why()->isVisible());
}

/// Nothing that the window's thread does is in proportion to the run: the same few rows, from binary
/// searches.
void tst_Inspector::manyRequestsFollowThePlayhead()
{
    Lab lab;
    lab.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 100'000; });
    lab.settle();
    lab.session.select(CallId::request(70'000));
    lab.settle();
    QVERIFY(lab.session.run()->recording->events.size() > 300'000);
    QVERIFY2(lab.storyRow("refused, held by request 1") > 0, qPrintable(Lab::words(lab.panel().story())));
    for (int ms = 0; ms < 100; ms += 7) {
        lab.session.playback().setPlayhead(Instant(std::chrono::milliseconds(ms)));
        QVERIFY(lab.panel().state()->rows().size() >= 5);
    }
    QCOMPARE(lab.state("waiting"), QString("99 999 for the value"));
}

void tst_Inspector::aCallOfALargeRunIsReadWhileTheWindowGoesOn()
{
    Lab lab;
    lab.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 100'000; });
    lab.settle();
    lab.session.select(CallId::request(1));
    lab.session.select(CallId::request(70'000));  // the newest wins
    QVERIFY(!lab.panel().settled());
    QCOMPARE(Lab::words(lab.panel().story()), QString("Reading …"));
    QCOMPARE(lab.lit(), QString());
    lab.settle();
    QVERIFY2(lab.storyRow("refused, held by request 1") > 0, qPrintable(Lab::words(lab.panel().story())));
    QCOMPARE(lab.storyRow("Reading"), -1);
    lab.session.select(CallId());
    QVERIFY(lab.panel().settled());
    QVERIFY(Lab::words(lab.panel().story()).startsWith("Click a request"));
}

void tst_Inspector::everyThemePaints_data()
{
    QTest::addColumn<int>("theme");
    QTest::newRow("light") << int(Theme::Name::light);
    QTest::newRow("dark") << int(Theme::Name::dark);
    QTest::newRow("projector") << int(Theme::Name::projector);
}

void tst_Inspector::everyThemePaints()
{
    QFETCH(int, theme);
    Lab lab;
    applyTheme(*qApp, Theme::Name(theme));
    QCoreApplication::processEvents();
    lab.window.resize(1900, 1000);
    QCoreApplication::processEvents();
    TextRows* story = lab.panel().story();
    QVERIFY(story->height() > 0);
    // Every row stands below the one before it, and none is cut off.
    for (int i = 1; i < int(story->rows().size()); ++i)
        QVERIFY(story->rowRect(i).top() >= story->rowRect(i - 1).bottom() - 1);
    QVERIFY(story->rowRect(int(story->rows().size()) - 1).bottom() <= story->height() + 1);
    applyTheme(*qApp, Theme::Name::light);
}

/// A benchmark: the panel alone follows the playhead through a run of a hundred thousand requests, and is
/// painted.
void tst_Inspector::aFrameOfPlaying()
{
    Session session;
    Workbench workbench(session);
    QWidget window;
    Commands commands(window);
    Views views;
    const Context context{session, workbench, commands, views};
    SidePanel panel(context, &window);
    panel.resize(panel.sizeHint().width(), 900);
    window.resize(panel.size());
    window.show();
    Scenario scenario = load_scenario("product-page");
    std::get<Burst>(scenario.traffic[0]).requests = 100'000;
    workbench.open(scenario, "product-page");
    QTRY_VERIFY_WITH_TIMEOUT(session.settled() && panel.settled(), 120'000);
    session.select(CallId::request(70'000));
    QTRY_VERIFY_WITH_TIMEOUT(panel.settled(), 60'000);
    session.playback().setPlaying(true);
    session.playback().setSpeed(1e-3);
    int frame = 0;
    QBENCHMARK
    {
        session.playback().setPlayhead(Instant(std::chrono::microseconds(2000 + 97 * (++frame % 1000))));
        panel.repaint();
    }
    QVERIFY(Lab::words(panel.state()).contains("lock"));
}

STAMPEDE_TESTS(tst_Inspector, a_window)
#include "tst_inspector.moc"
