#pragma once

#include "core/store/redis_dialect.h"
#include "core/store/redis_links.h"

#include <optional>
#include <string>
#include <unordered_set>

namespace stampede {

/// What a store says to its server, and hears: requests in the words of Redis, over a few connections, each
/// answer with its request. Knows which keys it has written, and how its server does. Belongs to the loop's
/// thread; the loop must outlive it.
class RedisWire final : private RedisLinks::User {
public:
    /// Who is told, through the event loop. Either of the first two ends a request.
    class User {
    public:
        virtual void answered(RedisRequest& r, RedisOutcome& o) = 0;
        /// Whether the server carried it out is unknown.
        virtual void unanswered(RedisRequest& r) = 0;
        /// The server says that a lock was released.
        virtual void released(std::uint32_t key) = 0;
        /// Whether releases are being told.
        virtual void listening(bool on) = 0;

    protected:
        ~User() = default;
    };

    /// Throws StoreUnreachable when the host has no address.
    RedisWire(EventLoop& loop, const RedisAddress& address, RedisKeys keys, EntryValues* values,
              Duration answer_within, User& user);

    /// Runs the loop until all connections are ready. Throws StoreUnreachable.
    void connect(Duration patience) { links_.connect(patience); }
    /// Whether the server can be reached now.
    bool ready() { return links_.by_lane(0) != nullptr; }
    /// Writes a request, which leaves with the next `flush`. It stays where it is until it has ended.
    /// REQUIRES: ready.
    void send(RedisRequest& r);
    void flush() { links_.flush(); }
    /// Runs the loop until everything sent has been answered. False: not within `patience`.
    bool settle(Duration patience);
    /// Asks which version the server is; empty: it does not say, or not within `patience`.
    std::string version(Duration patience);
    /// Removes what was written, and runs the loop until that is done or `patience` is over.
    void clean_up(Duration patience);

    /// What is wrong with the server now, as a sentence without passwords; empty when all is well.
    std::string trouble() const;
    /// A request could not be sent.
    void lost_request() { trouble_log_.lost_command(); }
    TroubleLog& trouble_log() { return trouble_log_; }
    /// See RedisLinks.
    std::optional<Duration> tried_again_in() const { return links_.tried_again_in(); }
    RedisKeys& keys() { return keys_; }
    const RedisKeys& keys() const { return keys_; }
    /// Keys that something was written for.
    const std::unordered_set<std::uint32_t>& written() const { return written_; }

private:
    void answered(RedisConnection& c, void* tag, const Reply& r) override;
    void unanswered(void* tag) override;
    void heard(std::string_view message) override;
    void listening(bool on) override { user_.listening(on); }
    void in_trouble(TroubleLog::Kind kind, const std::string& what, Instant since) override;
    void well_again() override { trouble_log_.over(); }

    EventLoop& loop_;
    User& user_;
    RedisKeys keys_;
    RedisDialect dialect_;
    std::unordered_set<std::uint32_t> written_;
    std::string version_;
    std::string refused_with_;  ///< the error code of the last answer, empty if it was none
    TroubleLog trouble_log_;
    RedisLinks links_;  ///< last: it calls the rest
};

}  // namespace stampede
