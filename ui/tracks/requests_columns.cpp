#include "ui/tracks/requests_track.h"

#include <QPainter>

#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

// How requests are drawn when their traffic is spread out: as columns of time.

namespace stampede::ui {

void RequestsTrack::paintColumns(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const TimeAxis time = axis();
    if (density_.top == 0) return;
    const double unit = (plot.height() - t.px(4)) / density_.top;
    struct Part {
        Outcome outcome;
        QColor colour;
        bool hatched;
    };
    const Part parts[] = {{Outcome::fresh, tint(t.fresh, 0.62), false},   {Outcome::stale, tint(t.stale, 0.8), true},
                          {Outcome::shared, t.waitingFill, false},        {Outcome::none, t.sunken, false},
                          {Outcome::loaded, t.load, false},               {Outcome::failed, t.failure, false}};
    const QBrush lines = hatch(tint(t.stale, 0.25), devicePixelRatioF());
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (std::size_t i = 0; i < density_.columns.size(); ++i) {
        const DensityColumn& column = density_.columns[i];
        const double left = std::max(plot.left(), std::round(time.x(density_.begins(i))));
        const double right = std::min(plot.right(), std::round(time.x(density_.begins(i + 1))));
        if (right <= left) continue;
        double y = plot.bottom();
        for (const Part& part : parts) {
            const std::uint32_t count = column.of(part.outcome);
            if (count == 0) continue;
            const bool rare = part.outcome == Outcome::loaded || part.outcome == Outcome::failed;
            const double height = std::min(std::max(count * unit, rare ? double(t.px(4)) : 0.0), y - plot.top());
            const QRectF bar(left, y - height, right - left, height);
            painter.fillRect(bar, part.colour);
            if (part.hatched) painter.fillRect(bar, lines);
            y -= height;
        }
    }
    paintLoadLines(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCutColumns(painter);
}

/// A line of full height at each start of a load: no number of hits averages it away.
void RequestsTrack::paintLoadLines(QPainter& painter)
{
    const TimeAxis time = axis();
    const double width = theme().px(2.5);
    const auto& loads = run()->timeline.loads;
    auto load = std::lower_bound(loads.begin(), loads.end(), session().visible().from,
                                 [](const Load& l, Instant t) { return l.began < t; });
    while (load != loads.end() && load->began <= session().visible().until) {
        const double x = std::round(time.x(load->began) - width / 2);
        painter.fillRect(QRectF(x, plotRect().top() + theme().px(4), width, plotRect().height() - theme().px(4)), theme().load);
        const Instant next = time.at(x + width / 2 + 1);
        load = std::lower_bound(load + 1, loads.end(), next, [](const Load& l, Instant t) { return l.began < t; });
    }
}

/// Columns too high for the plot end in a jag.
void RequestsTrack::paintCutColumns(QPainter& painter)
{
    const Theme& t = theme();
    const double y = plotRect().top() + t.px(9), w = t.px(3);
    painter.setPen(QPen(t.panel, 2 * t.scale));
    for (std::size_t i = 0; i < density_.columns.size(); ++i) {
        if (density_.columns[i].total() <= density_.top) continue;
        const double left = axis().x(density_.begins(i)), right = axis().x(density_.begins(i + 1));
        painter.drawPolyline(QPolygonF({{left - w, y + w}, {(left + right) / 2, y}, {right + w, y + w}}));
    }
}

/// Texts along the upper edge: how many came at once where a column is cut, how many loads began where some did.
void RequestsTrack::placeColumnTexts()
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const TimeAxis time = axis();
    const auto place = [&](const QString& text, const QFont& font, double before, double behind, bool loads) {
        QRectF rect = labelRect(font, text, behind, plot.top() + t.px(13));
        if (loads) rect.moveRight(before);
        const auto fits = [&] {
            if (rect.left() < plot.left() || rect.right() > plot.right()) return false;
            return std::none_of(texts_.begin(), texts_.end(), [&](const BlockText& other) {
                return other.rect.adjusted(-t.px(8), 0, t.px(8), 0).intersects(rect);
            });
        };
        if (!fits()) loads ? rect.moveLeft(behind) : rect.moveRight(before);
        if (fits()) texts_.push_back({text, rect, loads});
    };
    for (std::size_t i = 0; i < density_.columns.size(); ++i) {
        const std::uint32_t total = density_.columns[i].total();
        if (total > density_.top)
            place(tr("%1 at once").arg(countText(total)), t.strong, time.x(density_.begins(i)) - t.px(5),
                  time.x(density_.begins(i + 1)) + t.px(5), false);
    }
    for (const LoadGroup& group : groups_) {
        const QString count = countText(group.loads);
        const bool early = group.early == group.loads;
        const QString text = early ? group.loads == 1 ? tr("1 refresh started") : tr("%1 refreshes started").arg(count)
                                   : group.loads == 1 ? tr("1 load started") : tr("%1 loads started").arg(count);
        place(text, t.strong, time.x(group.from) - t.px(5), time.x(group.until) + t.px(8), true);
    }
}

void RequestsTrack::paintColumnTexts(QPainter& painter)
{
    painter.setFont(theme().strong);
    for (const BlockText& text : texts_)
        drawLabel(painter, text.rect, Qt::AlignCenter, text.text, text.loads ? theme().loadText : theme().ink);
}

}  // namespace stampede::ui
