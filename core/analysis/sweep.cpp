#include "core/analysis/sweep.h"

#include "core/analysis/csv.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <optional>

namespace stampede {

namespace {

constexpr const char* form =
    to_say("write PATH=from:to:steps or PATH=from:to:steps:log, such as cache.ttl=1s:100s:5:log");

[[noreturn]] void refuse(std::string_view text, const std::string& why)
{
    throw InputError("--over " + in_quotes(text) + ": " + why);
}

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size()) return {};
    return n;
}

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(by, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// An end of an axis: a number, or a duration in nanoseconds.
struct End {
    double value = 0;
    bool duration = false;
};

End parse_end(std::string_view text, std::string_view axis)
{
    if (const auto n = number<double>(text); n && std::isfinite(*n)) return {*n, false};
    try {
        return {static_cast<double>(parse_duration(text).count()), true};
    } catch (const InputError& e) {
        refuse(axis, e.what());
    }
}

std::string value_text(double value, bool duration)
{
    if (duration) return to_text(Duration(std::llround(value)));
    return fmt::format("{:.12g}", value);
}

}  // namespace

SweepAxis parse_axis(std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) refuse(text, form);
    SweepAxis axis;
    axis.path = std::string(text.substr(0, equals));
    const std::vector<std::string_view> parts = split(text.substr(equals + 1), ':');
    const bool log = parts.size() == 4 && parts[3] == "log";
    if (parts.size() != 3 && !log) refuse(text, form);

    const End from = parse_end(parts[0], text), to = parse_end(parts[1], text);
    if (from.duration != to.duration) refuse(text, say("both ends have to be numbers, or both durations"));
    if (log && (from.value <= 0 || to.value <= 0)) refuse(text, say("with log both ends have to be above 0"));
    const auto steps = number<std::size_t>(parts[2]);
    if (!steps || *steps < 1 || *steps > most_sweep_points)
        refuse(text, say("the number of steps has to be a whole number from 1 to {}", most_sweep_points));
    for (std::size_t i = 0; i < *steps; ++i) {
        const double share = *steps == 1 ? 0 : static_cast<double>(i) / static_cast<double>(*steps - 1);
        const double value = log ? from.value * std::pow(to.value / from.value, share)
                                 : from.value + (to.value - from.value) * share;
        axis.values.push_back(value_text(value, from.duration));
    }
    return axis;
}

SweepAxis whole(const SweepAxis& axis)
{
    SweepAxis rounded{axis.path, {}};
    for (const std::string& v : axis.values) {
        const auto n = number<double>(v);
        const std::string text = n ? fmt::format("{}", std::llround(*n)) : v;
        if (rounded.values.empty() || rounded.values.back() != text) rounded.values.push_back(text);
    }
    return rounded;
}

namespace {

std::vector<Override> overrides(std::span<const SweepAxis> axes, std::span<const std::string> values)
{
    std::vector<Override> list;
    for (std::size_t i = 0; i < axes.size(); ++i) list.push_back({axes[i].path, values[i]});
    return list;
}

bool loads(const LoadWith& load, const Override& override)
{
    try {
        load({override});
        return true;
    } catch (const InputError&) {
        return false;
    }
}

/// Rounds an axis whose field takes the rounded values but not the others. Where neither is taken it stays,
/// so that the error is about what was written.
SweepAxis fitting(const SweepAxis& axis, const LoadWith& load)
{
    const SweepAxis rounded = whole(axis);
    if (rounded == axis) return axis;
    for (std::size_t i = 0; i < axis.values.size(); ++i) {
        const std::string exact = axis.values[i], near = whole({axis.path, {exact}}).values.front();
        if (near != exact && !loads(load, {axis.path, exact}) && loads(load, {axis.path, near}))
            return rounded;
    }
    return axis;
}

}  // namespace

std::vector<SweepPoint> sweep_points(std::vector<SweepAxis> axes, const LoadWith& load)
{
    std::size_t count = 1;
    for (SweepAxis& axis : axes) {
        axis = fitting(axis, load);
        count *= axis.values.size();
        if (count > most_sweep_points)
            throw InputError(
                say("--over: a sweep has at most {} points; take fewer steps", most_sweep_points));
    }
    std::vector<SweepPoint> points(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        points[i].values.resize(axes.size());
        for (std::size_t a = axes.size(); a-- > 0; rest /= axes[a].values.size())
            points[i].values[a] = axes[a].values[rest % axes[a].values.size()];
        points[i].scenario = load(overrides(axes, points[i].values));
    }
    return points;
}

bool sweep(std::span<const SweepPoint> points, const std::string& name, const RunScenario& run,
           const SweepAll& how)
{
    std::vector<Scenario> scenarios;
    for (const SweepPoint& p : points)
        for (Scenario& s : with_seeds(p.scenario, how.repeats)) scenarios.push_back(std::move(s));

    // Runs end in any order; points are handed out in theirs, each as soon as all before it are complete.
    std::vector<SweptPoint> swept(points.size());
    std::vector<std::size_t> missing(points.size(), how.repeats);
    std::size_t next = 0;
    RunAll all;
    all.jobs = how.jobs;
    all.stop = how.stop;
    all.progress = how.progress;
    all.completed = [&](std::size_t index, const CompletedRun& done) {
        const std::size_t point = index / how.repeats;
        swept[point].reports.resize(how.repeats);
        swept[point].reports[index % how.repeats] = done.report;
        --missing[point];
        for (; next < points.size() && missing[next] == 0; ++next) {
            swept[next].values = points[next].values;
            if (how.swept) how.swept(swept[next]);
            swept[next].reports = {};
        }
    };
    run_all(scenarios, name, run, all);
    return next == points.size();
}

std::string csv_heading(std::span<const SweepAxis> axes, std::size_t repeats)
{
    std::string line;
    for (const SweepAxis& a : axes) line += csv_cell(a.path) + ",";
    line += "repeat";
    for (std::string_view path : metric_paths()) {
        line += fmt::format(",{}", path);
        if (repeats > 1) line += fmt::format(",{0}.ci95,{0}.min,{0}.max", path);
    }
    return line;
}

std::string csv_row(const SweptPoint& point)
{
    std::string line;
    for (const std::string& v : point.values) line += (number<double>(v) ? v : csv_cell(v)) + ",";
    line += std::to_string(point.reports.size());
    for (std::string_view path : metric_paths()) {
        const Summary s = summarize(point.reports, path);
        line += fmt::format(",{}", s.mean);
        if (point.reports.size() > 1) line += fmt::format(",{},{},{}", s.ci95, s.min, s.max);
    }
    return line;
}

std::string to_json(const SweptPoint& point, std::span<const SweepAxis> axes)
{
    nlohmann::ordered_json over;
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const std::string& value = point.values[i];
        if (const auto n = number<std::int64_t>(value))
            over[axes[i].path] = *n;
        else if (const auto x = number<double>(value))
            over[axes[i].path] = *x;
        else
            over[axes[i].path] = value;
    }
    const std::string report =
        point.reports.size() == 1 ? to_json(point.reports.front()) : to_json(point.reports);
    return "{\"over\":" + over.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "," +
           report.substr(1);
}

}  // namespace stampede
