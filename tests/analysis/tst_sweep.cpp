#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/csv.h"
#include "core/analysis/sweep.h"
#include "core/world/world.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <nlohmann/json.hpp>

using namespace stampede;

static QString values(const char* axis)
{
    QStringList list;
    for (const std::string& v : parse_axis(axis).values) list << QString::fromStdString(v);
    return list.join(' ');
}

/// The worked example with these fields set.
static Scenario product_page(const std::vector<Override>& more)
{
    std::vector<Override> all{{"traffic.0.requests", "100"}};
    all.insert(all.end(), more.begin(), more.end());
    return load_scenario("product-page", {}, all);
}

static RunScenario simulated()
{
    return [](const Scenario& s) { return simulate(s); };
}

class tst_Sweep : public QObject {
    Q_OBJECT

private slots:
    void anAxisHasBothEndsAndEvenSteps_data();
    void anAxisHasBothEndsAndEvenSteps();
    void whatIsNoAxisIsRefused_data();
    void whatIsNoAxisIsRefused();
    void theLastAxisChangesFastest();
    void fieldsThatTakeWholeNumbersGetThem();
    void fieldsThatTakeFractionsGetThem();
    void aPointThatIsNoScenarioIsRefusedBeforeAnyRun();
    void tooManyPointsAreRefused();
    void pointsComeInOrderWhateverTheNumberOfThreads();
    void aSweepStopsWhenAsked();
    void aRowHasACellForEveryColumn();
    void formulasBecomeText();
};

void tst_Sweep::anAxisHasBothEndsAndEvenSteps_data()
{
    QTest::addColumn<QString>("expected");
    QTest::newRow("strategy.beta=0.5:2:4") << "0.5 1 1.5 2";
    QTest::newRow("keys.absent=0:0.3:4") << "0 0.1 0.2 0.3";
    QTest::newRow("traffic.0.requests=1:1000:4:log") << "1 10 100 1000";
    QTest::newRow("cache.ttl=1s:10s:4") << "1s 4s 7s 10s";
    QTest::newRow("cache.ttl=10ms:10s:4:log") << "10ms 100ms 1s 10s";
    QTest::newRow("cache.ttl=10s:1s:2") << "10s 1s";
    QTest::newRow("seed=7:9:1") << "7";
}

void tst_Sweep::anAxisHasBothEndsAndEvenSteps()
{
    QFETCH(QString, expected);
    QCOMPARE(values(QTest::currentDataTag()), expected);
}

void tst_Sweep::whatIsNoAxisIsRefused_data()
{
    QTest::addColumn<QString>("said");
    for (const char* shapeless :
         {"", "cache.ttl", "=1:2:3", "cache.ttl=1s:2s", "cache.ttl=1s:2s:3:lin", "a=1:2:3:log:5"})
        QTest::newRow(shapeless) << "write PATH=from:to:steps";
    QTest::newRow("cache.ttl=1s:10:4") << "both durations";
    QTest::newRow("cache.ttl=1s:10 parsecs:4") << "10 parsecs";
    QTest::newRow("strategy.beta=0:2:4:log") << "above 0";
    for (const char* steps : {"a=1:2:0", "a=1:2:1.5", "a=1:2:-3", "a=1:2:1e3", "a=1:2:99999999999999999999"})
        QTest::newRow(steps) << "number of steps";
    QTest::newRow("a=nan:2:3") << "nan";
}

void tst_Sweep::whatIsNoAxisIsRefused()
{
    QFETCH(QString, said);
    const QString sentence = refusal([] { parse_axis(QTest::currentDataTag()); });
    QVERIFY2(sentence.contains(said), qPrintable(sentence));
}

void tst_Sweep::theLastAxisChangesFastest()
{
    const auto points = sweep_points(
        {parse_axis("strategy.poll=10ms:20ms:2"), parse_axis("instances.count=1:3:3")}, product_page);
    QStringList all;
    for (const SweepPoint& p : points) all << QString::fromStdString(p.values[0] + "/" + p.values[1]);
    QCOMPARE(all.join(' '), QString("10ms/1 10ms/2 10ms/3 20ms/1 20ms/2 20ms/3"));
    QCOMPARE(points[5].scenario.instances.count, 3u);
    QVERIFY(points[5].scenario.strategy.options.poll == 20ms);
}

