#include "core/analysis/causality.h"

#include "core/recording/read_events.h"

#include <algorithm>

namespace stampede {

namespace {

using Found = std::optional<std::size_t>;

std::optional<Link> link(Found event, Bond bond)
{
    return event ? std::optional(Link{*event, bond}) : std::nullopt;
}

/// Looks around one event.
class Around {
public:
    Around(const Recording& r, std::size_t event)
        : r_(r), at_(event), event_(r.events[event]),
          facts_(event_.call.is_nobody() ? CallFacts{} : r.call(event_.call))
    {
    }

    std::optional<Link> cause() const;
    std::optional<Link> effect() const;

private:
    template <class Fits>
    Found before(Fits fits) const
    {
        for (std::size_t i = at_; i-- > 0;)
            if (fits(r_.events[i])) return i;
        return {};
    }
    template <class Fits>
    Found after(Fits fits) const
    {
        for (std::size_t i = at_ + 1; i < r_.events.size(); ++i)
            if (fits(r_.events[i])) return i;
        return {};
    }
    bool others(const Event& e) const { return !e.call.is_nobody() && e.call != event_.call; }
    bool same_key(const Event& e) const { return !e.call.is_nobody() && r_.call(e.call).key == facts_.key; }
    bool same_instance(const Event& e) const
    {
        return !e.call.is_nobody() && r_.call(e.call).instance == facts_.instance;
    }
    bool own_before(EventKind what) const
    {
        return before([&](const Event& e) { return e.call == event_.call && e.what() == what; }).has_value();
    }

    std::optional<Link> outside_cause() const;
    std::optional<Link> cause_of_refusal() const;
    std::optional<Link> cause_of_share() const;
    std::optional<Link> cause_of_look() const;
    std::optional<Link> cause_of_release() const;
    std::optional<Link> cause_of_giving_up() const;
    std::optional<Link> cause_of_start() const;
    std::optional<Link> cause_of_failure() const;
    std::optional<Link> outside_effect() const;
    std::optional<Link> effect_of_store() const;
    std::optional<Link> effect_of_world() const;
    Found store_before() const;
    Found caused(std::size_t from, auto fits) const;

    const Recording& r_;
    std::size_t at_;
    Event event_;
    CallFacts facts_;
};

std::optional<Link> Around::cause() const
{
    if (event_.call.is_nobody()) {
        if (event_.what() == EventKind::fault_began) return {};
        return link(
            before([&](const Event& e) { return e.what() == EventKind::fault_began && e.at == event_.at; }),
            Bond::broke);
    }
    if (auto found = outside_cause()) return found;
    return link(previous_of_call(r_, at_), Bond::own_step);
}

std::optional<Link> Around::outside_cause() const
{
    switch (event_.what()) {
    case EventKind::refresh_began: return cause_of_start();
    case EventKind::refused:
    case EventKind::joined: return cause_of_refusal();
    case EventKind::answered_shared: return cause_of_share();
    case EventKind::second_look_hit:
    case EventKind::hit:
    case EventKind::due_early:
    case EventKind::found_stale:
    case EventKind::missed: return cause_of_look();
    case EventKind::notified:
    case EventKind::query_started:
    case EventKind::worker_taken:
    case EventKind::release_lost:
    case EventKind::fill_refused: return cause_of_release();
    case EventKind::deadline_passed:
    case EventKind::re_elected: return cause_of_giving_up();
    case EventKind::store_failed:
    case EventKind::query_failed:
    case EventKind::query_timed_out:
    case EventKind::failed: return cause_of_failure();
    default: return {};
    }
}

/// The look of its parent that found the entry due.
std::optional<Link> Around::cause_of_start() const
{
    const CallId parent = facts_.parent;
    if (parent.is_nobody()) return {};
    const auto looked = [&](const Event& e) {
        return e.call == parent && (e.what() == EventKind::due_early || e.what() == EventKind::found_stale);
    };
    if (const Found look = before(looked)) return link(look, Bond::started);
    return link(before([&](const Event& e) { return e.call == parent; }), Bond::started);
}

std::optional<Link> Around::cause_of_refusal() const
{
    const bool of_cluster = event_.what() == EventKind::refused && event_.aux() == 1;
    const auto last = [&](EventKind what, bool here) {
        return before([&](const Event& e) {
            return e.what() == what && others(e) && same_key(e) && (!here || same_instance(e));
        });
    };
    if (of_cluster) return link(last(EventKind::lock_taken, false), Bond::held);
    const Found led = last(EventKind::led, true);
    return link(led ? led : last(EventKind::load_began, true), Bond::held);
}

/// Who joined a load on its instance got that load's value; who waited elsewhere found what was stored.
std::optional<Link> Around::cause_of_share() const
{
    if (own_before(EventKind::joined)) {
        const Found load = before([&](const Event& e) {
            return others(e) && same_key(e) && same_instance(e) && e.what() == EventKind::load_ended &&
                   e.aux() == event_.aux();
        });
        if (load) return link(load, Bond::shared);
    }
    if (const Found stored = store_before()) return link(stored, Bond::found);
    return link(before([&](const Event& e) {
                    return others(e) && same_key(e) && e.what() == EventKind::load_ended &&
                           e.aux() == event_.aux();
                }),
                Bond::shared);
}

/// The store of the version that an answer has.
Found Around::store_before() const
{
    for (std::size_t i = at_; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.what() != EventKind::stored || !others(e) || !same_key(e)) continue;
        const Detail* d = r_.detail(i);
        if (!d || version_in_answers(StoredEntry::of(*d)) == event_.aux()) return i;
    }
    return {};
}

/// A look finds what was stored last, or misses it since it is over or was deleted.
std::optional<Link> Around::cause_of_look() const
{
    const Detail* own = r_.detail(at_);
    const std::uint32_t found = own ? generation_found(event_.what(), *own) : 0;
    for (std::size_t i = at_; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.what() == EventKind::erased) {
            const Detail* d = r_.detail(i);
            const bool this_key = e.call.is_nobody() ? d && Erased::of(*d).key == facts_.key : same_key(e);
            if (this_key && event_.what() == EventKind::missed) return link(i, Bond::broke);
            continue;
        }
        if (e.what() != EventKind::stored || !same_key(e)) continue;
        const Detail* d = r_.detail(i);
        if (found != 0 && d && StoredEntry::of(*d).generation != found) continue;
        return link(i, Bond::found);
    }
    return {};
}

