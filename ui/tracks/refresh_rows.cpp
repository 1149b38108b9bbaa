#include "ui/tracks/refresh_rows.h"

#include <algorithm>

namespace stampede::ui {

RefreshRows refreshRows(const Run& run)
{
    RefreshRows out;
    const auto& refreshes = run.recording->refreshes;
    const std::uint32_t requests = run.timeline.lanes.requests;
    for (std::uint32_t i = 0; i < refreshes.size(); ++i) {
        if (refreshes[i].parent.is_request())
            out.rows.push_back({refreshes[i].parent.number() - 1, requests + i});
        else if (!run.timeline.lanes.empty(requests + i))
            out.orphans.push_back(requests + i);
    }
    std::stable_sort(out.rows.begin(), out.rows.end(),
                     [](const RowOfRefresh& a, const RowOfRefresh& b) { return a.request < b.request; });
    return out;
}

}  // namespace stampede::ui
