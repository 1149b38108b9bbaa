#include "core/scenario/models.h"

namespace stampede {

DatabaseModel database_model(const Scenario& s)
{
    DatabaseModel m;
    m.query_time = s.database.query_time;
    m.distribution = static_cast<ServiceTime>(s.database.distribution);
    m.cv = s.database.cv;
    m.pool = s.database.pool;
    m.slowdown = s.database.slowdown;
    m.timeout = s.database.timeout;
    m.failure_rate = s.database.failure_rate;
    m.updates_per_second = s.database.updates_per_second;
    m.absent = s.keys.absent;
    return m;
}

NetworkModel network_model(const Scenario& s)
{
    NetworkModel m;
    m.round_trip = s.cache.round_trip;
    m.jitter = s.cache.round_trip_jitter;
    m.service_time = s.cache.service_time;
    return m;
}

Duration age_at_start(const Scenario& s)
{
    switch (s.cache.start) {
    case Start::expired: return s.cache.ttl;
    case Start::expiring: return s.cache.ttl - s.cache.expires_in;
    case Start::cold:
    case Start::warm: break;
    }
    return Duration::zero();
}

RowHistory row_history(const Scenario& s)
{
    return RowHistory(s.seed, s.database.updates_per_second, age_at_start(s));
}

}  // namespace stampede
