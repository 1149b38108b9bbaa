#pragma once

#include "core/store/redis_connection.h"
#include "core/store/trouble_log.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace stampede {

/// The connections of one store: a few for commands and one that listens. Brings up what went down (at once,
/// then after 50 ms, doubling to 2 s), and drops what has stopped answering.
class RedisLinks final : private RedisConnection::Listener {
public:
    /// As in RedisConnection::Listener.
    class User {
    public:
        virtual void answered(RedisConnection& c, void* tag, const Reply& r) = 0;
        virtual void unanswered(void* tag) = 0;
        virtual void heard(std::string_view message) = 0;
        virtual void listening(bool on) = 0;
        /// A connection is lost, or commands have been without an answer since `since` (of
        /// EventLoop::steady). `what` continues "the Redis server".
        virtual void in_trouble(TroubleLog::Kind kind, const std::string& what, Instant since) = 0;
        /// All connections are ready, and none waits for long.
        virtual void well_again() = 0;

    protected:
        ~User() = default;
    };

    /// Throws StoreUnreachable when the host has no address.
    RedisLinks(EventLoop& loop, RedisAddress address, const std::string& prefix, const std::string& channel,
               Duration answer_within, User& user);
    ~RedisLinks();

    /// Runs the loop until all are ready. Throws StoreUnreachable when that takes longer, or the server will
    /// not have us.
    void connect(Duration patience);

    /// One that is ready, the same for the same `lane` while all are; nullptr if none is.
    RedisConnection* by_lane(std::uint32_t lane);

    void flush();
    bool quiet() const;  ///< no command is without its answer

    /// What is wrong now, as a sentence without passwords; empty when all is well.
    const std::string& trouble() const { return trouble_; }
    /// Of those that are down, when the first is tried again: from now. Zero: it is being tried; nothing: all
    /// are ready.
    std::optional<Duration> tried_again_in() const;
    const RedisAddress& address() const { return address_; }

private:
    struct Link {
        std::unique_ptr<RedisConnection> connection;
        Duration backoff{};
        Instant again_at{};
        std::size_t next_address = 0;
    };

    void ready(RedisConnection& c) override;
    void answered(RedisConnection& c, void* tag, const Reply& r) override { user_.answered(c, tag, r); }
    void unanswered(RedisConnection&, void* tag) override { user_.unanswered(tag); }
    void heard(std::string_view message) override { user_.heard(message); }
    void lost(RedisConnection& c, const std::string& why) override;
    void tick_now();
    void tick();
    void care_for(Link& l);
    void mind_silence();
    bool late(const RedisConnection& c) const;
    Link& link_of(const RedisConnection& c);
    bool all_ready() const;

    EventLoop& loop_;
    RedisAddress address_;
    std::vector<SocketAddress> found_;
    Duration answer_within_;
    User& user_;
    std::vector<Link> links_;  ///< the last one listens
    std::string trouble_;
    std::uint32_t silent_ticks_ = 0;  ///< in a row in which a connection had waited for long
    bool hopeless_ = false;           ///< for `connect`: trying again would not help
    uv_timer_t* ticker_;
};

}  // namespace stampede
