// Explore in the real window: the numbers are those of core, and mouse and keys do what they say.

#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

#include "core/analysis/metrics_json.h"
#include "core/analysis/theory.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/heat_scale.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/words/metric_words.h"
#include "ui/study/explore/explore_page.h"
#include "ui/study/explore/heat_map.h"
#include "ui/study/explore/histogram.h"
#include "ui/study/explore/metric_choice.h"
#include "ui/tracks/paint.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

/// One key under a steady stream with XFetch: what the closed forms are about. Short, so that many runs are
/// quick.
Scenario steady(const char* strategy = "xfetch", const char* rate = "200")
{
    const std::vector<Override> overrides{
        {"cache.ttl", "2s"},
        {"traffic", "[{\"kind\":\"steady\",\"from\":\"0s\",\"until\":\"6s\",\"rate\":200}]"},
        {"traffic.0.rate", rate}};
    return load_scenario("hot-page", {strategy, {}, {}, {}}, overrides);
}

/// The window with Explore.
struct Bench : test::Window {
    ExplorePage* page = nullptr;

    explicit Bench(const Scenario& scenario = steady())
    {
        window.resize(1600, 1000);
        window.show();
        workbench.open(scenario, {});
        window.views().go(View::explore);
        page = static_cast<ExplorePage*>(window.page(View::explore));
        settle();
        window.activateWindow();
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.settled(), 120'000);
        QCoreApplication::processEvents();
    }
    HeatMap* map() const { return page->map(); }
};

double core(const Scenario& s, const std::string& path)
{
    return metric(measure(*simulate(s)), path);
}

}  // namespace

class tst_Explore : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void valuesOverSeedsAreThoseOfCore();
    void theMeanHasItsConfidenceAndTheory();
    void theoryIsSilentWhereItHasNoSay();
    void strategiesAreComparedOnTheSameSeeds();
    void theBandHoldsTheRuns();
    void cellsAreThoseOfCore();
    void anotherFigureCostsNoRun();
    void arrowsMoveTheCursorAndReturnOpensItsRun();
    void aClickOpensTheCellsRunInOneStepOfUndo();
    void axesAreChosenInTheMenus();
    void withoutBetaTheAxesAreTrafficAndQueryTime();
    void anotherKindOfTrafficReplacesTheMap();
    void tablesHoldEverySeedAndCell();
    void hiddenItComputesNothing();
    void hiddenWhileChangesRestItBeginsWhenItIsShownAgain();
    void aQuestionHidesIt();
    void barsHoldEveryValueOnce_data();
    void barsHoldEveryValueOnce();
    void coloursRiseInLightness();
    void everyThemePaints_data();
    void everyThemePaints();
};

void tst_Explore::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_explore");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Explore::valuesOverSeedsAreThoseOfCore()
{
    Bench bench;
    QCOMPARE(bench.page->seeds().known(), std::size_t(300));
    QVERIFY(!bench.window.transport()->isVisible());
    for (const char* path : {"database.queries", "latency_ms.p99"}) {
        const std::vector<double> values = bench.page->seeds().values(path);
        for (std::size_t i : {0, 1, 17, 299}) {
            Scenario s = steady();
            s.seed += i;
            QCOMPARE(values[i], core(s, path));
        }
    }
}

void tst_Explore::theMeanHasItsConfidenceAndTheory()
{
    Bench bench;
    bench.page->setMetric("refresh.loads_per_cycle");
    const Summary expected = summarize(bench.page->seeds().values("refresh.loads_per_cycle"));
    const QString words = bench.page->histogram()->words();
    QVERIFY2(words.contains(metricText("refresh.loads_per_cycle", expected.mean)), qPrintable(words));
    QVERIFY2(words.contains(metricText("refresh.loads_per_cycle", expected.ci95)), qPrintable(words));
    QVERIFY2(words.contains("theory 2.72"), qPrintable(words));
    QVERIFY(std::abs(expected.mean - theory::xfetch_loads_per_cycle(200ms, 200ms, 1)) < 0.5);
}

