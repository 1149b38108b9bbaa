#include "core/world/steering.h"

#include "core/scenario/differences.h"
#include "core/scenario/scenario_file.h"

#include <utility>

namespace stampede {

namespace {

bool same_answers(const StrategySpec& a, const StrategySpec& b)
{
    if (a.when.size() != b.when.size() || a.who != b.who || a.meanwhile != b.meanwhile || a.name != b.name)
        return false;
    for (std::size_t i = 0; i < a.when.size(); ++i)
        if (a.when[i].kind != b.when[i].kind) return false;
    return true;
}

/// A log is read before the run, and a traffic of another kind is other traffic.
bool takes_on(const Traffic& running, const Traffic& wanted)
{
    return running.index() == wanted.index() && !std::holds_alternative<Replay>(running);
}

}  // namespace

Scenario steered(const Scenario& running, const Scenario& wanted)
{
    Scenario s = running;
    s.name = wanted.name;
    s.about = wanted.about;
    s.expect = wanted.expect;
    if (s.traffic.size() == wanted.traffic.size())
        for (std::size_t i = 0; i < s.traffic.size(); ++i)
            if (takes_on(s.traffic[i], wanted.traffic[i])) s.traffic[i] = wanted.traffic[i];
    const Cache began = s.cache;
    s.cache = wanted.cache;
    s.cache.start = began.start;
    s.cache.expires_in = began.expires_in;
    const double updates = s.database.updates_per_second;
    s.database = wanted.database;
    s.database.updates_per_second = updates;
    if (!same_answers(s.strategy, wanted.strategy)) return s;
    const StrategyOptions own = s.strategy.options;
    s.strategy = wanted.strategy;
    s.strategy.options.fencing = own.fencing;
    s.strategy.options.lock_prefix = own.lock_prefix;
    s.strategy.options.mistakes = own.mistakes;
    return s;
}

std::optional<std::string> needs_new_run(const Scenario& running, const Scenario& wanted)
{
    const Scenario next = steered(running, wanted);
    if (next == wanted) return std::nullopt;
    const auto left = differences(next, wanted);
    return left.empty() ? "traffic" : left.front().path;
}

std::vector<SettingsFrom> settings_over_time(const Scenario& began, std::span<const SettingChange> changes)
{
    std::vector<SettingsFrom> settings;
    for (std::size_t i = 0; i < changes.size();) {
        const Instant at = changes[i].at;
        std::vector<Override> overrides;
        for (; i < changes.size() && changes[i].at == at; ++i)
            overrides.push_back({changes[i].path, changes[i].value});
        const Scenario& now = settings.empty() ? began : settings.back().settings;
        settings.push_back({at, steered(now, changed(now, overrides))});
    }
    return settings;
}

void LiveSettings::give(Scenario wanted)
{
    const std::lock_guard lock(mutex_);
    wanted_ = std::move(wanted);
    given_ = true;
    if (wake_) wake_();
}

std::optional<Scenario> LiveSettings::take()
{
    if (!given_.load(std::memory_order_acquire)) return std::nullopt;
    const std::lock_guard lock(mutex_);
    given_ = false;
    return std::exchange(wanted_, std::nullopt);
}

void LiveSettings::on_given(std::function<void()> wake)
{
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace stampede
