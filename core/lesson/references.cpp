#include "core/lesson/references.h"

#include "core/analysis/expected.h"
#include "core/analysis/metrics_json.h"
#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/scenario/field_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

namespace stampede {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t longest_reference = 300;
constexpr std::array<std::string_view, 3> kinds{"metrics", "scenario", "theory"};

[[noreturn]] void refuse(std::string_view reference, const std::string& sentence)
{
    throw InputError("{{" + std::string(reference.substr(0, 100)) + "}} " + sentence);
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

/// One reference, taken apart.
struct Parts {
    std::string_view whole, run, kind, path;
    std::optional<Instant> at;
};

Parts parts_of(std::string_view reference)
{
    Parts p;
    p.whole = trimmed(reference);
    std::size_t dot = p.whole.npos;
    for (const std::string_view kind : kinds) {
        const std::size_t at = p.whole.find("." + std::string(kind) + ".");
        if (at < dot) dot = at, p.kind = kind;
    }
    if (dot == p.whole.npos || dot == 0)
        refuse(p.whole, say("is no reference; one such as {{RUN.metrics.database.queries}}, "
                            "{{RUN.scenario.cache.ttl}} or {{RUN.theory.loads_per_cycle}}"));
    p.path = p.whole.substr(dot + p.kind.size() + 2);
    p.run = p.whole.substr(0, dot);
    const std::size_t at = p.run.find('@');
    if (at == p.run.npos) return p;
    if (p.kind != "metrics") refuse(p.whole, say("asks for an instant, which only metrics have"));
    try {
        p.at = Instant(parse_duration(p.run.substr(at + 1)));
    } catch (const InputError& e) {
        refuse(p.whole, say("has no instant after @: {}", e.what()));
    }
    p.run = p.run.substr(0, at);
    return p;
}

const MeasuredRun& run_of(const Parts& p, const MeasuredRuns& runs)
{
    if (const auto found = runs.find(p.run); found != runs.end()) return found->second;
    std::vector<std::string_view> names;
    for (const auto& [name, run] : runs) names.push_back(name);
    if (names.empty()) refuse(p.whole, say("refers to a run that is not there"));
    refuse(p.whole, say("refers to a run that is not there: {}", unknown_word(p.run, names)));
}

Unit unit_of_metric(std::string_view path)
{
    switch (quantity(path).dimension) {
    case Dimension::milliseconds: return Unit::milliseconds;
    case Dimension::share: return Unit::percent;
    default: return Unit::none;
    }
}

Figure metric_figure(const Parts& p, const MeasuredRun& run)
{
    if (p.at && (*p.at < run_start || *p.at > run.recording->end))
        refuse(p.whole,
               say("lies outside of the run, which ends at {}", to_text(run.recording->end - run_start)));
    try {
        const double value =
            p.at ? metric(measure(*run.recording, *p.at), p.path) : metric(run.metrics, p.path);
        const Unit unit = unit_of_metric(p.path);
        const Figure told_as = figure(unit == Unit::percent ? 100 * value : value, unit);
        told(p.path, value, {&run.scenario, run_start, p.at.value_or(never)}, told_as.text);
        return told_as;
    } catch (const InputError& e) {
        refuse(p.whole, say("cannot be found: {}", e.what()));
    }
}

/// Every field, those that follow from the strategy included.
ordered_json all_fields(const Scenario& scenario)
{
    ordered_json file = ordered_json::object();
    FieldWriter writer(file);
    Scenario copy = scenario;
    describe(writer, copy);
    // A file says β only where it is another than the named strategy's; a text may always ask for it.
    for (const When& part : scenario.strategy.when)
        if (part.has_beta() && !file["strategy"].contains("beta")) file["strategy"]["beta"] = part.beta;
    return file;
}

const ordered_json* field_at(const ordered_json& file, std::string_view path)
{
    const ordered_json* at = &file;
    while (!path.empty()) {
        const std::string part(path.substr(0, path.find('.')));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        std::size_t index = 0;
        if (at->is_array()) {
            const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
            if (error != std::errc() || end != part.data() + part.size() || index >= at->size())
                return nullptr;
            at = &(*at)[index];
        } else {
            const auto found = at->is_object() ? at->find(part) : at->end();
            if (!at->is_object() || found == at->end()) return nullptr;
            at = &*found;
        }
    }
    return at;
}

bool is_share(std::string_view path)
{
    const std::string_view field = path.substr(path.rfind('.') + 1);
    return field == "jitter" || field == "round_trip_jitter" || field == "poll_jitter" ||
           field == "failure_rate" || field == "absent" || field == "hit_rate_below";
}

Figure text_figure(const std::string& text)
{
    try {
        const Duration d = parse_duration(text);
        // Whole units are exact; three digits are enough for the others.
        return figure(milliseconds(d), Unit::milliseconds);
    } catch (const InputError&) {
        return {0, Unit::words, text};
    }
}

Figure setting_figure(const Parts& p, const MeasuredRun& run)
{
    const ordered_json file = all_fields(run.scenario);
    const ordered_json* field = field_at(file, p.path);
    if (!field)
        refuse(
            p.whole,
            say("names no setting of this scenario; `stampede-scenario/1` has the paths, such as cache.ttl"));
    if (field->is_structured() || field->is_null())
        refuse(p.whole, say("is a group of settings; one of those inside it"));
    if (field->is_boolean()) return {0, Unit::words, field->get<bool>() ? "yes" : "no"};
    if (field->is_string()) return text_figure(field->get_ref<const std::string&>());
    const double value = field->get<double>();
    return is_share(p.path) ? figure(100 * value, Unit::percent) : figure(value, Unit::none);
}

Figure theory_figure(const Parts& p, const MeasuredRun& run)
{
    constexpr std::array<std::string_view, 2> names{"loads_per_cycle", "first_gap"};
    if (std::find(names.begin(), names.end(), p.path) == names.end())
        refuse(p.whole, say("is no theory: {}", unknown_word(p.path, names)));
    const bool loads = p.path == names[0];
    const Value value = loads ? expected_loads_per_cycle(run.scenario) : expected_first_gap_ms(run.scenario);
    if (!value)
        refuse(p.whole, say("has no closed form for this scenario, since {}; one key, one steady Poisson "
                            "traffic, no faults, and everyone loads",
                            translated(value.why_not())));
    const Figure told_as = figure(*value, loads ? Unit::none : Unit::milliseconds);
    told(loads ? "theory.loads_per_cycle" : "theory.first_gap_ms", *value, {&run.scenario, run_start, never},
         told_as.text);
    return told_as;
}

Figure resolve_one(std::string_view reference, const MeasuredRuns& runs)
{
    const Parts p = parts_of(reference);
    const MeasuredRun& run = run_of(p, runs);
    if (p.kind == "metrics") return metric_figure(p, run);
    return p.kind == "scenario" ? setting_figure(p, run) : theory_figure(p, run);
}

std::size_t slash_of(std::string_view reference)
{
    return reference.find(" / ");
}

/// Calls `text` with what lies between references, and `reference` with what is in them.
template <class OnText, class OnReference>
void walk(std::string_view text, OnText on_text, OnReference on_reference)
{
    while (true) {
        const std::size_t open = text.find("{{");
        on_text(text.substr(0, open));
        if (open == text.npos) return;
        const std::size_t close = text.find("}}", open);
        if (close == text.npos || close - open > longest_reference)
            refuse(text.substr(open + 2, 40), say("has no end; }} after the reference"));
        on_reference(trimmed(text.substr(open + 2, close - open - 2)));
        text.remove_prefix(close + 2);
    }
}

}  // namespace

Figure resolve(std::string_view reference, const MeasuredRuns& runs)
{
    if (reference.starts_with("=")) return {0, Unit::words, std::string(trimmed(reference.substr(1)))};
    const std::size_t slash = slash_of(reference);
    if (slash == reference.npos) return resolve_one(reference, runs);
    const Figure above = resolve_one(reference.substr(0, slash), runs),
                 below = resolve_one(reference.substr(slash + 3), runs);
    if (above.unit == Unit::words || below.unit == Unit::words)
        refuse(reference, say("divides what is no number"));
    if (above.unit != below.unit)
        refuse(reference, say("divides figures of different units; two of the same"));
    if (below.value == 0) refuse(reference, say("divides by {}; a figure that is not 0", below.text));
    return figure(above.value / below.value, Unit::none);
}

std::string filled(std::string_view text, const MeasuredRuns& runs)
{
    std::string out;
    walk(
        text, [&](std::string_view plain) { out += plain; },
        [&](std::string_view reference) { out += resolve(reference, runs).text; });
    return out;
}

std::string filled_markdown(std::string_view text, const MeasuredRuns& runs)
{
    std::string out;
    bool line_begins = false;  // the figure before this text stands at the beginning of a line
    walk(
        text,
        [&](std::string_view plain) {
            if (line_begins && (plain.starts_with(".") || plain.starts_with(")"))) out += '\\';
            out += plain;
        },
        [&](std::string_view reference) {
            const std::size_t last = out.find_last_not_of(' ');
            line_begins = last == out.npos || out[last] == '\n';
            out += resolve(reference, runs).text;
        });
    return out;
}

std::set<std::string, std::less<>> runs_of(std::string_view reference)
{
    std::set<std::string, std::less<>> names;
    if (reference.starts_with("=")) return names;
    const std::size_t slash = slash_of(reference);
    names.emplace(parts_of(reference.substr(0, slash)).run);
    if (slash != reference.npos) names.emplace(parts_of(reference.substr(slash + 3)).run);
    return names;
}

std::set<std::string, std::less<>> runs_named(std::string_view text)
{
    std::set<std::string, std::less<>> names;
    walk(
        text, [](std::string_view) {}, [&](std::string_view reference) { names.merge(runs_of(reference)); });
    return names;
}

std::vector<std::string> bare_numbers(std::string_view text)
{
    std::vector<std::string> found;
    bool in_code = false, in_target = false;
    char before = ' ';
    walk(
        text,
        [&](std::string_view plain) {
            for (std::size_t i = 0; i < plain.size(); ++i) {
                const char c = plain[i];
                if (c == '`') in_code = !in_code;
                if (c == '(' && before == ']') in_target = true;
                if (c == ')') in_target = false;
                const bool digit = std::isdigit(static_cast<unsigned char>(c));
                const bool inside_word = std::isalnum(static_cast<unsigned char>(before)) || before == '_' ||
                                         static_cast<unsigned char>(before) >= 0x80;
                if (digit && !in_code && !in_target && !inside_word) {
                    std::size_t end = i;
                    while (end < plain.size() &&
                           (std::isdigit(static_cast<unsigned char>(plain[end])) || plain[end] == '.'))
                        ++end;
                    const bool list =
                        plain.substr(end - 1, 2) == ". " && (i == 0 || plain[i - 1] == '\n');  // "1. First"
                    if (!list) found.emplace_back(plain.substr(i, end - i - (plain[end - 1] == '.')));
                    i = end - 1;
                }
                before = plain[i];
            }
        },
        [&](std::string_view) { before = ' '; });
    return found;
}

}  // namespace stampede
