#include "app/stampede/command.h"
#include "app/stampede/text.h"
#include "core/analysis/phrases.h"
#include "core/log/formats.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/log_scenario.h"
#include "core/scenario/replay.h"
#include "core/scenario/scenario_file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace stampede {

namespace {

using Json = nlohmann::ordered_json;

struct LogArguments {
    std::string file, format, unit;
    std::vector<std::string> fields;
    bool json = false;
    bool suggest = false;
};

constexpr std::array<std::string_view, 4> units{"s", "ms", "us", "ns"};

std::optional<TimeUnit> unit_of(const std::string& name)
{
    if (name.empty()) return std::nullopt;
    const auto found = std::find(units.begin(), units.end(), name);
    if (found == units.end()) throw InputError(say("--unit: {}", unknown_word(name, units)));
    return static_cast<TimeUnit>(found - units.begin());
}

LogFieldNames fields_of(const std::vector<std::string>& options)
{
    LogFieldNames names;
    const std::array<std::pair<std::string_view, std::string*>, 6> known{{{"time", &names.time},
                                                                          {"key", &names.key},
                                                                          {"method", &names.method},
                                                                          {"status", &names.status},
                                                                          {"host", &names.host},
                                                                          {"upstream", &names.upstream}}};
    for (const std::string& option : options) {
        const std::size_t sign = option.find('=');
        const std::string what = option.substr(0, sign);
        const auto found =
            std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.first == what; });
        if (sign == option.npos || found == known.end()) {
            std::vector<std::string_view> words;
            for (const auto& k : known) words.push_back(k.first);
            throw InputError(
                say("--field {}: WHAT=NAME, with WHAT one of {}", in_quotes(option), listed(words)));
        }
        *found->second = option.substr(sign + 1);
    }
    return names;
}

/// "2026-05-17T10:05:03Z" of an instant; null of a time that counts from something else.
Json instant_json(LogTime t)
{
    if (!is_date(t)) return nullptr;
    std::string text = date_text(t);
    text[text.find(' ')] = 'T';
    return text + 'Z';
}

double in_seconds(LogTime t)
{
    return seconds(Duration(t));
}

Json to_json(const std::string& file, const LogFile& log, const LogSummary& s)
{
    Json j{{"file", file},
           {"format", log.format->name},
           {"about", say_marked(log.format->about)},
           {"wrapping", log.wrapping},
           {"how", log.how},
           {"requests", s.requests},
           {"keys", s.keys},
           {"first", instant_json(s.first)},
           {"last", instant_json(s.last)},
           {"span_s", in_seconds(s.last - s.first)},
           {"whole_seconds", log.whole_seconds()},
           {"rate_per_s", s.rate},
           {"busiest_second", s.busiest_second},
           {"zipf", s.zipf}};
    for (const LogSummary::Key& k : s.hottest)
        j["hottest"].push_back(
            {{"key", k.name},
             {"requests", k.requests},
             {"share", static_cast<double>(k.requests) / static_cast<double>(s.requests)}});
    for (const LogSummary::Stretch& p : s.over_time)
        j["rate"].push_back(
            {{"from_s", in_seconds(p.from)},
             {"for_s", in_seconds(p.length)},
             {"requests", p.requests},
             {"per_s",
              p.length > 0 ? Json(static_cast<double>(p.requests) / in_seconds(p.length)) : Json(nullptr)}});
    j["upstream"] = nullptr;
    if (s.upstream)
        j["upstream"] = {{"requests", s.upstream->requests},
                         {"mean_ms", s.upstream->mean_ms},
                         {"deviation_ms", s.upstream->deviation_ms}};
    j["lines"] = log.lines;
    j["left_out"] = Json::array();
    for (const LogFile::LeftOut& l : log.left_out)
        j["left_out"].push_back({{"why", say_marked(l.why)}, {"lines", l.lines}});
    j["unreadable"] = log.unreadable;
    j["first_unreadable"] = Json::array();
    for (const LogFile::Unreadable& u : log.first_unreadable)
        j["first_unreadable"].push_back({{"line", u.line}, {"text", u.text}, {"why", say_marked(u.why)}});
    return j;
}

std::string span_text(const LogSummary& s)
{
    const Duration span(s.last - s.first);
    if (!is_date(s.first)) return say("within {}", rounded(span));
    return say("within {}, from {} to {} UTC", rounded(span), date_text(s.first), date_text(s.last));
}

