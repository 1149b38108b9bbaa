#pragma once

#include "core/runtime/random.h"
#include "core/runtime/time.h"

#include <unordered_map>
#include <vector>

namespace stampede {

/// When the rows of the database change: a Poisson process per row, a pure function of seed, key and rate, so
/// that whoever asks (the database, the metrics) gets the same history. Version 1 is current when the run
/// starts; version 0 stands for what a value of age `age_at_start` held then, if the row changed since.
class RowHistory {
public:
    RowHistory(std::uint64_t seed, double updates_per_second, Duration age_at_start = Duration::zero())
        : seed_(seed), rate_(updates_per_second), age_at_start_(age_at_start)
    {
    }

    /// The version of the row at `t`; before the run's start: of a value of age `age_at_start`, 0 or 1.
    std::uint32_t version_at(std::uint32_t key, Instant t);
    /// When `version` was replaced by the next one; `never` if rows do not change. Version 0 ceased before
    /// the run.
    Instant ceased_at(std::uint32_t key, std::uint32_t version);

private:
    struct Row {
        Random gaps;
        std::vector<Instant> changes;  ///< changes[v − 1]: when version v was replaced
    };
    Row& row(std::uint32_t key);
    void extend(Row& row);
    Instant first_change_after_warm_value(std::uint32_t key) const;

    std::uint64_t seed_;
    double rate_;
    Duration age_at_start_;
    std::unordered_map<std::uint32_t, Row> rows_;
    std::uint32_t last_key_ = 0;
    Row* last_ = nullptr;
};

}  // namespace stampede
