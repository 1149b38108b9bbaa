#include "ui/tracks/density_paint.h"

#include "ui/look/theme/theme.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

void paintDensity(QPainter& painter, const Density& density, const TimeAxis& time, const QRectF& plot,
                  double pixelRatio)
{
    const Theme& t = theme();
    if (density.top == 0) return;
    const double unit = (plot.height() - t.px(4)) / density.top;
    struct Part {
        Outcome outcome;
        QColor colour;
        bool hatched;
    };
    const Part parts[] = {{Outcome::fresh, tint(t.fresh, 0.62), false},
                          {Outcome::stale, tint(t.stale, 0.8), true},
                          {Outcome::shared, t.waitingFill, false},
                          {Outcome::none, t.sunken, false},
                          {Outcome::loaded, t.load, false},
                          {Outcome::failed, t.failure, false}};
    const QBrush lines = hatch(tint(t.stale, 0.25), pixelRatio);
    for (std::size_t i = 0; i < density.columns.size(); ++i) {
        const DensityColumn& column = density.columns[i];
        const double left = std::max(plot.left(), std::round(time.x(density.begins(i))));
        const double right = std::min(plot.right(), std::round(time.x(density.begins(i + 1))));
        if (right <= left) continue;
        double y = plot.bottom();
        for (const Part& part : parts) {
            const std::uint32_t count = column.of(part.outcome);
            if (count == 0) continue;
            const bool rare = part.outcome == Outcome::loaded || part.outcome == Outcome::failed;
            const double height =
                std::min(std::max(count * unit, rare ? double(t.px(4)) : 0.0), y - plot.top());
            const QRectF bar(left, y - height, right - left, height);
            painter.fillRect(bar, part.colour);
            if (part.hatched) painter.fillRect(bar, lines);
            y -= height;
        }
    }
}

void paintLoadLines(QPainter& painter, const Timeline& timeline, const TimeAxis& time, const QRectF& plot)
{
    const double width = theme().px(2.5);
    const auto& loads = timeline.loads;
    auto load = std::lower_bound(loads.begin(), loads.end(), time.range().from,
                                 [](const Load& l, Instant t) { return l.began < t; });
    while (load != loads.end() && load->began <= time.range().until) {
        const double x = std::round(time.x(load->began) - width / 2);
        painter.fillRect(QRectF(x, plot.top() + theme().px(4), width, plot.height() - theme().px(4)),
                         theme().load);
        const Instant next = time.at(x + width / 2 + 1);
        load = std::lower_bound(load + 1, loads.end(), next,
                                [](const Load& l, Instant t) { return l.began < t; });
    }
}

}  // namespace stampede::ui
