// Compare in the real window: the numbers are those of core, and mouse and keys do what they say.

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>

#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/look/charts/chart_card.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/slider.h"
#include "ui/study/compare/card_grid.h"
#include "ui/study/compare/compare_page.h"
#include "ui/study/compare/fate.h"
#include "ui/study/compare/growth_chart.h"
#include "ui/study/compare/measured_model.h"
#include "ui/study/compare/measured_table.h"
#include "ui/study/compare/pinned_row.h"
#include "ui/study/compare/strategy_card.h"
#include "ui/study/compare/summary_panel.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

QString plain(QString text)
{
    return text.replace(QChar(0x202F), u' ').replace(QChar(0xA0), u' ');
}

/// The window with Compare on a preset.
struct Bench : test::Window {
    ComparePage* page = nullptr;

    explicit Bench(const char* preset = "product-page", const char* strategy = "")
    {
        open(preset, strategy);
        window.views().go(View::compare);
        page = static_cast<ComparePage*>(window.page(View::compare));
        settle();
        window.activateWindow();
    }
    /// All but the growth, which takes longest.
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(session.settled() && (!page->isVisible() || (page->comparison().settled() &&
                                                                              page->grid()->settled())),
                                 60'000);
        QCoreApplication::processEvents();
    }
    void settleAll()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.settled(), 60'000);
        QCoreApplication::processEvents();
    }
    StrategyCard* card(const char* id) const
    {
        return page->findChild<StrategyCard*>(QStringLiteral("card-%1").arg(QLatin1String(id)));
    }
    QString queries(const char* id) const { return plain(card(id)->queriesText()); }
    QString fate(const char* id) const { return plain(card(id)->fate()); }
    const Contender& contender(const char* id) const
    {
        for (const Contender& c : page->comparison().contenders())
            if (c.id == QLatin1String(id)) return c;
        qFatal("no contender %s", id);
    }
};

void drag(Slider* slider, int from, int to)
{
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(from, y));
    for (int i = 1; i <= 8; ++i) QTest::mouseMove(slider, QPoint(from + (to - from) * i / 8, y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(to, y));
}

QPoint inPicture(const StrategyCard* card, double x, double y)
{
    const QRectF plot = card->plotRect();
    return QPointF(plot.left() + x * plot.width(), plot.top() + y * plot.height()).toPoint();
}

Instant at(Duration d)
{
    return run_start + d;
}

}  // namespace

class tst_Compare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyCardSaysWhatCoreComputes_data();
    void everyCardSaysWhatCoreComputes();
    void aClickOnARequestTellsItsFateUnderEveryStrategy();
    void aClickOnATitleOpensTheStrategyInTheLab();
    void returnOnACardOpensItAndArrowsSelect();
    void aDragInAPictureMovesThePlayhead();
    void thePlayheadReachesTheEndOfTheSlowestStrategy();
    void draggingConcurrencyChangesEveryCard();
    void betaIsThatOfEveryStrategyWithOne();
    void aStrategyWithoutANameHasItsOwnCard();
    void aChangeMadeInTheLabIsComparedWhenCompareIsShown();
    void hiddenItComputesNothing();
    void aQuestionHidesTheAnswers();
    void theAxisBendsOnlyForALongTail();
    void theAxisMapsBothWays();
    void numbersAreJudgedAmongEachOther();
    void theTableSaysWhatCoreMeasures();
    void aHeadingSortsAndCtrlCCopiesForASpreadsheet();
    void theButtonCopiesMarkdown();
    void allColumnsTakeThePlaceOfTheCards();
    void returnInTheTableOpensTheStrategy();
    void growthIsWhatCoreComputes();
    void growthIsKeptWhileOnlyThePlayheadOrItsOwnNumberChanges();
    void anotherKindOfTrafficReplacesTheCurves();
    void endLabelsNeverOverlap();
    void aChartIsATableToo();
    void latenciesAreCountedOnce();
    void everyThemePaints_data();
    void everyThemePaints();
};

void tst_Compare::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_compare");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Compare::everyCardSaysWhatCoreComputes_data()
{
    QTest::addColumn<QByteArray>("preset");
    QTest::newRow("a burst at an expired entry") << QByteArray("product-page");
    QTest::newRow("steady traffic") << QByteArray("hot-page");
    QTest::newRow("faults and many keys") << QByteArray("cascade");
}

