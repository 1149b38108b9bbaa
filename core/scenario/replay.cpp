#include "core/scenario/replay.h"

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/access_log.h"
#include "core/scenario/describe.h"
#include "core/scenario/embedded.h"
#include "core/scenario/line_reader.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <unordered_map>

namespace stampede {

namespace {

constexpr std::string_view shipped = "example:";
constexpr std::size_t most_keys = 1'000'000;

[[noreturn]] void refuse(const std::string& file, const std::string& sentence)
{
    throw InputError(in_quotes(file) + ": " + sentence);
}

LineReader open(const Replay& replay)
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

/// Takes the lines one after the other.
class Reading {
public:
    explicit Reading(const Replay& replay) : replay_(replay) {}

    void take(const LineReader& reader)
    {
        std::string_view line = reader.line();
        if (reader.number() == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
        if (line.empty() || (reader.number() == 1 && line == "seconds,key")) return;
        std::optional<LogLine> read = reader.too_long() ? std::nullopt : parse(line);
        if (read)
            add(std::move(*read));
        else
            note_unreadable(reader.number(), line);
    }

    ReplayLog finish()
    {
        if (requests_.empty()) refuse(replay_.file, nothing_readable());
        std::stable_sort(requests_.begin(), requests_.end(),
                         [](const Request& a, const Request& b) { return a.at < b.at; });
        const Duration first = requests_.front().at, last = requests_.back().at;
        if (seconds(last - first) > seconds(longest_run) * replay_.speed)
            refuse(replay_.file, say("lasts longer than {} at this speed; a greater speed, or a shorter log",
                                     to_text(longest_run)));
        log_.times.reserve(requests_.size());
        log_.keys.reserve(requests_.size());
        for (const Request& r : requests_) {
            log_.times.push_back(scaled(r.at - first));
            log_.keys.push_back(r.key);
        }
        return std::move(log_);
    }

private:
    struct Request {
        Duration at;
        std::uint32_t key;
    };
    using Parse = std::optional<LogLine> (*)(std::string_view);

    std::optional<LogLine> parse(std::string_view line)
    {
        if (format_) return format_(line);
        for (const Parse format : {parse_access_line, parse_csv_line})
            if (auto read = format(line)) {
                format_ = format;
                return read;
            }
        return std::nullopt;
    }

    void add(LogLine line)
    {
        const auto [at, is_new] =
            index_.try_emplace(line.key, static_cast<std::uint32_t>(log_.key_names.size()));
        if (is_new) log_.key_names.push_back(std::move(line.key));
        if (log_.key_names.size() > most_keys)
            refuse(replay_.file, say("has more than 1 000 000 different keys; at most that many"));
        requests_.push_back({Duration(line.nanoseconds), at->second});
        if (requests_.size() > most_requests)
            refuse(replay_.file, say("has more than 20 000 000 requests; at most that many"));
    }

    void note_unreadable(std::uint64_t number, std::string_view line)
    {
        ++log_.unreadable;
        if (log_.first_unreadable.size() < 3) log_.first_unreadable.push_back({number, in_quotes(line)});
    }

    std::string nothing_readable() const
    {
        std::string sentence = say("has no line that can be read");
        for (const auto& line : log_.first_unreadable)
            sentence += (&line == &log_.first_unreadable.front() ? " (line " : ", line ") +
                        std::to_string(line.line) + ' ' + line.text;
        if (!log_.first_unreadable.empty()) sentence += ')';
        return say("{}; an access log in the common or combined format, or CSV lines of seconds,key",
                   sentence);
    }

    Duration scaled(Duration d) const
    {
        if (replay_.speed == 1) return d;
        return Duration(std::llround(static_cast<double>(d.count()) / replay_.speed));
    }

    const Replay& replay_;
    ReplayLog log_;
    std::vector<Request> requests_;
    std::unordered_map<std::string, std::uint32_t> index_;  // looked up only: its order has no influence
    Parse format_ = nullptr;
};

}  // namespace

ReplayLog read_replay(const Replay& replay)
{
    LineReader reader = open(replay);
    Reading reading(replay);
    while (reader.next()) reading.take(reader);
    return reading.finish();
}

std::string remark(const Replay& replay, const ReplayLog& log)
{
    if (log.unreadable == 0) return "";
    std::string text =
        in_quotes(replay.file) + ": " + std::to_string(log.unreadable) +
        (log.unreadable == 1 ? say(" line cannot be read: ") : say(" lines cannot be read, the first: "));
    for (const auto& line : log.first_unreadable)
        text += (&line == &log.first_unreadable.front() ? "line " : ", line ") + std::to_string(line.line) +
                ' ' + line.text;
    return text;
}

std::vector<std::string> replay_remarks(const Scenario& scenario)
{
    std::vector<std::string> remarks;
    for (const Traffic& t : scenario.traffic)
        if (const auto* replay = std::get_if<Replay>(&t))
            if (std::string text = remark(*replay, read_replay(*replay)); !text.empty())
                remarks.push_back(std::move(text));
    return remarks;
}

}  // namespace stampede
