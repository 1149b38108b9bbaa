// Each number on the screen says which quantity it is and of which instant. Here all of them are gathered, at
// random playheads of runs of every preset, from the lab, Compare, Explore and the two worlds side by side:
// one quantity has one value at one instant, wherever it is shown; what has a name among the metrics is what
// measure() counts; and no result is shown without saying what it is.

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRegularExpression>
#include <QSettings>
#include <QTableView>
#include <QTest>

#include "core/analysis/marked_text.h"
#include "core/analysis/metrics_json.h"
#include "core/analysis/now.h"
#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/analysis/why.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/live/versus_plots.h"
#include "ui/live/versus_table.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/words/told.h"
#include "ui/shell/accessibility/spoken.h"
#include "ui/study/compare/compare_page.h"
#include "ui/study/compare/latency_strips.h"
#include "ui/study/compare/measured_model.h"
#include "ui/study/compare/strategy_card.h"
#include "ui/study/explore/band_chart.h"
#include "ui/study/explore/explore_page.h"
#include "ui/study/explore/heat_map.h"
#include "ui/study/explore/histogram.h"
#include "ui/study/explore/whisker_chart.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/track.h"
#include "ui/tracks/track_area.h"

#include <map>
#include <random>
#include <set>

using namespace stampede;
using namespace stampede::ui;

