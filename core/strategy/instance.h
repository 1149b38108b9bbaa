#pragma once

#include "core/database/database.h"
#include "core/runtime/task.h"
#include "core/store/store.h"
#include "core/strategy/flights.h"
#include "core/strategy/loader.h"
#include "core/strategy/refresher.h"

namespace stampede {

/// What strategies work with; all of it outlives every instance.
struct Services {
    Scheduler& scheduler;
    Recorder& recorder;
    Store& store;
    Database& database;
};

/// One process of the service, as strategies see it: its memory, its clock, and the tasks that die with it.
struct Instance {
    Services& services;
    std::uint16_t id;  ///< from 0
    bool alive = true;
    Pause pause;
    Duration clock_offset{};  ///< of its clock against the run's

    std::pmr::unsynchronized_pool_resource memory;
    Hook calls;  ///< those under way here, in the order in which they began
    Flights flights{&memory};
    GuardedLoader loader;
    Refresher refresher{&memory};

    TaskGroup tasks;  ///< last, so that it is destroyed first

    Instance(Services& s, std::uint16_t number) : services(s), id(number) {}

    Instant clock() const { return services.scheduler.now() + clock_offset; }
};

}  // namespace stampede
