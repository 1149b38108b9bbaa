#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/analysis/invariants.h"
#include "core/strategy/catalogue.h"
#include "tests/support/both_worlds.h"
#include "tests/support/run_tests.h"

#include <optional>

using namespace stampede;
using namespace std::chrono_literals;

/// Faults that wait for an event hit the same moment of the story in both worlds.
class tst_TiedFaults : public QObject {
    Q_OBJECT

private slots:
    void aFaultComesItsTimeAfterItsEvent_data();
    void aFaultComesItsTimeAfterItsEvent();
    void whatTheCacheBeginsWithIsNotStored();
    void aFaultWhoseEventNeverComesNeverComes();
    void aHolderDiesBetweenItsLockAndTheLocksExpiry_data();
    void aHolderDiesBetweenItsLockAndTheLocksExpiry();
};

namespace {

Scenario page()
{
    Scenario s;
    s.traffic = {Steady{.from = run_start, .until = run_start + 400ms, .rate = 200}};
    s.cache.ttl = 100ms;
    s.database.query_time = 20ms;
    s.strategy = find_strategy("locking")->spec;
    return s;
}

Fault after(FaultEvent event, std::uint32_t nth, Duration by, FaultKind kind = FaultKind::flush_all)
{
    Fault f;
    f.kind = kind;
    f.after = AfterEvent{event, nth};
    f.delay = by;
    return f;
}

/// The n-th event of the kind during the run, in order of recording.
std::optional<Instant> moment(const Recording& r, EventKind what, std::uint32_t nth = 1)
{
    for (const Event& e : r.events) {
        const bool in_the_run = e.call.is_nobody() || r.call(e.call).origin != Origin::warming;
        if (e.what() == what && in_the_run && --nth == 0) return e.at;
    }
    return std::nullopt;
}

}  // namespace

void tst_TiedFaults::aFaultComesItsTimeAfterItsEvent_data()
{
    test::both_worlds();
}

void tst_TiedFaults::aFaultComesItsTimeAfterItsEvent()
{
    struct Case {
        FaultEvent event;
        EventKind what;
        std::uint32_t nth;
    };
    Scenario s = page();
    const Case cases[] = {{FaultEvent::request_arrived, EventKind::arrived, 10},
                          {FaultEvent::entry_missed, EventKind::missed, 1},
                          {FaultEvent::lock_taken, EventKind::lock_taken, 2},
                          {FaultEvent::lock_released, EventKind::lock_released, 1},
                          {FaultEvent::load_began, EventKind::load_began, 2},
                          {FaultEvent::load_ended, EventKind::load_ended, 2},
                          {FaultEvent::query_started, EventKind::query_started, 2},
                          {FaultEvent::value_stored, EventKind::stored, 2}};
    // Faults that change nothing: the database is as slow as before.
    for (const Case& c : cases) {
        s.faults.push_back(after(c.event, c.nth, 3ms, FaultKind::database_slow));
        s.faults.back().duration = 1ms;
    }
    const RecordingPtr r = test::run_in_its_world(s);
    std::size_t begun = 0;
    for (const Event& e : r->events) {
        if (e.what() != EventKind::fault_began) continue;
        const Case& c = cases[e.aux()];
        QCOMPARE(e.at - moment(*r, c.what, c.nth).value(), Duration(3ms));
        ++begun;
    }
    QCOMPARE(begun, std::size(cases));
}

void tst_TiedFaults::whatTheCacheBeginsWithIsNotStored()
{
    Scenario s = page();
    s.keys.count = 5;
    s.cache.start = Start::warm;
    s.faults = {after(FaultEvent::value_stored, 1, 0ms)};
    const RecordingPtr r = simulate(s);
    QCOMPARE(moment(*r, EventKind::fault_began), moment(*r, EventKind::stored));
    QVERIFY(moment(*r, EventKind::stored) > run_start + 100ms);
}

void tst_TiedFaults::aFaultWhoseEventNeverComesNeverComes()
{
    Scenario s = page();
    s.faults = {after(FaultEvent::load_failed, 1, 0ms), after(FaultEvent::lock_taken, 1000, 0ms)};
    const RecordingPtr r = simulate(s);
    QVERIFY(!moment(*r, EventKind::fault_began));
    QCOMPARE(r->tasks_left, std::uint64_t(0));
}

void tst_TiedFaults::aHolderDiesBetweenItsLockAndTheLocksExpiry_data()
{
    test::both_worlds();
}

/// SETNX, then EXPIRE, and a death between the two: the lock stays for good.
void tst_TiedFaults::aHolderDiesBetweenItsLockAndTheLocksExpiry()
{
    Scenario s = page();
    s.cache.round_trip = 10ms;
    s.strategy.options.lock_timeout = 100ms;
    s.strategy.options.wait_timeout = 200ms;
    s.faults = {after(FaultEvent::lock_taken, 1, 3ms, FaultKind::kill_lock_holder)};
    const auto broken = [&](const Scenario& scenario) {
        const RecordingPtr r = test::run_in_its_world(scenario);
        for (const Violation& v : check_invariants(*r, scenario).violated)
            if (v.what.find("which never expires") != v.what.npos) return true;
        return false;
    };
    QVERIFY(!broken(s));
    s.strategy.options.mistakes = {Mistake::setnx_then_expire};
    QVERIFY(broken(s));
}

STAMPEDE_TESTS(tst_TiedFaults, an_event_loop)
#include "tst_tied_faults.moc"
