// Sentences of loads, and of those who wait for them.
#include "core/analysis/moment_teller.h"

#include <algorithm>

namespace stampede {

void MomentTeller::add_waiting()
{
    if (now_.waiting == 0) return;
    add(say_number(now_.waiting, "{} waits", "{} wait", told_number("waiting", now_.waiting, at())));
}

void MomentTeller::add_queue()
{
    const std::uint32_t queued = v_.timeline.queued_at(t_);
    if (queued == 0) return;
    add(say_number(queued, "{} query waits for a connection", "{} queries wait for a connection",
                   told_number("waiting.connection", queued, at())));
}

void MomentTeller::add_loads()
{
    if (loads_.all() == 0) return;
    add(say_number(loads_.all(), "{} load runs", "{} loads run", told_number("loads", loads_.all(), at())));
}

bool MomentTeller::refreshed()
{
    if (loads_.all() == 0) return false;
    const Load* load = v_.timeline.load_of(loads_.one);
    const Instant began = load ? load->began : t_;
    const CallId parent = v_.recording.call(loads_.one).parent;
    if (many_keys_) {
        if (loads_.by_requests > 0 || now_.waiting > 0) return false;
        add_cause(say_number(loads_.all(), "{} load renews a key in the background",
                             "{} loads renew keys in the background",
                             told_number("loads", loads_.all(), at())),
                  began, loads_.one);
        add(say("nobody waits"));
        return told(Situation::refreshed);
    }
    if (entry_.state == EntryState::fresh && began < entry_.band->stored_at) return false;
    const bool old = entry_.state == EntryState::stale && s_.serves_old();
    if (entry_.state != EntryState::fresh && !old) return false;
    if (old && now_.waiting > 0 && loads_.by_refreshes == 0) return false;
    if (old && entry_.band->fresh_until == t_)
        add(say("the entry has just expired and its old value answers"));
    else if (old)
        add(say("the entry expired {} ago and its old value answers",
                told_time("entry.age", t_ - entry_.band->fresh_until, of_key())));
    else
        add(say("the entry is fresh for another {} and answers",
                told_time("entry.left", entry_.band->fresh_until - t_, of_key())));
    if (loads_.all() == 1)
        add_cause(say("{} loads the next value", words_of(loads_.one)), began,
                  parent.is_nobody() ? loads_.one : parent);
    else
        add_cause(say_number(loads_.all(), "{} load of the next value runs", "{} loads of the next value run",
                             told_number("loads", loads_.all(), at())),
                  began, parent.is_nobody() ? loads_.one : parent);
    add_waiting();
    return told(Situation::refreshed);
}

bool MomentTeller::herd()
{
    if (s_.who != Who::everyone || loads_.all() < 2) return false;
    if (!many_keys_ && entry_.state == EntryState::fresh) {
        add_duplicates();
        return told(Situation::herd);
    }
    add_gone(true);
    add(say_number(loads_.all(), "nobody is kept from loading, so {} load runs at once",
                   "nobody is kept from loading, so {} loads run at once",
                   told_number("loads", loads_.all(), at())));
    add_queue();
    add_slowness();
    return told(Situation::herd);
}

/// The value is there, and those who began before load it all the same.
void MomentTeller::add_duplicates()
{
    const EntryBand& entry = *entry_.band;
    const Load* load = v_.timeline.load_of(loads_.one);
    add(say("a new entry is there, fresh for another {}",
            told_time("entry.left", entry.fresh_until - t_, of_key())));
    add_cause(say_number(loads_.all(), "{} load that began before runs on",
                         "{} loads that began before run on", told_number("loads", loads_.all(), at())),
              load ? load->began : t_, loads_.one);
    v_.timeline.queued_at(t_) > 0 ? add_queue() : add_waiting();
}

bool MomentTeller::one_loads()
{
    if (loads_.all() == 0) return false;
    if (!many_keys_ && entry_.state == EntryState::fresh) {
        add_duplicates();
        return told(Situation::one_loads);
    }
    const bool holds = !many_keys_ && band_ && clustered() && loads_.all() == 1;
    if (holds) {
        add_cause(say("{} holds the {}", words_of(band_->holder), right()), band_->taken, band_->holder);
        const Load* load = v_.timeline.load_of(band_->holder);
        if (load && load->began <= t_ && t_ < load->ended)
            add(say("it has been loading for {}",
                    told_time("load.age", t_ - load->began, at(band_->holder.raw()))));
    } else if (loads_.all() == 1) {
        const Load* load = v_.timeline.load_of(loads_.one);
        add_cause(say("{} loads", words_of(loads_.one)), load ? load->began : t_, loads_.one);
    } else if (!many_keys_ && s_.who == Who::one_per_instance &&
               loads_.all() <= v_.scenario.instances.count) {
        add(say_number(loads_.all(), "{} load runs, at most one on an instance",
                       "{} loads run, at most one on an instance", told_number("loads", loads_.all(), at())));
    } else {
        add_loads();
    }
    add_waiting();
    add_queue();
    add_gone(!moment_.cause);
    add_slowness();
    return told(Situation::one_loads);
}

bool MomentTeller::found_late()
{
    if (many_keys_ || now_.waiting == 0 || v_.timeline.waiting_at(key_, t_) == 0) return false;
    if (entry_.state != EntryState::fresh) return false;
    add_cause(say("the value has been in the cache for {}",
                  told_time("entry.stored_for", t_ - entry_.band->stored_at, of_key())),
              entry_.band->stored_at, entry_.band->by);
    add(say_number(now_.waiting, "{} waits until it looks again", "{} wait until they look again",
                   told_number("waiting", now_.waiting, at())));
    return told(Situation::found_late);
}

const Load* MomentTeller::failed_load() const
{
    const auto& loads = v_.timeline.loads;
    const auto begun =
        std::partition_point(loads.begin(), loads.end(), [&](const Load& l) { return l.began <= t_; });
    if (begun == loads.begin()) return nullptr;
    const Load& last = *(begun - 1);
    return last.failed && last.ended <= t_ ? &last : nullptr;
}

bool MomentTeller::nobody_loads()
{
    const bool locked = band_ && clustered() && !many_keys_;
    const bool about_to = locked && now_.open > 0 && entry_.state != EntryState::fresh;
    if (now_.waiting == 0 && !about_to) return false;
    if (locked) {
        add_cause(say("{} holds the {}", words_of(band_->holder), right()), band_->taken, band_->holder);
        add(say("no load runs"));
    } else if (const Load* failed = failed_load()) {
        add_cause(say("the load of {} failed and nobody has begun another", words_of(failed->call)),
                  failed->ended, failed->call);
    } else {
        add(say("no load runs"));
    }
    add_waiting();
    if (many_keys_ || entry_.state != EntryState::fresh) add_gone(!moment_.cause);
    add_slowness();
    return told(Situation::nobody_loads);
}

}  // namespace stampede
