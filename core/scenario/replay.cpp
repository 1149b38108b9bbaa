#include "core/scenario/replay.h"

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/scenario/embedded.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>

namespace stampede {

namespace {

constexpr std::string_view shipped = "example:";

[[noreturn]] void refuse(const std::string& file, const std::string& sentence)
{
    throw InputError(in_quotes(file) + ": " + sentence);
}

LineReader lines_of(const Replay& replay)
{
    if (!replay.file.starts_with(shipped))
        return lines_of_file((std::filesystem::path(replay.directory) / replay.file).string());
    const std::string name = replay.file.substr(shipped.size());
    std::vector<std::string_view> names;
    for (const EmbeddedFile& f : embedded_logs()) {
        if (f.name == name) return lines_of_text(f.text);
        names.push_back(f.name);
    }
    refuse(replay.file, say("there is no such example; one of {}", listed(names)));
}

/// The requests in order of their times; those of one time as they stand in the file.
std::vector<std::uint32_t> in_order(const std::vector<LogTime>& times)
{
    std::vector<std::uint32_t> order(times.size());
    std::iota(order.begin(), order.end(), 0u);
    if (!std::is_sorted(times.begin(), times.end()))
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return times[a] < times[b]; });
    return order;
}

/// Request i of the n of one second comes i/n s after it. `times` ascend. Whether any moved.
bool spread_over_seconds(std::vector<LogTime>& times)
{
    constexpr LogTime second = 1'000'000'000;
    bool moved = false;
    for (std::size_t first = 0; first < times.size();) {
        std::size_t end = first;
        while (end < times.size() && times[end] == times[first]) ++end;
        const auto n = static_cast<LogTime>(end - first);
        for (std::size_t i = first + 1; i < end; ++i)
            times[i] += second * static_cast<LogTime>(i - first) / n;
        moved = moved || n > 1;
        first = end;
    }
    return moved;
}

ReplayLog::QueryTime query_time_of(const std::vector<LogTime>& upstream)
{
    double sum = 0, squares = 0;
    for (const LogTime t : upstream) sum += static_cast<double>(t);
    const double mean = sum / static_cast<double>(upstream.size());
    for (const LogTime t : upstream) squares += std::pow(static_cast<double>(t) - mean, 2);
    const double deviation = std::sqrt(squares / static_cast<double>(upstream.size()));
    return {Duration(std::llround(mean)), Duration(std::llround(deviation))};
}

Duration scaled(LogTime t, double speed)
{
    return speed == 1 ? Duration(t) : Duration(std::llround(static_cast<double>(t) / speed));
}

std::string remark_on(const Replay& replay, const LogFile& file, bool spread)
{
    std::vector<std::string> remarks = reading_remarks(file);
    if (spread)
        remarks.push_back(
            say("all times are whole seconds, so that the requests of a second are spread over it "
                "(\"spread\": \"none\" keeps them together)"));
    std::string text = in_quotes(replay.file);
    for (const std::string& remark : remarks) text += (&remark == &remarks.front() ? ": " : "; ") + remark;
    return text;
}

}  // namespace

LogFile open_log(const Replay& replay)
{
    return read_log(lines_of(replay), replay.file, replay.reading);
}

ReplayLog read_replay(const Replay& replay)
{
    LogFile file = open_log(replay);
    ReplayLog log;
    const std::vector<std::uint32_t> order = in_order(file.times);
    std::vector<LogTime> times;
    times.reserve(order.size());
    for (const std::uint32_t i : order) {
        times.push_back(file.times[i]);
        log.keys.push_back(file.keys[i]);
    }
    const bool spread = replay.spread == Spread::second && file.whole_seconds() && spread_over_seconds(times);
    const LogTime first = times.front();
    if (seconds(Duration(times.back() - first)) > seconds(longest_run) * replay.speed)
        refuse(replay.file, say("lasts longer than {} at this speed; a greater speed, or a shorter log",
                                to_text(longest_run)));
    log.times.reserve(times.size());
    for (const LogTime t : times) log.times.push_back(scaled(t - first, replay.speed));
    if (replay.query_time_from == QueryTimeFrom::upstream) {
        if (file.upstream.empty())
            refuse(replay.file,
                   say("has no time of an upstream; a log that has it, or no \"query_time_from\""));
        log.query_time = query_time_of(file.upstream);
    }
    log.remark = remark_on(replay, file, spread);
    log.key_names = std::move(file.key_names);
    return log;
}

std::vector<std::string> replay_remarks(const Scenario& scenario)
{
    std::vector<std::string> remarks;
    for (const Traffic& t : scenario.traffic)
        if (const auto* replay = std::get_if<Replay>(&t)) remarks.push_back(read_replay(*replay).remark);
    return remarks;
}

}  // namespace stampede
