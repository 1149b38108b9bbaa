#pragma once

#include "core/log/log_file.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

/// What a log comes to, in figures.
struct LogSummary {
    std::uint64_t requests = 0, keys = 0;
    LogTime first = 0, last = 0;  ///< the earliest and the latest request
    double rate = 0;  ///< requests a second over the span; whole seconds are taken to their end. 0 of one
    double busiest_second = 0;  ///< requests in the busiest second, by the clock of the log
    struct Key {
        std::string name;
        std::uint64_t requests = 0;
    };
    std::vector<Key> hottest;  ///< at most ten, the most asked first, ties by first appearance
    struct Stretch {
        LogTime from = 0, length = 0;  ///< since `first`
        std::uint64_t requests = 0;
    };
    std::vector<Stretch> over_time;  ///< the span in at most twenty equal parts
    /// the exponent of the zipf law among this many keys that meets itself as often: two requests drawn at
    /// random are for the same key. 0: all keys are asked alike
    double zipf = 0;
    struct Upstream {
        std::uint64_t requests = 0;
        double mean_ms = 0, deviation_ms = 0;
    };
    std::optional<Upstream> upstream;  ///< of the requests that have one
};
LogSummary summary_of(const LogFile& log);

/// The exponent for which two draws from `keys` keys are the same with this probability, 0…5: it depends on
/// no order of the keys, so that chance among rare ones does not bend it as it bends a fit to sorted
/// counts.
double zipf_exponent(std::uint64_t keys, double same);

/// "2026-05-17 10:05:03.25" of an instant since 1970.
std::string date_text(LogTime t);
/// Whether it is one: of the years 2000 to 2099.
bool is_date(LogTime t);

}  // namespace stampede
