// Each number on the screen says which quantity it is and of which instant. Here all of them are gathered, at
// random playheads of runs of every preset: one quantity has one value at one instant, wherever it is shown;
// what has a name among the metrics is what measure() counts; and no result is shown without saying what it
// is.

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRegularExpression>
#include <QSettings>
#include <QTest>

#include "core/analysis/metrics_json.h"
#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "tests/support/run_tests.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/words/told.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/accessibility/spoken.h"
#include "ui/shell/window/main_window.h"
#include "ui/tracks/track.h"
#include "ui/tracks/track_area.h"

#include <map>
#include <random>
#include <set>

using namespace stampede;
using namespace stampede::ui;

namespace {

constexpr std::size_t mostEvents = 200'000;  ///< longer runs only take longer

QString plainSpaces(QString text)
{
    return text.replace(QChar(0x202F), u' ').replace(QChar(0x00A0), u' ');
}

/// What was told, and by whom it is contradicted.
class Gathered final : public ReadingLog {
public:
    Gathered() { current() = this; }
    ~Gathered() override { current() = nullptr; }

    void take(std::string_view quantity, double value, const Where& where, std::string_view text) override
    {
        texts_.insert(plainSpaces(QString::fromUtf8(text.data(), qsizetype(text.size()))));
        ++told_;
        if (!find_quantity(quantity)) complain(quantity, "is no quantity");
        Instant until = where.until;
        if (run_ && &run_->scenario == where.scenario && until >= run_->recording->end) until = never;
        const Key key{std::string(quantity), identity(*where.scenario), where.from, until, where.subject};
        const auto [known, is_new] = values_.try_emplace(key, value);
        if (!is_new && std::abs(known->second - value) > 1e-6 * std::max(1.0, std::abs(value)))
            complain(quantity, QStringLiteral("is %1 and %2 at %3, subject %4")
                                   .arg(known->second)
                                   .arg(value)
                                   .arg(milliseconds(until.time_since_epoch()))
                                   .arg(where.subject));
        if (is_new) compareWithMetrics(key, value, where);
    }
    void take_other(std::string_view text) override
    {
        texts_.insert(plainSpaces(QString::fromUtf8(text.data(), qsizetype(text.size()))));
    }

    void follow(const RunPtr& run) { run_ = run; }
    void forgetTexts() { texts_.clear(); }
    std::size_t told() const { return told_; }
    const QStringList& complaints() const { return complaints_; }
    void complain(std::string_view quantity, const QString& what)
    {
        complaints_ += QString::fromUtf8(quantity.data(), qsizetype(quantity.size())) + u' ' + what;
    }

    /// What of a painted text nobody has told; digits in it are of results without a name.
    QString untold(QString text) const
    {
        text = plainSpaces(std::move(text));
        static const QRegularExpression cut(QStringLiteral("[0-9.][0-9. ]*…$"));
        text.remove(cut);
        std::vector<QString> longestFirst(texts_.begin(), texts_.end());
        std::stable_sort(longestFirst.begin(), longestFirst.end(),
                         [](const QString& a, const QString& b) { return a.size() > b.size(); });
        for (const QString& t : longestFirst)
            if (!t.isEmpty()) text.replace(t, QStringLiteral("·"));
        return text;
    }

private:
    using Key = std::tuple<std::string, std::string, Instant, Instant, std::int64_t>;

    const std::string& identity(const Scenario& scenario)
    {
        std::string& name = names_[&scenario];
        if (name.empty()) name = to_json(scenario);
        return name;
    }

    /// The numbers of the window are those of the command line.
    void compareWithMetrics(const Key& key, double value, const Where& where)
    {
        const auto& [quantity, scenario, from, until, subject] = key;
        const auto paths = metric_paths();
        if (!run_ || &run_->scenario != where.scenario || from != run_start || subject != -1) return;
        if (std::find(paths.begin(), paths.end(), quantity) == paths.end()) return;
        const double counted = metric(measure(*run_->recording, until), quantity);
        if (std::abs(counted - value) > 1e-6 * std::max(1.0, std::abs(value)))
            complain(quantity, QStringLiteral("is shown as %1, and measured as %2").arg(value).arg(counted));
    }

    RunPtr run_;
    std::map<Key, double> values_;
    std::map<const Scenario*, std::string> names_;
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

struct Lab {
    Session session;
    Workbench workbench{session};
    MainWindow window{session, workbench};

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
        for (SidePanel* panel : window.findChildren<SidePanel*>()) all += panel->state()->text().split(u'\n');
        return all;
    }
};

}  // namespace

class tst_Told : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void oneQuantityHasOneValue_data();
    void oneQuantityHasOneValue();
    void aSecondFormulaIsNoticed();
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
    const RunPtr run = lab.session.run();
    if (run->recording->events.size() > mostEvents) QSKIP("a run this long only takes longer");
    gathered.follow(run);
    QStringList names;  // of keys: digits in them are no results
    for (std::uint32_t key = std::uint32_t(run->timeline.keys.size()); key-- > 0;)
        names += QString::fromStdString(run->recording->key_name(key));
    std::sort(names.begin(), names.end(),
              [](const QString& a, const QString& b) { return a.size() > b.size(); });
    const auto& events = run->recording->events;
    for (int i = 0; i < 5 && !events.empty(); ++i) {
        const Instant t = i == 4 ? run->recording->end : events[random() % events.size()].at;
        gathered.forgetTexts();
        lab.session.playback().setPlayhead(t + (i % 2 == 0 ? Duration() : Duration(1'234'567)));
        if (i == 2) lab.session.viewport().zoom(lab.session.playback().playhead(), 0.2);
        QCoreApplication::processEvents();
        for (const QString& text : lab.shown()) {
            QString rest = text;
            for (const QString& name : names) rest.remove(name);
            rest = gathered.untold(rest);
            static const QRegularExpression quantile(QStringLiteral("p[0-9.]+ latency"));
            rest.remove(quantile);
            static const QRegularExpression digit(QStringLiteral("[0-9]"));
            if (rest.contains(digit)) gathered.complain("a number", "has no name in “" + text + "”");
        }
    }
    QVERIFY(gathered.told() > 20);
    QVERIFY2(gathered.complaints().isEmpty(),
             qPrintable(gathered.complaints().mid(0, 10).join(QStringLiteral("\n"))));
}

void tst_Told::aSecondFormulaIsNoticed()
{
    Gathered gathered;
    Scenario scenario = load_scenario("product-page");
    const Where now = at(scenario, Instant(std::chrono::milliseconds(63)));
    toldCount("waiting", 999, now);
    toldCount("waiting", 999, now);
    QVERIFY(gathered.complaints().isEmpty());
    toldCount("waiting", 700, now);
    QCOMPARE(gathered.complaints().size(), 1);
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