std::string hottest_text(const LogSummary& s)
{
    Table table;
    for (const LogSummary::Key& k : s.hottest)
        table.row({"  " + k.name, grouped(static_cast<std::int64_t>(k.requests)),
                   share_text(static_cast<double>(k.requests) / static_cast<double>(s.requests))});
    return table.text();
}

std::string rate_text(const LogSummary& s)
{
    std::uint64_t most = 1;
    for (const LogSummary::Stretch& p : s.over_time) most = std::max(most, p.requests);
    std::string text;
    for (const LogSummary::Stretch& p : s.over_time) {
        if (p.length == 0) continue;
        const double rate = static_cast<double>(p.requests) / in_seconds(p.length);
        const auto bar = static_cast<std::size_t>(40 * p.requests / most);
        text += fmt::format("  {:>10}  {:>12}  {}\n", p.from == 0 ? "0 s" : rounded(Duration(p.from)),
                            say("{} a second", figure_text(rate)), std::string(bar, '#'));
    }
    return text;
}

void print_text(const std::string& file, const LogFile& log, const LogSummary& s)
{
    fmt::print("{}\n", bold(say("{}: {} for {} {}", file, counted(s.requests, "request", "requests"),
                                counted(s.keys, "key", "keys"), span_text(s))));
    for (const std::string& remark : reading_remarks(log)) fmt::print("{}\n", remark);
    if (log.whole_seconds())
        fmt::print("{}\n",
                   say("all times are whole seconds: a replay spreads the requests of a second over it"));
    if (s.rate > 0)
        fmt::print("{}\n", say("{} a second, {} in the busiest one", figure_text(s.rate),
                               figure_text(s.busiest_second)));
    fmt::print("{}\n", s.zipf >= 0.05 ? say("popularity like zipf with exponent {}", figure_text(s.zipf))
                                      : say("keys are asked about alike"));
    if (s.upstream)
        fmt::print("{}\n", say("upstream: {} ± {} in {}", milliseconds_text(s.upstream->mean_ms),
                               milliseconds_text(s.upstream->deviation_ms),
                               counted(s.upstream->requests, "request", "requests")));
    fmt::print("\n{}\n{}", say("Hottest keys"), hottest_text(s));
    if (const std::string rates = rate_text(s); !rates.empty())
        fmt::print("\n{}\n{}", say("Over time"), rates);
}

int tell_of_log(const LogArguments& a)
{
    Replay replay{a.file, ".", 1};
    replay.reading = {a.format == "auto" ? "" : a.format, unit_of(a.unit), fields_of(a.fields)};
    const LogFile log = open_log(replay);
    const LogSummary summary = summary_of(log);
    if (a.suggest)
        fmt::print("{}\n", stampede::to_json(scenario_like(summary, a.file)));
    else if (a.json)
        fmt::print("{}\n", to_json(a.file, log, summary).dump());
    else
        print_text(a.file, log, summary);
    return exit_done;
}

std::string known_formats()
{
    std::string text =
        say("Formats (found by looking at the first lines; logs may be packed with gzip or zstd):");
    for (const LogFormat& f : log_formats())
        text += fmt::format("\n  {:<14} {}", f.name, say_marked(f.about));
    return text;
}

}  // namespace

void add_log(CLI::App& app, Command& chosen)
{
    CLI::App* command = app.add_subcommand("log", say("Tell what an access log or a trace of a cache holds"));
    const auto a = std::make_shared<LogArguments>();
    command->add_option("FILE", a->file, say("The log, as \"file\" of a replay in a scenario has it"))
        ->required();
    command->add_option("--format", a->format, say("How it is written, where that should not be found"))
        ->type_name("NAME");
    command->add_option("--unit", a->unit, say("Of times that are numbers: s, ms, us or ns"))
        ->type_name("UNIT");
    command
        ->add_option(
            "--field", a->fields,
            say("In which field something stands: time, key, method, status, host or upstream, as in "
                "time=ts or key=request.uri"))
        ->type_name("WHAT=NAME")
        ->allow_extra_args(false);
    auto* json = command->add_flag("--json", a->json, say("As JSON, in one line"));
    command->add_flag("--suggest", a->suggest, say("Write a scenario with requests like those of the log"))
        ->excludes(json);
    command->footer(known_formats());
    command->callback([&chosen, a] { chosen = [a] { return tell_of_log(*a); }; });
}

}  // namespace stampede
