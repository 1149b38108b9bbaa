#pragma once

#include "core/log/log_reading.h"
#include "core/strategy/spec.h"

#include <array>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stampede {

enum class Popularity : std::uint8_t { uniform, zipf };
struct Keys {
    std::uint32_t count = 1;  ///< 1…1 000 000
    Popularity popularity = Popularity::uniform;
    double exponent = 1.0;     ///< of zipf, 0…5
    double absent = 0;         ///< fraction of keys the database has no row for, 0…1
    std::string name = "key";  ///< a single key is called this; key i of many "name:i", i from 1
    friend bool operator==(const Keys&, const Keys&) = default;
};

struct Instances {
    std::uint32_t count = 4;    ///< 1…1 000
    std::uint32_t workers = 0;  ///< threads an instance; 0: as many as needed
    std::uint32_t queue = 0;    ///< requests that may wait for a worker; beyond it they are rejected
    friend bool operator==(const Instances&, const Instances&) = default;
};

struct Balancer {
    Duration period = 1s;
    Duration timeout = 500ms;
    std::uint32_t remove_after = 3;  ///< failed checks in a row
    std::uint32_t return_after = 2;  ///< passed checks in a row
    friend bool operator==(const Balancer&, const Balancer&) = default;
};

struct Burst {
    Instant at{};
    std::uint32_t requests = 1000;
    Duration within = 3ms;  ///< request i of n arrives at `at + within·i/n`, i from 0
    friend bool operator==(const Burst&, const Burst&) = default;
};
enum class Process : std::uint8_t { poisson, regular };
struct Steady {
    Instant from{};
    Instant until{};
    double rate = 100;  ///< a second
    Process process = Process::poisson;
    friend bool operator==(const Steady&, const Steady&) = default;
};
struct Ramp {
    Instant from{};
    Instant until{};
    double rate_from = 0, rate_to = 100;
    friend bool operator==(const Ramp&, const Ramp&) = default;
};
struct Closed {
    std::uint32_t clients = 50;
    Duration think_min{}, think_max{};
    Instant from{};
    Instant until{};
    friend bool operator==(const Closed&, const Closed&) = default;
};
/// Over what the requests of one time are spread where all times of a log are whole seconds.
enum class Spread : std::uint8_t { none, second };
enum class QueryTimeFrom : std::uint8_t {
    scenario,
    upstream,  ///< what the log's upstream took takes the place of the database's query time
};
struct Replay {
    std::string file;  ///< as written; `directory` is where a relative one starts
    std::string directory;
    double speed = 1;  ///< divides the times
    LogReading reading{};
    Spread spread = Spread::second;
    QueryTimeFrom query_time_from = QueryTimeFrom::scenario;
    friend bool operator==(const Replay&, const Replay&) = default;
};
using Traffic = std::variant<Burst, Steady, Ramp, Closed, Replay>;

enum class Start : std::uint8_t { cold, warm, expired, expiring };
struct Cache {
    Duration ttl = 300s;  ///< at least 1 ms
    double jitter = 0;    ///< ± fraction of the ttl, 0…0.9
    Start start = Start::expired;
    Duration expires_in{};  ///< of Start::expiring
    Duration round_trip = 600us;
    double round_trip_jitter = 0;  ///< ± fraction, 0…0.9
    Duration service_time{};       ///< of one command; Redis is one thread
    friend bool operator==(const Cache&, const Cache&) = default;
};

enum class Distribution : std::uint8_t { constant, exponential, lognormal };
struct DatabaseSpec {
    Duration query_time = 100ms;
    Distribution distribution = Distribution::constant;
    double cv = 0.5;                  ///< of lognormal: standard deviation / mean
    std::uint32_t pool = 100;         ///< connections of the whole cluster
    double slowdown = 0;              ///< a query takes 1 + slowdown · (busy/pool) times as long
    std::optional<Duration> timeout;  ///< bounds queueing + execution
    double failure_rate = 0;          ///< 0…1
    double updates_per_second = 1;    ///< of each row, Poisson
    friend bool operator==(const DatabaseSpec&, const DatabaseSpec&) = default;
};

