#pragma once

#include "core/database/simulated_database.h"
#include "core/world/cluster.h"
#include "core/world/store_faults.h"

namespace stampede {

/// Makes the faults of a scenario happen, in either world. Must outlive the cluster's tasks.
class Faults {
public:
    Faults(Cluster& cluster, StoreFaults& store, SimulatedDatabase& database)
        : cluster_(cluster), store_(store), database_(database)
    {
    }
    void start();

private:
    static Root happen(Cluster& cluster, Faults& faults, std::uint32_t index);
    void begin(const Fault& f);
    void end(const Fault& f);
    Instance& instance(const Fault& f) { return *cluster_.instances()[f.instance - 1]; }

    Cluster& cluster_;
    StoreFaults& store_;
    SimulatedDatabase& database_;
};

}  // namespace stampede
