#include <QMouseEvent>
#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/study/compare/card_grid.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

TimeRuler::TimeRuler(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setAccessibleName(tr("Time that all pictures share"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&session_, &Session::maskedChanged, this, qOverload<>(&QWidget::update));
    connect(&session_.playback(), &Playback::playheadChanged, this, qOverload<>(&QWidget::update));
}

QSize TimeRuler::sizeHint() const
{
    return {theme().px(300), theme().px(26)};
}

void TimeRuler::setColumns(std::vector<std::pair<double, double>> columns)
{
    columns_ = std::move(columns);
    update();
}

void TimeRuler::setRange(const SharedRange& range)
{
    range_ = range;
    setToolTip(range_.bent() ? tr("From the double stroke on, time runs faster: only a few strategies still "
                                  "have something to do there.")
                             : QString());
    update();
}

void TimeRuler::paintEvent(QPaintEvent*)
{
    if (session_.masked()) return;  // how long runs take is part of the answer
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& [left, right] : columns_)
        paintColumn(painter, SharedAxis(range_, left, right), left == columns_[0].first);
}

void TimeRuler::paintColumn(QPainter& painter, const SharedAxis& axis, bool named)
{
    const Theme& t = theme();
    const QFontMetricsF metrics(t.small);
    const double top = t.px(3), height = t.px(18), bend = axis.head().right();
    painter.setFont(t.small);
    QRectF chip;
    const double now = axis.x(session_.playback().playhead());
    if (named && now >= axis.left() - 1 && now <= axis.right() + 1) {
        const QString text = timeText(session_.playback().playhead(), axis.head().perPixel());
        const double w = metrics.horizontalAdvance(text) + t.px(12);
        chip = QRectF(keptWithin(now - w / 2, 1.0, axis.right() - w), top, w, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.ink);
        painter.drawRoundedRect(chip, t.px(4), t.px(4));
        painter.setPen(t.panel);
        painter.drawText(chip, Qt::AlignCenter, text);
    }
    painter.setPen(t.muted);
    double free = -1e9;
    const auto label = [&](double x, const QString& text, double limit) {
        const double w = metrics.horizontalAdvance(text);
        const QRectF rect(std::min(x - w / 2, limit - w), top, w, height);
        if (rect.left() < free || rect.right() > limit + 1 ||
            rect.intersects(chip.adjusted(-t.px(6), 0, t.px(6), 0)))
            return;
        painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, text);
        free = rect.right() + t.px(8);
    };
    for (const Tick& tick : ticks(axis.head(), t.px(84)))
        label(axis.head().x(tick.at), tick.label, axis.bent() ? bend - t.px(8) : axis.right());
    if (!axis.bent()) return;
    free = std::max(free, bend + t.px(8));
    for (const Tick& tick : ticks(axis.tail(), t.px(60)))
        label(axis.tail().x(tick.at), tick.label, axis.right());
    painter.setPen(QPen(t.muted, 1.4 * t.scale));
    for (double x : {bend - t.px(2), bend + t.px(2)})
        painter.drawLine(QPointF(x - t.px(2), top + height - t.px(3)), QPointF(x + t.px(2), top + t.px(3)));
}

void TimeRuler::mousePressEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
}

void TimeRuler::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || session_.masked()) return;
    const double x = event->position().x();
    for (const auto& [left, right] : columns_)
        if (x >= left - theme().px(12) && x <= right + theme().px(12))
            return session_.playback().setPlayhead(
                SharedAxis(range_, left, right).at(keptWithin(x, left, right)));
}

}  // namespace stampede::ui
