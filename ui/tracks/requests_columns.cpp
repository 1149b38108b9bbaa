#include "ui/look/words/plural.h"
#include "ui/tracks/requests_track.h"

#include <QPainter>

#include "core/analysis/rates.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/density_paint.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

// How requests are drawn when their traffic is spread out: as columns of time.

namespace stampede::ui {

void RequestsTrack::paintColumns(QPainter& painter)
{
    const QRectF plot = plotRect();
    const TimeAxis time = axis();
    if (density_.top == 0) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintDensity(painter, density_, time, plot, pixelRatio());
    paintLoadLines(painter, run()->timeline, time, plot);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCutColumns(painter);
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

/// Texts along the upper edge: how many came within 100 ms where a column is cut, how many loads began where
/// some did.
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
        if (density_.columns[i].total() <= density_.top) continue;
        const Instant from = density_.begins(i), until = density_.begins(i + 1);
        const QString count = toldCount("arrivals.most", most_arrivals(run()->timeline, from, until),
                                        between(run()->scenario, from, until));
        place(tr("%1 within %2").arg(count, toldOther(durationText(arrival_cell))), t.strong,
              time.x(from) - t.px(5), time.x(until) + t.px(5), false);
    }
    for (const LoadGroup& group : groups_) {
        const QString count =
            toldCount("loads.began", group.loads, between(run()->scenario, group.from, group.until));
        const bool early = group.early == group.loads;
        const QString text = (early ? plural(group.loads, "%1 refresh started", "%1 refreshes started")
                                    : plural(group.loads, "%1 load started", "%1 loads started"))
                                 .arg(count);
        place(text, t.strong, time.x(group.from) - t.px(5), time.x(group.until) + t.px(8), true);
    }
}

void RequestsTrack::paintColumnTexts(QPainter& painter)
{
    painter.setFont(theme().strong);
    for (const BlockText& text : texts_)
        drawLabel(painter, text.rect, Qt::AlignCenter, text.text,
                  text.loads ? theme().loadText : theme().ink);
}

}  // namespace stampede::ui
