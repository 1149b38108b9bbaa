#include "core/log/log_file.h"

#include "core/log/formats.h"
#include "core/log/text.h"
#include "core/log/wrapping.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace stampede {

namespace {

constexpr std::size_t sample_lines = 200, sample_bytes = 1 << 20, most_sample_lines = 10'000;

/// Those that tell something count; comments and blanks may go on for long.
struct Beginning {
    std::vector<std::string> lines;
    std::vector<bool> too_long;
};

/// Without the mark of UTF-8 before the first line.
std::string_view without_mark(const LineReader& lines)
{
    std::string_view line = lines.line();
    if (lines.number() == 1 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
    return line;
}

bool is_blank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == line.npos;
}

Beginning beginning_of(LineReader& lines)
{
    Beginning b;
    std::size_t telling = 0, bytes = 0;
    while (telling < sample_lines && bytes < sample_bytes && b.lines.size() < most_sample_lines &&
           lines.next()) {
        const std::string_view line = without_mark(lines);
        telling += !is_blank(line) && !line.starts_with('#');
        bytes += line.size();
        b.lines.emplace_back(is_blank(line) ? std::string_view() : line);
        b.too_long.push_back(lines.too_long());
    }
    return b;
}

[[noreturn]] void refuse(const std::string& name, const std::string& sentence)
{
    throw InputError(in_quotes(name) + ": " + sentence);
}

bool looks_like_json(LogSample sample)
{
    const auto first =
        std::find_if(sample.begin(), sample.end(), [](const std::string& l) { return !l.empty(); });
    return first != sample.end() && first->starts_with('{');
}

/// The format that was asked for.
const LogFormat* format_named(const std::string& file, std::string_view name)
{
    std::vector<std::string_view> names;
    for (const LogFormat& f : log_formats()) {
        if (f.name == name) return &f;
        names.push_back(f.name);
    }
    refuse(file, say("the format {}", unknown_word(name, names)));
}

/// Takes the lines one after the other.
class Reading {
public:
    Reading(const std::string& name, const LogReading& asked, Beginning beginning)
        : name_(name), wrapping_(wrapping_of(beginning.lines)), unwrap_(wrapping_)
    {
        std::vector<std::string> sample;
        for (const std::string& line : beginning.lines) sample.emplace_back(unwrap_(line));
        for (std::size_t i = 0; i < sample.size(); ++i)
            if (beginning.too_long[i]) sample[i].clear();
        const LogFormat* format =
            asked.format.empty() ? format_of(sample, asked) : format_named(name, asked.format);
        if (!format && looks_like_json(sample))
            format = format_named(name, "json");  // it says what it misses
        log_.format = format;
        if (format) reader_ = format->reader(sample, asked);
        if (!reader_) return;
        if (const std::string doubt = reader_->doubt(); !doubt.empty()) refuse(name, doubt);
    }

    void take(std::string_view line, std::uint64_t number, bool too_long)
    {
        ++log_.lines;
        if (is_blank(line)) return;
        if (too_long) return note_unreadable(number, line, to_say("longer than 64 KiB"));
        requests_.clear();
        line = unwrap_(line);
        if (!reader_ && line.starts_with('#')) return;
        const LineVerdict v = reader_ ? reader_->read(line, requests_) : LineVerdict{LineVerdict::unreadable};
        switch (v.kind) {
        case LineVerdict::requests:
            for (LogRequest& r : requests_) add(r);
            break;
        case LineVerdict::left_out: note_left_out(v.why); break;
        case LineVerdict::nothing: break;
        case LineVerdict::unreadable: note_unreadable(number, line, v.why); break;
        }
    }

    LogFile finish()
    {
        log_.wrapping = name_of(wrapping_);
        if (log_.times.empty()) refuse(name_, nothing_readable());
        log_.how = reader_->how();
        return std::move(log_);
    }

    bool knows_format() const { return reader_ != nullptr; }

private:
    void add(LogRequest& r)
    {
        const auto [at, is_new] =
            index_.try_emplace(r.key, static_cast<std::uint32_t>(log_.key_names.size()));
        if (is_new) log_.key_names.push_back(std::move(r.key));
        if (log_.key_names.size() > most_log_keys)
            refuse(name_, say("has more than 1 000 000 different keys; at most that many"));
        log_.times.push_back(r.at);
        log_.keys.push_back(at->second);
        if (r.upstream) log_.upstream.push_back(*r.upstream);
        if (log_.times.size() > most_log_requests)
            refuse(name_, say("has more than 20 000 000 requests; at most that many"));
    }

    void note_left_out(const char* why)
    {
        for (LogFile::LeftOut& known : log_.left_out)
            if (std::strcmp(known.why, why) == 0) {
                ++known.lines;
                return;
            }
        log_.left_out.push_back({why, 1});
    }

    void note_unreadable(std::uint64_t number, std::string_view line, const char* why)
    {
        ++log_.unreadable;
        if (log_.first_unreadable.size() < 3) log_.first_unreadable.push_back({number, in_quotes(line), why});
    }

    std::string nothing_readable() const
    {
        if (!log_.left_out.empty())
            return say("has no read of a page or a key: {} {}", log_.left_out.front().lines,
                       say_marked(log_.left_out.front().why));
        std::string sentence = say("has no line that can be read");
        if (!log_.first_unreadable.empty()) sentence += " (" + unreadable_lines(log_) + ')';
        return say("{}; an access log, or CSV lines of seconds,key (`stampede log --help` lists the formats)",
                   sentence);
    }

    const std::string& name_;
    Wrapping wrapping_;
    Unwrap unwrap_;
    std::unique_ptr<LogReader> reader_;
    LogFile log_;
    std::vector<LogRequest> requests_;
    std::unordered_map<std::string, std::uint32_t> index_;  // looked up only: its order has no influence
};

}  // namespace

bool LogFile::whole_seconds() const
{
    return std::all_of(times.begin(), times.end(), [](LogTime t) { return t % 1'000'000'000 == 0; });
}

LogFile read_log(LineReader lines, const std::string& name, const LogReading& asked)
{
    Beginning beginning = beginning_of(lines);
    Reading reading(name, asked, beginning);
    for (std::size_t i = 0; i < beginning.lines.size(); ++i)
        reading.take(beginning.lines[i], i + 1, beginning.too_long[i]);
    while (reading.knows_format() && lines.next())
        reading.take(without_mark(lines), lines.number(), lines.too_long());
    return reading.finish();
}

std::string unreadable_lines(const LogFile& log)
{
    std::string text;
    for (const LogFile::Unreadable& line : log.first_unreadable) {
        if (!text.empty()) text += ", ";
        text += *line.why ? say("line {} {} ({})", line.line, line.text, say_marked(line.why))
                          : say("line {} {}", line.line, line.text);
    }
    return text;
}

std::vector<std::string> reading_remarks(const LogFile& log)
{
    std::vector<std::string> remarks;
    std::string read = say("read as {}: {}", log.format->name, say_marked(log.format->about));
    if (!log.how.empty()) read += ", " + log.how;
    if (!log.wrapping.empty()) read += say(", each line wrapped by {}", log.wrapping);
    remarks.push_back(std::move(read));
    for (const LogFile::LeftOut& l : log.left_out)
        remarks.push_back(say_number(l.lines, "{} line is left out: {}", "{} lines are left out: {}", l.lines,
                                     say_marked(l.why)));
    if (log.unreadable > 0)
        remarks.push_back(say_number(log.unreadable, "{} line cannot be read: {}",
                                     "{} lines cannot be read, the first: {}", log.unreadable,
                                     unreadable_lines(log)));
    return remarks;
}

}  // namespace stampede
