// The owner of what is shown: runs follow what is asked for, and playhead, zoom and selection stay where they
// make sense.

#include <QSignalSpy>
#include <QTest>

#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

Scenario productPage(const char* strategy = "locking")
{
    return load_scenario("product-page", {strategy, {}, {}, {}});
}

void settle(Session& session)
{
    if (!session.settled())
        QVERIFY(QSignalSpy(&session, &Session::settledNow).wait(120'000) || session.settled());
}

}  // namespace

class tst_Session : public QObject {
    Q_OBJECT

private slots:
    void aScenarioBecomesARunAndItsGhost();
    void theNewestOfManyRequestsIsWhatStays();
    void aLongRunIsStoppedByTheNextRequest();
    void theGhostIsKeptWhileOnlyTheStrategyChanges();
    void playheadZoomAndSelectionOutliveAChange();
    void aPlayheadAtTheEndStaysAtTheEnd();
    void theRangeFollowsTheRunUntilSomebodyZooms();
    void stepsGoFromEventToEventAndBack();
    void playingEndsAtTheEndAndStartsOver();
    void signalsComeOnlyOnAChange();
    void whatCannotRunIsSaidInWords();
    void aRecordingIsShownUntilItsScenarioIsChanged();
    void undoTakesBackAWholeDrag();
    void aChosenStrategyBringsWhatItOwnsAndLeavesTheRest();
};

void tst_Session::aScenarioBecomesARunAndItsGhost()
{
    Session session;
    QVERIFY(!session.run());
    session.setScenario(productPage());
    QVERIFY(session.computing());
    settle(session);
    QVERIFY(!session.computing());
    QCOMPARE(session.run()->metrics.database.queries, 1u);
    QCOMPARE(session.ghost()->metrics.database.queries, 1000u);
    QCOMPARE(session.ghost()->recording->requests.size(), session.run()->recording->requests.size());
}

void tst_Session::theNewestOfManyRequestsIsWhatStays()
{
    Session session;
    Scenario s = productPage("none");
    for (std::uint32_t n = 100; n <= 2000; n += 100) {
        std::get<Burst>(s.traffic[0]).requests = n;
        session.setScenario(s);
    }
    settle(session);
    QCOMPARE(session.run()->metrics.requests, 2000u);
    QCOMPARE(session.ghost()->metrics.requests, 2000u);
}

void tst_Session::aLongRunIsStoppedByTheNextRequest()
{
    Session session;
    Scenario s = productPage();
    std::get<Burst>(s.traffic[0]).requests = 1'000'000;
    session.setScenario(s);
    settle(session);
    std::get<Burst>(s.traffic[0]).requests = 999'999;
    session.setScenario(s);
    QTest::qWait(1);
    std::get<Burst>(s.traffic[0]).requests = 10;
    QSignalSpy runs(&session, &Session::runChanged);
    session.setScenario(s);
    settle(session);
    QCOMPARE(runs.size(), 1);
    QCOMPARE(session.run()->metrics.requests, 10u);
}

void tst_Session::theGhostIsKeptWhileOnlyTheStrategyChanges()
{
    Session session;
    session.setScenario(productPage("locking"));
    settle(session);
    const RunPtr ghost = session.ghost();
    QSignalSpy changed(&session, &Session::ghostChanged);
    session.setScenario(productPage("coalescing"));
    settle(session);
    QCOMPARE(session.run()->metrics.database.queries, 4u);
    QCOMPARE(session.ghost(), ghost);
    QCOMPARE(changed.size(), 0);
}

void tst_Session::playheadZoomAndSelectionOutliveAChange()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    const TimeRange zoomed{Instant(20ms), Instant(90ms)};
    session.playback().setPlayhead(Instant(63ms));
    session.viewport().setVisible(zoomed);
    session.select(CallId::request(417));
    Scenario s = productPage();
    s.strategy.options.poll = 20ms;
    session.setScenario(s);
    settle(session);
    QCOMPARE(session.playback().playhead(), Instant(63ms));
    QCOMPARE(session.viewport().visible(), zoomed);
    QCOMPARE(session.selected(), CallId::request(417));

    std::get<Burst>(s.traffic[0]).requests = 100;
    session.setScenario(s);
    settle(session);
    QVERIFY(session.selected().is_nobody());
}

void tst_Session::aPlayheadAtTheEndStaysAtTheEnd()
{
    Session session;
    session.setScenario(productPage("locking"));
    settle(session);
    session.playback().setPlayhead(never);
    QCOMPARE(session.playback().playhead(), session.playback().extent().until);
    session.setScenario(productPage("none"));
    settle(session);
    QCOMPARE(session.playback().playhead(), session.playback().extent().until);
    session.playback().setPlayhead(Instant(500ms));
    session.setScenario(productPage("locking"));
    settle(session);
    QCOMPARE(session.playback().playhead(), session.playback().extent().until);
    QVERIFY(session.playback().playhead() < Instant(500ms));
}

void tst_Session::theRangeFollowsTheRunUntilSomebodyZooms()
{
    Session session;
    session.setScenario(productPage("locking"));
    settle(session);
    QVERIFY(session.viewport().visible().until < Instant(130ms));
    session.setScenario(productPage("none"));
    settle(session);
    QVERIFY(session.viewport().visible().until > Instant(1000ms));
    session.viewport().setVisible({Instant(0ms), Instant(50ms)});
    session.setScenario(productPage("locking"));
    settle(session);
    QCOMPARE(session.viewport().visible().until, Instant(50ms));
    session.viewport().showAll();
    QVERIFY(session.viewport().visible().until > Instant(100ms));
}

