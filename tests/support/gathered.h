#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRegularExpression>

#include "core/analysis/explanation.h"
#include "core/analysis/marked_text.h"
#include "core/analysis/metrics_json.h"
#include "core/analysis/now.h"
#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/analysis/why.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/shell/accessibility/spoken.h"
#include "ui/tracks/track.h"

#include <map>
#include <random>
#include <set>

/// Each number on the screen says which quantity it is and of which instant. Here they are gathered, and held
/// against each other and against what is shown.
namespace stampede::test {

using namespace stampede::ui;

inline constexpr std::size_t mostEvents = 200'000;  ///< longer runs only take longer

inline bool hasDigit(const QString& text)
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
    /// Where each of them lies, as high as its letters.
    const std::vector<QRectF>& places() const { return places_; }

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
            const QRectF place(p.x(), p.y() - item.ascent(), item.width(), item.ascent() + item.descent());
            if (goesOn) {
                paper_.texts_.last() += item.text();
                paper_.places_.back() |= place;
            } else {
                paper_.texts_ += item.text();
                paper_.places_.push_back(place);
            }
            paper_.end_ = p + QPointF(item.width(), 0);
        }
        Type type() const override { return User; }

    private:
        Paper& paper_;
    };

    QSize size_;
    mutable Engine engine_;
    QStringList texts_;
    std::vector<QRectF> places_;
    QPointF end_{-1e9, -1e9};
};

inline QStringList paintedTexts(QWidget& widget)
{
    Paper paper(widget.size());
    QPainter painter(&paper);
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return paper.texts();
}

/// A run as one sees it, at instants of it.
struct ListeningLab : Window {
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
    /// Why some calls are where they are at the playhead, and what they went through.
    QStringList reasons(std::mt19937_64& random) const
    {
        const RunPtr run = session.run();
        const Evidence evidence{*run->recording, run->scenario, run->timeline, run->standing};
        const Lanes& lanes = run->timeline.lanes;
        QStringList all;
        for (int i = 0; i < 8 && lanes.size() > 0; ++i) {
            const CallId call = lanes.call(std::uint32_t(random() % lanes.size()));
            const Trail trail = trail_of(*run->recording, call);
            all += QString::fromStdString(unmarked(why_at(evidence, trail, session.playback().playhead())));
            for (const ExplainedStep& step : story_of(*run->recording, run->scenario, trail, &run->timeline))
                all += QString::fromStdString(step.text);
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

}  // namespace stampede::test
