// Every event answers "why?", with the run's own numbers.
#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/causality.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/why.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;
using namespace std::chrono_literals;

namespace {

/// A run with all that reasons are given from.
struct ExplainedRun {
    Scenario scenario;
    RecordingPtr recording;
    Timeline timeline;
    Standing standing;

    explicit ExplainedRun(Scenario s) : scenario(std::move(s)), recording(simulate(scenario)) { derive(); }
    ExplainedRun(Scenario s, const Recording& r)
        : scenario(std::move(s)), recording(std::make_shared<Recording>(r))
    {
        derive();
    }
    Evidence evidence() const { return {*recording, scenario, timeline, standing}; }
    QString at(CallId call, Instant t) const
    {
        return QString::fromStdString(unmarked(why_at(evidence(), trail_of(*recording, call), t)));
    }
    QString of(std::size_t event, Instant t) const
    {
        return QString::fromStdString(unmarked(why_event(evidence(), event, t)));
    }

private:
    void derive()
    {
        timeline = build_timeline(*recording);
        standing = build_standing(*recording, timeline, true);
    }
};

}  // namespace

class tst_Why : public QObject {
    Q_OBJECT

private slots:
    void marksSurviveHostileKeys();
    void everyEventHasAReason_data();
    void everyEventHasAReason();
    void noReasonIsEmptyOrOutOfTime();
    void aWaiterIsToldWhoHoldsTheLockAndForHowLong();
    void theValueIsThereButNobodyHasLooked();
    void aDeadHolderIsNamed();
    void whoWaitedInVainIsToldOfTheKill();
    void whoFailedIsToldOfTheDatabase();
    void whoMissedIsToldOfTheFlush();
    void aRollIsToldWithItsProbability();
    void aJoinerIsToldItsLeaderAndHowManyShare();
    void withoutPreventionTheStampedeIsNamed();
    void theEndSaysWhereTheTimeWent();
    void beforeItsArrivalItHasNotBegun();
};

void tst_Why::marksSurviveHostileKeys()
{
    const std::string text =
        "GET " + marked(Tone::code, "a\x01K\x02\x03 b") + " by " + named(CallId::request(1234)) + "\x01";
    QCOMPARE(unmarked(text), std::string("GET aK b by request 1 234"));
    const auto list = pieces(text);
    QCOMPARE(list.back().call, CallId::request(1234));
    QCOMPARE(list.back().tone, Tone::call);
    QVERIFY(pieces("\x01").empty());
    QCOMPARE(unmarked("\x01Zx\x02y\x01I12"), std::string("xy12"));
}

void tst_Why::everyEventHasAReason_data()
{
    QTest::addColumn<int>("what");
    for (int w = 0; w < int(EventKind::count_); ++w) QTest::newRow(name(EventKind(w))) << w;
}

void tst_Why::everyEventHasAReason()
{
    QFETCH(int, what);
    for (Who who : {Who::everyone, Who::one_per_instance, Who::one_per_cluster, Who::instance_then_cluster,
                    Who::lease}) {
        HandWritten h;
        const CallId r = h.request();
        const bool of_the_world = EventKind(what) >= EventKind::instance_killed;
        h.at(0, r, EventKind::arrived);
        h.at(1, of_the_world ? CallId() : r, EventKind(what));
        Scenario s;
        s.strategy.who = who;
        const QString text = ExplainedRun(s, h.recording).of(1, HandWritten::instant(3));
        QVERIFY2(text.size() > 25 && text.contains(' ') && text.endsWith('.'), qPrintable(text));
    }
}

void tst_Why::noReasonIsEmptyOrOutOfTime()
{
    static const QRegularExpression negative("(in|for|since|expired|for another) −");
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const ExplainedRun run(random_scenario(seed));
        for (std::size_t i = 0; i < run.recording->events.size(); i += 3) {
            const Instant at = run.recording->events[i].at;
            for (Instant t : {at, at + 3ms}) {
                const QString text = run.of(i, t);
                QVERIFY2(!text.isEmpty() && text != name(run.recording->events[i].what()) &&
                             !text.contains("nan") && !text.contains(negative),
                         qPrintable(QString("seed %1, event %2 %3: ")
                                        .arg(seed)
                                        .arg(i)
                                        .arg(name(run.recording->events[i].what())) +
                                    text));
            }
        }
    }
}

