#include <QtTest>

#include "core/analysis/invariants.h"
#include "core/recording/recording_file.h"
#include "core/scenario/random_scenario.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

using namespace stampede;

/// Random strategies under random faults: whatever happens, the invariants hold. STAMPEDE_RANDOM_RUNS=100000
/// in the environment makes it a longer run, STAMPEDE_RANDOM_FROM another start; a failing seed prints the
/// command that replays it.
class tst_RandomRuns : public QObject {
    Q_OBJECT

private:
    static std::uint64_t from_environment(const char* name, std::uint64_t otherwise)
    {
        bool is_number = false;
        const auto value = qEnvironmentVariable(name).toULongLong(&is_number);
        return is_number ? value : otherwise;
    }
    static QByteArray replay(std::uint64_t seed, const std::string& what)
    {
        return QByteArray::fromStdString(what + "\n    replay: stampede run random:" + std::to_string(seed) +
                                         " --check");
    }

private slots:
    void theInvariantsHoldUnderRandomFaults()
    {
        const std::uint64_t first = from_environment("STAMPEDE_RANDOM_FROM", 1);
        const std::uint64_t runs = from_environment("STAMPEDE_RANDOM_RUNS", 1000);
        for (std::uint64_t seed = first; seed < first + runs; ++seed) {
            const Scenario s = random_scenario(seed);
            const auto run = simulate(s);
            const InvariantReport report = check_invariants(*run, s);
            QVERIFY2(report.violated.empty(),
                     replay(seed, report.violated.empty() ? "" : report.violated.front().what));
            QVERIFY2(test::ended(*run) == run->requests.size(),
                     replay(seed, "a request did not end, or ended twice"));
            QVERIFY2(run->tasks_left == 0, replay(seed, "a task was left behind"));
        }
    }

    void seedsThatOnceFailedHold_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::newRow("a watch where there is no lock") << quint64(202);
        QTest::newRow("refreshes that died with their instance") << quint64(5298);
        QTest::newRow("requests that found no instance") << quint64(8121);
        QTest::newRow("joiners of a load that was overtaken") << quint64(9773);
        QTest::newRow("joiners of a load without a lock") << quint64(10337);
        QTest::newRow("a load at the deadline between two fenced ones") << quint64(48939);
        QTest::newRow("an entry written by a clock that had jumped") << quint64(37230);
        QTest::newRow("an old value stored once more") << quint64(16902);
    }
    void seedsThatOnceFailedHold()
    {
        QFETCH(quint64, seed);
        const Scenario s = random_scenario(seed);
        const auto run = simulate(s);
        QVERIFY(check_invariants(*run, s).violated.empty());
        QCOMPARE(run->tasks_left, 0u);
    }

    void theSameSeedGivesTheSameBytes()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            const Scenario s = random_scenario(seed);
            QCOMPARE(hash(*simulate(s)), hash(*simulate(s)));
        }
    }
};

STAMPEDE_TESTS(tst_RandomRuns, an_event_loop)
#include "tst_random_runs.moc"