void tst_Compare::everyCardSaysWhatCoreComputes()
{
    QFETCH(QByteArray, preset);
    Bench bench(preset.constData());
    QCOMPARE(bench.page->grid()->cards().size(), catalogue().size());
    for (const NamedStrategy& named : catalogue()) {
        const Scenario scenario = load_scenario(preset.toStdString(), {named.id, {}, {}, {}});
        QCOMPARE(bench.contender(named.id.c_str()).scenario, scenario);
        const Metrics m = measure(*simulate(scenario));
        QCOMPARE(bench.queries(named.id.c_str()).remove(u' '), QString::number(m.database.queries));
    }
}

void tst_Compare::aClickOnARequestTellsItsFateUnderEveryStrategy()
{
    Bench bench;
    StrategyCard* locking = bench.card("locking");
    QTest::mouseClick(locking, Qt::LeftButton, {}, inPicture(locking, 0.3, 0.5));
    const CallId selected = bench.session.selected();
    QVERIFY(selected.is_request());
    QVERIFY(std::abs(int(selected.number()) - 500) < 20);
    QTest::mouseMove(locking, QPoint(5, 5));
    const QString who = plain(QStringLiteral("request %1: ").arg(selected.number()));
    QCOMPARE(bench.fate("locking"), who + "waited 103 ms");
    QVERIFY2(bench.fate("none").startsWith(who + "loaded it, in "), qPrintable(bench.fate("none")));
    QVERIFY2(bench.fate("lease").startsWith(who + "served stale, "), qPrintable(bench.fate("lease")));
    QVERIFY(bench.fate("lease").endsWith("past its ttl, in 0.6 ms"));
    QVERIFY(!bench.card("none")->picture().rectOf(selected).isEmpty());
    bench.session.select(CallId::request(1));
    QVERIFY(bench.fate("locking").startsWith("request 1: loaded it, in 103 ms") ||
            bench.fate("locking").startsWith("request 1: loaded it, in 102 ms"));
}

void tst_Compare::aClickOnATitleOpensTheStrategyInTheLab()
{
    Bench bench;
    bench.session.playback().setPlayhead(at(40ms));
    bench.session.select(CallId::request(417));
    QTest::mouseClick(bench.card("none"), Qt::LeftButton, {}, QPoint(40, 20));
    QCOMPARE(bench.window.views().current(), View::lab);
    QCOMPARE(bench.session.scenario().strategy.name, std::string("none"));
    QTRY_VERIFY(bench.session.settled());
    QCOMPARE(bench.session.run()->metrics.database.queries, 1000U);
    QCOMPARE(bench.session.playback().playhead(), at(40ms));
    QCOMPARE(bench.session.selected(), CallId::request(417));
    bench.workbench.undo();
    QCOMPARE(bench.session.scenario().strategy.name, std::string("locking"));
    QVERIFY(!bench.workbench.canUndo());
}

void tst_Compare::returnOnACardOpensItAndArrowsSelect()
{
    Bench bench;
    StrategyCard* card = bench.card("coalescing");
    card->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(card->hasFocus());
    bench.session.select(CallId::request(10));
    QTest::keyClick(card, Qt::Key_Down);
    QCOMPARE(bench.session.selected(), CallId::request(11));
    QTest::keyClick(card, Qt::Key_Up);
    QTest::keyClick(card, Qt::Key_Up);
    QCOMPARE(bench.session.selected(), CallId::request(9));
    QTest::keyClick(card, Qt::Key_Return);
    QCOMPARE(bench.window.views().current(), View::lab);
    QCOMPARE(bench.session.scenario().strategy.name, std::string("coalescing"));
}

void tst_Compare::aDragInAPictureMovesThePlayhead()
{
    Bench bench;
    StrategyCard* card = bench.card("none");
    const CallId before = bench.session.selected();
    QTest::mousePress(card, Qt::LeftButton, {}, inPicture(card, 0.2, 0.5));
    QTest::mouseMove(card, inPicture(card, 0.4, 0.5));
    QTest::mouseRelease(card, Qt::LeftButton, {}, inPicture(card, 0.4, 0.5));
    const QRectF plot = card->plotRect();
    const SharedAxis axis(bench.page->grid()->range(), plot.left(), plot.right());
    QCOMPARE(bench.session.playback().playhead(), axis.at(inPicture(card, 0.4, 0.5).x()));
    QCOMPARE(bench.session.selected(), before);
}

