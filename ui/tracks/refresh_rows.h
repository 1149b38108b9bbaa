#pragma once

#include "ui/tracks/lane_scan.h"

#include <vector>

namespace stampede::ui {

/// Where refreshes are drawn: in the row of the request that started them, or, without one, above all.
struct RefreshRows {
    std::vector<RowOfRefresh> rows;      ///< by rising request
    std::vector<std::uint32_t> orphans;  ///< lanes of refreshes that no request started
};
RefreshRows refreshRows(const Run& run);

}  // namespace stampede::ui