std::optional<Link> Around::cause_of_release() const
{
    if (const Found deleted = deleted_meanwhile(r_, at_)) return link(deleted, Bond::broke);
    switch (event_.what()) {
    case EventKind::notified:
        return link(before([&](const Event& e) {
                        return others(e) && same_key(e) &&
                               (e.what() == EventKind::lock_released || e.what() == EventKind::lock_deleted);
                    }),
                    Bond::freed);
    case EventKind::query_started:
        if (!own_before(EventKind::query_queued)) return {};
        return link(before([&](const Event& e) {
                        return others(e) &&
                               (e.what() == EventKind::query_ended || e.what() == EventKind::query_failed);
                    }),
                    Bond::freed);
    case EventKind::worker_taken:
        if (!own_before(EventKind::queued)) return {};
        return link(
            before([&](const Event& e) { return others(e) && same_instance(e) && ends_request(e.what()); }),
            Bond::freed);
    case EventKind::release_lost:
        return link(before([&](const Event& e) {
                        return others(e) && same_key(e) &&
                               (e.what() == EventKind::lock_taken || e.what() == EventKind::lock_deleted);
                    }),
                    Bond::overwrote);
    default:
        return link(
            before([&](const Event& e) { return others(e) && same_key(e) && e.what() == EventKind::stored; }),
            Bond::overwrote);
    }
}

/// Whoever waits no longer for the holder of a lock that died with it.
std::optional<Link> Around::cause_of_giving_up() const
{
    const Found taken =
        before([&](const Event& e) { return e.what() == EventKind::lock_taken && others(e) && same_key(e); });
    if (!taken) return {};
    const std::uint32_t instance = r_.call(r_.events[*taken].call).instance;
    for (std::size_t i = *taken; i < at_; ++i)
        if (r_.events[i].what() == EventKind::instance_killed && r_.events[i].aux() == instance)
            return link(i, Bond::broke);
    return {};
}

/// What broke, if it was still broken then.
std::optional<Link> Around::cause_of_failure() const
{
    if (event_.what() == EventKind::failed) {
        return link(before([&](const Event& e) {
                        return e.at == event_.at && e.what() == EventKind::instance_killed &&
                               e.aux() == facts_.instance;
                    }),
                    Bond::broke);
    }
    for (std::size_t i = at_; i-- > 0;) {
        const Event& e = r_.events[i];
        if (e.what() == EventKind::fault_ended && e.at < event_.at) return {};
        if (e.what() == EventKind::fault_began) return link(i, Bond::broke);
    }
    return {};
}

std::optional<Link> Around::effect() const
{
    if (auto found = outside_effect()) return found;
    return event_.call.is_nobody() ? std::nullopt : link(next_of_call(r_, at_), Bond::own_step);
}