void tst_Compare::thePlayheadReachesTheEndOfTheSlowestStrategy()
{
    Bench bench;
    bench.session.playback().setPlayhead(at(700ms));
    QCOMPARE(bench.session.playback().playhead(), at(700ms));
    QVERIFY2(plain(bench.card("none")->status()).endsWith("wait"), qPrintable(bench.card("none")->status()));
    QCOMPARE(plain(bench.card("locking")->status()), QString("1 query · 1 000 answered"));
    bench.session.playback().setSpeed(1);
    bench.session.playback().setPlaying(true);
    QTRY_VERIFY_WITH_TIMEOUT(!bench.session.playback().playing(), 10'000);
    QCOMPARE(plain(bench.card("none")->status()), QString("1 000 queries · 1 000 answered"));
    // In the lab the run is over sooner.
    bench.window.views().go(View::lab);
    QCOMPARE(bench.session.playback().playhead(), bench.session.run()->extent().until);
}

void tst_Compare::draggingConcurrencyChangesEveryCard()
{
    Bench bench;
    Slider* slider = bench.page->pinned()->row("traffic.0.requests")->slider();
    drag(slider, slider->width() / 2, slider->width() * 2 / 3);
    bench.settle();
    const auto requests = std::get<Burst>(bench.session.scenario().traffic[0]).requests;
    QVERIFY(requests > 2000);
    QCOMPARE(bench.queries("none").remove(u' '), QString::number(requests));
    QCOMPARE(bench.queries("locking"), QString("1"));
    for (const Contender& c : bench.page->comparison().contenders()) {
        QCOMPARE(c.run->metrics.requests, requests);
        QCOMPARE(c.run->scenario, c.scenario);
    }
    bench.workbench.undo();
    bench.settle();
    QCOMPARE(bench.queries("none"), QString("1 000"));
}

void tst_Compare::betaIsThatOfEveryStrategyWithOne()
{
    Bench bench("hot-page", "locking");
    const QString before = bench.queries("early-expiration");
    ParameterRow* row = bench.page->pinned()->row("strategy.beta");
    QVERIFY(row->slider()->isEnabled());
    drag(row->slider(), row->slider()->width() / 2, row->slider()->width() * 3 / 4);
    bench.settle();
    const double beta = bench.page->comparison().beta();
    QVERIFY(beta > 1.5);
    for (const char* id : {"early-expiration", "xfetch", "combined"})
        QCOMPARE(bench.contender(id).run->scenario.strategy.when[0].beta, beta);
    QVERIFY(bench.queries("early-expiration") != before);
    QCOMPARE(bench.session.scenario().strategy.name, std::string("locking"));
    QTest::mouseClick(bench.card("xfetch"), Qt::LeftButton, {}, QPoint(40, 20));
    QCOMPARE(bench.session.scenario().strategy.when[0].beta, beta);
}

void tst_Compare::aStrategyWithoutANameHasItsOwnCard()
{
    Bench bench;
    bench.workbench.chooseMeanwhile({Meanwhile::fail});
    bench.settle();
    QCOMPARE(bench.page->grid()->cards().size(), catalogue().size() + 1);
    const Metrics m = measure(*simulate(bench.session.scenario()));
    QVERIFY(m.failed > 0);
    QCOMPARE(bench.contender("custom").run->metrics.failed, m.failed);
    bench.workbench.chooseStrategy("locking");
    bench.settle();
    QCOMPARE(bench.page->grid()->cards().size(), catalogue().size());
}

void tst_Compare::aChangeMadeInTheLabIsComparedWhenCompareIsShown()
{
    Bench bench;
    bench.window.views().go(View::lab);
    bench.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 37; });
    bench.settle();
    QCOMPARE(bench.queries("none"), QString("1 000"));
    bench.window.views().go(View::compare);
    bench.settle();
    QCOMPARE(bench.queries("none"), QString("37"));
}