void tst_Explore::theoryIsSilentWhereItHasNoSay()
{
    QVERIFY(theoryOf(steady(), "refresh.first_gap_ms"));
    QVERIFY(!theoryOf(steady(), "database.queries"));
    QVERIFY(!theoryOf(steady("locking"), "refresh.loads_per_cycle"));
    QCOMPARE(theoryOf(steady("none"), "refresh.loads_per_cycle")->value,
             theory::none_loads_per_cycle(200, 200ms));
    Scenario manyKeys = steady();
    manyKeys.keys.count = 2;
    QVERIFY(!theoryOf(manyKeys, "refresh.loads_per_cycle"));
}

void tst_Explore::strategiesAreComparedOnTheSameSeeds()
{
    Bench bench;
    const StrategyStudy& study = bench.page->strategies();
    QCOMPARE(study.strategies(), catalogue().size());
    for (std::size_t i = 0; i < study.strategies(); i += 2) {
        std::vector<double> expected;
        for (std::size_t seed = 0; seed < study.seeds(); ++seed) {
            Scenario s = steady(catalogue()[i].id.c_str());
            s.seed += seed;
            expected.push_back(core(s, "database.queries"));
        }
        const Summary is = study.summary(i, "database.queries"), should = summarize(expected);
        QVERIFY(std::abs(is.mean - should.mean) < 1e-9 && std::abs(is.ci95 - should.ci95) < 1e-9);
        QCOMPARE(is.min, should.min);
        QCOMPARE(is.max, should.max);
    }
    QCOMPARE(bench.page->strategyTable().rows.size(), catalogue().size());
}

void tst_Explore::theBandHoldsTheRuns()
{
    Bench bench(steady("none"));
    const Band band = bench.page->seeds().band();
    QCOMPARE(band.middle.size(), SeedStudy::slicesOf({}).count);
    for (std::size_t i = 0; i < band.middle.size(); ++i)
        QVERIFY(band.low[i] <= band.middle[i] && band.middle[i] <= band.high[i]);
    const Profile& profile = bench.page->seeds().own();
    const double own = *std::max_element(profile.begin(), profile.end());
    QCOMPARE(own, core(steady("none"), "database.peak_in_flight"));
}

void tst_Explore::cellsAreThoseOfCore()
{
    Bench bench;
    const HeatStudy& heat = bench.page->heat();
    QCOMPARE(heat.x()->path, QString("strategy.beta"));
    QCOMPARE(heat.y()->path, QString("traffic.0.rate"));
    QCOMPARE(heat.done(), HeatStudy::side * HeatStudy::side);
    for (const auto& [column, row] :
         {std::pair{0, 0}, std::pair{16, 16}, std::pair{5, 9}, std::pair{16, 0}}) {
        Scenario s = steady();
        s.strategy.when[0].beta = heat.xs()[std::size_t(column)];
        std::get<Steady>(s.traffic[0]).rate = heat.ys()[std::size_t(row)];
        QCOMPARE(metric(*heat.at(std::size_t(column), std::size_t(row)), "database.queries"),
                 core(s, "database.queries"));
    }
}

void tst_Explore::anotherFigureCostsNoRun()
{
    Bench bench;
    const QImage before = bench.map()->grab().toImage();
    QSignalSpy settled(bench.page, &Page::settledNow);
    QMenu* menu = bench.page->metricMenu()->menu();
    for (QAction* action : menu->actions())
        if (action->text() == "p99 latency") action->trigger();
    QCOMPARE(bench.page->metric(), std::string("latency_ms.p99"));
    QVERIFY(bench.page->settled());
    QTest::qWait(350);
    QCOMPARE(settled.count(), 0);
    QVERIFY(bench.map()->grab().toImage() != before);
}

