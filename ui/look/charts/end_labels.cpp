#include "ui/look/charts/end_labels.h"

#include <algorithm>

namespace stampede::ui {

std::vector<EndLabel> mergedLabels(std::vector<EndLabel> ends, double near)
{
    std::vector<EndLabel> out;
    for (EndLabel& end : ends) {
        const auto same = std::find_if(out.begin(), out.end(),
                                       [&](const EndLabel& o) { return std::abs(o.y - end.y) <= near; });
        if (same == out.end())
            out.push_back(std::move(end));
        else
            same->names += end.names;
    }
    std::stable_sort(out.begin(), out.end(), [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
    return out;
}

void spreadLabels(std::vector<EndLabel>& labels, double top, double bottom, double gap)
{
    for (EndLabel& l : labels) l.top = l.y - l.height / 2;
    double least = top;
    for (EndLabel& l : labels) {
        l.top = std::max(l.top, least);
        least = l.top + l.height + gap;
    }
    // What stands below the bottom is pushed up again, and pushes what is above it.
    double most = bottom;
    for (auto l = labels.rbegin(); l != labels.rend(); ++l) {
        l->top = std::min(l->top, most - l->height);
        most = l->top - gap;
    }
    least = top;
    for (EndLabel& l : labels) {
        l.top = std::max(l.top, least);
        least = l.top + l.height + gap;
    }
}

}  // namespace stampede::ui