/// The first event that fits and has this one as its cause. Few are tried: what fits and has another cause
/// comes from another lock, load or store, and then this one's effects are over.
Found Around::caused(std::size_t from, auto fits) const
{
    constexpr int tries = 64;
    int tried = 0;
    for (std::size_t i = from; i < r_.events.size() && tried < tries; ++i) {
        if (!fits(r_.events[i])) continue;
        ++tried;
        const auto cause = Around(r_, i).cause();
        if (cause && cause->event == at_) return i;
    }
    return {};
}

std::optional<Link> Around::outside_effect() const
{
    const auto of = [&](Bond bond, auto fits) { return link(caused(at_ + 1, fits), bond); };
    switch (event_.what()) {
    case EventKind::due_early:
    case EventKind::found_stale:
        return link(after([&](const Event& e) {
                        return e.call.is_refresh() && e.what() == EventKind::refresh_began &&
                               r_.call(e.call).parent == event_.call;
                    }),
                    Bond::started);
    case EventKind::lock_taken:
    case EventKind::led:
        return of(Bond::held, [&](const Event& e) {
            return others(e) && same_key(e) &&
                   (e.what() == EventKind::refused || e.what() == EventKind::joined);
        });
    case EventKind::load_ended:
        return of(Bond::shared, [&](const Event& e) {
            return others(e) && same_key(e) && e.what() == EventKind::answered_shared;
        });
    case EventKind::stored: return effect_of_store();
    case EventKind::lock_released:
    case EventKind::lock_deleted:
        return of(Bond::freed, [&](const Event& e) {
            return others(e) && same_key(e) && e.what() == EventKind::notified;
        });
    case EventKind::instance_killed:
    case EventKind::fault_began:
    case EventKind::erased: return effect_of_world();
    default: return {};
    }
}

/// Somebody who waited for it, else somebody who found it.
std::optional<Link> Around::effect_of_store() const
{
    const auto answered = [&](const Event& e) {
        return others(e) && same_key(e) &&
               (e.what() == EventKind::answered_shared || e.what() == EventKind::second_look_hit);
    };
    const auto found = [&](const Event& e) {
        return others(e) && same_key(e) &&
               (e.what() == EventKind::hit || e.what() == EventKind::due_early ||
                e.what() == EventKind::found_stale);
    };
    const Found waiter = caused(at_ + 1, answered), finder = caused(at_ + 1, found);
    if (waiter && finder) return link(std::min(*waiter, *finder), Bond::found);
    return link(waiter ? waiter : finder, Bond::found);
}

std::optional<Link> Around::effect_of_world() const
{
    if (event_.what() == EventKind::erased) {
        const Detail* d = r_.detail(at_);
        return link(after([&](const Event& e) {
                        return e.what() == EventKind::missed && d &&
                               r_.call(e.call).key == Erased::of(*d).key;
                    }),
                    Bond::broke);
    }
    if (event_.what() == EventKind::instance_killed)
        return link(after([&](const Event& e) {
                        return e.what() == EventKind::failed && r_.call(e.call).instance == event_.aux();
                    }),
                    Bond::broke);
    const auto felt = [&](const Event& e) {
        const bool in_the_world =
            e.at == event_.at && e.call.is_nobody() && e.what() != EventKind::fault_began;
        return in_the_world || e.what() == EventKind::store_failed || e.what() == EventKind::query_failed;
    };
    return link(caused(at_ + 1, felt), Bond::broke);
}

}  // namespace

std::optional<Link> cause_of(const Recording& recording, std::size_t event)
{
    return Around(recording, event).cause();
}

std::optional<Link> effect_of(const Recording& recording, std::size_t event)
{
    return Around(recording, event).effect();
}

std::optional<std::size_t> previous_of_call(const Recording& r, std::size_t event)
{
    for (std::size_t i = event; i-- > 0;)
        if (r.events[i].call == r.events[event].call) return i;
    return {};
}

std::optional<std::size_t> next_of_call(const Recording& r, std::size_t event)
{
    for (std::size_t i = event + 1; i < r.events.size(); ++i)
        if (r.events[i].call == r.events[event].call) return i;
    return {};
}

std::optional<std::size_t> event_of_call(const Recording& r, CallId call, Instant t)
{
    const auto after = std::upper_bound(r.events.begin(), r.events.end(), t,
                                        [](Instant x, const Event& e) { return x < e.at; });
    const auto here = static_cast<std::size_t>(after - r.events.begin());
    for (std::size_t i = here; i-- > 0;)
        if (r.events[i].call == call) return i;
    for (std::size_t i = here; i < r.events.size(); ++i)
        if (r.events[i].call == call) return i;
    return {};
}

}  // namespace stampede
