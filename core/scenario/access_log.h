#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stampede {

/// One request of a log: when, and for what.
struct LogLine {
    std::int64_t nanoseconds = 0;  ///< since 1970 in access logs, since whatever the writer meant in CSV
    std::string key;
};

/// A line in the common or combined format of web servers,
///
///     203.0.113.7 - ann [17/May/2026:10:05:03 +0200] "GET /product/123?ref=mail HTTP/1.1" 200 5120 "…" "…"
///
/// The key is the path without its query string, "/product/123". Nothing if it is not such a line.
std::optional<LogLine> parse_access_line(std::string_view line);

/// A line `seconds,key`: 12.5,product:123 or 12.5,"a key, with a comma". Nothing if it is not such a line.
std::optional<LogLine> parse_csv_line(std::string_view line);

}  // namespace stampede