void tst_Why::aWaiterIsToldWhoHoldsTheLockAndForHowLong()
{
    const ExplainedRun run(test::product_page("locking"));
    QCOMPARE(run.at(CallId::request(417), Instant(63'400us)),
             QString("Request 1 took the lock 1.55 ms earlier and is still loading, since 61.6 ms. Until it "
                     "writes the value, everyone else "
                     "looks every 50 ms: up to one whole poll of extra latency after the value is there."));
    const auto list =
        pieces(why_at(run.evidence(), trail_of(*run.recording, CallId::request(417)), Instant(63'400us)));
    QCOMPARE(list.front().call, CallId::request(1));
}

void tst_Why::theValueIsThereButNobodyHasLooked()
{
    const ExplainedRun run(test::product_page("locking"));
    const QString text = run.at(CallId::request(417), Instant(103'500us));
    QVERIFY2(text.startsWith("The value has been in the cache for 1.4 ms"), qPrintable(text));
}

void tst_Why::aDeadHolderIsNamed()
{
    Scenario s = test::product_page("locking", 100);
    Fault kill;
    kill.at = Instant(50ms);
    s.faults = {kill};
    const ExplainedRun run(s);
    const QString text = run.at(CallId::request(42), Instant(70ms));  // on instance 2
    QVERIFY2(text.contains("was killed with its instance. Nobody gives the lock back: it expires in 9.93 s."),
             qPrintable(text));
    const QString dead = run.at(CallId::request(5), Instant(70ms));  // on instance 1
    QVERIFY2(dead.startsWith("Its instance was killed"), qPrintable(dead));
}

/// Seconds later, when it is over, the reason is still the kill.
void tst_Why::whoWaitedInVainIsToldOfTheKill()
{
    Scenario s = test::product_page("locking", 100);
    Fault kill;
    kill.at = Instant(50ms);
    s.faults = {kill};
    const ExplainedRun run(s);
    const Instant end = run.recording->end;
    for (std::uint32_t n : {2U, 3U, 42U, 43U}) {  // those of instance 1 died with the holder
        const QString text = run.at(CallId::request(n), end);
        QVERIFY2(text.contains("At the root of it, request 1 held the lock when its instance was killed, at "
                               "50 ms: nobody gave it back."),
                 qPrintable(text));
    }
    const QString dead = run.at(CallId::request(5), end);
    QVERIFY2(dead.contains("The scenario asks for it: whoever holds the lock is killed"), qPrintable(dead));
    // and from effect to cause, step by step
    std::size_t event = *event_of_call(*run.recording, CallId::request(42), end);
    for (auto cause = cause_of(*run.recording, event); cause; cause = cause_of(*run.recording, event))
        event = cause->event;
    QCOMPARE(name(run.recording->events[event].what()), name(EventKind::fault_began));
}

void tst_Why::whoFailedIsToldOfTheDatabase()
{
    Scenario s = test::product_page("coalescing", 100);
    Fault down;
    down.kind = FaultKind::database_down;
    down.at = Instant(50ms);
    down.duration = 500ms;
    s.faults = {down};
    const ExplainedRun run(s);
    const QString text = run.at(CallId::request(42), run.recording->end);
    QVERIFY2(text.contains("At the root of it, the database cannot be reached, from 50 ms to 550 ms."),
             qPrintable(text));
}

void tst_Why::whoMissedIsToldOfTheFlush()
{
    Scenario s = load_scenario("hot-page", {"locking", {}, {}, {}});
    Fault flush;
    flush.kind = FaultKind::flush_all;
    flush.at = Instant(2s);
    s.faults = {flush};
    const ExplainedRun run(s);
    const auto& arrived = run.timeline.lanes.arrived;
    const auto next = std::upper_bound(arrived.begin(), arrived.end(), Instant(2s)) - arrived.begin();
    const QString text = run.at(CallId::request(std::uint32_t(next) + 1), run.recording->end);
    QVERIFY2(text.contains("At the root of it, all keys are deleted, at 2 000 ms: the entry was to be fresh "
                           "until 5 000 ms."),
             qPrintable(text));
}

void tst_Why::aRollIsToldWithItsProbability()
{
    const ExplainedRun run(load_scenario("hot-page", {"xfetch", {}, {}, {}}));
    const auto& rolls = run.timeline.rolls;
    const auto roll = std::find_if(rolls.begin(), rolls.end(), [](const Roll& r) { return r.refreshed; });
    QVERIFY(roll != rolls.end());
    QString text;
    for (std::size_t i = run.recording->first_event_at(roll->at); i < run.recording->events.size(); ++i)
        if (run.recording->events[i].call == roll->call &&
            run.recording->events[i].what() == EventKind::due_early) {
            text = run.of(i, roll->at);
            break;
        }
    const double share = std::exp(-seconds(roll->remaining) / 0.2);
    const auto said_share = QRegularExpression(" / 0.2\\) = ([0-9.]+) %").match(text);
    QVERIFY2(said_share.hasMatch() && std::abs(said_share.captured(1).toDouble() - 100 * share) < share,
             qPrintable(text));
    QVERIFY2(text.contains("it refreshes"), qPrintable(text));
    QVERIFY2(text.contains("the first refresh is expected 1.0"), qPrintable(text));
}

void tst_Why::aJoinerIsToldItsLeaderAndHowManyShare()
{
    const ExplainedRun run(test::product_page("coalescing"));
    QCOMPARE(run.at(CallId::request(42), Instant(50ms)),
             QString("On instance 2, request 2 leads the load of key, loading since 48.8 ms. 249 wait for "
                     "it: when the value is there, all get it at the "
                     "same instant, without another look. The map is the instance's own: 4 loads of this key "
                     "run in the cluster, one on each instance."));
}

void tst_Why::withoutPreventionTheStampedeIsNamed()
{
    const ExplainedRun run(test::product_page("none", 50));
    const QString text = run.at(CallId::request(42), Instant(50ms));
    QVERIFY2(text.contains("50 loads of the same key run at once"), qPrintable(text));
    QVERIFY2(text.contains("this is the stampede"), qPrintable(text));
}

void tst_Why::theEndSaysWhereTheTimeWent()
{
    const ExplainedRun run(test::product_page("locking"));
    const QString text = run.at(CallId::request(417), Instant(150ms));
    QVERIFY2(text.contains("Of its 103 ms, 102 ms went into waiting for the load of another"),
             qPrintable(text));
}

void tst_Why::beforeItsArrivalItHasNotBegun()
{
    const ExplainedRun run(test::product_page("locking"));
    QCOMPARE(run.at(CallId::request(1000), Instant(0ms)), QString("It has not begun: that comes in 3 ms."));
    QCOMPARE(run.at(CallId(), Instant(0ms)), QString());
}

STAMPEDE_TESTS(tst_Why, an_event_loop)
#include "tst_why.moc"