void tst_Compare::hiddenItComputesNothing()
{
    Bench bench;
    bench.window.views().go(View::lab);
    QSignalSpy arrived(&bench.page->comparison(), &Comparison::arrived);
    bench.workbench.change([](Scenario& s) { s.cache.ttl = 1s; });
    bench.settle();
    QTest::qWait(50);
    QCOMPARE(arrived.count(), 0);
}

void tst_Compare::aQuestionHidesTheAnswers()
{
    Bench bench;
    StrategyCard* card = bench.card("none");
    const QImage open = card->grab().toImage();
    bench.session.setMasked(true);
    bench.settle();
    QVERIFY(card->grab().toImage() != open);
    QVERIFY(!card->accessibleDescription().contains(u'1'));
    bench.session.setMasked(false);
    bench.settle();
    QCOMPARE(card->grab().toImage(), open);
}

void tst_Compare::theAxisBendsOnlyForALongTail()
{
    const auto until = [](Duration d) { return TimeRange{run_start, at(d)}; };
    const std::vector<TimeRange> alike{until(100ms), until(110ms), until(120ms)};
    QVERIFY(!sharedRange(alike).bent());
    QVERIFY(sharedRange(alike).until >= at(120ms));
    const std::vector<TimeRange> tail{until(100ms), until(110ms), until(120ms), until(1s)};
    QVERIFY(sharedRange(tail).bent());
    QVERIFY(sharedRange(tail).bend >= at(120ms) && sharedRange(tail).bend < at(140ms));
    QVERIFY(sharedRange(tail).until >= at(1s));
    // One short run is not worth squeezing three long ones.
    const std::vector<TimeRange> head{until(1ms), until(1s), until(1s), until(1s)};
    QVERIFY(!sharedRange(head).bent());
}

void tst_Compare::theAxisMapsBothWays()
{
    const SharedAxis axis({run_start, at(100ms), at(1s)}, 10, 410);
    QVERIFY(axis.bent());
    QCOMPARE(axis.x(run_start), 10.0);
    QCOMPARE(axis.x(at(100ms)), axis.head().right());
    QCOMPARE(axis.x(at(1s)), 410.0);
    for (Duration d : {Duration(0ms), Duration(50ms), Duration(99ms), Duration(101ms), Duration(700ms)})
        QVERIFY(std::chrono::abs(axis.at(axis.x(at(d))) - at(d)) <= 10ns);
}

void tst_Compare::numbersAreJudgedAmongEachOther()
{
    QCOMPARE(verdictOf(1, 1, 1000), Verdict::best);
    QCOMPARE(verdictOf(4, 1, 1000), Verdict::between);
    QCOMPARE(verdictOf(1000, 1, 1000), Verdict::bad);
    QCOMPARE(verdictOf(3, 3, 3), Verdict::between);
    QCOMPARE(verdictOf(3, 2, 3), Verdict::between);
    QCOMPARE(verdictOf(8, 0, 8), Verdict::between);
}

void tst_Compare::theTableSaysWhatCoreMeasures()
{
    Bench bench("hot-page");
    const TableData table = bench.page->table();
    QCOMPARE(table.rows.size(), catalogue().size());
    for (std::size_t i = 0; i < catalogue().size(); ++i) {
        const Metrics m = measure(*simulate(load_scenario("hot-page", {catalogue()[i].id, {}, {}, {}})));
        const QStringList& row = table.rows[i];
        QCOMPARE(row.size(), table.header.size());
        QCOMPARE(row[0], QString::fromStdString(catalogue()[i].name));
        QCOMPARE(row[1].toULongLong(), m.database.queries);
        QCOMPARE(row[2].toDouble(), m.latency_ms.p50);
        QCOMPARE(row[3].toDouble(), m.latency_ms.p99);
        QCOMPARE(row[4].toDouble(), m.latency_ms.max);
        QCOMPARE(row[5].toDouble(), double(m.served.stale) / double(m.answered));
        QCOMPARE(row[6].toULongLong(), m.served.waited);
        QCOMPARE(row[8].toULongLong(), m.redis.commands);
        QCOMPARE(row[9].toULongLong(), m.database.peak_in_flight);
    }
    QCOMPARE(table.rows[1][10], QString("higher: waiters are blocked"));
}

