#include "core/analysis/why.h"

#include "core/analysis/causality.h"
#include "core/analysis/expected.h"
#include "core/analysis/explanation.h"
#include "core/analysis/faults.h"
#include "core/analysis/rates.h"
#include "core/analysis/why_words.h"
#include "core/runtime/say.h"
#include "core/strategy/when.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace stampede {

WhyWords::WhyWords(const Evidence& v, std::size_t event, Instant now)
    : v_(v), s_(v.scenario.strategy), o_(s_.options), index_(event), e_(v.recording.events[event]),
      d_(v.recording.detail(event)), now_(now)
{
    if (!e_.call.is_nobody()) call_ = v.recording.call(e_.call);
}

std::optional<std::size_t> WhyWords::deleted_meanwhile() const
{
    return stampede::deleted_meanwhile(v_.recording, index_);
}

bool WhyWords::clustered() const
{
    return s_.who == Who::one_per_cluster || s_.who == Who::instance_then_cluster || s_.who == Who::lease;
}

std::string WhyWords::tell() const
{
    for (std::string text :
         {of_look(), of_waiting(), of_loading(), of_breaker(), of_store(), of_lock(), of_end(), of_world()})
        if (!text.empty()) return text + roots();
    return name(e_.what());
}

std::string WhyWords::beginning() const
{
    switch (call_.origin) {
    case Origin::client: break;
    case Origin::stale_hit:
        return say(
            "{} found the entry due and got its answer from it. So that nobody has to wait, this refresh "
            "goes for the new value in the background.",
            named_first(call_.parent));
    case Origin::schedule:
        return say(
            "The refresher of {} looks every {} for keys that clients ask for and that will expire soon. {} "
            "was one.",
            instance(), told_setting(o_.refresh_period), key());
    case Origin::warming:
        return say("It loads {} before anybody asks, so that the first ones find it.", key());
    case Origin::health_check: return say("The balancer asks whether {} answers in time.", instance());
    }
    return say("It has asked Redis for {} and waits for the answer: a round trip takes {}.", key(),
               told_setting(v_.scenario.cache.round_trip));
}

/// What a look that found nothing fresh leads to.
std::string WhyWords::then() const
{
    switch (s_.who) {
    case Who::everyone:
        return say(" With this strategy everyone who finds it due loads it, whoever else does.");
    case Who::one_per_instance:
        return say(" Now it looks into the map of loads in flight on {}: only one of an instance may load.",
                   instance());
    case Who::one_per_cluster:
        return say(" Now it asks Redis for the lock: only one of the whole cluster may load.");
    case Who::instance_then_cluster:
        return say(
            " Only one of an instance may ask Redis for the lock, and only one of the cluster gets it.");
    case Who::lease: return say(" The look itself says who may load: the one who got the lease.");
    }
    return {};
}

std::string WhyWords::of_look() const
{
    const bool rolled =
        d_ && (e_.what() == EventKind::hit || e_.what() == EventKind::due_early) && roll_of(d_);
    switch (e_.what()) {
    case EventKind::arrived:
    case EventKind::refresh_began: return beginning();
    case EventKind::queued: {
        const auto at = v_.standing.instance_at(call_.instance, now_);
        return say(
            "All {} of {} are busy, so it waits in the queue: {} wait there. A worker is busy until the "
            "request it serves is answered, even while that only waits.",
            told_other(counted(v_.scenario.instances.workers, "worker", "workers")), instance(),
            told_number("waiting.worker", at.queued, now_of(call_.instance)));
    }
    case EventKind::worker_taken:
        return say("A worker of {} has become free. It has asked Redis for {} and waits for the answer.",
                   instance(), key());
    case EventKind::hit:
        if (rolled) return of_roll();
        return say("The entry is fresh, so it is the answer: one round trip, no load.");
    case EventKind::due_early:
        if (rolled) return of_roll();
        return say(
            "The entry is still fresh, but will expire in {}: the schedule renews it before anybody misses "
            "it.",
            d_ ? told_time("call.remaining", RollNumbers::of(*d_).remaining, now_of_call()) : say("a while"));
    case EventKind::found_stale:
        return say(
            "The entry expired {} ago. It is kept for {} past its ttl, so there is an old value at hand.{}",
            d_ ? told_time("call.found_age", StaleEntry::of(*d_).age, now_of_call()) : say("some time"),
            told_setting(o_.keep),
            s_.serves_old() && o_.refresh_in == RefreshIn::background && call_.origin == Origin::client
                ? say(" It answers with that at once, and a refresh goes for the new one.")
                : then());
    case EventKind::missed:
        return say(
            "There is nothing usable in the cache: whoever wants the value now has to load it, or wait for "
            "one who does.{}",
            then());
    case EventKind::second_look_hit:
        return say(
            "It might have loaded, but looked once more first, and the value had come meanwhile: no second "
            "load.");
    case EventKind::store_failed:
        return say(
            "Redis did not answer. Without it nobody can tell who may load, so at most one of each instance "
            "does, and the rest share its result.");
    default: return {};
    }
}

