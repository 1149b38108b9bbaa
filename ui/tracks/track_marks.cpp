#include "ui/tracks/track.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/look/theme/theme.h"
#include "ui/look/words/event_text.h"
#include "ui/tracks/paint.h"

#include <algorithm>

// What people mark in time, drawn over every track: the selected range, cursors, bookmarks, where the run
// forks; and the breaks of an axis that shortens idle time.

namespace stampede::ui {

namespace {

/// A vertical edge that looks torn.
QPolygonF torn(double x, double top, double bottom, double tooth)
{
    QPolygonF edge;
    int i = 0;
    for (double y = top; y < bottom; y += tooth, ++i)
        edge << QPointF(x + (i % 2 ? tooth / 2 : -tooth / 2), y);
    edge << QPointF(x, bottom);
    return edge;
}

}  // namespace

/// A break of the axis says how much time it leaves out.
void Track::paintBreaks(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    for (const IdleGap& gap : session_.axis().gaps()) {
        const double left = std::max(axis().x(gap.from), plot.left() - 8),
                     right = std::min(axis().x(gap.until), plot.right() + 8);
        if (right - left < 1 || left > plot.right() || right < plot.left()) continue;
        painter.save();
        painter.setClipRect(plot);
        QPolygonF shape = torn(left, plot.top(), plot.bottom(), t.px(5)),
                  back = torn(right, plot.top(), plot.bottom(), t.px(5));
        std::reverse(back.begin(), back.end());
        shape += back;
        QPainterPath path;
        path.addPolygon(shape);
        painter.fillPath(path, t.sunken);
        painter.setPen(QPen(t.line, t.scale));
        painter.drawPolyline(torn(left, plot.top(), plot.bottom(), t.px(5)));
        painter.drawPolyline(torn(right, plot.top(), plot.bottom(), t.px(5)));
        painter.restore();
        if (!labelsTime()) continue;
        const QString length = durationText(gap.length());
        const QString said = fitting({tr("%1 idle").arg(length), length}, t.small, right - left - t.px(4));
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(QRectF(left, plot.top(), right - left, plot.height()), Qt::AlignCenter, said);
    }
}

void Track::paintMarks(QPainter& painter)
{
    paintRange(painter);
    const Scenario& scenario = session_.scenario();
    for (const Bookmark& bookmark : scenario.bookmarks) paintBookmark(painter, bookmark);
    for (std::size_t i = 0; i < TimeMarks::cursors; ++i)
        if (const auto at = session_.marks().cursor(i)) paintCursor(painter, i == 0 ? tr("A") : tr("B"), *at);
    if (session_.fork()) paintFork(painter);
}

void Track::paintRange(QPainter& painter)
{
    const auto& range = session_.marks().range();
    if (!range) return;
    const QRectF plot = plotRect();
    const double left = std::max(axis().x(range->from), plot.left()),
                 right = std::min(axis().x(range->until), plot.right());
    if (right < left) return;
    QColor veil = theme().accent;
    veil.setAlphaF(0.1F);
    painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), veil);
    painter.setPen(QPen(theme().accent, theme().scale));
    for (double x : {left, right}) painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

bool Track::isShown(Instant at) const
{
    const double x = axis().x(at);
    return x >= plotRect().left() - 1 && x <= plotRect().right() + 1;
}

void Track::paintCursor(QPainter& painter, const QString& name, Instant at)
{
    if (!isShown(at)) return;
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const double x = axis().x(at);
    painter.setPen(QPen(t.panel, 3.4 * t.scale));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setPen(QPen(t.accent, 1.6 * t.scale, Qt::DashLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    const QRectF flag(x - t.px(7), plot.top() - t.px(5), t.px(14), t.px(14));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(flag, t.px(3), t.px(3));
    painter.setFont(t.small);
    painter.setPen(t.accentText);
    painter.drawText(flag, Qt::AlignCenter, name);
}

void Track::paintBookmark(QPainter& painter, const Bookmark& bookmark)
{
    if (!isShown(bookmark.at)) return;
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const double x = axis().x(bookmark.at);
    painter.setPen(QPen(t.muted, t.scale, Qt::DotLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.muted);
    const double w = t.px(8), top = plot.top() - t.px(4);
    painter.drawPolygon(QPolygonF(
        {{x, top}, {x + w, top}, {x + w * 0.7, top + w * 0.4}, {x + w, top + w * 0.8}, {x, top + w * 0.8}}));
    if (!namesPlayhead()) return;  // its text stands once, where the playhead's time does
    const QString text =
        QFontMetricsF(t.small).elidedText(QString::fromStdString(bookmark.text), Qt::ElideRight, t.px(160));
    QRectF rect = labelRect(t.small, text, x + t.px(3), plot.bottom() - t.px(9));
    if (rect.right() > plot.right()) rect.moveRight(x - t.px(3));
    painter.setFont(t.small);
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

/// What comes after this line is not what would have come.
void Track::paintFork(QPainter& painter)
{
    const Fault& fault = *session_.forkedBy();
    if (!isShown(fault.at)) return;
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const double x = axis().x(fault.at);
    painter.setPen(QPen(t.failure, 1.4 * t.scale, Qt::DashDotLine));
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    painter.setPen(QPen(t.failure, 2 * t.scale));
    const double r = t.px(4), y = plot.top();
    painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r));
    painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r));
    if (!namesPlayhead()) return;
    const QString text = faultText(fault);
    QRectF rect = labelRect(t.strong, text, x + t.px(6), plot.top() + t.px(10));
    if (rect.right() > plot.right()) rect.moveRight(x - t.px(6));
    painter.setFont(t.strong);
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

}  // namespace stampede::ui
