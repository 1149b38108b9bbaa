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
    /// else a command is an error, and its connection is dropped
    Duration answer_within = std::chrono::seconds(1);
};

/// The store on a real Redis server. Commands are pipelined over a few connections, all that change one key
/// over the same one, so that what is recorded stands in the server's order. Answers come through the
/// scheduler, never within a callback of the network. While the server cannot be reached, commands end at
/// once with Status::error, and connecting is tried again and again. Belongs to the loop's thread; the loop
/// must outlive it.
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
    std::optional<Duration> look(Duration patience);
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
    void abandoned(Command&) override {
    }  // what is on the wire stays there; its slot notices that nobody waits
    void preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl) override;

    /// What is wrong with the server now, as a sentence without passwords; empty when all is well.
    std::string trouble() const;
    /// See RedisLinks.
    std::optional<Duration> tried_again_in() const { return links_.tried_again_in(); }
    const std::string& prefix() const { return keys_.prefix(); }

    // Faults. None of them touches keys of others.
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
    struct Slot {
        Hook caller;  ///< its command's place, as long as that is alive
        RedisRequest request;
        bool from_preload = false;
        Entry entry;  ///< what the request stores

        void store(const Entry& e) { request.entry = &(entry = e); }
    };

    void submit(Command& c) override;
    void send_now(Command& c);
    void answered(RedisConnection& c, void* tag, const Reply& r) override;
    void unanswered(void* tag) override;
    void heard(std::string_view message) override;
    void listening(bool on) override { watch_.listening(on); }

    Slot& take_slot(Verb verb, std::uint32_t key);
    bool within_budget();
    bool unreachable(const Command& c) const;
    void look_at_lock(std::uint32_t key);
    RedisConnection* connection_for(const RedisRequest& r);
    void transmit(Slot& s);
    void record(const RedisRequest& r, const RedisOutcome& o);
    void end(Slot& s, const RedisOutcome& o);
    void fail(Command& c);

    EventLoop& loop_;
    Scheduler& scheduler_;
    RedisStoreOptions options_;
    RedisKeys keys_;
    RedisDialect dialect_;
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
    std::string version_;
    std::string refused_with_;  ///< the error code of the last answer, empty if it was none
    std::uint32_t replies_to_lose_ = 0;
    std::vector<Instant> cut_off_until_;  ///< by instance
    CallId holder_;
    std::uint32_t held_key_ = 0;
    Instant held_until_{};
    RedisLinks links_;  ///< last: it calls the rest
};

}  // namespace stampede
