#pragma once

#include "core/database/database.h"
#include "core/database/row_history.h"
#include "core/runtime/frame_pool.h"

#include <deque>
#include <optional>
#include <vector>

namespace stampede {

enum class ServiceTime : std::uint8_t { constant, exponential, lognormal };

struct DatabaseModel {
    Duration query_time = std::chrono::milliseconds(100);  ///< mean
    ServiceTime distribution = ServiceTime::constant;
    double cv = 0.5;           ///< of lognormal: standard deviation / mean
    std::uint32_t pool = 100;  ///< connections
    /// a query takes 1 + slowdown · busy/pool times as long, judged at its start
    double slowdown = 0;
    /// of queueing and execution together: fails the query and frees its connection
    std::optional<Duration> timeout;
    double failure_rate = 0;
    double updates_per_second = 1;
    double absent = 0;  ///< fraction of keys without a row
};

/// A database as one pool of connections with a FIFO queue behind it. Runs on any scheduler, so in virtual
/// and in real time.
class SimulatedDatabase final : public Database {
public:
    SimulatedDatabase(Scheduler& s, Recorder& r, const DatabaseModel& model, std::uint64_t seed);
    ~SimulatedDatabase() override;

    Await run(Query& q, Duration limit) override;
    Status read(std::uint32_t key, Instant started, std::uint32_t& version) override;
    void abandoned(Query& q) override;
    void due(Operation& o) override;

    /// Queries that come from now on are answered by this model; those that wait get what connections it has.
    /// How rows change stays as it was.
    void apply(const DatabaseModel& model);

    /// Faults. Down: whatever ends fails, at once.
    void set_down(bool down) { down_ = down; }
    /// Queries that start from now on take `times` as long.
    void set_times(double times) { times_ = times; }

    std::uint32_t in_flight() const { return busy_; }
    std::uint32_t queued() const { return waiting_; }

private:
    /// A query as the server has it; it lives on when its caller is gone.
    struct Record : Operation {
        Query* client = nullptr;
        std::uint32_t key = 0;
        CallId call;
        Instant started{};
        Instant give_up = never;
        Duration service{};
        bool fails = false;
        bool executing = false;
        explicit Record(Scheduler& s) : Operation(s) {}
    };

    Record& new_record();
    void start(Record& r);
    void end(Record& r, bool timed_out);
    void start_next();
    Duration draw_service();

    Scheduler& scheduler_;
    Recorder& recorder_;
    DatabaseModel model_;
    RowHistory rows_;
    Random service_, failures_, absent_;
    std::deque<Record, PoolAllocator<Record>> records_;
    std::vector<Record*> spare_;
    Hook queue_;
    std::uint32_t busy_ = 0;
    std::uint32_t waiting_ = 0;
    double times_ = 1;
    bool down_ = false;
};

}  // namespace stampede
