#include "ui/tracks/label_room.h"

#include "ui/look/theme/kept_within.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

bool LabelRoom::isFree(const QRectF& rect) const
{
    return std::none_of(taken_.begin(), taken_.end(), [&](const QRectF& t) { return t.intersects(rect); });
}

QRectF LabelRoom::place(const QRectF& wanted)
{
    QRectF inside = wanted;
    inside.moveLeft(keptWithin(wanted.left(), bounds_.left(), bounds_.right() - wanted.width()));
    inside.moveTop(keptWithin(wanted.top(), bounds_.top(), bounds_.bottom() - wanted.height()));
    const double step = std::max(1.0, wanted.height() / 4), aside = std::max(1.0, wanted.width() / 2);
    QRectF found;
    double nearest = INFINITY;
    for (double dx : {0.0, -aside, aside, -2 * aside, 2 * aside}) {
        const int most = int(bounds_.height() / step) + 1;
        for (int i = -most; i <= most; ++i) {
            const QRectF rect = inside.translated(dx, i * step);
            const double away = std::abs(i * step) + std::abs(dx);
            if (away >= nearest || !bounds_.contains(rect) || !isFree(rect)) continue;
            found = rect;
            nearest = away;
        }
    }
    if (!found.isEmpty()) take(found);
    return found;
}

}  // namespace stampede::ui