void tst_Compare::aHeadingSortsAndCtrlCCopiesForASpreadsheet()
{
    Bench bench;
    QTableView* view = bench.page->summary()->table()->view();
    const auto press = [&](int column) {
        QHeaderView* header = view->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          QPoint(header->sectionViewportPosition(column) + 10, header->height() / 2));
    };
    press(MeasuredModel::queries);
    QCOMPARE(view->model()->index(0, MeasuredModel::queries).data().toString(), QString("1"));
    press(MeasuredModel::queries);
    QCOMPARE(plain(view->model()->index(0, MeasuredModel::queries).data().toString()), QString("1 000"));
    view->setFocus();
    view->selectRow(0);
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = plain(QApplication::clipboard()->text()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], QString("Strategy\tQueries\tp50\tp99\tStale\tRedis"));
    QCOMPARE(lines[1].split(u'\t')[1], QString("1 000"));
    view->clearSelection();
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts).size(),
             qsizetype(catalogue().size()) + 1);
}

void tst_Compare::theButtonCopiesMarkdown()
{
    Bench bench;
    QTest::mouseClick(bench.page->summary()->table()->copyButton(), Qt::LeftButton);
    const QStringList lines = plain(QApplication::clipboard()->text()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), qsizetype(catalogue().size()) + 2);
    QCOMPARE(lines[1], QString("| :--- | ---: | ---: | ---: | ---: | ---: |"));
    QVERIFY2(lines[3].startsWith("| Locking | 1 | 103 ms | 103 ms |"), qPrintable(lines[3]));
}

void tst_Compare::allColumnsTakeThePlaceOfTheCards()
{
    Bench bench;
    MeasuredTable* table = bench.page->summary()->table();
    QVERIFY(table->view()->isColumnHidden(MeasuredModel::saidBestFor));
    QTest::mouseClick(table->wideButton(), Qt::LeftButton);
    bench.settle();
    QVERIFY(!bench.page->grid()->isVisible());
    for (int c = 0; c < MeasuredModel::columnsInAll; ++c) QVERIFY(!table->view()->isColumnHidden(c));
    QTest::mouseClick(table->wideButton(), Qt::LeftButton);
    bench.settle();
    QVERIFY(bench.page->grid()->isVisible());
}

void tst_Compare::returnInTheTableOpensTheStrategy()
{
    Bench bench;
    QTableView* view = bench.page->summary()->table()->view();
    view->setFocus();
    view->setCurrentIndex(view->model()->index(2, 0));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(bench.window.views().current(), View::lab);
    QCOMPARE(bench.session.scenario().strategy.name, std::string("coalescing"));
}

void tst_Compare::growthIsWhatCoreComputes()
{
    Bench bench;
    bench.settleAll();
    const Growth& growth = bench.page->summary()->growth();
    QVERIFY(growth.possible());
    QCOMPARE(growth.values().front(), 1.0);
    QCOMPARE(growth.values().back(), 100'000.0);
    QCOMPARE(growth.curves(), catalogue().size());
    for (std::size_t v = 0; v < growth.values().size(); v += 3) {
        for (std::size_t c = 0; c < growth.curves(); ++c) {
            Scenario s = load_scenario("product-page", {catalogue()[c].id, {}, {}, {}});
            std::get<Burst>(s.traffic[0]).requests = std::uint32_t(growth.values()[v]);
            QCOMPARE(growth.queries(c)[v], double(measure(*simulate(s)).database.queries));
        }
    }
}

void tst_Compare::growthIsKeptWhileOnlyThePlayheadOrItsOwnNumberChanges()
{
    Bench bench;
    bench.settleAll();
    const Growth& growth = bench.page->summary()->growth();
    const std::size_t done = growth.done();
    QVERIFY(done > 0 && done == growth.total());
    QSignalSpy settled(&growth, &Growth::settledNow);
    bench.session.playback().setPlayhead(at(10ms));
    bench.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 500; });
    bench.settle();
    QTest::qWait(400);
    QCOMPARE(settled.count(), 0);
    QCOMPARE(growth.now(), 500.0);
    bench.workbench.change([](Scenario& s) { s.instances.count = 7; });
    QTRY_COMPARE_WITH_TIMEOUT(settled.count(), 1, 60'000);
    QCOMPARE(growth.queries(2).back(), 7.0);
}