void tst_Explore::arrowsMoveTheCursorAndReturnOpensItsRun()
{
    Bench bench;
    bench.map()->setFocus();
    QTRY_VERIFY(bench.map()->hasFocus());
    QTest::keyClick(bench.map(), Qt::Key_Right);
    QCOMPARE(bench.map()->cursor(), bench.page->heat().here());
    const auto here = bench.map()->cursor();
    QTest::keyClick(bench.map(), Qt::Key_Right);
    QTest::keyClick(bench.map(), Qt::Key_Down);
    QCOMPARE(bench.map()->cursor(), std::pair(here.first + 1, here.second - 1));
    QVERIFY(bench.map()->words().contains("database queries"));
    const Scenario expected =
        bench.page->heat().scenarioAt(std::size_t(here.first + 1), std::size_t(here.second - 1));
    QTest::keyClick(bench.map(), Qt::Key_Return);
    QCOMPARE(bench.window.views().current(), View::lab);
    QCOMPARE(bench.session.scenario(), expected);
}

void tst_Explore::aClickOpensTheCellsRunInOneStepOfUndo()
{
    Bench bench;
    const Scenario before = bench.session.scenario();
    const QString shown =
        metricText("database.queries", metric(*bench.page->heat().at(16, 12), "database.queries"));
    QTest::mouseMove(bench.map(), bench.map()->cellRect(16, 12).center().toPoint());
    QVERIFY2(bench.map()->words().endsWith(shown), qPrintable(bench.map()->words()));
    QTest::mouseClick(bench.map(), Qt::LeftButton, {}, bench.map()->cellRect(16, 12).center().toPoint());
    QCOMPARE(bench.window.views().current(), View::lab);
    bench.settle();
    QCOMPARE(metricText("database.queries", double(bench.session.run()->metrics.database.queries)), shown);
    bench.workbench.undo();
    QCOMPARE(bench.session.scenario(), before);
    QVERIFY(!bench.workbench.canUndo());
}

void tst_Explore::axesAreChosenInTheMenus()
{
    Bench bench;
    auto* button = bench.page->findChild<MenuButton*>("x-axis");
    QAction* instances = nullptr;
    for (QAction* action : button->menu()->actions())
        if (action->text() == "App instances") instances = action;
    QVERIFY(instances);
    instances->trigger();
    bench.settle();
    QCOMPARE(bench.page->heat().x()->path, QString("instances.count"));
    QCOMPARE(bench.page->heat().y()->path, QString("traffic.0.rate"));
    QCOMPARE(button->text(), QString("App instances"));
}

void tst_Explore::withoutBetaTheAxesAreTrafficAndQueryTime()
{
    Bench bench(load_scenario("product-page", {}, std::vector<Override>{{"traffic.0.requests", "50"}}));
    QCOMPARE(bench.page->heat().x()->path, QString("traffic.0.requests"));
    QCOMPARE(bench.page->heat().y()->path, QString("database.query_time"));
    // Nothing is left to chance here, and the page says so.
    QVERIFY(bench.page->histogram()->words().endsWith("with every seed"));
}

void tst_Explore::anotherKindOfTrafficReplacesTheMap()
{
    Bench bench;
    bench.workbench.open(
        load_scenario("product-page", {}, std::vector<Override>{{"traffic.0.requests", "50"}}), {});
    bench.window.grab();
    QCOMPARE(bench.page->heat().here(), std::pair(-1, -1));
    bench.settle();
    QCOMPARE(bench.page->heat().x()->path, QString("traffic.0.requests"));
    bench.workbench.change([](Scenario& s) { s.traffic = {Replay{"there-is-no-such.log", ".", 1}}; });
    QTRY_VERIFY(bench.session.settled());
    bench.window.grab();
}

void tst_Explore::tablesHoldEverySeedAndCell()
{
    Bench bench;
    const TableData seeds = bench.page->seedTable(), heat = bench.page->heatTable();
    QCOMPARE(seeds.rows.size(), std::size_t(300));
    QCOMPARE(seeds.rows[4][0], QString("5"));
    QCOMPARE(seeds.rows[4][1].toDouble(), bench.page->seeds().values("database.queries")[4]);
    QCOMPARE(heat.rows.size(), HeatStudy::side * HeatStudy::side);
    QCOMPARE(heat.header, QStringList({"strategy.beta", "traffic.0.rate", "database.queries"}));
    QVERIFY(!heat.rows.back()[2].isEmpty());
}

