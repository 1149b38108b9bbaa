#include "core/database/row_history.h"

#include <algorithm>

namespace stampede {

RowHistory::Row& RowHistory::row(std::uint32_t key)
{
    if (last_ && last_key_ == key) return *last_;
    auto found = rows_.find(key);
    if (found == rows_.end()) {
        const Random gaps(seed_, Stream::updates, key + 1);
        found = rows_.emplace(key, Row{gaps, {}}).first;
    }
    last_key_ = key;
    last_ = &found->second;
    return *last_;
}

void RowHistory::extend(Row& row)
{
    const Instant from = row.changes.empty() ? run_start : row.changes.back();
    row.changes.push_back(from + from_seconds(row.gaps.exponential() / rate_) + Duration(1));
}

Instant RowHistory::first_change_after_warm_value(std::uint32_t key) const
{
    Random past(seed_, Stream::updates, std::uint64_t{1} << 32 | key);
    return run_start - age_at_start_ + from_seconds(past.exponential() / rate_);
}

std::uint32_t RowHistory::version_at(std::uint32_t key, Instant t)
{
    if (rate_ <= 0) return 1;
    if (t < run_start) return first_change_after_warm_value(key) <= run_start ? 0 : 1;
    Row& r = row(key);
    while (r.changes.empty() || r.changes.back() <= t) extend(r);
    const auto change = std::upper_bound(r.changes.begin(), r.changes.end(), t);
    return static_cast<std::uint32_t>(change - r.changes.begin()) + 1;
}

Instant RowHistory::ceased_at(std::uint32_t key, std::uint32_t version)
{
    if (rate_ <= 0) return never;
    if (version == 0) return std::min(run_start, first_change_after_warm_value(key));
    Row& r = row(key);
    while (r.changes.size() < version) extend(r);
    return r.changes[version - 1];
}

}  // namespace stampede
