#pragma once

#include "core/store/command_pace.h"
#include "core/store/lock_watch.h"
#include "core/store/redis_wire.h"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace stampede {

struct RedisStoreOptions {
    RedisAddress address;
    /// what sets this run's keys apart from all others: letters and digits
    std::string run;
    std::string lock_prefix = "lock:";
    std::vector<std::string> key_names;  ///< as in RedisKeys
    EntryValues* values = nullptr;       ///< texts of entries, if they have any; outlives the store
    /// How long commands and answers are to be on their way, and the server busy with a command: what the
    /// server's own time leaves of it, they are held in this process.
    NetworkModel network = NetworkModel::none();
    std::uint64_t seed = 1;  ///< of the network's jitter
    /// else a command is an error, and its connection is dropped
    Duration answer_within = std::chrono::seconds(1);
};

/// The store on a real Redis server. Commands are pipelined over a few connections, all that are about one
/// key over the same one, so that what is recorded stands in the server's order: nobody is seen to get a
/// value before it was stored. Answers come through the scheduler, never within a callback of the network.
/// While the server cannot be reached, commands end with Status::error, and connecting is tried again and
/// again. Belongs to the loop's thread; the loop must outlive it.
///
/// With a network that takes time, a command leaves the process half a round trip after it was sent, and its
/// answer is delivered when the other half has passed since it left. So a server that answers in less adds
/// nothing; one that takes longer adds what it takes beyond that half. Each half is drawn for itself, as in
/// the simulated world, so two commands may overtake each other on the way to their connection, not on it.
class RedisStore final : public Store, private RedisWire::User {
public:
    /// Throws StoreUnreachable when the host has no address.
    RedisStore(EventLoop& loop, Recorder& recorder, RedisStoreOptions options);
    ~RedisStore();

    /// Runs the loop until all connections are ready. Throws StoreUnreachable.
    void connect(Duration patience = std::chrono::seconds(5)) { wire_.connect(patience); }
    /// Runs the loop until everything sent has been answered. False: not within `patience`, or some of what
    /// `preload` sent was refused.
    bool settle(Duration patience) { return wire_.settle(patience) && preloads_.refused == 0; }
    /// Reads one key of this run, and runs the loop until that is answered: how long it took; nothing: the
    /// server refuses, see `trouble`.
    std::optional<Duration> get(Duration patience);
    /// Looks, then writes that key, and runs the loop until both are answered. False: the server refuses, see
    /// `trouble`.
    bool probe(Duration patience);
    /// Asks which version it is, such as "7.0.15"; empty: it does not say (before 7.0), or not within
    /// `patience`.
    std::string version(Duration patience) { return wire_.version(patience); }
    /// Removes what this store has written, and runs the loop until that is done or `patience` is over.
    void clean_up(Duration patience) { wire_.clean_up(patience); }

    /// Before its first command.
    void name_key(std::uint32_t key, std::string name) { wire_.keys().name(key, std::move(name)); }

    void due(Operation& o) override;
    void preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl) override;

    /// What is wrong with the server now, as a sentence without passwords; empty when all is well.
    std::string trouble() const { return wire_.trouble(); }
    /// What it did since `start` of the log, however long ago.
    TroubleLog& trouble_log() { return wire_.trouble_log(); }
    /// See RedisLinks.
    std::optional<Duration> tried_again_in() const { return wire_.tried_again_in(); }
    const std::string& prefix() const { return wire_.keys().prefix(); }

    /// Other round trips and service times from now on.
    void apply(const NetworkModel& network) { network_.apply(network); }

    // Faults. None of them touches keys of others.
    /// Round trips and service times take `times` as long from now on.
    void set_times(double times) { network_.set_times(times); }
    /// Commands of this instance do not reach the server until then: errors.
    void cut_off(std::uint16_t instance, Instant until);
    /// The next answer is lost: its command is carried out, its caller gets an error after `answer_within`.
    void lose_next_reply() { ++replies_to_lose_; }
    /// Deletes an entry; where leases are handed out, the key's lease is void.
    void flush(std::uint32_t key, bool leased);
    /// Deletes all that this store has written: entries, locks, leases and tokens.
    void flush_all();
    /// The server is known to have lost all data: recorded as such.
    void data_lost();
    /// Who holds a lock or lease that has not run out: the one taken last, or nobody.
    CallId lock_holder() const { return lock_.until > scheduler_.now() ? lock_.holder : CallId(); }

private:
    /// A command from its sending to its answer. As an operation: on its way to the server.
    struct Slot : Operation, RedisRequest {
        Hook caller;  ///< its command's place, as long as that is alive
        bool from_preload = false;
        Entry stored;  ///< what the request stores

        explicit Slot(Scheduler& s) : Operation(s) {}
        void store(const Entry& e) { entry = &(stored = e); }
    };
    /// The lock or lease that was taken last.
    struct Lock {
        CallId holder;
        std::uint32_t key = 0;
        Instant until{};
    };
    /// An answer has been on its way for its time.
    struct Delivery final : Handler {
        explicit Delivery(RedisStore& s) : store(s) {}
        void due(Operation& o) override { store.deliver(static_cast<Command&>(o)); }
        RedisStore& store;
    };
    struct Preloads {
        std::uint32_t refused = 0;
        std::uint32_t last = 0;  ///< generation
    };

    void submit(Command& c) override { pace_.submit(c); }
    // What is on its way stays there: its slot notices that nobody waits.
    void abandoned(Command&) override {}
    void send(Command& c);
    void arrive(Slot& s);
    void enter(Slot& s);
    void watch(Slot& s);
    void answered(RedisRequest& r, RedisOutcome& o) override;
    void unanswered(RedisRequest& r) override;
    void released(std::uint32_t key) override { watch_.released(key); }
    void listening(bool on) override { watch_.listening(on); }
    /// Counts it, if a strategy sent it.
    void count(CallId call, std::uint64_t CommandOutcomes::*outcome);

    Slot& take_slot(CommandKind kind, std::uint32_t key);
    bool unreachable(CallId call) const;
    void look_at_lock(std::uint32_t key);
    void record(const RedisRequest& r, const RedisOutcome& o);
    void end(Slot& s, const RedisOutcome& o);
    void answer(Command& c, Status status, Instant at);

    EventLoop& loop_;
    Scheduler& scheduler_;
    const Duration answer_within_;
    Network network_;
    std::deque<Slot> slots_;
    std::vector<Slot*> spare_;
    std::uint32_t tokens_ = 0;  ///< unfenced ones: unique
    Delivery delivery_{*this};
    LockWatch watch_;
    CommandPace pace_;
    Preloads preloads_;
    Lock lock_;
    std::uint32_t replies_to_lose_ = 0;
    std::vector<Instant> cut_off_until_;  ///< by instance
    RedisWire wire_;                      ///< last: it calls the rest
};

}  // namespace stampede