void tst_Explore::hiddenItComputesNothing()
{
    Bench bench;
    bench.window.views().go(View::lab);
    QSignalSpy changed(&bench.page->heat(), &HeatStudy::changed);
    bench.workbench.change([](Scenario& s) { s.cache.ttl = 1s; });
    bench.settle();
    QTest::qWait(350);
    QCOMPARE(changed.count(), 0);
}

void tst_Explore::hiddenWhileChangesRestItBeginsWhenItIsShownAgain()
{
    Bench bench;
    bench.workbench.change([](Scenario& s) { s.cache.ttl = 1s; });
    QTRY_VERIFY(bench.session.settled());
    bench.window.views().go(View::lab);
    bench.window.views().go(View::explore);
    bench.settle();
    Scenario s = steady();
    s.cache.ttl = 1s;
    QCOMPARE(bench.page->seeds().values("database.queries").front(), core(s, "database.queries"));
    QCOMPARE(bench.page->heat().done(), HeatStudy::side * HeatStudy::side);
}

void tst_Explore::aQuestionHidesIt()
{
    Bench bench;
    QVERIFY(bench.map()->isVisible());
    bench.session.setMasked(true);
    QVERIFY(!bench.map()->isVisible() && !bench.page->histogram()->isVisible());
    bench.session.setMasked(false);
    QVERIFY(bench.map()->isVisible());
}

void tst_Explore::barsHoldEveryValueOnce_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<bool>("whole");
    QTest::newRow("one value") << QList<double>{4, 4, 4} << true;
    QTest::newRow("whole numbers") << QList<double>{1, 2, 2, 3, 9} << true;
    QTest::newRow("a wide range of whole numbers") << QList<double>{1, 70, 1000, 9999} << true;
    QTest::newRow("parts") << QList<double>{0.1, 0.2, 0.25, 3.7} << false;
    QTest::newRow("none but zero") << QList<double>{0, 0} << false;
    QTest::newRow("negative") << QList<double>{-2.5, 0, 4} << false;
}

void tst_Explore::barsHoldEveryValueOnce()
{
    QFETCH(QList<double>, values);
    QFETCH(bool, whole);
    const auto bars = binned(std::vector<double>(values.begin(), values.end()), whole, 36);
    QVERIFY(bars.size() <= 38);
    std::size_t sum = 0;
    for (const auto& bar : bars) {
        std::size_t inside = 0;
        for (double v : values) inside += v >= bar.from - 1e-9 && v < bar.until - 1e-9;
        QCOMPARE(bar.count, inside);
        if (whole) QCOMPARE(bar.from, std::round(bar.from));
        sum += bar.count;
    }
    QCOMPARE(sum, std::size_t(values.size()));
}

void tst_Explore::coloursRiseInLightness()
{
    double before = 22;
    for (int i = 0; i <= 20; ++i) {
        const double against = contrast(Qt::white, heatColour(i / 20.0));
        QVERIFY(against < before);
        before = against;
    }
}

void tst_Explore::everyThemePaints_data()
{
    QTest::addColumn<int>("name");
    QTest::newRow("light") << int(Theme::Name::light);
    QTest::newRow("dark") << int(Theme::Name::dark);
    QTest::newRow("projector") << int(Theme::Name::projector);
}

void tst_Explore::everyThemePaints()
{
    QFETCH(int, name);
    Bench bench;
    applyTheme(*qApp, Theme::Name(name));
    QCoreApplication::processEvents();
    bench.settle();
    const QRect cell = bench.map()->cellRect(16, 0).toRect();
    const QImage picture = bench.map()->grab().toImage();
    QVERIFY(picture.pixelColor(cell.left() + 2, cell.top() + 2) != theme().panel);
    QVERIFY(bench.page->histogram()->bars().size() > 1);
    applyTheme(*qApp, Theme::Name::light);
    QCoreApplication::processEvents();
}

STAMPEDE_TESTS(tst_Explore, a_window)
#include "tst_explore.moc"
