#pragma once

#include "core/log/log_reader.h"

namespace stampede {

/// What a field of a log that has names can be. `page` is a path or an address, `key` a key as it is.
enum class LogField : std::uint8_t {
    none,
    time,
    date,  ///< whose time of day stands elsewhere
    key,
    page,
    request,  ///< "GET /product/123 HTTP/1.1"
    method,
    host,
    status,
    upstream,
    operation,
    count,  ///< how many requests a line stands for
};

/// What a field of this name is, as `asked` has it, or else by what logs call it. Names of fields inside
/// others are joined by points: "request.uri". Of two fields that are the same, the one with the smaller
/// rank is meant.
struct MeantField {
    LogField field = LogField::none;
    int rank = 0;
};
MeantField meant_field(std::string_view name, const LogFieldNames& asked);

/// What the fields of a line hold; empty where there is none. A page or a request alone has a host and a
/// status.
struct NamedValues {
    std::string values[12];  ///< by LogField
    std::string& operator[](LogField f) { return values[static_cast<std::size_t>(f)]; }
    const std::string& operator[](LogField f) const { return values[static_cast<std::size_t>(f)]; }
};

/// The requests of such a line. `upstream_unit` is that of LogField::upstream.
LineVerdict read_named(std::optional<LogTime> at, const NamedValues& line, TimeUnit upstream_unit,
                       std::vector<LogRequest>& requests);

/// The unit of times that are numbers: found once from the times of a sample, then kept.
class NumberTimes {
public:
    /// `name` is that of the time's field, "" if it has none. `times` come from the first lines, in their
    /// order; those that are dates do not matter. With `comma` "12,5" is a number.
    NumberTimes(const std::optional<TimeUnit>& asked, std::string_view name,
                const std::vector<std::string>& times, bool comma = false);

    /// A date or a number.
    std::optional<LogTime> parse(std::string_view text) const;
    /// They are whole numbers that may be seconds as well as milliseconds.
    bool doubtful() const { return doubtful_; }
    std::optional<TimeUnit> unit() const { return unit_; }

private:
    std::optional<TimeUnit> unit_;  ///< none: all are dates
    bool comma_, doubtful_ = false;
};

/// "seconds", as one says it.
const char* name_of(TimeUnit unit);

}  // namespace stampede
