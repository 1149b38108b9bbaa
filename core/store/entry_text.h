#pragma once

#include "core/store/entry.h"
#include "core/store/entry_values.h"

#include <string>
#include <string_view>

namespace stampede {

/// How an entry stands in Redis, readable in redis-cli:
///
///     0000000007 1763912345678901234 v 42 3 300000000000 60000000000 104000000
///     token      fresh_until         | |  | ttl          keep        load_time
///                                    | |  generation
///                                    | row version
///                                    v value, n "no such row"; upper case: backed off
///
/// Durations are nanoseconds and fresh_until is nanoseconds since 1970, so that processes that share a server
/// understand each other. Token and fresh_until come first with a fixed number of digits, since scripts on
/// the server compare them as text.
struct EntryText {
    static constexpr std::size_t token_digits = 10;
    static constexpr std::size_t instant_digits = 19;

    /// Appends `e`; with `values` the text it stands for follows after a line break. `epoch`: time since 1970
    /// at the start of the run's clock. REQUIRES: e.fresh_until + epoch lies between the years 2001 and 2116.
    static void append(std::string& out, const Entry& e, Duration epoch, const EntryValues* values = nullptr);
    /// An instant as scripts compare it.
    static void append_instant(std::string& out, Instant t, Duration epoch);
    /// Reads what `append` wrote; `e` is present then. False, with `e` absent, for anything else: a value
    /// that others put there counts as none.
    static bool read(std::string_view text, Entry& e, Duration epoch, EntryValues* values = nullptr);
};

/// Reads entries, and remembers the last one: a hot key gives the same text over and over.
class EntryReader {
public:
    EntryReader(Duration epoch, EntryValues* values) : epoch_(epoch), values_(values) {}
    /// As EntryText::read; nullptr when it is no entry. Valid until the next call.
    const Entry* read(std::string_view text)
    {
        // Texts that entries stand for are let go of in time, so those are kept anew.
        if (values_ || text != text_) {
            text_ = text;
            good_ = EntryText::read(text, entry_, epoch_, values_);
        }
        return good_ ? &entry_ : nullptr;
    }

private:
    Duration epoch_;
    EntryValues* values_;
    std::string text_;
    Entry entry_;
    bool good_ = false;
};

}  // namespace stampede
