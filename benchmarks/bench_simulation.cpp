// What a simulated run costs: the whole of simulate() and, apart from it, measure(), on bursts like the
// product page's.
//
//   bench_simulation --memory      peak memory, each run in a process of its own
//   bench_simulation [options of Google Benchmark]
//
// Times are processor time. "step" is one resumption of a task or, of the floor, of a request; the floor is
// the same stampede as a hand-written state machine on the same event queue (floor.h).

#include "benchmarks/floor.h"
#include "core/analysis/metrics.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstring>
#include <string>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stampede {
namespace {

enum class Delays : std::uint8_t { constant, random };

Scenario burst_of(std::uint32_t requests, const char* strategy, Delays delays)
{
    Scenario s;
    Burst burst;
    burst.requests = requests;
    s.traffic = {burst};
    s.strategy = find_strategy(strategy)->spec;
    if (delays == Delays::random) {
        s.cache.round_trip_jitter = 0.125;
        s.strategy.options.poll_jitter = 0.125;
        s.database.distribution = Distribution::exponential;
    }
    return s;
}

void per_step(benchmark::State& state, std::uint64_t steps)
{
    state.counters["step"] =
        benchmark::Counter(static_cast<double>(steps),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void run(benchmark::State& state, const char* strategy, Delays delays)
{
    const Scenario scenario = burst_of(static_cast<std::uint32_t>(state.range(0)), strategy, delays);
    // The first run of a thread pays for its memory's first pages; the figures are those of the ones after
    // it.
    const std::uint64_t steps = simulate(scenario)->resumptions;
    for (auto _ : state) benchmark::DoNotOptimize(simulate(scenario));
    per_step(state, steps);
}

void run_and_measure(benchmark::State& state, const char* strategy)
{
    const Scenario scenario =
        burst_of(static_cast<std::uint32_t>(state.range(0)), strategy, Delays::constant);
    (void)simulate(scenario);
    for (auto _ : state) {
        const RecordingPtr recording = simulate(scenario);
        benchmark::DoNotOptimize(measure(*recording));
    }
}

void floor_of(benchmark::State& state, bool locking, Delays delays)
{
    const FloorRun run{static_cast<std::uint32_t>(state.range(0)), locking, delays == Delays::random};
    const std::uint64_t steps = run_floor(run).steps;
    for (auto _ : state) benchmark::DoNotOptimize(run_floor(run));
    per_step(state, steps);
}

void sizes(benchmark::internal::Benchmark* b)
{
    b->Unit(benchmark::kMillisecond);
    for (int n : {1'000, 10'000, 100'000, 1'000'000}) b->Arg(n);
}

void register_all()
{
    for (const char* s : {"none", "locking", "coalescing", "combined"}) {
        const std::string name = s;
        benchmark::RegisterBenchmark(("run/" + name + "/constant").c_str(), run, s, Delays::constant)
            ->Apply(sizes);
        benchmark::RegisterBenchmark(("run/" + name + "/random").c_str(), run, s, Delays::random)
            ->Apply(sizes);
        benchmark::RegisterBenchmark(("run+metrics/" + name).c_str(), run_and_measure, s)->Apply(sizes);
    }
    for (bool locking : {false, true}) {
        const std::string name = locking ? "floor/locking" : "floor/none";
        benchmark::RegisterBenchmark((name + "/constant").c_str(), floor_of, locking, Delays::constant)
            ->Apply(sizes);
        benchmark::RegisterBenchmark((name + "/random").c_str(), floor_of, locking, Delays::random)
            ->Apply(sizes);
    }
}

/// Peak resident memory of a process that makes one such run, in bytes; without a strategy, of one that makes
/// none.
double peak_memory(std::uint32_t requests, const char* strategy)
{
    const pid_t child = fork();
    if (child == 0) {
        if (strategy) benchmark::DoNotOptimize(simulate(burst_of(requests, strategy, Delays::constant)));
        _exit(0);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

void print_memory()
{
    const double empty = peak_memory(0, nullptr);
    std::printf("%-12s %10s %12s %18s\n", "strategy", "requests", "peak MB", "bytes a request");
    for (const char* strategy : {"none", "locking", "coalescing", "combined"})
        for (std::uint32_t n : {1'000u, 100'000u, 1'000'000u}) {
            const double peak = peak_memory(n, strategy);
            std::printf("%-12s %10u %12.1f %18.0f\n", strategy, n, peak / 1e6, (peak - empty) / n);
        }
}

}  // namespace
}  // namespace stampede

int main(int argc, char** argv)
{
    if (argc == 2 && std::strcmp(argv[1], "--memory") == 0) {
        stampede::print_memory();
        return 0;
    }
    stampede::register_all();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
