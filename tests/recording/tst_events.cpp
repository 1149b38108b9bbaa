#define QT_NO_EMIT  // Recorder::emit

#include <QtTest>

#include "core/recording/events.h"
#include "tests/support/run_tests.h"

using namespace stampede;

/// What is recorded of an event is what is read of it.
class tst_Events : public QObject {
    Q_OBJECT

private:
    Scheduler scheduler_;
    /// The detail of the one event that `write` records.
    template <class Write>
    Detail recorded(EventKind kind, const Write& write)
    {
        Recorder recorder(scheduler_);
        Record record(recorder);
        write(record);
        const Recording r = recorder.take();
        return r.events.size() == 1 && r.details.size() == 1 && r.events[0].what() == kind ? r.details[0]
                                                                                           : Detail{};
    }
    static constexpr CallId call() { return CallId::request(1); }
    static Instant at(int ms) { return Instant(std::chrono::milliseconds(ms)); }

private slots:
    void rolls()
    {
        const Detail rolled = recorded(EventKind::due_early, [](Record r) {
            r.due_early(call(), {Duration(7), 0.25, 3});
        });
        QCOMPARE(RollNumbers::of(rolled).remaining, Duration(7));
        QCOMPARE(*RollNumbers::of(rolled).u, 0.25);
        QCOMPARE(RollNumbers::of(rolled).generation, 3u);
        const Detail scheduled = recorded(EventKind::due_early, [](Record r) {
            r.due_early(call(), {Duration(7), std::nullopt, 3});
        });
        QVERIFY(!RollNumbers::of(scheduled).u);
    }

    void entries()
    {
        const Detail stored = recorded(EventKind::stored, [](Record r) {
            r.stored(call(), {4'000'000'000u, 3'000'000'000u, at(5), at(6)});
        });
        QCOMPARE(StoredEntry::of(stored).generation, 4'000'000'000u);
        QCOMPARE(StoredEntry::of(stored).version, 3'000'000'000u);
        QCOMPARE(StoredEntry::of(stored).fresh_until, at(5));
        QCOMPARE(StoredEntry::of(stored).kept_until, at(6));
        const Detail stale = recorded(EventKind::found_stale, [](Record r) {
            r.found_stale(call(), {Duration(9), 2});
        });
        QCOMPARE(StaleEntry::of(stale).age, Duration(9));
        QCOMPARE(StaleEntry::of(stale).generation, 2u);
        const Detail load = recorded(EventKind::load_began, [](Record r) {
            r.load_began(call(), {2, at(1)});
        });
        QCOMPARE(Replaced::of(load).generation, 2u);
        QCOMPARE(Replaced::of(load).fresh_until, at(1));
        const auto erased = Erased::of(recorded(EventKind::erased, [](Record r) {
            r.erased({12, Erased::With::locks});
        }));
        QCOMPARE(erased.key, 12u);
        QVERIFY(erased.with == Erased::With::locks);
        QCOMPARE(alerted_hit_rate(recorded(EventKind::alert, [](Record r) { r.alert(1, 4); })), 0.25);
    }

    void locks()
    {
        const Detail taken = recorded(EventKind::lock_taken, [](Record r) {
            r.lock_taken(call(), {8, at(10)});
        });
        QCOMPARE(TakenLock::of(taken).token, 8u);
        QCOMPARE(TakenLock::of(taken).valid_until, at(10));
        const Detail lost = recorded(EventKind::release_lost, [](Record r) {
            r.release_lost(call(), {8, 9});
        });
        QCOMPARE(Tokens::of(lost).own, 8u);
        QCOMPARE(Tokens::of(lost).met, 9u);
    }
};

STAMPEDE_TESTS(tst_Events, nothing)
#include "tst_events.moc"