void tst_Sweep::fieldsThatTakeWholeNumbersGetThem()
{
    const auto points = sweep_points({parse_axis("traffic.0.requests=1:10:4:log")}, product_page);
    QStringList all;
    for (const SweepPoint& p : points) all << QString::fromStdString(p.values[0]);
    QCOMPARE(all.join(' '), QString("1 2 5 10"));  // 1, 2.15, 4.64, 10
    QCOMPARE(sweep_points({parse_axis("instances.count=1:2:5")}, product_page).size(),
             std::size_t(2));  // 1 1.25 … taken once
}

void tst_Sweep::fieldsThatTakeFractionsGetThem()
{
    const auto points = sweep_points({parse_axis("database.slowdown=0:1:3")}, product_page);
    QCOMPARE(points[1].scenario.database.slowdown, 0.5);
}

void tst_Sweep::aPointThatIsNoScenarioIsRefusedBeforeAnyRun()
{
    QVERIFY(refusal([] {
                sweep_points({parse_axis("database.failure_rate=0:2:3")}, product_page);
            }).contains("database.failure_rate"));
    QVERIFY(
        refusal([] { sweep_points({parse_axis("cache.tll=1s:2s:3")}, product_page); }).contains("cache.tll"));
    QVERIFY(
        refusal([] { sweep_points({parse_axis("cache.tll=1:2:3")}, product_page); }).contains("cache.tll"));
}

void tst_Sweep::tooManyPointsAreRefused()
{
    const QString said = refusal([] {
        sweep_points({parse_axis("database.slowdown=0:1:200"), parse_axis("database.failure_rate=0:1:200")},
                     product_page);
    });
    QVERIFY2(said.contains("at most 10000 points"), qPrintable(said));
}

void tst_Sweep::pointsComeInOrderWhateverTheNumberOfThreads()
{
    const std::vector<SweepAxis> axes{parse_axis("traffic.0.requests=400:100:4")};
    const auto points = sweep_points(axes, product_page);
    const auto rows = [&](unsigned jobs) {
        QStringList list;
        SweepAll how;
        how.jobs = jobs;
        how.repeats = 3;
        how.swept = [&](const SweptPoint& p) { list << QString::fromStdString(csv_row(p)); };
        if (!sweep(points, "product-page", simulated(), how)) list << "stopped";
        return list;
    };
    const QStringList alone = rows(1);
    QCOMPARE(alone.size(), 4);
    QVERIFY(alone[0].startsWith("400,3,400,0,400,400,"));
    QCOMPARE(rows(4), alone);
}

void tst_Sweep::aSweepStopsWhenAsked()
{
    const auto points = sweep_points({parse_axis("traffic.0.requests=100:400:4")}, product_page);
    std::stop_source stop;
    int told = 0;
    SweepAll how;
    how.stop = stop.get_token();
    how.swept = [&](const SweptPoint&) {
        if (++told == 2) stop.request_stop();
    };
    QVERIFY(!sweep(points, "product-page", simulated(), how));
    QCOMPARE(told, 2);
}

void tst_Sweep::aRowHasACellForEveryColumn()
{
    const std::vector<SweepAxis> axes{parse_axis("cache.round_trip=1ms:2ms:2")};
    const auto points = sweep_points(axes, product_page);
    for (std::size_t repeats : {1, 2}) {
        SweepAll how;
        how.repeats = repeats;
        how.swept = [&](const SweptPoint& p) {
            const QString heading = QString::fromStdString(csv_heading(axes, repeats)),
                          row = QString::fromStdString(csv_row(p));
            QCOMPARE(row.count(','), heading.count(','));
            QVERIFY(heading.startsWith("cache.round_trip,repeat,requests,"));
            const auto json = nlohmann::json::parse(to_json(p, axes));
            QCOMPARE(json["over"]["cache.round_trip"].get<std::string>(), p.values[0]);
            QCOMPARE(json["seed"].get<int>(), 1);
        };
        QVERIFY(sweep(points, "product-page", simulated(), how));
    }
}

void tst_Sweep::formulasBecomeText()
{
    QCOMPARE(csv_cell("key 1"), std::string("key 1"));
    QCOMPARE(csv_cell("a,\"b\""), std::string("\"a,\"\"b\"\"\""));
    QCOMPARE(csv_cell("=HYPERLINK(1)"), std::string("\"'=HYPERLINK(1)\""));
    for (const char* text : {"+1", "-1", "@x"}) QVERIFY(csv_cell(text).starts_with("\"'"));
}

STAMPEDE_TESTS(tst_Sweep, an_event_loop)
#include "tst_sweep.moc"
