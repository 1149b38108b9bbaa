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
        QVERIFY(QSignalSpy(&session, &Session::settledNow).wait(30'000) || session.settled());
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
    void changedOptionsGoAlongToAnotherStrategy();
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
    session.setPlayhead(Instant(63ms));
    session.setVisible(zoomed);
    session.select(CallId::request(417));
    Scenario s = productPage();
    s.strategy.options.poll = 20ms;
    session.setScenario(s);
    settle(session);
    QCOMPARE(session.playhead(), Instant(63ms));
    QCOMPARE(session.visible(), zoomed);
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
    session.setPlayhead(never);
    QCOMPARE(session.playhead(), session.extent().until);
    session.setScenario(productPage("none"));
    settle(session);
    QCOMPARE(session.playhead(), session.extent().until);
    session.setPlayhead(Instant(500ms));
    session.setScenario(productPage("locking"));
    settle(session);
    QCOMPARE(session.playhead(), session.extent().until);
    QVERIFY(session.playhead() < Instant(500ms));
}

void tst_Session::theRangeFollowsTheRunUntilSomebodyZooms()
{
    Session session;
    session.setScenario(productPage("locking"));
    settle(session);
    QVERIFY(session.visible().until < Instant(130ms));
    session.setScenario(productPage("none"));
    settle(session);
    QVERIFY(session.visible().until > Instant(1000ms));
    session.setVisible({Instant(0ms), Instant(50ms)});
    session.setScenario(productPage("locking"));
    settle(session);
    QCOMPARE(session.visible().until, Instant(50ms));
    session.showAll();
    QVERIFY(session.visible().until > Instant(100ms));
}

void tst_Session::stepsGoFromEventToEventAndBack()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    session.setPlayhead(Instant(10ms));
    session.stepForward();
    const Instant next = session.playhead();
    QVERIFY(next > Instant(10ms));
    session.stepForward();
    QVERIFY(session.playhead() > next);
    session.stepBack();
    QCOMPARE(session.playhead(), next);
    const auto& events = session.run()->recording->events;
    QVERIFY(events[session.run()->recording->first_event_at(next)].at == next);
}

void tst_Session::playingEndsAtTheEndAndStartsOver()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    session.setPlayhead(Instant(100ms));
    session.setSpeed(1000);
    session.setPlaying(true);
    QTRY_VERIFY(!session.playing());
    QCOMPARE(session.playhead(), session.extent().until);
    session.setSpeed(Session::slowest);
    session.setPlaying(true);
    QVERIFY(session.playhead() < Instant(50ms));
}

void tst_Session::signalsComeOnlyOnAChange()
{
    Session session;
    session.setScenario(productPage());
    settle(session);
    QSignalSpy playhead(&session, &Session::playheadChanged), visible(&session, &Session::visibleChanged),
        selection(&session, &Session::selectionChanged), speed(&session, &Session::speedChanged),
        runs(&session, &Session::runChanged);
    session.setPlayhead(Instant(1ms));
    session.setPlayhead(Instant(1ms));
    session.setVisible({Instant(0ms), Instant(9ms)});
    session.setVisible({Instant(0ms), Instant(9ms)});
    session.select(CallId::request(7));
    session.select(CallId::request(7));
    session.setSpeed(2);
    session.setSpeed(2);
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
    QCOMPARE(session.trouble().kind, Session::Trouble::Kind::input);
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
    QCOMPARE(session.world(), QString("live"));
    QCOMPARE(session.scenario().strategy.name, std::string("coalescing"));
    session.setScenario(productPage("locking"));
    settle(session);
    QCOMPARE(session.world(), QString("simulated"));
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

void tst_Session::changedOptionsGoAlongToAnotherStrategy()
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
}

STAMPEDE_TESTS(tst_Session, an_event_loop)
#include "tst_session.moc"
