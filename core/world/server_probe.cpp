#include "core/world/server_probe.h"

#include "core/runtime/frame_pool.h"
#include "core/runtime/say.h"
#include "core/store/redis_store.h"
#include "core/store/store_unreachable.h"
#include "core/store/unique_name.h"
#include "core/world/live_load.h"

#include <cmath>

namespace stampede {

ServerFacts look_at_server(const std::string& where)
{
    RedisStoreOptions o;
    o.address = parse_redis_address(where);
    o.address.connections = 1;
    o.run = unique_name(8);
    ServerFacts facts{o.address.display(), o.address.host, o.address.port, o.address.database, {}, {}};
    FramePool::of_this_thread().rewind();
    Scheduler scheduler;
    Recorder recorder(scheduler, Recorder::Keeps::nothing);
    EventLoop loop(scheduler);
    RedisStore store(loop, recorder, o);
    store.connect(server_patience);
    facts.version = store.version(server_patience);
    const std::optional<Duration> took = store.get(server_patience);
    if (!took)
        throw StoreUnreachable(store.trouble().empty()
                                   ? say("The Redis server at {} does not answer.", facts.address)
                                   : store.trouble());
    facts.round_trip = *took;
    return facts;
}

double commands_asked(const Scenario& scenario)
{
    const Logs logs = read_logs(scenario);
    return commands_asked(with_query_time_of(logs, scenario), logs);
}

std::string describe_server(const std::string& where)
{
    const RedisAddress a = parse_redis_address(where);
    return say("{} port {}, database {}, at most {} commands a second over {} connections", a.host, a.port,
               a.database, std::llround(a.commands_per_second), a.connections);
}

}  // namespace stampede
