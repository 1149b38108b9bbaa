#pragma once

#include "core/store/lock_watch.h"
#include "core/store/redis_dialect.h"
#include "core/store/redis_links.h"
#include "core/store/store.h"

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
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
class RedisStore final : public Store, private RedisLinks::User {
public:
    /// Throws StoreUnreachable when the host has no address.
    RedisStore(EventLoop& loop, Recorder& recorder, RedisStoreOptions options);
    ~RedisStore();

    /// Runs the loop until all connections are ready. Throws StoreUnreachable.
    void connect(Duration patience = std::chrono::seconds(5)) { links_.connect(patience); }
    /// Runs the loop until everything sent has been answered. False: not within `patience`, or some of what
    /// `preload` sent was refused.
    bool settle(Duration patience);
    /// Reads one key of this run, and runs the loop until that is answered: how long it took; nothing: the
    /// server refuses, see `trouble`.
    std::optional<Duration> get(Duration patience);
    /// Looks, then writes that key, and runs the loop until both are answered. False: the server refuses, see
    /// `trouble`.
    bool probe(Duration patience);
    /// Asks which version it is, such as "7.0.15"; empty: it does not say (before 7.0), or not within
    /// `patience`.
    std::string version(Duration patience);
    /// Removes what this store has written, and runs the loop until that is done or `patience` is over.
    void clean_up(Duration patience);

    /// Before its first command.
    void name_key(std::uint32_t key, std::string name) { keys_.name(key, std::move(name)); }

    void due(Operation& o) override;
    // What is on its way stays there: its slot notices that nobody waits.
    void abandoned(Command&) override {}
    void preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl) override;

    /// What is wrong with the server now, as a sentence without passwords; empty when all is well.
    std::string trouble() const;
    /// What it did since `start` of the log, however long ago.
    TroubleLog& trouble_log() { return trouble_log_; }
    /// See RedisLinks.
    std::optional<Duration> tried_again_in() const { return links_.tried_again_in(); }
    const std::string& prefix() const { return keys_.prefix(); }

    /// Other round trips and service times from now on.
    void apply(const NetworkModel& network) { network_.apply(network); }

    // Faults. None of them touches keys of others.
    /// Round trips and service times take `times` as long from now on.
    void set_times(double times) { network_.set_times(times); }
    /// Commands of this instance do not reach the server until then: errors.
    void cut_off(std::uint16_t instance, Instant until);
    /// The next answer is lost: its command is carried out, its caller gets an error after `answer_within`.
    void lose_next_reply() { ++replies_to_lose_; }
    /// Deletes an entry.
    void flush(std::uint32_t key);
    /// Deletes all entries that this store has written.
    void flush_all();
    /// The server is known to have lost all data: recorded as such.
    void data_lost();
    /// Who holds a lock or lease that has not run out: the one taken last, or nobody.
    CallId lock_holder() const { return held_until_ > scheduler_.now() ? holder_ : CallId(); }

private:
    /// A command from its sending to its answer. As an operation: on its way to the connection.
    struct Slot : Operation {
        Hook caller;  ///< its command's place, as long as that is alive
        RedisRequest request;
        bool from_preload = false;
        Entry entry;  ///< what the request stores

        explicit Slot(Scheduler& s) : Operation(s) {}
        void store(const Entry& e) { request.entry = &(entry = e); }
    };

    void submit(Command& c) override;
    void send_delayed();
    void send_now(Command& c);
    void arrive(Slot& s);
    void enter(Slot& s);
    void watch(Slot& s);
    void answered(RedisConnection& c, void* tag, const Reply& r) override;
    void unanswered(void* tag) override;
    void heard(std::string_view message) override;
    void listening(bool on) override { watch_.listening(on); }
    void in_trouble(TroubleLog::Kind kind, const std::string& what, Instant since) override;
    void well_again() override { trouble_log_.over(); }
    /// Counts it, if a strategy sent it.
    void count(CallId call, std::uint64_t CommandOutcomes::*outcome);

    Slot& take_slot(CommandKind kind, std::uint32_t key);
    bool within_budget();
    bool unreachable(CallId call) const;
    void look_at_lock(std::uint32_t key);
    void transmit(Slot& s);
    void record(const RedisRequest& r, const RedisOutcome& o);
    void end(Slot& s, const RedisOutcome& o);

    EventLoop& loop_;
    Scheduler& scheduler_;
    RedisStoreOptions options_;
    RedisKeys keys_;
    RedisDialect dialect_;
    Network network_;
    std::deque<Slot> slots_;
    std::vector<Slot*> spare_;
    std::uint32_t tokens_ = 0;                   ///< unfenced ones: unique
    std::unordered_set<std::uint32_t> written_;  ///< keys
    LockWatch watch_;
    Hook delayed_;  ///< commands over the budget
    Operation next_delayed_;
    double budget_ = 0;  ///< commands that may be sent now
    Instant budget_at_{};
    std::uint32_t preloads_refused_ = 0;
    std::uint32_t last_preloaded_ = 0;  ///< generation
    std::string version_;
    std::string refused_with_;  ///< the error code of the last answer, empty if it was none
    std::uint32_t replies_to_lose_ = 0;
    std::vector<Instant> cut_off_until_;  ///< by instance
    CallId holder_;
    std::uint32_t held_key_ = 0;
    Instant held_until_{};
    TroubleLog trouble_log_;
    RedisLinks links_;  ///< last: it calls the rest
};

}  // namespace stampede