namespace {

constexpr std::size_t mostEvents = 200'000;  ///< longer runs only take longer

bool hasDigit(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// What was told, and by whom it is contradicted.
class Gathered final : public ReadingLog {
public:
    Gathered() { current() = this; }
    ~Gathered() override { current() = nullptr; }

    void take(std::string_view quantity, double value, const Where& where, std::string_view text) override
    {
        keep(text);
        ++told_;
        if (!find_quantity(quantity)) complain(quantity, "is no quantity");
        const std::string scenario = to_json(*where.scenario);
        Instant until = where.until;
        if (const auto run = runs_.find(scenario); run != runs_.end() && until >= run->second->recording->end)
            until = never;
        const Key key{std::string(quantity),
                      std::string(where.of),
                      std::string(where.world),
                      scenario,
                      where.from,
                      until,
                      where.subject};
        const auto [known, is_new] = values_.try_emplace(key, value);
        if (!is_new && std::abs(known->second - value) > 1e-6 * std::max(1.0, std::abs(value)))
            complain(quantity, QStringLiteral("is %1 and %2 at %3, subject %4")
                                   .arg(known->second)
                                   .arg(value)
                                   .arg(milliseconds(until.time_since_epoch()))
                                   .arg(where.subject));
        if (is_new) compareWithMetrics(key, value);
    }
    void take_other(std::string_view text) override { keep(text); }

    /// What is told of it can be measured.
    void follow(const RunPtr& run)
    {
        if (run && run->recording) runs_[to_json(run->scenario)] = run;
    }
    void forgetTexts() { texts_.clear(); }
    std::size_t told() const { return told_; }
    const QStringList& complaints() const { return complaints_; }
    QString firstComplaints() const { return complaints_.mid(0, 10).join(QStringLiteral("\n")); }
    /// Of texts that are shown, the numbers that nobody has told. `names`: of keys, with digits in them.
    void lookAt(const QStringList& texts, const QStringList& names = {})
    {
        static const QRegularExpression prose(
            QStringLiteral("p[0-9.]+ latency|\\(95 %\\)|99 % within|95 of 100"));
        for (const QString& text : texts) {
            QString rest = text;
            for (const QString& name : names) rest.remove(name);
            rest.remove(prose);
            if (hasDigit(untold(rest)))
                complain("a number", "has no name in “" + text + "”: " + untold(rest));
        }
    }
    void complain(std::string_view quantity, const QString& what)
    {
        complaints_ += QString::fromUtf8(quantity.data(), qsizetype(quantity.size())) + u' ' + what;
    }

    /// What of a painted text nobody has told; digits in it are of results without a name.
    QString untold(QString text) const
    {
        static const QRegularExpression cut(QStringLiteral("[0-9.][0-9.\\x{202F}]*…$"));
        text.remove(cut);
        std::vector<QString> longestFirst(texts_.begin(), texts_.end());
        std::stable_sort(longestFirst.begin(), longestFirst.end(),
                         [](const QString& a, const QString& b) { return a.size() > b.size(); });
        for (const QString& t : longestFirst)
            if (text.contains(t)) text.replace(asWhole(t), QStringLiteral("·"));
        return text;
    }

private:
    struct Key {
        std::string quantity, of, world, scenario;
        Instant from, until;
        std::int64_t subject;
        auto operator<=>(const Key&) const = default;
    };

    void keep(std::string_view text)
    {
        const QString told = QString::fromUtf8(text.data(), qsizetype(text.size()));
        if (hasDigit(told)) texts_.insert(told);
    }

    /// "12" is no part of "312", "1.12" or "12 000".
    static QRegularExpression asWhole(const QString& told)
    {
        return QRegularExpression(
            QStringLiteral("(?<![0-9.]|[0-9]\\x{202F})%1(?![0-9]|\\.[0-9]|\\x{202F}[0-9]{3})")
                .arg(QRegularExpression::escape(told)));
    }

    /// The numbers of the window are those of the command line.
    void compareWithMetrics(const Key& key, double value)
    {
        const auto& [quantity, of, world, scenario, from, until, subject] = key;
        const auto paths = metric_paths();
        const auto run = runs_.find(scenario);
        if (run == runs_.end() || !world.empty() || from != run_start || subject != -1) return;
        if (std::find(paths.begin(), paths.end(), quantity) == paths.end()) return;
        const double counted = metric(measure(*run->second->recording, until), quantity);
        if (std::abs(counted - value) > 1e-6 * std::max(1.0, std::abs(value)))
            complain(quantity, QStringLiteral("is shown as %1, and measured as %2").arg(value).arg(counted));
    }

    std::map<std::string, RunPtr> runs_;  ///< by scenario
    std::map<Key, double> values_;
    std::set<QString> texts_;
    QStringList complaints_;
    std::size_t told_ = 0;
};

/// Hears what is written on it, piece by piece, and joins what stands side by side.
class Paper final : public QPaintDevice {
public:
    explicit Paper(QSize size) : size_(size), engine_(*this) {}
    QPaintEngine* paintEngine() const override { return &engine_; }
    const QStringList& texts() const { return texts_; }

protected:
    int metric(PaintDeviceMetric m) const override
    {
        switch (m) {
        case PdmWidth: return size_.width();
        case PdmHeight: return size_.height();
        case PdmWidthMM: return size_.width() * 254 / 960;
        case PdmHeightMM: return size_.height() * 254 / 960;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        case PdmNumColors: return INT_MAX;
        case PdmDepth: return 32;
        case PdmDevicePixelRatio: return 1;
        default: return QPaintDevice::metric(m);
        }
    }

private:
    class Engine final : public QPaintEngine {
    public:
        explicit Engine(Paper& paper) : QPaintEngine(AllFeatures), paper_(paper) {}
        bool begin(QPaintDevice*) override { return true; }
        bool end() override { return true; }
        void updateState(const QPaintEngineState&) override {}
        void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
        void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
        void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
        void drawPath(const QPainterPath&) override {}
        void drawTextItem(const QPointF& at, const QTextItem& item) override
        {
            const QPointF p = state->transform().map(at);
            const bool goesOn =
                std::abs(p.y() - paper_.end_.y()) < 0.5 && std::abs(p.x() - paper_.end_.x()) < 4;
            if (goesOn)
                paper_.texts_.last() += item.text();
            else
                paper_.texts_ += item.text();
            paper_.end_ = p + QPointF(item.width(), 0);
        }
        Type type() const override { return User; }

    private:
        Paper& paper_;
    };

    QSize size_;
    mutable Engine engine_;
    QStringList texts_;
    QPointF end_{-1e9, -1e9};
};

QStringList paintedTexts(QWidget& widget)
{
    Paper paper(widget.size());
    QPainter painter(&paper);
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return paper.texts();
}

/// A run as one sees it, at instants of it.
struct Lab : test::Window {
    /// The texts of the views that show results: painted, spoken, and in rows.
    QStringList shown()
    {
        QStringList all;
        for (Track* track : window.findChildren<Track*>()) {
            if (!track->isVisible()) continue;
            all += paintedTexts(*track);
            all += spokenWords(*track);
        }
        all += paintedTexts(*window.headline());
        all += spokenWords(*window.headline());
        all += window.lab()->story()->sentence();
        for (SidePanel* panel : window.findChildren<SidePanel*>()) all += panel->state()->text().split(u'\n');
        return all;
    }
    /// Why some calls are where they are at the playhead.
    QStringList reasons(std::mt19937_64& random) const
    {
        const RunPtr run = session.run();
        const Evidence evidence{*run->recording, run->scenario, run->timeline, run->standing};
        const Lanes& lanes = run->timeline.lanes;
        QStringList all;
        for (int i = 0; i < 8 && lanes.size() > 0; ++i) {
            const CallId call = lanes.call(std::uint32_t(random() % lanes.size()));
            all += QString::fromStdString(
                unmarked(why_at(evidence, trail_of(*run->recording, call), session.playback().playhead())));
        }
        return all;
    }
    /// Listens at random playheads, at the end, and with the view zoomed in.
    void gather(Gathered& gathered, std::mt19937_64& random, int times = 5)
    {
        const RunPtr run = session.run();
        gathered.follow(run);
        QStringList names;
        for (std::uint32_t key = std::uint32_t(run->timeline.keys.size()); key-- > 0;)
            if (const QString name = QString::fromStdString(run->recording->key_name(key)); hasDigit(name))
                names += name;
        std::sort(names.begin(), names.end(),
                  [](const QString& a, const QString& b) { return a.size() > b.size(); });
        const auto& events = run->recording->events;
        for (int i = 0; i < times && !events.empty(); ++i) {
            const Instant t = i + 1 == times ? run->recording->end : events[random() % events.size()].at;
            // From elsewhere: what already stands there need not be told once more.
            session.playback().setPlayhead(t == run_start ? run->recording->end : run_start);
            QCoreApplication::processEvents();
            gathered.forgetTexts();
            session.playback().setPlayhead(t + (i % 2 == 0 ? Duration() : Duration(1'234'567)));
            if (i == 2) session.viewport().zoom(session.playback().playhead(), 0.2);
            QCoreApplication::processEvents();
            gathered.lookAt(shown(), names);
            gathered.lookAt(reasons(random), names);
        }
    }
    /// What the charts of a page paint and say.
    template <class Chart>
    QStringList charts()
    {
        QStringList all;
        for (Chart* chart : window.findChildren<Chart*>()) {
            if (!chart->isVisible()) continue;
            all += paintedTexts(*chart);
            all += chart->accessibleDescription();
        }
        return all;
    }
};

/// What somebody adds who did not look who computes it already: a p99 of all answers, one rank too high.
class P99ByAnotherRule final : public Track {
public:
    using Track::Track;
    int plotHeight() const override { return 20; }
    QString summary() override
    {
        const Lanes& lanes = run()->timeline.lanes;
        std::vector<Duration> latencies;
        for (std::uint32_t lane = 0; lane < lanes.requests; ++lane)
            if (lanes.outcome[lane] != Outcome::none && lanes.outcome[lane] != Outcome::failed)
                latencies.push_back(length_of(lanes, lane));
        if (latencies.empty()) return {};
        std::sort(latencies.begin(), latencies.end());
        return tr("99 % within %1")
            .arg(toldTime("latency_ms.p99", latencies[latencies.size() * 99 / 100], ofRun(run()->scenario)));
    }

protected:
    void paintPlot(QPainter&) override {}
};

}  // namespace

class tst_Told : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void oneQuantityHasOneValue_data();
    void oneQuantityHasOneValue();
    void stateIsOneAfterEveryFault_data();
    void stateIsOneAfterEveryFault();
    void theCacheTrackSaysWhatIsNow();
    void compareSaysWhatTheLabSays_data();
    void compareSaysWhatTheLabSays();
    void exploreSaysWhatTheLabSays();
    void theTwoWorldsAreToldApart();
    void aSecondFormulaInTheWindowIsNoticed();
    void aNumberWithoutANameIsNoticed();
};

