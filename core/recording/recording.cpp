#include "core/recording/recording.h"

#include <algorithm>

namespace stampede {

const Detail* Recording::detail(std::size_t event) const
{
    const auto it = std::lower_bound(details.begin(), details.end(), event,
                                     [](const Detail& d, std::size_t e) { return d.event < e; });
    return it != details.end() && it->event == event ? &*it : nullptr;
}

std::size_t Recording::first_event_at(Instant t) const
{
    const auto it =
        std::lower_bound(events.begin(), events.end(), t, [](const Event& e, Instant x) { return e.at < x; });
    return static_cast<std::size_t>(it - events.begin());
}

std::string Recording::key_name(std::uint32_t key) const
{
    return key < key_names.size() ? key_names[key] : "key " + std::to_string(key);
}

const char* name(EventKind what)
{
    static constexpr const char* names[] = {"arrived",
                                            "refresh_began",
                                            "refresh_ended",
                                            "rejected",
                                            "queued",
                                            "worker_taken",
                                            "hit",
                                            "due_early",
                                            "found_stale",
                                            "missed",
                                            "store_failed",
                                            "won",
                                            "refused",
                                            "second_look_hit",
                                            "led",
                                            "joined",
                                            "waits",
                                            "poll_missed",
                                            "notified",
                                            "deadline_passed",
                                            "re_elected",
                                            "soft_timeout",
                                            "load_began",
                                            "load_ended",
                                            "load_failed",
                                            "load_found_nothing",
                                            "fail_safe_used",
                                            "batch_sent",
                                            "breaker_opened",
                                            "breaker_refused",
                                            "breaker_probed",
                                            "breaker_closed",
                                            "refresh_held_off",
                                            "stored",
                                            "fill_refused",
                                            "lock_taken",
                                            "lock_released",
                                            "release_lost",
                                            "lock_deleted",
                                            "erased",
                                            "query_queued",
                                            "query_started",
                                            "query_ended",
                                            "query_failed",
                                            "query_timed_out",
                                            "answered_fresh",
                                            "answered_stale",
                                            "answered_loaded",
                                            "answered_shared",
                                            "failed",
                                            "instance_killed",
                                            "instance_paused",
                                            "instance_resumed",
                                            "instance_removed",
                                            "instance_returned",
                                            "health_check_failed",
                                            "fault_began",
                                            "fault_ended",
                                            "warmed",
                                            "alert"};
    static_assert(std::size(names) == static_cast<std::size_t>(EventKind::count_));
    return names[static_cast<std::size_t>(what)];
}

}  // namespace stampede
