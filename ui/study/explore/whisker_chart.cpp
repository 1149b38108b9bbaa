#include "ui/study/explore/whisker_chart.h"

#include <QPainter>

#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/look/words/told.h"
#include "ui/study/explore/metric_choice.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

WhiskerChart::WhiskerChart(const StrategyStudy& study, QWidget* parent) : QWidget(parent), study_(study)
{
    setAccessibleName(tr("A figure under every strategy, over seeds"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&study_, &StrategyStudy::changed, this, [this] {
        describe();
        updateGeometry();
        update();
    });
}

QSize WhiskerChart::sizeHint() const
{
    return {theme().px(320),
            int(std::max<std::size_t>(10, study_.strategies())) * theme().px(18) + theme().px(26)};
}

void WhiskerChart::setMetric(const std::string& path)
{
    metric_ = path;
    describe();
    update();
}

void WhiskerChart::describe()
{
    QStringList all;
    for (std::size_t i = 0; i < study_.strategies(); ++i) {
        const Summary s = study_.summary(i, metric_);
        all += tr("%1: %2 ± %3")
                   .arg(study_.name(i), told(i, "seeds.mean", s.mean), told(i, "seeds.ci95", s.ci95));
    }
    setAccessibleDescription(all.join(QStringLiteral("; ")));
}

QString WhiskerChart::told(std::size_t row, const char* statistic, double value) const
{
    const auto seeds = std::int64_t(study_.values(row, metric_).size());
    return toldMetric(statistic, metric_, value, ofRun(study_.scenario(row), seeds));
}

double WhiskerChart::Scale::x(double v) const
{
    const double share = logarithmic ? std::log(std::max(v, from) / from) / std::log(until / from)
                                     : (v - from) / (until - from);
    return left + (right - left) * std::clamp(share, 0.0, 1.0);
}

std::vector<double> WhiskerChart::Scale::marks() const
{
    if (!logarithmic) return {from, (from + until) / 2, until};
    std::vector<double> out;
    for (double p = std::pow(10, std::ceil(std::log10(from) - 1e-9)); p <= until * 1.0001; p *= 10)
        out.push_back(p);
    return out;
}

WhiskerChart::Scale WhiskerChart::scale() const
{
    const Theme& t = theme();
    double least = HUGE_VAL, most = 0, positive = HUGE_VAL;
    for (std::size_t i = 0; i < study_.strategies(); ++i)
        for (double v : study_.values(i, metric_)) {
            least = std::min(least, v);
            most = std::max(most, v);
            if (v > 0) positive = std::min(positive, v);
        }
    Scale s;
    s.left = t.px(184);
    s.right = width() - t.px(96);
    if (most < least) return s;
    s.logarithmic = least >= 0 && positive < HUGE_VAL && most > 20 * positive;
    s.from = s.logarithmic ? positive / 1.25 : std::min(0.0, least);
    s.until = std::max(most, s.from + 1e-9);
    return s;
}

void WhiskerChart::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(t.small);
    if (study_.strategies() == 0) {
        painter.setPen(t.muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("computing…"));
        return;
    }
    const Scale s = scale();
    const double bottom = height() - t.px(22), row = (bottom - t.px(2)) / double(study_.strategies());
    for (double v : s.marks()) {
        const double x = std::round(s.x(v)) + 0.5;
        painter.setPen(QPen(t.line, t.scale));
        painter.drawLine(QPointF(x, t.px(2)), QPointF(x, bottom));
        painter.setPen(t.muted);
        painter.drawText(QRectF(x - t.px(60), bottom + t.px(3), t.px(120), t.px(18)), Qt::AlignCenter,
                         toldOther(metricText(metric_, v)));
    }
    for (std::size_t i = 0; i < study_.strategies(); ++i)
        paintRow(painter, i, s, t.px(2) + row * double(i), row);
}

void WhiskerChart::paintRow(QPainter& painter, std::size_t row, const Scale& s, double top,
                            double height) const
{
    const Theme& t = theme();
    const double y = top + height / 2;
    const bool current = study_.isCurrent(row);
    painter.setFont(current ? t.strong : t.small);
    painter.setPen(t.ink);
    const double room = s.left - t.px(10);
    painter.drawText(QRectF(0, top, room, height), Qt::AlignRight | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(study_.name(row), Qt::ElideRight, room));
    const Summary sum = study_.summary(row, metric_);
    if (study_.values(row, metric_).empty()) return;
    const QColor colour = t.series[row % 8];
    painter.setPen(QPen(colour, 1.2 * t.scale));
    painter.drawLine(QPointF(s.x(sum.min), y), QPointF(s.x(sum.max), y));
    painter.setPen(QPen(colour, 5 * t.scale, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(s.x(sum.mean - sum.ci95), y),
                     QPointF(std::max(s.x(sum.mean + sum.ci95), s.x(sum.mean - sum.ci95) + 1), y));
    painter.setPen(QPen(t.panel, 1.2 * t.scale));
    painter.setBrush(t.ink);
    painter.drawEllipse(QPointF(s.x(sum.mean), y), t.px(3.6), t.px(3.6));
    painter.setFont(t.small);
    painter.setPen(t.ink);
    const QString mean = told(row, "seeds.mean", sum.mean);
    const QString text = sum.ci95 > 0 ? tr("%1 ± %2").arg(mean, told(row, "seeds.ci95", sum.ci95)) : mean;
    painter.drawText(QRectF(s.right + t.px(8), top, width() - s.right - t.px(8), height),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

}  // namespace stampede::ui
