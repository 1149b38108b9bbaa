#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace stampede {

/// Which run a number is about, and which part of it.
struct Where {
    const Scenario* scenario = nullptr;  ///< of the run; alive while the number is told
    Instant from{};                      ///< `run_start` unless it is about a stretch
    Instant until{};                     ///< the instant it is about; `never`: the end of the run
    std::int64_t subject = -1;           ///< a key, an instance, a call, from 0; −1: all of them
    std::string_view of = {};            ///< of what, where the name of the quantity leaves that open
    std::string_view world = {};         ///< that the run was made in; empty: simulated
};

/// Hears of each number that is shown, with what it is. There is one in tests alone, so that telling costs a
/// glance at a pointer.
class ReadingLog {
public:
    virtual ~ReadingLog() = default;
    /// `quantity`: the name of one (quantity.h). `text`: the number as it is shown.
    virtual void take(std::string_view quantity, double value, const Where& where, std::string_view text) = 0;
    /// A text with digits that is no result: a setting, a label of an axis, a name, an instant.
    virtual void take_other(std::string_view text) = 0;

    /// Of this thread; nullptr if nobody listens.
    static ReadingLog*& current()
    {
        static thread_local ReadingLog* log = nullptr;
        return log;
    }
};

/// For sentences below the window: the number as it is shown, which is told as it goes by.
inline std::string told(std::string_view quantity, double value, const Where& where, std::string text)
{
    if (ReadingLog* log = ReadingLog::current()) log->take(quantity, value, where, text);
    return text;
}
inline std::string told_other(std::string text)
{
    if (ReadingLog* log = ReadingLog::current()) log->take_other(text);
    return text;
}

}  // namespace stampede