std::string WhyWords::expected_first_refresh() const
{
    const Value gap = expected_first_gap_ms(v_.scenario);
    if (!gap) return {};
    return say(
        " At the {} requests a second that are asked for, the first refresh is expected {} before expiry; "
        "whatever comes later finds the new value.",
        told("rate.asked", *rate_asked(v_.scenario), now_of(-1), rounded(*rate_asked(v_.scenario))),
        told("theory.first_gap_ms", *gap, now_of(-1), rounded(from_seconds(*gap / 1e3))));
}

/// The probability at that time to expiry, what was drawn, and what that meant.
std::string WhyWords::of_roll() const
{
    const auto numbers = RollNumbers::of(*d_);
    const Duration left = numbers.remaining;
    const double u = *numbers.u;
    const EntryBand* entry = v_.timeline.entry_at(call_.key, e_.at).band;
    const Duration ttl = entry ? entry->fresh_until - entry->stored_at : v_.scenario.cache.ttl;
    const Duration delta = entry ? delta_of(*entry, v_.scenario) : Duration::zero();
    std::string text = say("With {} left, ", told_time("call.remaining", left, now_of_call())), first;
    for (std::size_t i = 0; i < s_.when.size(); ++i) {
        const When& w = s_.when[i];
        if (!w.has_beta() && w.kind != When::Kind::uniform) continue;
        std::string formula = fmt::format("1 − {} / {}", rounded(left), rounded(w.span));
        if (w.kind == When::Kind::power)
            formula = fmt::format("1 − ({} / {})^{}", rounded(left), rounded(ttl), rounded(w.beta));
        if (w.kind == When::Kind::xfetch) {
            formula = fmt::format("e^(−{} / {})", rounded(seconds(left)), rounded(w.beta * seconds(delta)));
            first = expected_first_refresh();
        }
        const double chance = refresh_probability(w, left, ttl, delta);
        Where chance_of = now_of_call();
        chance_of.of = i == 0 ? "first" : "second";
        text += say("{}each request refreshes with probability {} = {}", i > 0 ? say(", and ") : "",
                    marked(Tone::code, told_other(formula)),
                    marked(Tone::strong, told("call.chance", chance, chance_of, percent(chance))));
    }
    const bool refreshes = e_.what() == EventKind::due_early;
    text += say(". It drew u = {}: {}.", told("call.drawn", u, now_of_call(), fmt::format("{:.4f}", u)),
                refreshes ? say("{}, and is answered with the value that is still fresh",
                                marked(Tone::strong, say("it refreshes")))
                          : say("no refresh"));
    return text + first;
}

