// Why a call waits: somebody else is at it.
#include "core/analysis/why_words.h"

#include <fmt/format.h>

namespace stampede {

Instant WhyWords::waits_since() const
{
    const Lanes& lanes = v_.timeline.lanes;
    const std::uint32_t lane = lanes.lane(e_.call);
    for (std::uint32_t i = lanes.first[lane]; i < lanes.first[lane + 1] && lanes.at[i] <= now_; ++i)
        if (lanes.state[i] == CallState::waiting) return lanes.at[i];
    return e_.at;
}

/// "Request 1 took the lock 1.2 ms earlier and is still loading."
std::string WhyWords::of_holder(const LockBand& holder) const
{
    const char* lock = s_.who == Who::lease ? "lease" : "lock";
    const Duration earlier = waits_since() - holder.taken;
    std::string text = named_first(holder.holder) +
                       fmt::format(" took the {} {}", lock,
                                   earlier > Duration::zero()    ? rounded(earlier) + " earlier"
                                   : earlier == Duration::zero() ? "at the same instant"
                                                                 : rounded(-earlier) + " later");
    const auto instance = v_.timeline.instance_at(v_.recording.call(holder.holder).instance, now_);
    const Load* load = v_.timeline.load_of(holder.holder);
    const std::string left = holder.valid_until >= never
                                 ? "it never expires, so it is never free again"
                                 : fmt::format("it expires in {}", rounded(holder.valid_until - now_));
    if (!instance.alive)
        return text + fmt::format(" and was {} with its instance. Nobody gives the {} back: {}.",
                                  marked(Tone::failed, "killed"), lock, left);
    if (v_.timeline.state_at(holder.holder, now_) == CallState::absent && now_ >= holder.taken)
        return text + fmt::format(" and is over, but has not given it back: {}.", left);
    if (instance.paused)
        return text + fmt::format(", but its instance {}: {}.", marked(Tone::failed, "stands still"), left);
    if (load && load->began <= now_ && now_ < load->ended)
        return text + fmt::format(" and is still {}, since {}.", marked(Tone::load, "loading"),
                                  rounded(now_ - load->began));
    if (load && load->ended <= now_) return text + " and has the value: it is writing it.";
    return text + " and will load.";
}

std::string WhyWords::until_it_writes() const
{
    if (o_.wait_by == WaitBy::notify && clustered())
        return " Until it gives the lock back, the others wait for the message of that, and then look.";
    return fmt::format(
        " Until it writes the value, everyone else looks every {}: up to one whole poll of extra latency "
        "after the value is there.",
        rounded(o_.poll));
}

std::string WhyWords::of_deadline() const
{
    if (o_.makes(Mistake::infinite_wait))
        return marked(Tone::failed, " It would wait for ever: no deadline.");
    return fmt::format(" After {} it would {}.", rounded(o_.wait_timeout),
                       o_.on_deadline == OnDeadline::load   ? "load it itself"
                       : o_.on_deadline == OnDeadline::fail ? "fail"
                                                            : "take the old value");
}

std::string WhyWords::waits_for_lock() const
{
    const auto entry = v_.timeline.entry_at(call_.key, now_);
    if (entry.state == EntryState::fresh && entry.band->stored_at > e_.at - o_.poll)
        return fmt::format(
            "The value has been in the cache for {}, but this one has not looked since: it looks every {}. "
            "That is the price of polling.",
            rounded(now_ - entry.band->stored_at), rounded(o_.poll));
    if (const LockBand* h = holder()) return of_holder(*h) + until_it_writes();
    return fmt::format("The {} is free and yet no value has come: whoever had it failed, or died. {}{}",
                       s_.who == Who::lease ? "lease" : "lock",
                       o_.on_leader_failure == OnLeaderFailure::re_elect
                           ? "At its next look this one tries to take over."
                           : "Those who wait do not take over; they only look.",
                       of_deadline());
}

std::string WhyWords::waits_for_flight() const
{
    const CallId leader = v_.standing.leader_at(call_.key, call_.instance, now_);
    if (leader.is_nobody())
        return fmt::format(
            "Another call on {} loads {}; when it has the value, all who joined get it at once.", instance(),
            key());
    std::uint32_t joined = 0;
    for (const auto& view : v_.standing.flights_at(call_.key, now_, 1000))
        if (view.flight->leader == leader) joined = view.joined;
    const Load* load = v_.timeline.load_of(leader);
    const bool loads = load && load->began <= now_ && now_ < load->ended;
    const std::uint32_t others = loads_of_key();
    std::string text = fmt::format(
        "On {}, {} leads the load of {}{}. {} it: when the value is there, all get it at the same instant, "
        "without another look.",
        instance(), named(leader), key(),
        loads ? ", " + marked(Tone::load, "loading") + " since " + rounded(now_ - load->began) : "",
        joined == 1 ? "This one waits for" : grouped(joined) + " wait for");
    if (s_.who == Who::one_per_instance && others > 1)
        text += fmt::format(
            " The map is the instance's own: {} of this key run in the cluster, one on each instance.",
            counted(others, "load", "loads"));
    return text;
}

std::string WhyWords::of_waiting() const
{
    switch (e_.what()) {
    case EventKind::won:
        if (e_.aux() == 1)
            return "The lock is its own, so it may load. First it looks once more: the value may have come "
                   "between its first look and the lock.";
        if (s_.who == Who::everyone) return "Everyone may load with this strategy.";
        return "Nobody else on its instance loads this key, so it may.";
    case EventKind::refused:
    case EventKind::waits:
    case EventKind::poll_missed:
        return e_.what() == EventKind::refused && e_.aux() == 0 ? waits_for_flight() : waits_for_lock();
    case EventKind::led:
        return fmt::format(
            "It is the first on {} to want {}: it stands in the map of loads in flight, and whoever comes "
            "now shares its result.{}",
            instance(), key(),
            s_.who == Who::instance_then_cluster
                ? " Next it asks Redis for the lock, against the leaders of the other instances."
                : "");
    case EventKind::joined: return waits_for_flight();
    case EventKind::notified:
        return "The lock was given back, and Redis told all who wait. Now it looks for the value.";
    case EventKind::deadline_passed:
        return fmt::format(
            "It had waited for {}, as long as it may. {}", rounded(o_.wait_timeout),
            o_.on_deadline == OnDeadline::load
                ? "Now it loads itself, at most one for each instance, so that nobody waits for ever."
            : o_.on_deadline == OnDeadline::fail ? "Now it fails, rather than add to the load."
                                                 : "Now it takes the old value, if there is one.");
    case EventKind::re_elected:
        return "Whoever was to load died, failed or has not finished, so this one tries to take over.";
    case EventKind::soft_timeout:
        return fmt::format(
            "The refresh takes longer than {}, so it stops waiting and is answered with the old value. The "
            "refresh goes on.",
            o_.soft_timeout ? rounded(*o_.soft_timeout) : "it may");
    case EventKind::refresh_held_off:
        return "The refresh was refused or failed. Until the lock may be free, or for a second that doubles "
               "each time, hits of this instance start no other.";
    default: return {};
    }
}

}  // namespace stampede