struct Warming {
    Instant at{};
    std::uint32_t top = 1;        ///< the most popular keys
    std::optional<Duration> ttl;  ///< instead of cache.ttl
    /// the loads begin evenly within this time; none: as long as half of the database's pool needs for them
    std::optional<Duration> over;
    friend bool operator==(const Warming&, const Warming&) = default;
};

enum class AdaptAction : std::uint8_t { warm, beta };
struct Adaptation {
    double hit_rate_below = 0.8;
    Duration window = 10s;
    AdaptAction action = AdaptAction::warm;
    std::uint32_t top = 10;  ///< of warm: keys loaded
    double factor = 2;       ///< of beta: multiplies β each time the condition is met
    friend bool operator==(const Adaptation&, const Adaptation&) = default;
};

enum class FaultKind : std::uint8_t {
    kill_instance,
    kill_lock_holder,
    pause_instance,
    redis_down,
    redis_restart,
    redis_slow,
    database_down,
    database_slow,
    flush_key,
    flush_all,
    clock_jump,
    partition,
    lose_reply,
};
/// What a fault can wait for. Both worlds record these at the same points of a run.
enum class FaultEvent : std::uint8_t {
    request_arrived,
    entry_missed,   ///< a look found nothing usable
    lock_taken,     ///< or a lease: the server has it, its new owner has not heard of it yet
    lock_released,  ///< the same of its end by a release
    load_began,
    load_ended,
    load_failed,
    query_started,
    value_stored,  ///< the server has it; what the cache begins with does not count
    refresh_began,
};
struct AfterEvent {
    FaultEvent event = FaultEvent::lock_taken;
    std::uint32_t nth = 1;  ///< of these in the run, from 1
    friend bool operator==(const AfterEvent&, const AfterEvent&) = default;
};
struct Fault {
    Instant at{};                     ///< when it begins, if not after an event
    std::optional<AfterEvent> after;  ///< then it begins `delay` later; never, if that does not happen
    Duration delay{};                 ///< "by" in files
    FaultKind kind = FaultKind::kill_lock_holder;
    std::uint32_t instance = 1;  ///< from 1
    Duration duration{};         ///< "for" in files
    double times = 1;            ///< of *_slow
    std::uint32_t key = 1;       ///< from 1
    Duration by{};               ///< how far a clock jumps, may be negative
    friend bool operator==(const Fault&, const Fault&) = default;
};

struct Expectation {
    std::string metric;  ///< a path in the metrics, such as "database.queries"
    std::optional<double> at_most, at_least;
    friend bool operator==(const Expectation&, const Expectation&) = default;
};

/// A place in the run that somebody named.
struct Bookmark {
    Instant at{};
    std::string text;
    bool opens = false;  ///< where one looks first: a window that opens the scenario goes there; at most one
    friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// What is asked for: everything a run depends on, and what people wrote beside it. Written as
/// `stampede-scenario/1` (scenario_file.h); the ranges are checked there, and a Scenario that came from it
/// can be run.
struct Scenario {
    std::string name = "untitled";
    std::string about;
    std::uint64_t seed = 1;
    /// none ("auto"): until every request has ended, at most 10 min after the last arrival
    std::optional<Duration> horizon;
    Keys keys;
    Instances instances;
    std::optional<Balancer> balancer;
    std::vector<Traffic> traffic;
    Cache cache;
    DatabaseSpec database;
    StrategySpec strategy;
    std::vector<Warming> warming;
    std::optional<Adaptation> adaptation;
    std::vector<Fault> faults;
    std::vector<Expectation> expect;
    std::vector<Bookmark> bookmarks;  ///< no run depends on them
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// How long the loads of a warming of `keys` keys are spread, where it does not say: half of the pool is busy
/// with them.
Duration warming_spread(const Scenario& s, std::uint32_t keys);

/// Whether both give the same run: they may differ in their bookmarks.
bool same_run(const Scenario& a, const Scenario& b);

}  // namespace stampede