/// In which states the call spent its time, the longest first; what is under a hundredth is left out.
std::string WhyWords::where_time_went() const
{
    static constexpr std::array<const char*, call_states> words{
        "",
        to_say("asking Redis"),
        to_say("waiting for the load of another"),
        to_say("waiting for a worker"),
        to_say("waiting for a connection of the database"),
        to_say("loading"),
        to_say("storing the value")};
    const Lanes& lanes = v_.timeline.lanes;
    const std::uint32_t lane = lanes.lane(e_.call);
    if (lanes.empty(lane)) return {};
    std::array<Duration, call_states> spent{};
    for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i)
        spent[static_cast<std::size_t>(lanes.state[i])] += lanes.at[i + 1] - lanes.at[i];
    const Duration all = lanes.ends(lane) - lanes.begins(lane);
    std::vector<std::size_t> order;
    for (std::size_t i = 1; i < spent.size(); ++i)
        if (spent[i] * 100 >= all && spent[i] > Duration::zero()) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return spent[a] > spent[b]; });
    if (order.empty()) return {};
    const Where run{&v_.scenario, run_start, never, e_.call.raw()};
    const std::string whole = told_time("call.length", all, run);
    const auto part = [&](std::size_t state) {
        Where of_state = run;
        of_state.of = words[state];
        return told_time("call.spent", spent[state], of_state);
    };
    if (order.size() == 1) return say(" All of its {} went into {}.", whole, say_marked(words[order[0]]));
    std::string text = say(" Of its {}, ", whole);
    for (std::size_t i = 0; i < order.size(); ++i)
        text +=
            say("{}{} went into {}",
                i == 0                  ? ""
                : i + 1 == order.size() ? say(" and ")
                                        : ", ",
                i == 0 ? marked(Tone::strong, part(order[i])) : part(order[i]), say_marked(words[order[i]]));
    return text + ".";
}

std::string WhyWords::of_failure() const
{
    const auto& changes = v_.timeline.instances;
    const bool killed = std::any_of(changes.begin(), changes.end(), [&](const InstanceChange& c) {
        return c.at == e_.at && c.what == EventKind::instance_killed && c.instance == call_.instance;
    });
    if (killed) {
        std::string text =
            say("Its instance was killed, and all its requests with it. Nothing of it cleans up: a lock that "
                "it held stays until its time is over.");
        for (const FaultSpan& f : faults_of(v_.recording, v_.scenario, v_.timeline))
            if (f.from == e_.at)
                return text + say(" The scenario asks for it: {}.", fault_clause(f.fault->kind));
        return text;
    }
    const auto alive = v_.timeline.instance_at(call_.instance, e_.at);
    if (!alive.alive) return say("No instance was left to take it.");
    return say(
        "It ended with an error: the load failed, its own or the one it waited for, or it waited as long as "
        "it may.");
}

std::string WhyWords::of_end() const
{
    switch (e_.what()) {
    case EventKind::rejected:
        return say("All {} of {} were busy and its queue of {} was full, so it was turned away at once.",
                   told_other(counted(v_.scenario.instances.workers, "worker", "workers")), instance(),
                   told_other(grouped(v_.scenario.instances.queue)));
    case EventKind::answered_fresh:
        return say("It found a fresh entry at its first look: one round trip, no load, no waiting.{}",
                   where_time_went());
    case EventKind::answered_stale:
        return say(
            "It was answered with the old value, which is past its ttl but still kept: fast, at the price of "
            "being out of date.{}",
            where_time_went());
    case EventKind::answered_loaded:
        return say("It loaded the value itself, so it waited for the database.{}", where_time_went());
    case EventKind::answered_shared: {
        const std::string whose = clustered() ? say("It let another load, and found the value in the cache.")
                                              : say("It let another load, and shared the result.");
        return whose + where_time_went();
    }
    case EventKind::failed: return of_failure() + where_time_went();
    case EventKind::refresh_ended:
        return say("The refresh is over. No client waited for it.{}", where_time_went());
    default: return {};
    }
}

std::string WhyWords::of_fault(std::uint32_t index) const
{
    if (index >= v_.scenario.faults.size()) return say("the scenario disturbs the run");
    return fault_clause(v_.scenario.faults[index].kind);
}

