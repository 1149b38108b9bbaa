#include "ui/study/explore/histogram.h"

#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

Histogram::Histogram(const SeedStudy& study, QWidget* parent) : QWidget(parent), study_(study)
{
    setAccessibleName(tr("Distribution over seeds"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&study_, &SeedStudy::changed, this, [this] {
        setAccessibleDescription(words());
        update();
    });
}

QSize Histogram::sizeHint() const
{
    return {theme().px(420), theme().px(240)};
}
QSize Histogram::minimumSizeHint() const
{
    return {theme().px(260), theme().px(150)};
}

void Histogram::setMetric(const std::string& path)
{
    metric_ = path;
    setAccessibleDescription(words());
    update();
}

std::vector<Bin> Histogram::bars() const
{
    return binned(study_.values(metric_), isCount(metric_), 36);
}

QString Histogram::words() const
{
    if (study_.known() == 0) return tr("computing…");
    const Summary s = study_.summary(metric_);
    if (s.min == s.max && study_.known() >= 10)
        return tr("%1 with every seed").arg(told("seeds.mean", s.mean));
    QString text = tr("mean %1 ± %2 (95 %), from %3 to %4")
                       .arg(told("seeds.mean", s.mean), told("seeds.ci95", s.ci95),
                            told("seeds.least", s.min), told("seeds.most", s.max));
    if (const auto theory = theoryOf(study_.scenario(), metric_))
        text += tr("; theory %1").arg(toldTheory(*theory));
    return text;
}

QString Histogram::told(const char* statistic, double value) const
{
    return toldMetric(statistic, metric_, value, ofRun(study_.scenario(), std::int64_t(study_.known())));
}

QString Histogram::toldTheory(const TheoryValue& theory) const
{
    const std::string quantity = "theory" + metric_.substr(metric_.find('.'));
    return ui::told(quantity, theory.value, ofRun(study_.scenario()), metricText(metric_, theory.value));
}

Histogram::Scale Histogram::scale(const std::vector<Bin>& bars) const
{
    const Theme& t = theme();
    Scale s;
    s.plot = QRectF(t.px(6), t.px(64), std::max(10, width() - t.px(20)),
                    std::max(10, height() - t.px(64) - t.px(24)));
    s.from = bars.front().from;
    s.until = bars.back().until;
    if (const auto theory = theoryOf(study_.scenario(), metric_)) {
        const double width = bars[0].until - bars[0].from;
        s.from = std::min(s.from, theory->value - width);
        s.until = std::max(s.until, theory->value + width);
    }
    const double least = (bars[0].until - bars[0].from) * 8;  // a single bar is not as wide as the plot
    if (s.until - s.from < least) {
        const double middle = (s.from + s.until) / 2;
        s.from = bars[0].from >= 0 ? std::max(0.0, middle - least / 2) : middle - least / 2;
        s.until = s.from + least;
    }
    return s;
}

void Histogram::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<Bin> all = bars();
    if (all.empty()) {
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(rect(), Qt::AlignCenter,
                         study_.trouble().isEmpty() ? tr("computing…") : study_.trouble());
        return;
    }
    const Scale s = scale(all);
    paintBars(painter, s, all);
    paintMarks(painter, s);
}

void Histogram::paintBars(QPainter& painter, const Scale& s, const std::vector<Bin>& bars) const
{
    const Theme& t = theme();
    std::size_t most = 1;
    for (const Bin& b : bars) most = std::max(most, b.count);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Bin& b : bars) {
        if (b.count == 0) continue;
        const double h = std::max(2.0, s.plot.height() * double(b.count) / double(most));
        const double left = std::round(s.x(b.from)), right = std::round(s.x(b.until));
        painter.fillRect(QRectF(left, s.plot.bottom() - h, std::max(1.0, right - left - 1), h),
                         tint(t.series[4], 0.75));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(t.line, t.scale));
    painter.drawLine(s.plot.bottomLeft(), s.plot.bottomRight());
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const double step = nice_width((s.until - s.from) * t.px(78) / s.plot.width());
    // A whole number stands for the bar that begins with it.
    const double shift = isCount(metric_) && bars[0].until - bars[0].from <= 1.001 ? 0.5 : 0;
    for (double v = std::ceil(s.from / step - 1e-9) * step; v + shift <= s.until; v += step) {
        if (isCount(metric_) && v != std::round(v)) continue;
        const double x = keptWithin(s.x(v + shift), s.plot.left() + t.px(20), s.plot.right() - t.px(20));
        painter.drawText(QRectF(x - t.px(60), s.plot.bottom() + t.px(4), t.px(120), t.px(18)),
                         Qt::AlignCenter, toldOther(metricText(metric_, std::abs(v) < step / 1e6 ? 0 : v)));
    }
}

/// The mean with its band, theory and the lab's own run: a row of text each above the plot, a line down from
/// it.
void Histogram::paintMarks(QPainter& painter, const Scale& s) const
{
    const Theme& t = theme();
    const Summary sum = study_.summary(metric_);
    const bool whole = isCount(metric_);
    const double shift = whole && bars()[0].until - bars()[0].from <= 1.001 ? 0.5 : 0;
    const auto mark = [&](int row, double value, const QString& text, const QColor& colour,
                          Qt::PenStyle style, const QFont& font) {
        const double x = s.x(value + shift), y = t.px(2) + row * t.px(19);
        painter.setPen(QPen(colour, 1.8 * t.scale, style));
        painter.drawLine(QPointF(x, y + t.px(2)), QPointF(x, s.plot.bottom()));
        const double w = QFontMetricsF(font).horizontalAdvance(text);
        // Away from the mean, whose band would lie below the text.
        const bool before = (value < sum.mean && x - t.px(6) - w > 0) || x + t.px(6) + w > width();
        const double left = before ? x - t.px(6) - w : x + t.px(6);
        painter.setFont(font);
        painter.setPen(legible(colour, t.panel));
        painter.drawText(QRectF(left, y, w + 2, t.px(18)), Qt::AlignVCenter | Qt::AlignLeft, text);
    };
    if (sum.ci95 > 0) {
        QColor band = t.accent;
        band.setAlphaF(0.22F);
        const double left = s.x(sum.mean - sum.ci95 + shift), right = s.x(sum.mean + sum.ci95 + shift);
        painter.fillRect(QRectF(left, t.px(4), std::max(1.0, right - left), s.plot.bottom() - t.px(4)), band);
    }
    const QString mean = told("seeds.mean", sum.mean);
    mark(0, sum.mean,
         sum.ci95 > 0 ? tr("mean %1 ± %2").arg(mean, told("seeds.ci95", sum.ci95)) : tr("mean %1").arg(mean),
         t.accent, Qt::SolidLine, t.strong);
    if (const auto theory = theoryOf(study_.scenario(), metric_))
        mark(1, theory->value, tr("theory %1 = %2").arg(toldTheory(*theory), theory->formula), t.ink,
             Qt::DashLine, t.small);
    const double own = study_.values(metric_)[0];
    mark(2, own,
         tr("seed %1: %2")
             .arg(toldOther(QString::number(study_.scenario().seed)),
                  toldMetric(metric_, own, ofRun(study_.scenario()))),
         t.muted, Qt::DotLine, t.small);
}

}  // namespace stampede::ui