void tst_Session::stepsGoFromEventToEventAndBack()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    session.playback().setPlayhead(Instant(10ms));
    session.playback().stepForward();
    const Instant next = session.playback().playhead();
    QVERIFY(next > Instant(10ms));
    session.playback().stepForward();
    QVERIFY(session.playback().playhead() > next);
    session.playback().stepBack();
    QCOMPARE(session.playback().playhead(), next);
    const auto& events = session.run()->recording->events;
    QVERIFY(events[session.run()->recording->first_event_at(next)].at == next);
}

void tst_Session::playingEndsAtTheEndAndStartsOver()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    session.playback().setPlayhead(Instant(100ms));
    session.playback().setSpeed(1000);
    session.playback().setPlaying(true);
    QTRY_VERIFY(!session.playback().playing());
    QCOMPARE(session.playback().playhead(), session.playback().extent().until);
    session.playback().setSpeed(Playback::slowest);
    session.playback().setPlaying(true);
    QVERIFY(session.playback().playhead() < Instant(50ms));
}

void tst_Session::signalsComeOnlyOnAChange()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    QSignalSpy playhead(&session.playback(), &Playback::playheadChanged),
        visible(&session.viewport(), &Viewport::visibleChanged),
        selection(&session, &Session::selectionChanged), speed(&session.playback(), &Playback::speedChanged),
        runs(&session, &Session::runChanged);
    session.playback().setPlayhead(Instant(1ms));
    session.playback().setPlayhead(Instant(1ms));
    session.viewport().setVisible({Instant(0ms), Instant(9ms)});
    session.viewport().setVisible({Instant(0ms), Instant(9ms)});
    session.select(CallId::request(7));
    session.select(CallId::request(7));
    session.playback().setSpeed(2);
    session.playback().setSpeed(2);
    session.setScenario(productPage());
    QCOMPARE(playhead.size(), 1);
    QCOMPARE(visible.size(), 1);
    QCOMPARE(selection.size(), 1);
    QCOMPARE(speed.size(), 1);
    QVERIFY(session.settled());
    QCOMPARE(runs.size(), 0);
}

void tst_Session::whatCannotRunIsSaidInWords()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    Scenario s = productPage();
    s.traffic = {Replay{"there-is-no-such.log", ".", 1}};
    QSignalSpy failed(&session, &Session::failed);
    session.setScenario(s);
    settle(session);
    QCOMPARE(failed.size(), 1);
    QVERIFY(session.trouble().sentence.contains("there-is-no-such.log"));
    QCOMPARE(session.trouble().kind, Trouble::Kind::input);
    QVERIFY(session.run());
}

void tst_Session::aRecordingIsShownUntilItsScenarioIsChanged()
{
    auto recording = std::make_shared<Recording>(*simulate(productPage("coalescing")));
    recording->world = "live";
    Session session;
    session.show(recording);
    settle(session);
    QCOMPARE(session.run()->recording.get(), recording.get());
    QVERIFY(session.world().isPrivateLive());
    QCOMPARE(session.scenario().strategy.name, std::string("coalescing"));
    session.setScenario(productPage("locking"));
    settle(session);
    QVERIFY(session.world().isSimulated());
    QCOMPARE(session.run()->metrics.database.queries, 1u);
}

void tst_Session::undoTakesBackAWholeDrag()
{
    Session session;
    Workbench workbench(session);
    workbench.open(productPage(), "product-page");
    workbench.beginDrag();
    for (int ms = 110; ms <= 300; ms += 10)
        workbench.change([ms](Scenario& s) { s.database.query_time = std::chrono::milliseconds(ms); });
    workbench.endDrag();
    QCOMPARE(session.scenario().database.query_time, Duration(300ms));
    workbench.undo();
    QCOMPARE(session.scenario(), productPage());
    QVERIFY(!workbench.canUndo());
    workbench.redo();
    QCOMPARE(session.scenario().database.query_time, Duration(300ms));
    workbench.resetAll();
    QCOMPARE(session.scenario(), productPage());
}

void tst_Session::aChosenStrategyBringsWhatItOwnsAndLeavesTheRest()
{
    Session session;
    Workbench workbench(session);
    workbench.open(productPage("locking"), "product-page");
    workbench.change([](Scenario& s) { s.strategy.options.wait_timeout = 2s; });
    workbench.chooseStrategy("lease");
    const StrategyOptions& options = session.scenario().strategy.options;
    QCOMPARE(options.wait_timeout, Duration(2s));
    QCOMPARE(options.keep, find_strategy("lease")->spec.options.keep);
    QCOMPARE(options.fencing, find_strategy("lease")->spec.options.fencing);
    workbench.chooseWho(Who::everyone);
    QCOMPARE(session.scenario().strategy.who, Who::everyone);

    workbench.open(load_scenario("nine-o-clock"), "nine-o-clock");
    workbench.chooseStrategy("none");
    const StrategyChoice none{"none", {}, {}, {}};
    QVERIFY(session.scenario() == load_scenario("nine-o-clock", none));
    QVERIFY(workbench.baseline() == session.scenario());
}

STAMPEDE_TESTS(tst_Session, an_event_loop)
#include "tst_session.moc"
