#include "core/store/redis_connection.h"

#include "core/runtime/say.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace stampede {

namespace {

/// More than this unsent means that the server has stopped reading.
constexpr std::size_t most_unsent = std::size_t{64} << 20;
/// hiredis moves what is left of its buffer after each KiB it has read: small helpings keep that cheap.
constexpr std::size_t helping = 4096;

// Tags of the commands that this class sends itself.
char auth_tag, select_tag, ping_tag;

std::string reason_of(int error)
{
    return std::generic_category().message(error);
}

std::string unreachable(int error)
{
    return say("cannot be reached: {}", reason_of(error));
}

std::string code_of(const Reply& r)
{
    return r.is(Reply::Kind::error) ? " (" + std::string(r.error_code()) + ")" : "";
}

}  // namespace

/// The poll handle outlives the connection until libuv has let go of it.
struct RedisConnection::Polled {
    uv_poll_t handle;
    RedisConnection* owner;
};

RedisConnection::RedisConnection(EventLoop& loop, const RedisAddress& address, std::string_view prefix,
                                 Listener& listener, std::string channel)
    : loop_(loop), address_(address), prefix_(prefix), listener_(listener), channel_(std::move(channel))
{
}

RedisConnection::~RedisConnection()
{
    unwatch();
}

void RedisConnection::connect(const SocketAddress& to)
{
    state_ = State::connecting;
    connecting_since_ = loop_.steady();
    reader_ = std::make_unique<ReplyReader>();
    fd_ = ::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd_ < 0) return lose(unreachable(errno));
    const int on = 1;
    if (to.storage.ss_family != AF_UNIX) ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&to.storage), to.length) != 0 &&
        errno != EINPROGRESS)
        return lose(unreachable(errno));
    polled_ = new Polled{{}, this};
    polled_->handle.data = polled_;
    if (uv_poll_init(&loop_.loop(), &polled_->handle, fd_) != 0) {
        delete std::exchange(polled_, nullptr);
        return lose(say("cannot be watched"));
    }
    watch(UV_WRITABLE);
}

void RedisConnection::drop(const std::string& why)
{
    if (state_ != State::down) lose(why);
}

RedisCommand RedisConnection::command(void* tag, Word word, std::size_t arguments)
{
    waiting_.push_back({tag, loop_.steady()});
    return RedisCommand(out_, prefix_, word, arguments);
}

void RedisConnection::flush()
{
    if (fd_ < 0 || state_ == State::connecting) return;
    while (written_ < out_.size()) {
        const ssize_t n = ::send(fd_, out_.data() + written_, out_.size() - written_, MSG_NOSIGNAL);
        if (n > 0) {
            written_ += static_cast<std::size_t>(n);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            if (out_.size() - written_ > most_unsent) return lose(say("has stopped reading"));
            return watch(UV_READABLE | UV_WRITABLE);
        } else if (errno != EINTR) {
            const std::string why = say("closed the connection: {}", reason_of(errno));
            read();  // as in on_poll
            return drop(why);
        }
    }
    out_.clear();
    written_ = 0;
    watch(UV_READABLE);
}

void RedisConnection::watch(int events)
{
    if (events == watched_) return;
    watched_ = events;
    uv_poll_start(&polled_->handle, events, [](uv_poll_t* h, int status, int happened) {
        if (auto* c = static_cast<Polled*>(h->data)->owner)
            c->loop_.guard([=] { c->on_poll(status, happened); });
    });
}

void RedisConnection::on_poll(int status, int events)
{
    loop_.catch_up();
    if (fd_ < 0) return;
    if (state_ == State::connecting) return finish_connecting();
    if (status < 0 || (events & UV_READABLE)) read();  // before it closed it may have said why
    if (status < 0) return drop(say("closed the connection"));
    if (fd_ >= 0 && (events & UV_WRITABLE)) flush();
}

void RedisConnection::finish_connecting()
{
    int error = 0;
    socklen_t length = sizeof error;
    ::getsockopt(fd_, SOL_SOCKET, SO_ERROR, &error, &length);
    if (error != 0) return lose(unreachable(error));
    state_ = State::greeting;
    greet();
    flush();
}

