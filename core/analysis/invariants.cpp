#include "core/analysis/invariants.h"

#include "core/analysis/invariant_checks.h"
#include "core/analysis/metrics.h"
#include "core/analysis/metrics_json.h"
#include "core/analysis/phrases.h"
#include "core/analysis/recorded_scenario.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

namespace stampede {

void Violations::add(Invariant which, const std::string& what)
{
    Kind& k = kinds_[static_cast<std::size_t>(which)];
    if (++k.count <= sentences) k.first.push_back(what);
}

void Violations::add(const Violations& others)
{
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        for (const std::string& what : others.kinds_[i].first)
            if (kinds_[i].first.size() < sentences) kinds_[i].first.push_back(what);
        kinds_[i].count += others.kinds_[i].count;
    }
}

std::vector<Violation> Violations::take()
{
    std::vector<Violation> all;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        const Kind& k = kinds_[i];
        for (const std::string& what : k.first) all.push_back({static_cast<int>(i), what});
        if (k.count > sentences)
            all.push_back(
                {static_cast<int>(i),
                 say("and {} more of the kind", grouped(static_cast<std::int64_t>(k.count - sentences)))});
    }
    return all;
}

bool InvariantCheck::cut_off() const
{
    constexpr Duration longest_wait = std::chrono::minutes(10);
    if (recording_.cut_short) return true;
    if (scenario_.horizon) return recording_.end >= run_start + *scenario_.horizon;
    Instant last_arrival{};
    for (auto e = recording_.events.rbegin(); e != recording_.events.rend(); ++e)
        if (e->what() == EventKind::arrived) {
            last_arrival = e->at;
            break;
        }
    return recording_.end >= last_arrival + longest_wait;
}

std::string InvariantCheck::of_key(std::uint32_t key) const
{
    return say("of {}", recording_.key_name(key));
}

namespace {

/// 10, and what the other checks rely on: details belong to events.
bool time_runs_forward(const Recording& r, Violations& v)
{
    for (std::size_t i = 1; i < r.events.size(); ++i)
        if (r.events[i].at < r.events[i - 1].at) {
            v.add(Invariant::time,
                  say("{}: {} at {} is recorded after something at {}", phrase(r.events[i].call),
                      name(r.events[i].what()), phrase(r.events[i].at), phrase(r.events[i - 1].at)));
            return false;
        }
    if (!r.events.empty() && r.end < r.events.back().at) {
        v.add(Invariant::time, say("the run ended at {}, before its last event at {}", phrase(r.end),
                                   phrase(r.events.back().at)));
        return false;
    }
    return true;
}

/// Shows each event to the checks that it concerns: to most events that is none or one.
void feed(const Recording& r, std::span<const std::unique_ptr<InvariantCheck>> checks)
{
    std::array<std::vector<InvariantCheck*>, static_cast<std::size_t>(EventKind::count_)> concerned;
    for (std::size_t what = 0; what < concerned.size(); ++what)
        for (const auto& check : checks)
            if (check->concerns(static_cast<EventKind>(what))) concerned[what].push_back(check.get());

    std::size_t next = 0;
    for (std::size_t i = 0; i < r.events.size(); ++i) {
        const Event& e = r.events[i];
        const auto& those = concerned[static_cast<std::size_t>(e.what())];
        if (those.empty()) continue;
        while (next < r.details.size() && r.details[next].event < i) ++next;
        const bool detailed = next < r.details.size() && r.details[next].event == i;
        const Seen seen{e, e.call.is_nobody() ? nullptr : &r.call(e.call),
                        detailed ? &r.details[next] : nullptr};
        for (InvariantCheck* check : those) check->see(seen);
    }
}

}  // namespace

InvariantReport check_invariants(const Recording& r, const Scenario& scenario)
{
    const Scenario s = most_allowed(r, scenario);
    Violations violations;
    InvariantReport report;
    report.checked = 1;
    if (time_runs_forward(r, violations)) {
        const std::array checks{check_ends(r, s, violations),  check_waiting(r, s, violations),
                                check_locks(r, s, violations), check_queries(r, s, violations),
                                check_loads(r, s, violations), check_answers(r, s, violations)};
        feed(r, checks);
        for (const auto& check : checks) report.checked += check->finish();
    }
    report.violated = violations.take();
    return report;
}

void check_round_trip(const Recording& recording, InvariantReport& report)
{
    ++report.checked;
    const auto violated = [&report](const std::string& what) {
        report.violated.push_back({static_cast<int>(Invariant::round_trip), what});
    };
    try {
        const Metrics before = measure(recording);
        const Metrics after = measure(decode_recording(encode_recording(recording), say("the recording")));
        for (std::string_view path : metric_paths())
            if (const double was = metric(before, path), is = metric(after, path); was != is)
                violated(say("{} was {} and is {} after writing and reading the recording", path, was, is));
    } catch (const InputError& e) {
        violated(e.what());
    }
}

}  // namespace stampede
