// What lies behind all that a call went through: what broke, while it was under way or just before.
#include "core/analysis/faults.h"
#include "core/analysis/now.h"
#include "core/analysis/why_words.h"
#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

Instant WhyWords::began() const
{
    const Lanes& lanes = v_.timeline.lanes;
    const std::uint32_t lane = lanes.lane(e_.call);
    return lane >= lanes.size() || lanes.empty(lane) ? e_.at : std::min(e_.at, lanes.begins(lane));
}

/// Whoever had the lock while this call was kept from loading, and died with it.
std::string WhyWords::dead_holder() const
{
    if (!clustered()) return {};
    const bool told = e_.what() == EventKind::refused || e_.what() == EventKind::waits ||
                      e_.what() == EventKind::poll_missed;
    if (told && holder() && killed_at(v_.timeline, v_.recording, holder()->holder, holder()->taken, now_))
        return {};
    const Instant from = began(), until = std::min(now_, e_.at);
    const auto bands = v_.timeline.locks.of(call_.key);
    const auto after =
        std::partition_point(bands.begin(), bands.end(), [&](const LockBand& b) { return b.taken <= until; });
    for (auto b = after; b != bands.begin();) {
        --b;
        if (b->until < from) break;
        if (b->holder == e_.call || b->holder.is_nobody()) continue;
        const auto killed =
            killed_at(v_.timeline, v_.recording, b->holder, b->taken, std::min(b->until, until));
        if (!killed) continue;
        const std::string lock = say(s_.who == Who::lease ? "lease" : "lock");
        return say(" At the root of it, {} held the {} when its instance {}, at {}: nobody gave it back.",
                   named(b->holder), lock, marked(Tone::failed, say("was killed")),
                   told_other(phrase(*killed)));
    }
    return {};
}

/// Whether the fault is felt by those who look, load or wait as this call does.
bool WhyWords::hurts(const Fault& fault) const
{
    switch (fault.kind) {
    case FaultKind::redis_down:
    case FaultKind::redis_slow: return true;
    case FaultKind::database_down:
    case FaultKind::database_slow: {
        const Lanes& lanes = v_.timeline.lanes;
        const std::uint32_t lane = lanes.lane(e_.call);
        if (lane >= lanes.size()) return false;
        return std::any_of(lanes.state.begin() + lanes.first[lane],
                           lanes.state.begin() + lanes.first[lane + 1], [](CallState s) {
                               return s == CallState::loading || s == CallState::waiting ||
                                      s == CallState::connection_queue;
                           });
    }
    case FaultKind::pause_instance:
    case FaultKind::partition: return fault.instance == call_.instance + 1U;
    default: return false;
    }
}

std::string WhyWords::broken_server() const
{
    const Instant from = began(), until = std::min(now_, e_.at);
    for (const FaultSpan& f : faults_of(v_.recording, v_.scenario, v_.timeline)) {
        if (f.from > until || f.until <= from || !hurts(*f.fault)) continue;
        return say(" At the root of it, {}, from {} to {}.",
                   marked(Tone::failed, fault_clause(f.fault->kind)), told_other(phrase(f.from)),
                   told_other(phrase(f.until)));
    }
    return {};
}

/// The entry would still have been there, had nobody taken it away.
std::string WhyWords::lost_entry() const
{
    const auto bands = v_.timeline.entries.of(call_.key);
    const Instant from = began();
    const auto after = std::partition_point(bands.begin(), bands.end(),
                                            [&](const EntryBand& b) { return b.stored_at <= from; });
    if (after == bands.begin()) return {};
    const EntryBand& last = *(after - 1);
    if (last.replaced || last.gone_at > from || last.gone_at >= last.fresh_until || last.fresh_until <= from)
        return {};
    for (const FaultSpan& f : faults_of(v_.recording, v_.scenario, v_.timeline))
        if (f.from == last.gone_at)
            return say(" At the root of it, {}, at {}: the entry was to be fresh until {}.",
                       marked(Tone::failed, fault_clause(f.fault->kind)), told_other(phrase(f.from)),
                       told_other(phrase(last.fresh_until)));
    return say(" At the root of it, the entry was {} at {}, and was to be fresh until {}.",
               marked(Tone::failed, say("deleted")), told_other(phrase(last.gone_at)),
               told_other(phrase(last.fresh_until)));
}

std::string WhyWords::roots() const
{
    if (e_.call.is_nobody()) return {};
    std::string text = dead_holder();
    if (text.empty()) text = broken_server();
    if (text.empty()) text = lost_entry();
    return text;
}

}  // namespace stampede
