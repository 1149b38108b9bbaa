#include "core/analysis/quantity.h"

#include "core/runtime/say.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace stampede {

namespace {

using enum Dimension;
using enum Over;

constexpr std::array table{
    // metrics
    Quantity{"requests", number, until, to_say("Requests that have arrived.")},
    Quantity{"answered", number, until, to_say("Requests that got a value.")},
    Quantity{"failed", number, until,
             to_say("Requests that ended without a value, the rejected ones included.")},
    Quantity{"rejected", number, until, to_say("Requests that a full queue turned away.")},
    Quantity{"unfinished", number, until, to_say("Requests that have arrived and not ended.")},
    Quantity{"served.fresh", number, until,
             to_say("Answers from an entry within its ttl, at the first look.")},
    Quantity{"served.stale", number, until, to_say("Answers from an entry past its ttl, while it was kept.")},
    Quantity{"served.loaded", number, until, to_say("Answers by the request's own load.")},
    Quantity{"served.shared", number, until, to_say("Answers by the load of another.")},
    Quantity{"served.waited", number, until,
             to_say("Answered requests that waited for the load of another.")},
    Quantity{"cache.hit_rate", share, until, to_say("The share of answers that were fresh or stale.")},
    Quantity{"database.queries", number, until,
             to_say("Queries that were sent, those in the queue included.")},
    Quantity{"database.failed", number, until, to_say("Queries that failed or were not waited for.")},
    Quantity{"database.peak_in_flight", number, until, to_say("The most queries that ran at once.")},
    Quantity{"database.peak_queued", number, until,
             to_say("The most queries that waited for a connection at once.")},
    Quantity{"database.peak_per_100ms", number, until,
             to_say("The most queries that were sent within 100 ms.")},
    Quantity{"database.busy_ms", milliseconds, until,
             to_say("The time that connections were in use, added up.")},
    Quantity{"latency_ms.mean", milliseconds, until, to_say("Of the answered requests.")},
    Quantity{"latency_ms.p50", milliseconds, until,
             to_say("Half of the answered requests took this long or less.")},
    Quantity{"latency_ms.p90", milliseconds, until,
             to_say("90 % of the answered requests took this long or less.")},
    Quantity{"latency_ms.p99", milliseconds, until,
             to_say("99 % of the answered requests took this long or less.")},
    Quantity{"latency_ms.p999", milliseconds, until,
             to_say("99.9 % of the answered requests took this long or less.")},
    Quantity{"latency_ms.max", milliseconds, until, to_say("The slowest answer.")},
    Quantity{"latency_ms.over_50ms", number, until, to_say("Answers that took over 50 ms.")},
    Quantity{"redis.commands", number, until, to_say("Commands sent to Redis.")},
    Quantity{"redis.peak_rate_per_s", per_second, until,
             to_say("Commands a second that Redis carried out in the busiest 100 ms.")},
    Quantity{"redis.peak_per_ms", number, until,
             to_say("The most commands that Redis carried out in one millisecond.")},
    Quantity{"redis.busy_share", share, until,
             to_say("The share of the time in which Redis was at work, by the service time of commands.")},
    Quantity{"redis.peak_queued", number, until, to_say("The most commands that waited for Redis at once.")},
    Quantity{"redis.connections_peak", number, until,
             to_say("The most connections to Redis in use at once: one from the sending of a command to its "
                    "answer.")},
    Quantity{"lock.acquired", number, until, to_say("Locks and leases that were taken.")},
    Quantity{"lock.refused", number, until, to_say("Times that a lock was another's.")},
    Quantity{"lock.lost", number, until, to_say("Locks that were another's when they were given back.")},
    Quantity{"lock.overlaps", number, until, to_say("Locks taken while an earlier holder still loaded.")},
    Quantity{"refresh.rolls", number, until, to_say("Looks at which chance decided whether to refresh.")},
    Quantity{"refresh.triggered", number, until, to_say("Loads that were started before expiry.")},
    Quantity{"refresh.cycles", number, until,
             to_say("Entries from which a load was started and that were replaced.")},
    Quantity{"refresh.loads_per_cycle", number, until,
             to_say("Loads while one entry was the current one, on average.")},
    Quantity{"refresh.first_gap_ms", milliseconds, until,
             to_say("From the first load of a cycle to the expiry, on average.")},
    Quantity{"staleness_ms.mean", milliseconds, until,
             to_say("How long ago the served version was replaced.")},
    Quantity{"staleness_ms.p99", milliseconds, until, to_say("The same: 99 % of the answers were no older.")},
    Quantity{"staleness_ms.max", milliseconds, until, to_say("The same, of the oldest answer.")},
    Quantity{"staleness_ms.went_back", number, until,
             to_say("Answers older than one that the same instance gave before.")},
    Quantity{"instances.removed", number, until, to_say("Times that the balancer took an instance out.")},
    Quantity{"instances.killed", number, until, to_say("Instances that were killed.")},
    // at an instant
    Quantity{"redis.per_ms", number, instant,
             to_say("The most commands that Redis carried out in one millisecond of the 100 around.")},
    Quantity{"redis.busy", share, instant,
             to_say("The share of the 100 ms around in which Redis was at work.")},
    Quantity{"redis.queued", number, instant,
             to_say("The most commands that waited for Redis in the 100 ms around.")},
    Quantity{"redis.connections", number, instant,
             to_say("The most connections to Redis in use in the 100 ms around.")},
    Quantity{"waiting", number, instant,
             to_say("Requests that wait: for the value, a worker or a connection.")},
    Quantity{"waiting.value", number, instant,
             to_say("Callers that wait for somebody else's load of one key.")},
    Quantity{"waiting.connection", number, instant,
             to_say("Queries that wait for a connection of the database.")},
    Quantity{"waiting.worker", number, instant, to_say("Requests that wait for a worker of one instance.")},
    Quantity{"database.in_flight", number, instant, to_say("Queries that run.")},
    Quantity{"loads", number, instant, to_say("Loads under way, those that wait for a connection included.")},
    Quantity{"loads.by_requests", number, instant, to_say("Of them, by requests.")},
    Quantity{"loads.by_refreshes", number, instant, to_say("Of them, in the background.")},
    Quantity{"instances.well", number, instant, to_say("Instances that run and get traffic.")},
    Quantity{"breaker.left", milliseconds, instant, to_say("Until an open breaker lets a query try.")},
    Quantity{"lock.free_for", milliseconds, instant, to_say("Since the lock of a key was last held.")},
    Quantity{"inside", number, instant, to_say("Requests on the instances: arrived and not ended.")},
    Quantity{"served.stale_share", share, until, to_say("The share of answers that were stale.")},
    Quantity{"failed_share", share, until, to_say("The share of requests that failed.")},
    Quantity{"longest_wait", milliseconds, until,
             to_say("The longest that a request took or has waited until then.")},
    Quantity{"flight.joined", number, instant, to_say("Callers that wait for one load on their instance.")},
    Quantity{"entry.state", number, instant, to_say("Of a key: 0 absent, 1 fresh, 2 stale.")},
    Quantity{"lock.holder", number, instant, to_say("The call that holds the lock of a key; 0: nobody.")},
    Quantity{"entry.left", milliseconds, instant, to_say("Until the entry of a key expires.")},
    Quantity{"entry.age", milliseconds, instant, to_say("Since the entry of a key expired.")},
    Quantity{"entry.gone_for", milliseconds, instant, to_say("Since a key has had no entry.")},
    Quantity{"lock.orphaned_for", milliseconds, instant,
             to_say("Since whoever holds the lock of a key was killed.")},
    Quantity{"breaker.open", number, instant, to_say("Instances whose breaker lets no query through.")},
    Quantity{"fault.left", milliseconds, instant,
             to_say("Until what cannot be reached can be reached again.")},
    Quantity{"entry.kept", milliseconds, instant, to_say("For how long the old entry of a key is kept yet.")},
    Quantity{"entry.version", number, instant,
             to_say("The version of the row that the entry of a key holds.")},
    Quantity{"entry.fill", number, instant, to_say("How often the key had been written, with its entry.")},
    Quantity{"entry.delta", milliseconds, instant,
             to_say("δ: how long the load took that made the entry of a key.")},
    Quantity{"entry.mean_delta", milliseconds, until, to_say("δ of the entries of a key, on average.")},
    Quantity{"lock.left", milliseconds, instant, to_say("Until the lock of a key expires.")},
    Quantity{"lock.length", milliseconds, range, to_say("How long one holding of a lock lasted, or will.")},
    Quantity{"lock.key_overlaps", number, range,
             to_say("Times that two acted on the lock of a key at once.")},
    Quantity{"refresh.chance", share, instant,
             to_say("The chance that one look refreshes the entry of a key.")},
    Quantity{"refresh.next", milliseconds, instant, to_say("Until the refresher renews a key.")},
    Quantity{"call.length", milliseconds, until, to_say("How long a call took.")},
    Quantity{"call.waited", milliseconds, until, to_say("How much of that it waited.")},
    Quantity{"call.age_of_answer", milliseconds, until,
             to_say("How long past its ttl the value was that it got.")},
    Quantity{"call.remaining", milliseconds, instant,
             to_say("Until the entry expires that a call found, as the call saw it.")},
    Quantity{"call.found_age", milliseconds, instant,
             to_say("How long past its ttl the value was that a call found.")},
    Quantity{"call.looks", number, until, to_say("How often a call has looked in vain.")},
    Quantity{"call.early", milliseconds, instant,
             to_say("How long before the expiry the roll of a call would refresh: −δ·β·ln u.")},
    Quantity{"call.row", number, until, to_say("The version of the row that the load of a call read.")},
    Quantity{"call.chance", share, instant, to_say("The chance with which the roll of a call refreshes.")},
    Quantity{"call.drawn", number, instant, to_say("What the roll of a call drew, 0 to 1.")},
    Quantity{"call.spent", milliseconds, until, to_say("How long a call was in a state.")},
    Quantity{"call.begins_in", milliseconds, instant, to_say("Until a call begins.")},
    Quantity{"call.since", milliseconds, instant, to_say("Since something happened to a call.")},
    Quantity{"call.version", number, until, to_say("The version of the row that a call stored.")},
    Quantity{"call.fresh_for", milliseconds, until,
             to_say("How long the value was to be fresh that a call stored.")},
    Quantity{"call.lock_granted", milliseconds, until, to_say("How long a call might hold its lock.")},
    Quantity{"call.lock_earlier", milliseconds, instant,
             to_say("From when the lock was taken until a call began to wait for it.")},
    Quantity{"load.age", milliseconds, instant, to_say("Since the load of a call began.")},
    Quantity{"entry.deleted", milliseconds, instant, to_say("Since the entry of a key was deleted.")},
    Quantity{"entry.stored_for", milliseconds, instant, to_say("Since the entry of a key was stored.")},
    Quantity{"loads.of_key", number, instant, to_say("Loads of one key under way.")},
    Quantity{"batch.keys", number, until, to_say("Keys that one query asked for.")},
    Quantity{"alert.hit_rate", share, until, to_say("The hit rate at which the adaptation acted.")},
    Quantity{"keys.fresh", number, instant, to_say("Keys with a fresh entry.")},
    Quantity{"keys.not_fresh", number, instant, to_say("Keys without a fresh entry.")},
    Quantity{"keys.stale", number, instant, to_say("Keys with an old entry that is kept.")},
    Quantity{"keys.absent", number, instant, to_say("Keys without an entry.")},
    Quantity{"keys.locked", number, instant, to_say("Keys whose lock is held.")},
    Quantity{"keys.in_flight", number, instant,
             to_say("Loads that others on their instance may join, of all keys.")},
    // between two instants
    Quantity{"waited", number, range, to_say("Of the requests that arrived: served.waited.")},
    Quantity{"most.in_flight", number, range, to_say("The most queries that ran at once.")},
    Quantity{"most.queued", number, range, to_say("The most queries that waited for a connection at once.")},
    Quantity{"most.waiting", number, range,
             to_say("The most callers that waited for the value of one key at once.")},
    Quantity{"rate.measured", per_second, range,
             to_say("Requests that arrived a second, while there was traffic.")},
    Quantity{"arrivals.most", number, range, to_say("The most requests that arrived within 100 ms.")},
    Quantity{"lanes", number, range, to_say("Requests that were under way at some time.")},
    Quantity{"loads.seen", number, range, to_say("Loads that ran at some time.")},
    Quantity{"loads.began", number, range, to_say("Loads that began.")},
    // of runs with other seeds, of a metric that goes with them
    Quantity{"seeds.mean", number, scenario, to_say("On average over seeds.")},
    Quantity{"seeds.ci95", number, scenario, to_say("Half of the 95 % confidence interval of that.")},
    Quantity{"seeds.least", number, scenario, to_say("The least of all seeds.")},
    Quantity{"seeds.most", number, scenario, to_say("The greatest of all seeds.")},
    Quantity{"seeds.in_flight", number, range,
             to_say("Queries at once that so many of a hundred seeds do not exceed.")},
    // of a run in both worlds, of a metric that goes with them
    Quantity{"worlds.difference", number, until, to_say("Live less simulated.")},
    Quantity{"worlds.relative", share, until, to_say("The same, as a share of what was simulated.")},
    // asked for or expected
    Quantity{"rate.asked", per_second, scenario, to_say("What the steady traffic asks for.")},
    Quantity{"theory.loads_per_cycle", number, scenario,
             to_say("What theory expects of refresh.loads_per_cycle.")},
    Quantity{"theory.first_gap_ms", milliseconds, scenario,
             to_say("What theory expects of refresh.first_gap_ms.")},
};

}  // namespace

std::span<const Quantity> quantities()
{
    return table;
}

const Quantity* find_quantity(std::string_view name)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Quantity& q) { return q.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const Quantity& quantity(std::string_view name)
{
    if (const Quantity* q = find_quantity(name)) return *q;
    throw std::logic_error("there is no quantity " + std::string(name));
}

double share_of(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace stampede
