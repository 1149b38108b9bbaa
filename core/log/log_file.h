#pragma once

#include "core/log/line_reader.h"
#include "core/log/log_reader.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stampede {

constexpr std::size_t most_log_requests = 20'000'000;
constexpr std::size_t most_log_keys = 1'000'000;

/// All that a log tells.
struct LogFile {
    const LogFormat* format = nullptr;   ///< never null in what read_log gives
    std::string wrapping;                ///< what wrapped each line, "docker"; ""
    std::string how;                     ///< what LogReader::how() says
    std::vector<LogTime> times;          ///< per request, in the order of the file
    std::vector<std::uint32_t> keys;     ///< per request: index in key_names
    std::vector<std::string> key_names;  ///< in order of first appearance
    std::vector<LogTime> upstream;       ///< of the requests that have one

    std::uint64_t lines = 0;
    struct LeftOut {
        const char* why = "";  ///< a marked sentence
        std::uint64_t lines = 0;
    };
    std::vector<LeftOut> left_out;  ///< in order of first appearance
    std::uint64_t unreadable = 0;   ///< lines
    struct Unreadable {
        std::uint64_t line = 0;  ///< from 1
        std::string text;        ///< shortened, in quotes
        const char* why = "";    ///< a marked sentence
    };
    std::vector<Unreadable> first_unreadable;  ///< the first three

    bool whole_seconds() const;
};

/// Reads a log to its end. `name` is what errors call it. Throws InputError naming the file when none of
/// its lines gives a request, when a line leaves a doubt that would change what is read, or when it holds
/// more than a run can have (20 million requests, a million keys).
LogFile read_log(LineReader lines, const std::string& name, const LogReading& asked = {});

/// "line 2 \"one\" (no time), line 4 …": the lines in `log.first_unreadable`.
std::string unreadable_lines(const LogFile& log);

/// What a person should know of how a log was read, sentence by sentence: its format, what was left out,
/// and what could not be read.
std::vector<std::string> reading_remarks(const LogFile& log);

}  // namespace stampede
