#pragma once

#include "core/database/database.h"
#include "core/runtime/task.h"
#include "core/store/store.h"

#include <memory_resource>
#include <unordered_map>
#include <vector>

namespace stampede {

struct Caller;

/// What strategies work with; all of it outlives every instance.
struct Services {
    Scheduler& scheduler;
    Recorder& recorder;
    Store& store;
    Database& database;
};

/// One process of the service: its memory, its clock, and the tasks that die with it.
struct Instance {
    /// Of one key: when the next background refresh of this generation may begin.
    struct HoldOff {
        Instant until{};
        Duration backoff{};
        std::uint32_t generation = 0;
    };
    /// What the refresher of `schedule` knows about a hot key.
    struct Scheduled {
        std::uint32_t key = 0;
        Instant fresh_until{};
        Instant asked_at{};
    };
    template <class T>
    using ByKey = std::pmr::unordered_map<std::uint32_t, T>;

    Services& services;
    std::uint16_t id;  ///< from 0
    bool alive = true;
    bool in_rotation = true;  ///< gets traffic from the balancer
    Pause pause;
    Duration clock_offset{};  ///< of its clock against the run's

    std::pmr::unsynchronized_pool_resource memory;
    ByKey<Caller*> flights{&memory};  ///< key → the caller that leads its load
    ByKey<HoldOff> hold_offs{&memory};
    std::vector<Scheduled> schedule;          ///< in the order in which keys were first asked for
    ByKey<std::uint32_t> scheduled{&memory};  ///< key → index in `schedule`

    Caller* batch = nullptr;  ///< leads the open collapsing window
    std::uint32_t batch_keys = 0;

    std::uint32_t failures = 0;  ///< in a row, for the breaker
    bool probing = false;
    Instant open_until{};

    std::uint32_t workers_busy = 0;
    std::uint32_t workers_awaited = 0;
    Hook worker_queue;

    std::uint32_t open_requests = 0, open_refreshes = 0;

    TaskGroup tasks;  ///< last, so that it is destroyed first

    Instance(Services& s, std::uint16_t number) : services(s), id(number) {}

    Instant clock() const { return services.scheduler.now() + clock_offset; }
};

}  // namespace stampede