void RedisConnection::greet()
{
    if (!address_.password.empty()) {
        RedisCommand auth = command(&auth_tag, Word::auth, address_.user.empty() ? 1 : 2);
        if (!address_.user.empty()) auth.text(address_.user);
        auth.text(address_.password);
    }
    if (address_.database != 0) command(&select_tag, Word::select, 1).number(address_.database);
    command(&ping_tag, Word::ping, 0);
}

void RedisConnection::greeted(void* tag, const Reply& r)
{
    if (r.is(Reply::Kind::error) && r.text.find("max number of clients") != r.text.npos)
        return lose(say("has too many clients"));
    if (tag == &auth_tag && !r.is_status("OK")) return lose(say("refuses the password{}", code_of(r)));
    if (tag == &select_tag && !r.is_status("OK"))
        return lose(say("refuses database {}{}", address_.database, code_of(r)));
    if (tag != &ping_tag) return;
    if (r.error_code() == "NOAUTH") return lose(say("asks for a password (NOAUTH)"));
    if (r.error_code() == "LOADING") return lose(say("is still loading its data (LOADING)"));
    if (r.is(Reply::Kind::error)) return lose(say("refuses commands{}", code_of(r)));
    if (!r.is_status("PONG")) return lose(say("does not speak the Redis protocol"));
    if (!channel_.empty()) {
        // Its answer is a message like those that follow.
        RedisCommand(out_, prefix_, Word::subscribe, 1).key({channel_, {}});
        return flush();
    }
    state_ = State::ready;
    listener_.ready(*this);
}

void RedisConnection::read()
{
    std::array<char, 64 * 1024> buffer;
    // A full buffer suggests more; a limit keeps the other connections and the clock alive.
    for (int round = 0; round < 4 && fd_ >= 0; ++round) {
        const ssize_t n = ::recv(fd_, buffer.data(), buffer.size(), 0);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
        if (n < 0) return lose(say("closed the connection: {}", reason_of(errno)));
        if (n == 0) return lose(say("closed the connection"));
        std::string_view bytes(buffer.data(), static_cast<std::size_t>(n));
        while (!bytes.empty() && fd_ >= 0) {
            reader_->feed(bytes.substr(0, helping));
            bytes.remove_prefix(std::min(bytes.size(), helping));
            while (fd_ >= 0)
                if (const Reply* r = reader_->next())
                    take(*r);
                else
                    break;
            if (fd_ >= 0 && reader_->failed()) return lose(say("does not speak the Redis protocol"));
        }
        if (static_cast<std::size_t>(n) < buffer.size()) return;
    }
}

void RedisConnection::take(const Reply& r)
{
    if (waiting_.empty()) {
        if (!channel_.empty() && r.is(Reply::Kind::array)) return take_message(r);
        // What a server says unasked is why it closes: too many clients, for one.
        return lose(r.is(Reply::Kind::error) ? say("refuses the connection{}", code_of(r))
                                             : say("does not speak the Redis protocol"));
    }
    void* tag = waiting_.front().tag;
    waiting_.pop_front();
    if (state_ == State::greeting) return greeted(tag, r);
    listener_.answered(*this, tag, r);
}

void RedisConnection::take_message(const Reply& r)
{
    if (r.size != 3) return lose(say("does not speak the Redis protocol"));
    if (state_ == State::greeting && r.elements[0]->text == "subscribe") {
        state_ = State::ready;
        return listener_.ready(*this);
    }
    if (r.elements[0]->text == "message") listener_.heard(r.elements[2]->text);
}

void RedisConnection::lose(const std::string& why)
{
    unwatch();
    state_ = State::down;
    out_.clear();
    written_ = 0;
    scripts_sent = 0;
    std::deque<Waiting> orphans;
    orphans.swap(waiting_);
    for (const Waiting& w : orphans)
        if (w.tag != &auth_tag && w.tag != &select_tag && w.tag != &ping_tag)
            listener_.unanswered(*this, w.tag);
    listener_.lost(*this, why);
}

void RedisConnection::unwatch()
{
    if (polled_) {
        polled_->owner = nullptr;
        uv_poll_stop(&polled_->handle);
        uv_close(reinterpret_cast<uv_handle_t*>(&polled_->handle),
                 [](uv_handle_t* h) { delete static_cast<Polled*>(h->data); });
        polled_ = nullptr;
    }
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    watched_ = 0;
}

}  // namespace stampede