void tst_Told::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_told");
    QSettings().clear();
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Told::oneQuantityHasOneValue_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Preset& p : presets()) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id) << number++;
}

void tst_Told::oneQuantityHasOneValue()
{
    QFETCH(QString, preset);
    QFETCH(int, number);
    static const QSize sizes[] = {{1280, 720}, {1600, 1000}, {2200, 1300}};
    static const Theme::Name themes[] = {Theme::Name::light, Theme::Name::dark, Theme::Name::projector};
    std::mt19937_64 random(20'000 + std::uint64_t(number));
    applyTheme(*qApp, themes[number / 3 % 3]);

    Gathered gathered;
    Lab lab;
    lab.window.resize(sizes[number % 3]);
    lab.window.show();
    StrategyChoice choice;
    if (number % 2 == 0) choice.name = catalogue()[random() % catalogue().size()].id;
    Scenario scenario = load_scenario(preset.toStdString(), choice);
    scenario.seed = 1 + random() % 1000;
    lab.workbench.open(scenario, preset);
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    if (lab.session.run()->recording->events.size() > mostEvents) QSKIP("a run this long only takes longer");
    lab.gather(gathered, random);
    QVERIFY(gathered.told() > 20);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

void tst_Told::stateIsOneAfterEveryFault_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(FaultKind::lose_reply); ++kind)
        QTest::addRow("fault %d", kind) << QString(kind % 2 == 0 ? "product-page" : "ticket-booth") << kind;
}

