// GETs a second through the whole strategy path (traffic, engine, store, recording) against a private
// redis-server, beside what redis-benchmark reaches on the same server with as many connections and as much
// pipelining.

#include "core/scenario/models.h"
#include "core/store/event_loop.h"
#include "core/store/private_redis.h"
#include "core/store/redis_store.h"
#include "core/strategy/catalogue.h"
#include "core/world/cluster.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace stampede;

/// `clients` that ask again as soon as they are answered, for one second, for a key that stays fresh.
Scenario always_fresh(std::uint32_t clients)
{
    Scenario s;
    s.keys.name = "product:123";
    s.cache.start = Start::warm;
    s.strategy = find_strategy("locking")->spec;
    Closed c;
    c.clients = clients;
    c.until = run_start + 1s;
    s.traffic = {c};
    return s;
}

std::size_t requests_in_a_second(const PrivateRedis& server, std::uint32_t connections, std::uint32_t depth)
{
    const Scenario s = always_fresh(connections * depth);
    Scheduler scheduler;
    Recorder recorder(scheduler);
    recorder.recording().events.reserve(20'000'000);
    recorder.recording().requests.reserve(5'000'000);
    EventLoop loop(scheduler);
    RedisStoreOptions options;
    options.address = server.address();
    options.address.connections = connections;
    options.run = "bench";
    options.key_names = {s.keys.name};
    RedisStore store(loop, recorder, options);
    SimulatedDatabase database(scheduler, recorder, database_model(s), s.seed);
    Cluster cluster(s, Services{scheduler, recorder, store, database}, Logs());
    store.connect();
    cluster.start();
    store.settle(5s);
    loop.start();
    loop.run_until([&] { return scheduler.halted(); });
    return recorder.recording().requests.size();
}

void requests(benchmark::State& state)
{
    const PrivateRedis server;
    double n = 0;
    for (auto _ : state)
        n += static_cast<double>(requests_in_a_second(server, static_cast<std::uint32_t>(state.range(0)),
                                                      static_cast<std::uint32_t>(state.range(1))));
    state.counters["requests_per_s"] = n / static_cast<double>(state.iterations());
}

void redis_benchmark(benchmark::State& state)
{
    const PrivateRedis server;
    const std::string command =
        "redis-benchmark -s " + server.address().socket + " -q --csv -t set,get -d 62 -n " +
        std::to_string(state.range(1) == 1 ? 150'000 : 3'000'000) + " -c " + std::to_string(state.range(0)) +
        " -P " + std::to_string(state.range(1)) + " 2>/dev/null";
    double rate = 0;
    for (auto _ : state) {
        FILE* out = popen(command.c_str(), "r");
        char line[512];
        while (out && std::fgets(line, sizeof line, out)) std::sscanf(line, "\"GET\",\"%lf\"", &rate);
        if (out) pclose(out);
    }
    state.counters["requests_per_s"] = rate;
}

void depths(benchmark::internal::Benchmark* b)
{
    b->ArgNames({"connections", "depth"})
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime()
        ->Iterations(1)
        ->Repetitions(3);
    for (const int depth : {1, 16, 64}) b->Args({50, depth});
}

BENCHMARK(redis_benchmark)->Apply(depths);
BENCHMARK(requests)->Apply(depths);

}  // namespace

BENCHMARK_MAIN();
