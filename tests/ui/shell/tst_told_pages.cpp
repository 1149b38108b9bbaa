// What Compare, Explore, the two worlds side by side and Learn say is what the lab says (gathered.h).

#include <QLabel>
#include <QSettings>
#include <QTableView>
#include <QTest>

#include "core/learn/guide.h"
#include "core/scenario/scenario_file.h"
#include "core/world/world.h"
#include "tests/support/gathered.h"
#include "tests/support/run_tests.h"
#include "ui/live/versus_plots.h"
#include "ui/live/versus_table.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/study/compare/compare_page.h"
#include "ui/study/compare/latency_strips.h"
#include "ui/study/compare/measured_model.h"
#include "ui/study/compare/strategy_card.h"
#include "ui/study/explore/band_chart.h"
#include "ui/study/explore/explore_page.h"
#include "ui/study/explore/heat_map.h"
#include "ui/study/explore/histogram.h"
#include "ui/study/explore/whisker_chart.h"
#include "ui/teach/learn/guide_tree.h"
#include "ui/teach/learn/learn_page.h"

#include <random>

using namespace stampede;
using namespace stampede::ui;
using test::Gathered;
using test::paintedTexts;
using Lab = test::ListeningLab;

class tst_ToldPages : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void compareSaysWhatTheLabSays_data();
    void compareSaysWhatTheLabSays();
    void exploreSaysWhatTheLabSays();
    void theTwoWorldsAreToldApart();
    void theGuideSaysWhatTheLabSays();
};

void tst_ToldPages::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_told_pages");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_ToldPages::compareSaysWhatTheLabSays_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Preset& p : presets())
        if (number++ % 3 == 0) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id) << number;
}

void tst_ToldPages::compareSaysWhatTheLabSays()
{
    QFETCH(QString, preset);
    QFETCH(int, number);
    Gathered gathered;
    Lab lab;
    lab.window.resize(1600, 1000);
    lab.window.show();
    Scenario scenario = load_scenario(preset.toStdString());
    scenario.seed = 1 + std::uint64_t(number);
    lab.workbench.open(scenario, preset);
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    if (lab.session.run()->recording->events.size() > test::mostEvents / 10)
        QSKIP("ten runs this long only take longer");
    std::mt19937_64 random(std::uint64_t(number) + 7);
    lab.gather(gathered, random);
    lab.window.views().go(View::compare);
    const auto* page = static_cast<ComparePage*>(lab.window.page(View::compare));
    QTRY_VERIFY_WITH_TIMEOUT(page->comparison().settled(), 120'000);
    QCoreApplication::processEvents();
    for (const Contender& c : page->comparison().contenders()) gathered.follow(c.run);
    const auto& events = lab.session.run()->recording->events;
    for (int i = 0; i < 3 && !events.empty(); ++i) {
        lab.session.playback().setPlayhead(events[random() % events.size()].at);
        QCoreApplication::processEvents();
        gathered.lookAt(lab.charts<StrategyCard>());
    }
    gathered.lookAt(lab.charts<LatencyStrips>());
    for (QTableView* table : lab.window.findChildren<QTableView*>())
        for (int row = 0; row < table->model()->rowCount(); ++row)
            for (int column = 0; column < MeasuredModel::saidLatency; ++column)
                gathered.lookAt({table->model()->index(row, column).data().toString()});
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

/// A steady stream with XFetch, which theory describes; short, so that many runs are quick.
void tst_ToldPages::exploreSaysWhatTheLabSays()
{
    const std::vector<Override> overrides{
        {"cache.ttl", "2s"},
        {"traffic", "[{\"kind\":\"steady\",\"from\":\"0s\",\"until\":\"6s\",\"rate\":200}]"}};
    Gathered gathered;
    Lab lab;
    lab.window.resize(1600, 1000);
    lab.window.show();
    lab.workbench.open(load_scenario("hot-page", {"xfetch", {}, {}, {}}, overrides), {});
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    std::mt19937_64 random(11);
    lab.gather(gathered, random);
    lab.window.views().go(View::explore);
    auto* page = static_cast<ExplorePage*>(lab.window.page(View::explore));
    QTRY_VERIFY_WITH_TIMEOUT(lab.window.settled(), 200'000);
    const std::size_t before = gathered.told();
    for (const char* metric :
         {"database.queries", "latency_ms.p99", "refresh.loads_per_cycle", "cache.hit_rate"}) {
        page->setMetric(metric);
        QCoreApplication::processEvents();
        gathered.lookAt(lab.charts<Histogram>());
        gathered.lookAt(lab.charts<WhiskerChart>());
        gathered.lookAt(lab.charts<BandChart>());
        gathered.lookAt(lab.charts<HeatMap>());
    }
    for (BandChart* band : lab.window.findChildren<BandChart*>())
        gathered.lookAt({band->words(3), band->words(90)});
    QVERIFY(gathered.told() > before + 1000);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

void tst_ToldPages::theTwoWorldsAreToldApart()
{
    const Scenario scenario = load_scenario("product-page");
    Scenario other = scenario;
    other.seed = 7;
    const RunPtr simulated = prepareRun(scenario, simulate(scenario), false);
    Recording copy = *simulate(other);  // stands for a live run, which differs from the simulated one
    copy.world = "live";
    const RunPtr live = prepareRun(scenario, std::make_shared<const Recording>(std::move(copy)), false);
    Gathered gathered;
    gathered.follow(simulated);
    VersusTable table;
    table.show(simulated, live);
    for (int row = 0; row < table.rowCount(); ++row)
        for (int column = VersusTable::simulated; column < VersusTable::columns; ++column)
            gathered.lookAt({table.index(row, column).data().toString().remove(QStringLiteral("0 %"))});
    VersusLatencies latencies;
    latencies.show(simulated, live);
    latencies.resize(400, 200);
    gathered.lookAt(paintedTexts(latencies) + QStringList{latencies.accessibleDescription()});
    QVERIFY(gathered.told() > 30);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

/// What was tried on one's own figures stands beside the leaf and in the table.
void tst_ToldPages::theGuideSaysWhatTheLabSays()
{
    Gathered gathered;
    Lab lab;
    lab.open("product-page");
    lab.settle();
    std::mt19937_64 random(5);
    lab.gather(gathered, random);
    lab.window.views().go(View::learn);
    auto* page = static_cast<LearnPage*>(lab.window.page(View::learn));
    page->open(Place::guide);
    const std::size_t before = gathered.told();
    const QRegularExpression measured(QStringLiteral("^m-|-(queries|p99|stale|commands)$"));
    auto* tree = lab.window.findChild<GuideTree*>();
    for (const GuideLeaf& leaf : guide().leaves) {
        tree->take(leaf.id);
        QTRY_VERIFY_WITH_TIMEOUT(lab.window.settled(), 120'000);
        QCoreApplication::processEvents();
        for (QLabel* label : page->findChildren<QLabel*>(measured)) gathered.lookAt({label->text()});
    }
    QVERIFY(gathered.told() > before + 10);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

STAMPEDE_TESTS(tst_ToldPages, a_window)
#include "tst_told_pages.moc"