/// A run into which somebody throws a fault while the lock is held: whether the entry is there, and who holds
/// the lock, is the same wherever one looks.
void tst_Told::stateIsOneAfterEveryFault()
{
    QFETCH(QString, preset);
    QFETCH(int, kind);
    Gathered gathered;
    Lab lab;
    lab.window.resize(1600, 1000);
    lab.window.show();
    Scenario scenario = load_scenario(preset.toStdString());
    Fault fault;
    fault.kind = FaultKind(kind);
    fault.at = Instant(std::chrono::milliseconds(40));
    fault.duration = std::chrono::milliseconds(200);
    fault.by = std::chrono::milliseconds(500);
    fault.times = 3;
    scenario.faults.push_back(fault);
    lab.workbench.open(scenario, preset);
    QTRY_VERIFY_WITH_TIMEOUT(lab.session.settled() && lab.session.run(), 120'000);
    std::mt19937_64 random(std::uint64_t(kind) + 1);
    lab.gather(gathered, random, 12);
    QVERIFY2(gathered.complaints().isEmpty(), qPrintable(gathered.firstComplaints()));
}

/// The value is there a moment before the run ends: too short a stretch for words of its own.
void tst_Told::theCacheTrackSaysWhatIsNow()
{
    Lab lab;
    lab.open("product-page");
    lab.settle();
    auto* track = lab.window.findChild<EntryTrack*>();
    const auto said = [&](Instant t) {
        lab.session.playback().setPlayhead(t);
        QCoreApplication::processEvents();
        return paintedTexts(*track).join(QStringLiteral(" | "));
    };
    const Instant loading = Instant(std::chrono::milliseconds(63));
    QVERIFY2(said(loading).contains("absent: expired at 0"), qPrintable(said(loading)));
    for (const Instant t : {Instant(std::chrono::milliseconds(104)), lab.session.run()->recording->end}) {
        const QString text = said(t);
        QVERIFY2(text.contains("fresh, version 1, fill 1"), qPrintable(text));
        QVERIFY2(!text.contains("absent:"), qPrintable(text));
    }
}

void tst_Told::compareSaysWhatTheLabSays_data()
{
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Preset& p : presets())
        if (number++ % 3 == 0) QTest::newRow(p.id.c_str()) << QString::fromStdString(p.id) << number;
}

void tst_Told::compareSaysWhatTheLabSays()
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
    if (lab.session.run()->recording->events.size() > mostEvents / 10)
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
void tst_Told::exploreSaysWhatTheLabSays()
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

void tst_Told::theTwoWorldsAreToldApart()
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

void tst_Told::aSecondFormulaInTheWindowIsNoticed()
{
    Gathered gathered;
    Lab lab;
    lab.open("ticket-booth", "coalescing");
    lab.settle();
    P99ByAnotherRule planted(lab.session, QStringLiteral("p99"), &lab.window);
    planted.show();
    lab.session.playback().setPlayhead(lab.session.playback().extent().until);
    gathered.follow(lab.session.run());
    lab.shown();
    QVERIFY2(!gathered.complaints().isEmpty(), qPrintable(planted.summary()));
    QVERIFY2(gathered.complaints().first().startsWith("latency_ms.p99"),
             qPrintable(gathered.firstComplaints()));
}

void tst_Told::aNumberWithoutANameIsNoticed()
{
    Gathered gathered;
    Scenario scenario = load_scenario("product-page");
    const QString named = toldCount("waiting", 1'000, ofRun(scenario));
    QVERIFY(!gathered.untold(named + " waiting").contains(u'0'));
    QVERIFY(gathered.untold(named + " waiting, 12 more").contains(u'1'));
    toldCount("no.such.quantity", 1, ofRun(scenario));
    QCOMPARE(gathered.complaints().size(), 1);
}

STAMPEDE_TESTS(tst_Told, a_window)
#include "tst_told.moc"
