// Cost of one event (a pop and a push) in the event queue, with a number of events pending throughout.

#include "core/runtime/heap_queue.h"
#include "core/runtime/random.h"
#include "core/runtime/scheduler.h"
#include "core/runtime/timer_wheel.h"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <deque>

namespace stampede {
namespace {

/// Operations whose queue is not the scheduler's own: only their instants and tickets are used.
struct Pending {
    Scheduler scheduler;
    std::deque<Operation> operations;

    explicit Pending(std::size_t count)
    {
        for (std::size_t i = 0; i < count; ++i) operations.emplace_back(scheduler);
    }
};

Duration fixed_delay(Random&)
{
    return Duration(300'000);
}
Duration random_delay(Random& random)
{
    return Duration(1 + random.below(100'000'000));
}

/// The next event of each operation is one delay after its last.
template <class Queue, Duration (*delay)(Random&)>
void hold(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    Pending pending(count);
    Queue queue;
    Random random(1, Stream::network);
    for (std::size_t i = 0; i < count; ++i) {
        pending.operations[i].at = Instant(Duration(random.below(3'000'000)));
    }
    for (Operation& o : pending.operations) queue.push(o);
    for (auto _ : state) {
        Operation& o = *queue.pop(never);
        o.at += delay(random);
        queue.push(o);
    }
    state.SetItemsProcessed(state.iterations());
    while (queue.pop(never)) {
    }
}

/// A run of a thousand events on a new queue: what construction costs.
template <class Queue>
void short_run(benchmark::State& state)
{
    const auto count = static_cast<std::size_t>(state.range(0));
    Pending pending(count);
    for (auto _ : state) {
        Queue queue;
        for (std::size_t i = 0; i < count; ++i) {
            pending.operations[i].at = Instant(Duration(static_cast<std::int64_t>(i) * 3'000));
            queue.push(pending.operations[i]);
        }
        while (Operation* o = queue.pop(never)) benchmark::DoNotOptimize(o);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void pending_counts(benchmark::internal::Benchmark* b)
{
    for (int n : {10, 100, 300, 1'000, 10'000, 100'000, 1'000'000}) b->Arg(n);
}

BENCHMARK(hold<TimerWheel, fixed_delay>)->Name("queue/wheel/fixed")->Apply(pending_counts);
BENCHMARK(hold<TimerWheel, random_delay>)->Name("queue/wheel/random")->Apply(pending_counts);
BENCHMARK(hold<HeapQueue, fixed_delay>)->Name("queue/heap/fixed")->Apply(pending_counts);
BENCHMARK(hold<HeapQueue, random_delay>)->Name("queue/heap/random")->Apply(pending_counts);
BENCHMARK(short_run<TimerWheel>)->Name("queue/wheel/short_run")->Arg(100)->Arg(1'000);
BENCHMARK(short_run<HeapQueue>)->Name("queue/heap/short_run")->Arg(100)->Arg(1'000);

}  // namespace
}  // namespace stampede

BENCHMARK_MAIN();
