#pragma once

#include "core/database/simulated_database.h"
#include "core/scenario/scenario.h"
#include "core/store/simulated_store.h"

namespace stampede {

// What a scenario means to the parts of a world.

DatabaseModel database_model(const Scenario& s);
NetworkModel network_model(const Scenario& s);
/// How old values are when the run starts: 0 unless they are expired or expiring.
Duration age_at_start(const Scenario& s);
/// The history of the rows in this scenario, as the database and the metrics see it.
RowHistory row_history(const Scenario& s);

}  // namespace stampede
