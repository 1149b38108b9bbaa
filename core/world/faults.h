#pragma once

#include "core/database/simulated_database.h"
#include "core/world/cluster.h"
#include "core/world/store_faults.h"

#include <vector>

namespace stampede {

/// Makes the faults of a scenario happen, in either world. Must outlive the cluster's tasks.
class Faults final : private EventListener {
public:
    Faults(Cluster& cluster, StoreFaults& store, SimulatedDatabase& database)
        : cluster_(cluster), store_(store), database_(database)
    {
    }
    /// Before the cluster starts.
    void start();
    /// Faults that are tied to events count them from now on: after the cluster has started, so that the
    /// entries that it begins with are not taken for stored ones.
    void follow_events();

private:
    /// A fault that waits for its event.
    struct Tied {
        std::uint32_t index = 0;
        EventKind what{};
        std::uint32_t missing = 0;  ///< events of the kind
        Operation* begins = nullptr;
    };

    void recorded(EventKind what) override;
    static Root happen(Cluster& cluster, Faults& faults, std::uint32_t index);
    void begin(const Fault& f);
    void end(const Fault& f);

    Cluster& cluster_;
    StoreFaults& store_;
    SimulatedDatabase& database_;
    std::vector<Tied> tied_;
};

}  // namespace stampede
