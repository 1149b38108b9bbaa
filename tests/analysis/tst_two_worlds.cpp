#include <QtTest>

#include "core/analysis/two_worlds.h"
#include "tests/support/run_tests.h"

using namespace stampede;
using namespace std::chrono_literals;

/// How far apart the two worlds may be, and how a row says so.
class tst_TwoWorlds : public QObject {
    Q_OBJECT

private slots:
    void whatTheMachineAddsIsWithinTheBounds();
    void moreThanThatIsOutside_data();
    void moreThanThatIsOutside();
    void aPollMayComeLater();
    void theChecksMustSayTheSame();
};

namespace {

RunReport report()
{
    RunReport r;
    r.scenario = "a page";
    r.metrics.requests = 1000;
    r.metrics.database.queries = 100;
    r.metrics.failed = 10;
    r.metrics.latency_ms.p50 = 20;
    r.metrics.latency_ms.p99 = 100;
    r.metrics.redis.peak_rate_per_s = 50'000;  // 5 000 commands in 100 ms: 10 ms
    return r;
}

Scenario page()
{
    Scenario s;
    s.strategy.meanwhile = {Meanwhile::share};
    return s;
}

}  // namespace

void tst_TwoWorlds::whatTheMachineAddsIsWithinTheBounds()
{
    RunReport live = report();
    live.metrics.database.queries = 112;
    live.metrics.failed = 7;
    live.metrics.latency_ms.p50 = 32.9;
    live.metrics.latency_ms.p99 = 71;
    const TwoWorlds both = compare_worlds(page(), report(), live);
    QVERIFY(both.holds());
    QCOMPARE(QString::fromStdString(table_text({both})).section('\n', 2, 2),
             QString("| a page | 100 → 112 (+12, ±12) | 20 → 32.9 (+12.9, ±13) | 100 → 71 (-29, ±30) | "
                     "10 → 7 (-3, ±3) | holds |"));
}

void tst_TwoWorlds::moreThanThatIsOutside_data()
{
    QTest::addColumn<int>("column");
    QTest::newRow("queries") << 0;
    QTest::newRow("p50") << 1;
    QTest::newRow("p99") << 2;
    QTest::newRow("failed") << 3;
}

void tst_TwoWorlds::moreThanThatIsOutside()
{
    QFETCH(int, column);
    RunReport live = report();
    if (column == 0) live.metrics.database.queries = 113;
    if (column == 1) live.metrics.latency_ms.p50 = 33.2;
    if (column == 2) live.metrics.latency_ms.p99 = 131;
    if (column == 3) live.metrics.failed = 14;
    const TwoWorlds both = compare_worlds(page(), report(), live);
    QVERIFY(!both.holds());
    for (int i = 0; i < 4; ++i) QCOMPARE(both.figures[static_cast<std::size_t>(i)].holds(), i != column);
    QVERIFY(table_text({both}).find("**outside**") != std::string::npos);
    QVERIFY(to_json(both).find("\"holds\":false") != std::string::npos);
}

void tst_TwoWorlds::aPollMayComeLater()
{
    RunReport live = report();
    live.metrics.latency_ms.p50 = 70;
    QVERIFY(!compare_worlds(page(), report(), live).holds());
    Scenario polling = page();
    polling.strategy.meanwhile = {Meanwhile::wait};
    QVERIFY(compare_worlds(polling, report(), live).holds());
    polling.strategy.options.wait_by = WaitBy::notify;
    QVERIFY(!compare_worlds(polling, report(), live).holds());
}

void tst_TwoWorlds::theChecksMustSayTheSame()
{
    RunReport broken = report();
    broken.invariants.violated = {{8, "request 1 was given …"}, {2, "request 2 …"}, {8, "and 3 more"}};
    broken.missed = {{Expectation{"latency_ms.max", 60, std::nullopt}, 63.7}};
    const TwoWorlds both = compare_worlds(page(), report(), broken);
    QCOMPARE(both.live_check, std::string("invariant 2, invariant 8, latency_ms.max"));
    QVERIFY(!both.holds());
    QVERIFY(table_text({both}).find("holds → invariant 2, invariant 8, latency_ms.max **differs**") !=
            std::string::npos);
    QVERIFY(compare_worlds(page(), broken, broken).holds());
}

STAMPEDE_TESTS(tst_TwoWorlds, nothing)
#include "tst_two_worlds.moc"
