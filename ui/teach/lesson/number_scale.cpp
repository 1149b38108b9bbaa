#include "ui/teach/lesson/number_scale.h"

#include "ui/look/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

NumberScale::NumberScale(const Figure& truth, double said, QWidget* parent)
    : QWidget(parent), truth_(truth), said_(said)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(
        tr("%1 was said, %2 it was")
            .arg(QString::fromStdString(figure(said, truth.unit).text), QString::fromStdString(truth.text)));
}

QSize NumberScale::sizeHint() const
{
    return {theme().px(260), theme().px(76)};
}

/// 0…1 of the line; both marks keep clear of its ends.
double NumberScale::place(double value) const
{
    const double low = std::min(said_, truth_.value), high = std::max(said_, truth_.value);
    if (low > 0 && high / low > 8) return 0.12 + 0.76 * std::log(value / low) / std::log(high / low);
    const double start = std::min(0.0, low), end = high + (high == start ? 1 : 0);
    return 0.06 + 0.82 * (value - start) / (end - start);
}

void NumberScale::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double y = height() / 2.0, left = t.px(4), w = width() - t.px(8);
    const double said = left + w * place(said_), truth = left + w * place(truth_.value);
    painter.setPen(QPen(t.line, 2 * t.scale));
    painter.drawLine(QPointF(left, y), QPointF(left + w, y));
    painter.setPen(QPen(t.waiting, 4 * t.scale, Qt::SolidLine, Qt::FlatCap));
    if (said != truth) painter.drawLine(QPointF(said, y), QPointF(truth, y));
    const auto label = [&](double x, bool above, const QString& text, const QColor& colour) {
        painter.setFont(t.strong);
        painter.setPen(colour);
        const double tw = QFontMetricsF(t.strong).horizontalAdvance(text),
                     h = QFontMetricsF(t.strong).height();
        const double at = std::clamp(x - tw / 2, 0.0, std::max(0.0, width() - tw));
        painter.drawText(QRectF(at, above ? y - t.px(10) - h : y + t.px(10), tw + 1, h), Qt::AlignCenter,
                         text);
    };
    painter.setPen(QPen(t.accent, 2 * t.scale));
    painter.setBrush(t.panel);
    painter.drawEllipse(QPointF(said, y), t.px(6), t.px(6));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.load);
    const double d = t.px(6);
    painter.drawPolygon(QPolygonF({{truth, y - d}, {truth + d, y}, {truth, y + d}, {truth - d, y}}));
    label(said, true, tr("you: %1").arg(QString::fromStdString(figure(said_, truth_.unit).text)), t.lockText);
    label(truth, false, tr("it was %1").arg(QString::fromStdString(truth_.text)), t.loadText);
}

}  // namespace stampede::ui
