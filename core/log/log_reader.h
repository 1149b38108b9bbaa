#pragma once

#include "core/log/log_reading.h"
#include "core/log/log_time.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// One read of a key, as a log tells it.
struct LogRequest {
    LogTime at = 0;
    std::string key;
    std::optional<LogTime> upstream;  ///< how long what stands behind the cache took, where the log has it
};

/// What a reader made of a line. `why` is a marked sentence (say.h) about a line that gave no request.
struct LineVerdict {
    enum Kind : std::uint8_t {
        requests,
        left_out,    ///< it was read, and is no read of a cached key: "no GET or HEAD"
        nothing,     ///< a comment, a heading
        unreadable,  ///< "no time"
    };
    Kind kind = nothing;
    const char* why = "";
    /// The line has what tells its format from those that read the same lines.
    bool typical = true;
};

inline LineVerdict unreadable(const char* why)
{
    return {LineVerdict::unreadable, why};
}

/// Reads the lines of one log in one format, one after the other; may keep what headings said.
class LogReader {
public:
    virtual ~LogReader() = default;
    /// Adds the requests of this line to `requests`, which is empty.
    virtual LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) = 0;
    /// What a person should know of how it reads: "key and time in columns 1 and 2, in seconds". A marked
    /// or said sentence without a point, or "".
    virtual std::string how() const { return {}; }
    /// Why it does not read this log although it knows its lines, with the line, and what would settle it;
    /// "" if it does.
    virtual std::string doubt() const { return {}; }
};

/// The first lines of a log, for what only several lines can tell.
using LogSample = std::span<const std::string>;

/// A format of logs. Readers know nothing of each other; who wants to know which there are asks
/// log_formats().
struct LogFormat {
    std::string_view name;   ///< as files and options have it
    const char* about = "";  ///< a marked sentence: what writes it
    std::unique_ptr<LogReader> (*reader)(LogSample sample, const LogReading& asked) = nullptr;
};

}  // namespace stampede