void tst_Compare::anotherKindOfTrafficReplacesTheCurves()
{
    Bench bench;
    bench.settleAll();
    const Growth& growth = bench.page->summary()->growth();
    QCOMPARE(growth.title(), QString("Concurrent requests"));
    bench.workbench.chooseMeanwhile({Meanwhile::fail});  // one card more
    bench.window.grab();
    bench.workbench.open(load_scenario("steady-hot-key"), "steady-hot-key");
    QVERIFY(std::isnan(growth.now()));
    bench.window.grab();
    bench.settle();
    bench.window.grab();
    QCOMPARE(growth.title(), QString("Requests a second"));
    bench.workbench.change([](Scenario& s) { s.traffic = {Replay{"there-is-no-such.log", ".", 1}}; });
    QTRY_VERIFY(bench.page->comparison().trouble().contains("there-is-no-such.log"));
    bench.window.grab();
    QTRY_VERIFY(bench.page->settled());
    bench.workbench.undo();
    bench.settle();
    QVERIFY(bench.page->comparison().trouble().isEmpty());
}

void tst_Compare::endLabelsNeverOverlap()
{
    Bench bench("hot-page");
    bench.settleAll();
    const std::vector<EndLabel> labels = bench.page->summary()->growthChart()->labels();
    QVERIFY(labels.size() > 2);
    qsizetype names = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        names += labels[i].names.size();
        if (i > 0) QVERIFY(labels[i].top >= labels[i - 1].top + labels[i - 1].height);
    }
    QCOMPARE(names, qsizetype(catalogue().size()));
    std::vector<EndLabel> crowded(5, EndLabel{{"x"}, {}, 50, 0, 20});
    spreadLabels(crowded, 0, 100, 0);
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(crowded[i].top, 20.0 * double(i));
}

void tst_Compare::aChartIsATableToo()
{
    Bench bench;
    ChartCard* card = bench.page->summary()->growthCard();
    QTest::mouseClick(card->tableButton(), Qt::LeftButton);
    bench.settleAll();
    const Growth& growth = bench.page->summary()->growth();
    QCOMPARE(card->table()->rowCount(), int(growth.values().size()));
    QCOMPARE(card->table()->item(card->table()->rowCount() - 1, 1)->text(), QString("100000"));
    card->table()->setFocus();
    QTest::keyClick(card->table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts).size(),
             qsizetype(growth.values().size()) + 1);
}

void tst_Compare::latenciesAreCountedOnce()
{
    Bench bench("hot-page");
    for (const Contender& c : bench.page->comparison().contenders()) {
        std::uint64_t sum = 0;
        for (std::uint32_t n : c.latencies.bins) sum += n;
        QCOMPARE(sum, c.run->metrics.answered);
    }
    for (double ms : {0.011, 0.6, 100.0, 5000.0}) {
        const int bin = LatencyShape::bin_of(ms);
        QVERIFY(LatencyShape::begin_of(bin) <= ms * 1.000001 && ms < LatencyShape::begin_of(bin + 1));
    }
}

void tst_Compare::everyThemePaints_data()
{
    QTest::addColumn<int>("name");
    QTest::newRow("light") << int(Theme::Name::light);
    QTest::newRow("dark") << int(Theme::Name::dark);
    QTest::newRow("projector") << int(Theme::Name::projector);
}

void tst_Compare::everyThemePaints()
{
    QFETCH(int, name);
    Bench bench;
    applyTheme(*qApp, Theme::Name(name));
    QCoreApplication::processEvents();
    bench.settle();
    const QImage picture = bench.card("none")->grab().toImage();
    QCOMPARE(picture.pixelColor(picture.width() / 2, 4), theme().panel);
    QVERIFY(bench.page->pinned()->row("cache.ttl"));
    applyTheme(*qApp, Theme::Name::light);
    QCoreApplication::processEvents();
}

STAMPEDE_TESTS(tst_Compare, a_window)
#include "tst_compare.moc"
