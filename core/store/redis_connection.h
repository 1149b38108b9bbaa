#pragma once

#include "core/store/event_loop.h"
#include "core/store/redis_address.h"
#include "core/store/redis_command.h"
#include "core/store/redis_reply.h"

#include <deque>
#include <memory>
#include <string>

namespace stampede {

/// One connection to a Redis server: commands out, their answers back in the same order. Never blocks and
/// raises no signal. Parsing is hiredis'; the socket is our own, since hiredis' asynchronous half ends the
/// process on an unsolicited answer and calls back into contexts that are gone. After a loss it stays down
/// until `connect`.
class RedisConnection {
public:
    /// Who is told. Called from the event loop, after EventLoop::catch_up; may send commands, but not destroy
    /// the connection.
    class Listener {
    public:
        virtual void ready(RedisConnection& c) = 0;
        /// The answer to the command that was sent with `tag`.
        virtual void answered(RedisConnection& c, void* tag, const Reply& r) = 0;
        /// There will be no answer to it. Whether the server carried it out is unknown.
        virtual void unanswered(RedisConnection& c, void* tag) = 0;
        /// What a channel says.
        virtual void heard(std::string_view message) = 0;
        /// Down. `why` is part of a sentence, without passwords: "refuses the password (WRONGPASS)".
        virtual void lost(RedisConnection& c, const std::string& why) = 0;

    protected:
        ~Listener() = default;
    };

    enum class State : std::uint8_t { down, connecting, greeting, ready };

    /// All by reference: they must outlive the connection. With a `channel`, this one only listens to it.
    RedisConnection(EventLoop& loop, const RedisAddress& address, std::string_view prefix, Listener& listener,
                    std::string channel = {});
    RedisConnection(const RedisConnection&) = delete;
    RedisConnection& operator=(const RedisConnection&) = delete;
    ~RedisConnection();

    /// Begins to connect. REQUIRES: down.
    void connect(const SocketAddress& to);
    /// Drops the connection, if there is one, and tells the listener.
    void drop(const std::string& why);

    State state() const { return state_; }
    bool is_ready() const { return state_ == State::ready; }

    /// Begins a command whose answer goes to Listener::answered with `tag`; write all its arguments at once.
    /// It leaves with the next `flush`. REQUIRES: ready.
    RedisCommand command(void* tag, Word word, std::size_t arguments);
    void flush();
    /// Takes what has arrived, without waiting for the loop to notice.
    void read();

    /// When the oldest command without an answer was sent, by EventLoop::steady; `never` if there is none.
    Instant oldest_unanswered() const { return waiting_.empty() ? never : waiting_.front().sent; }
    /// Of connecting, by EventLoop::steady.
    Instant connecting_since() const { return connecting_since_; }

    /// Scripts whose body was sent on this connection, one bit each: kept by its user.
    std::uint32_t scripts_sent = 0;

private:
    struct Waiting {
        void* tag;
        Instant sent;
    };
    struct Polled;

    void on_poll(int status, int events);
    void watch(int events);
    void finish_connecting();
    void greet();
    void greeted(void* tag, const Reply& r);
    void take(const Reply& r);
    void take_message(const Reply& r);
    void lose(const std::string& why);
    void unwatch();

    EventLoop& loop_;
    const RedisAddress& address_;
    std::string prefix_;
    Listener& listener_;
    std::string channel_;
    State state_ = State::down;
    Polled* polled_ = nullptr;  ///< owned by the loop until it is closed
    int fd_ = -1;
    int watched_ = 0;
    WriteBuffer out_;
    std::size_t written_ = 0;  ///< of out_
    std::deque<Waiting> waiting_;
    std::unique_ptr<ReplyReader> reader_;
    Instant connecting_since_ = never;
};

}  // namespace stampede