std::string WhyWords::of_world() const
{
    const std::string which =
        told_other(say("Instance {}", grouped(static_cast<std::int64_t>(e_.aux()) + 1)));
    switch (e_.what()) {
    case EventKind::erased:
        switch (d_ ? Erased::of(*d_).with : Erased::With::nothing) {
        case Erased::With::lease:
            return say(
                "The entry was deleted, and the lease of whoever loads it is void: what that brings is not "
                "stored, and the next look gets a lease of its own.");
        case Erased::With::locks:
            return say(
                "The entry was deleted, and its lock and what counts its tokens with it: whoever asks next "
                "may load, whoever else does.");
        case Erased::With::nothing: break;
        }
        return say(
            "The entry was deleted, so the next look misses, whatever its ttl said. Whoever is loading "
            "stores "
            "what it has read all the same.");
    case EventKind::instance_killed:
        return say(
            "{} was killed: its requests fail, its map of loads in flight is gone, and its locks stay until "
            "their time is over.",
            which);
    case EventKind::instance_paused:
        return say(
            "{} stands still, as in a long garbage collection: its timers and answers wait, while its locks "
            "run out in Redis.",
            which);
    case EventKind::instance_resumed:
        return say("{} goes on where it stood still. It does not know that time has passed.", which);
    case EventKind::instance_removed:
        return say("{} failed its health checks, so the balancer sends its traffic to the others.", which);
    case EventKind::instance_returned:
        return say("{} passed its health checks again, so the balancer gives it traffic again.", which);
    case EventKind::health_check_failed:
        return say("{} did not answer the balancer in time: its workers are busy, or it stands still.",
                   which);
    case EventKind::fault_began: return say("The scenario asks for it: {}.", of_fault(e_.aux()));
    case EventKind::fault_ended: return say("It is over that {}.", of_fault(e_.aux()));
    case EventKind::warmed:
        return say("A warming begins: the most popular keys are loaded before anybody asks.");
    case EventKind::alert:
        return say("The hit rate fell to {}, below what the adaptation watches for, so it acts.",
                   d_ ? told("alert.hit_rate", alerted_hit_rate(*d_), {&v_.scenario, run_start, e_.at},
                             percent(alerted_hit_rate(*d_)))
                      : say("too little"));
    default: return {};
    }
}

namespace {

/// How many of the call's events there are up to the one that ends it.
std::size_t ending(const Recording& r, const Trail& trail)
{
    for (std::size_t i = 0; i < trail.own.size(); ++i) {
        const EventKind what = r.events[trail.own[i]].what();
        if (ends_request(what) || what == EventKind::refresh_ended) return i + 1;
    }
    return trail.own.size();
}

}  // namespace

std::string why_event(const Evidence& v, std::size_t event, Instant t)
{
    return WhyWords(v, event, t).tell();
}

std::string why_at(const Evidence& v, const Trail& trail, Instant t)
{
    if (trail.call.is_nobody()) return {};
    if (trail.own.empty()) return say("It left no trace in this run.");
    const Instant begins = begin_of(v.recording, trail);
    if (t < begins)
        return say("It has not begun: that comes in {}.",
                   told("call.begins_in", milliseconds(begins - t),
                        {&v.scenario, run_start, t, trail.call.raw()}, rounded(begins - t)));
    // what a query does after its caller has gone is not the caller's
    const std::size_t past = std::min(happened(v.recording, trail.own, t), ending(v.recording, trail));
    for (std::size_t i = past; i-- > 0;) {
        const EventKind what = v.recording.events[trail.own[i]].what();
        // an answer that a roll decided is best told by the roll
        const bool rolled = what == EventKind::answered_fresh && v.scenario.strategy.rolls();
        const bool aside = what == EventKind::query_ended || what == EventKind::breaker_closed || rolled;
        if (!aside || i == 0) return why_event(v, trail.own[i], t);
    }
    return {};
}

}  // namespace stampede
