// Why a call waits: somebody else is at it.
#include "core/analysis/why_words.h"
#include "core/runtime/say.h"

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
    const std::string lock = say(s_.who == Who::lease ? "lease" : "lock");
    const Duration earlier = waits_since() - holder.taken;
    const std::string apart = told("call.lock_earlier", milliseconds(earlier), now_of_call(),
                                   rounded(earlier < Duration::zero() ? -earlier : earlier));
    std::string text = say("{} took the {} {}", named_first(holder.holder), lock,
                           earlier > Duration::zero()    ? say("{} earlier", apart)
                           : earlier == Duration::zero() ? say("at the same instant")
                                                         : say("{} later", apart));
    const auto instance = v_.timeline.instance_at(v_.recording.call(holder.holder).instance, now_);
    const Load* load = v_.timeline.load_of(holder.holder);
    const std::string left =
        holder.valid_until >= never
            ? say("it never expires, so it is never free again")
            : say("it expires in {}", told_time("lock.left", holder.valid_until - now_, now_of(call_.key)));
    if (!instance.alive)
        return say("{} and was {} with its instance. Nobody gives the {} back: {}.", text,
                   marked(Tone::failed, say("killed")), lock, left);
    if (v_.timeline.state_at(holder.holder, now_) == CallState::absent && now_ >= holder.taken)
        return say("{} and is over, but has not given it back: {}.", text, left);
    if (instance.paused)
        return say("{}, but its instance {}: {}.", text, marked(Tone::failed, say("stands still")), left);
    if (load && load->began <= now_ && now_ < load->ended)
        return say("{} and is still {}, since {}.", text, marked(Tone::load, say("loading")),
                   told_time("load.age", now_ - load->began, now_of(holder.holder.raw())));
    if (load && load->ended <= now_) return say("{} and has the value: it is writing it.", text);
    return say("{} and will load.", text);
}

std::string WhyWords::until_it_writes() const
{
    if (o_.wait_by == WaitBy::notify && clustered())
        return say(" Until it gives the lock back, the others wait for the message of that, and then look.");
    return say(
        " Until it writes the value, everyone else looks every {}: up to one whole poll of extra latency "
        "after the value is there.",
        told_setting(o_.poll));
}

std::string WhyWords::of_deadline() const
{
    if (o_.makes(Mistake::infinite_wait))
        return marked(Tone::failed, say(" It would wait for ever: no deadline."));
    return say(" After {} it would {}.", told_setting(o_.wait_timeout),
               o_.on_deadline == OnDeadline::load   ? say("load it itself")
               : o_.on_deadline == OnDeadline::fail ? say("fail")
                                                    : say("take the old value"));
}

std::string WhyWords::waits_for_lock() const
{
    const auto entry = v_.timeline.entry_at(call_.key, now_);
    if (entry.state == EntryState::fresh && entry.band->stored_at > e_.at - o_.poll)
        return say(
            "The value has been in the cache for {}, but this one has not looked since: it looks every {}. "
            "That is the price of polling.",
            told_time("entry.stored_for", now_ - entry.band->stored_at, now_of(call_.key)),
            told_setting(o_.poll));
    if (const LockBand* h = holder()) return of_holder(*h) + until_it_writes();
    return say("The {} is free and yet no value has come: whoever had it failed, or died. {}{}",
               say(s_.who == Who::lease ? "lease" : "lock"),
               o_.on_leader_failure == OnLeaderFailure::re_elect
                   ? say("At its next look this one tries to take over.")
                   : say("Those who wait do not take over; they only look."),
               of_deadline());
}

std::string WhyWords::waits_for_flight() const
{
    const CallId leader = v_.standing.leader_at(call_.key, call_.instance, now_);
    if (leader.is_nobody())
        return say("Another call on {} loads {}; when it has the value, all who joined get it at once.",
                   instance(), key());
    std::uint32_t joined = 0;
    for (const auto& view : v_.standing.flights_at(call_.key, now_, 1000))
        if (view.flight->leader == leader) joined = view.joined;
    const Load* load = v_.timeline.load_of(leader);
    const bool loads = load && load->began <= now_ && now_ < load->ended;
    const std::uint32_t others = loads_of_key();
    std::string text =
        say("On {}, {} leads the load of {}{}. {} it: when the value is there, all get it at the same "
            "instant, without another look.",
            instance(), named(leader), key(),
            loads ? say(", {} since {}", marked(Tone::load, say("loading")),
                        told_time("load.age", now_ - load->began, now_of(leader.raw())))
                  : "",
            joined == 1 ? say("This one waits for")
                        : say("{} wait for", told_number("flight.joined", joined, now_of(leader.raw()))));
    if (s_.who == Who::one_per_instance && others > 1)
        text +=
            say(" The map is the instance's own: {} of this key run in the cluster, one on each instance.",
                told("loads.of_key", others, now_of(call_.key), counted(others, "load", "loads")));
    return text;
}

std::string WhyWords::of_waiting() const
{
    switch (e_.what()) {
    case EventKind::won:
        if (e_.aux() == 1)
            return say(
                "The lock is its own, so it may load. First it looks once more: the value may have come "
                "between its first look and the lock.");
        if (s_.who == Who::everyone) return say("Everyone may load with this strategy.");
        return say("Nobody else on its instance loads this key, so it may.");
    case EventKind::refused:
    case EventKind::waits:
    case EventKind::poll_missed:
        return e_.what() == EventKind::refused && e_.aux() == 0 ? waits_for_flight() : waits_for_lock();
    case EventKind::led:
        return say(
            "It is the first on {} to want {}: it stands in the map of loads in flight, and whoever comes "
            "now shares its result.{}",
            instance(), key(),
            s_.who == Who::instance_then_cluster
                ? say(" Next it asks Redis for the lock, against the leaders of the other instances.")
                : "");
    case EventKind::joined: return waits_for_flight();
    case EventKind::notified:
        return say("The lock was given back, and Redis told all who wait. Now it looks for the value.");
    case EventKind::deadline_passed:
        return say(
            "It had waited for {}, as long as it may. {}", told_setting(o_.wait_timeout),
            o_.on_deadline == OnDeadline::load
                ? say("Now it loads itself, at most one for each instance, so that nobody waits for ever.")
            : o_.on_deadline == OnDeadline::fail ? say("Now it fails, rather than add to the load.")
                                                 : say("Now it takes the old value, if there is one."));
    case EventKind::re_elected:
        return say("Whoever was to load died, failed or has not finished, so this one tries to take over.");
    case EventKind::soft_timeout:
        return say(
            "The refresh takes longer than {}, so it stops waiting and is answered with the old value. The "
            "refresh goes on.",
            o_.soft_timeout ? told_setting(*o_.soft_timeout) : say("it may"));
    case EventKind::refresh_held_off:
        return say(
            "The refresh was refused or failed. Until the lock may be free, or for a second that doubles "
            "each time, hits of this instance start no other.");
    default: return {};
    }
}

}  // namespace stampede
