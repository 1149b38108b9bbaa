#include "ui/tracks/track_marks.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/look/theme/theme.h"
#include "ui/look/words/event_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"
#include "ui/session/time_marks.h"
#include "ui/tracks/paint.h"

#include <algorithm>

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

void verticalLine(QPainter& painter, double x, const QRectF& plot)
{
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
}

/// Beside a line, on whichever side there is room.
void nameLine(QPainter& painter, const QFont& font, const QString& text, QPointF at, double gap,
              const QRectF& plot)
{
    QRectF rect = labelRect(font, text, at.x() + gap, at.y());
    if (rect.right() > plot.right()) rect.moveRight(at.x() - gap);
    painter.setFont(font);
    drawLabel(painter, rect, Qt::AlignCenter, text, theme().ink);
}

void paintBookmark(QPainter& painter, const MarksPicture::Line& mark, const QRectF& plot, bool named)
{
    const Theme& t = theme();
    const double x = mark.x, w = t.px(8), top = plot.top() - t.px(4);
    painter.setPen(QPen(t.muted, t.scale, Qt::DotLine));
    verticalLine(painter, x, plot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.muted);
    painter.drawPolygon(QPolygonF(
        {{x, top}, {x + w, top}, {x + w * 0.7, top + w * 0.4}, {x + w, top + w * 0.8}, {x, top + w * 0.8}}));
    if (!named) return;
    const QString text = QFontMetricsF(t.small).elidedText(mark.text, Qt::ElideRight, t.px(160));
    nameLine(painter, t.small, text, {x, plot.bottom() - t.px(9)}, t.px(3), plot);
}

void paintCursor(QPainter& painter, const MarksPicture::Line& mark, const QRectF& plot)
{
    const Theme& t = theme();
    painter.setPen(QPen(t.panel, 3.4 * t.scale));
    verticalLine(painter, mark.x, plot);
    painter.setPen(QPen(t.accent, 1.6 * t.scale, Qt::DashLine));
    verticalLine(painter, mark.x, plot);
    const QRectF flag(mark.x - t.px(7), plot.top() - t.px(5), t.px(14), t.px(14));
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(flag, t.px(3), t.px(3));
    painter.setFont(t.small);
    painter.setPen(t.accentText);
    painter.drawText(flag, Qt::AlignCenter, mark.text);
}

void paintFork(QPainter& painter, const MarksPicture::Line& mark, const QRectF& plot, bool named)
{
    const Theme& t = theme();
    painter.setPen(QPen(t.failure, 1.4 * t.scale, Qt::DashDotLine));
    verticalLine(painter, mark.x, plot);
    painter.setPen(QPen(t.failure, 2 * t.scale));
    const double r = t.px(4), x = mark.x, y = plot.top();
    painter.drawLine(QPointF(x - r, y - r), QPointF(x + r, y + r));
    painter.drawLine(QPointF(x - r, y + r), QPointF(x + r, y - r));
    if (named) nameLine(painter, t.strong, mark.text, {x, plot.top() + t.px(10)}, t.px(6), plot);
}

}  // namespace

MarksPicture marksOn(const TimeAxis& axis, const QRectF& plot, const TimeMarks& marks,
                     const std::vector<Bookmark>& bookmarks, const std::optional<Fault>& fork)
{
    MarksPicture picture;
    const auto shown = [&](double x) { return x >= plot.left() - 1 && x <= plot.right() + 1; };
    if (marks.range()) {
        const double left = std::max(axis.x(marks.range()->from), plot.left()),
                     right = std::min(axis.x(marks.range()->until), plot.right());
        if (right >= left) picture.range = MarksPicture::Band{left, right};
    }
    for (const Bookmark& b : bookmarks)
        if (const double x = axis.x(b.at); shown(x))
            picture.bookmarks.push_back({x, QString::fromStdString(b.text)});
    for (std::size_t i = 0; i < TimeMarks::cursors; ++i)
        if (const auto at = marks.cursor(i); at && shown(axis.x(*at)))
            picture.cursors.push_back({axis.x(*at), i == 0 ? tr("A") : tr("B")});
    if (fork && shown(axis.x(fork->at))) picture.fork = {axis.x(fork->at), faultText(*fork)};
    return picture;
}

void paintMarks(QPainter& painter, const MarksPicture& marks, const QRectF& plot, bool named)
{
    const Theme& t = theme();
    if (marks.range) {
        QColor veil = t.accent;
        veil.setAlphaF(0.1F);
        const auto [left, right] = *marks.range;
        painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), veil);
        painter.setPen(QPen(t.accent, t.scale));
        for (double x : {left, right}) verticalLine(painter, x, plot);
    }
    for (const auto& mark : marks.bookmarks) paintBookmark(painter, mark, plot, named);
    for (const auto& mark : marks.cursors) paintCursor(painter, mark, plot);
    if (marks.fork) paintFork(painter, *marks.fork, plot, named);
}

std::vector<AxisBreak> breaksOn(const TimeAxis& axis, const QRectF& plot)
{
    std::vector<AxisBreak> breaks;
    if (!axis.warp()) return breaks;
    for (const IdleGap& gap : axis.warp()->gaps()) {
        const double left = std::max(axis.x(gap.from), plot.left() - 8),
                     right = std::min(axis.x(gap.until), plot.right() + 8);
        if (right - left < 1 || left > plot.right() || right < plot.left()) continue;
        const QString length = durationText(gap.length());
        breaks.push_back({left, right, tr("%1 idle").arg(length), length});
    }
    return breaks;
}

void paintBreaks(QPainter& painter, const std::vector<AxisBreak>& breaks, const QRectF& plot, bool named)
{
    const Theme& t = theme();
    for (const AxisBreak& b : breaks) {
        painter.save();
        painter.setClipRect(plot);
        const QPolygonF left = torn(b.left, plot.top(), plot.bottom(), t.px(5)),
                        right = torn(b.right, plot.top(), plot.bottom(), t.px(5));
        QPolygonF shape = left, back = right;
        std::reverse(back.begin(), back.end());
        shape += back;
        QPainterPath path;
        path.addPolygon(shape);
        painter.fillPath(path, t.sunken);
        painter.setPen(QPen(t.line, t.scale));
        painter.drawPolyline(left);
        painter.drawPolyline(right);
        painter.restore();
        if (!named) continue;
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(QRectF(b.left, plot.top(), b.right - b.left, plot.height()), Qt::AlignCenter,
                         fitting({b.text, b.briefText}, t.small, b.right - b.left - t.px(4)));
    }
}

}  // namespace stampede::ui
