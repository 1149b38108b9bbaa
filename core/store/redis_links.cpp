#include "core/store/redis_links.h"

#include "core/runtime/say.h"
#include "core/store/store_unreachable.h"

#include <algorithm>
#include <utility>

namespace stampede {

namespace {

using namespace std::chrono_literals;

constexpr Duration first_backoff = 50ms;
constexpr Duration longest_backoff = 2s;
constexpr Duration connect_within = 5s;
constexpr std::uint64_t tick_ms = 25;
/// A server that leaves a command unanswered for so long is in trouble, though not given up yet.
constexpr Duration silent_after = 300ms;

TroubleLog::Kind kind_of(const std::string& why)
{
    if (why.starts_with("closed the connection")) return TroubleLog::Kind::cut;
    const bool silent = why.starts_with("has not answered") || why.starts_with("does not answer") ||
                        why.starts_with("has stopped reading");
    return silent ? TroubleLog::Kind::silent : TroubleLog::Kind::gone;
}

}  // namespace

RedisLinks::RedisLinks(EventLoop& loop, RedisAddress address, const std::string& prefix,
                       const std::string& channel, Duration answer_within, User& user)
    : loop_(loop), address_(std::move(address)), found_(resolve(address_)), answer_within_(answer_within),
      user_(user), ticker_(new uv_timer_t)
{
    RedisConnection::Listener& listener = *this;
    for (std::uint32_t i = 0; i <= address_.connections; ++i) {
        Link l;
        l.connection = std::make_unique<RedisConnection>(loop_, address_, prefix, listener,
                                                         i < address_.connections ? "" : channel);
        links_.push_back(std::move(l));
    }
    uv_timer_init(&loop_.loop(), ticker_);
    ticker_->data = this;
    tick_now();
}

RedisLinks::~RedisLinks()
{
    uv_close(reinterpret_cast<uv_handle_t*>(ticker_),
             [](uv_handle_t* h) { delete reinterpret_cast<uv_timer_t*>(h); });
}

void RedisLinks::connect(Duration patience)
{
    loop_.catch_up();
    const Instant until = loop_.steady() + patience;
    loop_.run_until([&] { return all_ready() || hopeless_ || loop_.steady() >= until; });
    if (all_ready()) return;
    throw StoreUnreachable(
        trouble_.empty() ? say("The Redis server at {} does not answer.", address_.display()) : trouble_);
}

RedisConnection* RedisLinks::by_lane(std::uint32_t lane)
{
    const std::uint32_t n = address_.connections;
    for (std::uint32_t i = 0; i < n; ++i)
        if (RedisConnection* c = links_[(lane + i) % n].connection.get(); c->is_ready()) return c;
    return nullptr;
}

void RedisLinks::flush()
{
    for (Link& l : links_) l.connection->flush();
}

bool RedisLinks::quiet() const
{
    return std::all_of(links_.begin(), links_.end(),
                       [](const Link& l) { return l.connection->oldest_unanswered() == never; });
}

bool RedisLinks::all_ready() const
{
    return std::all_of(links_.begin(), links_.end(), [](const Link& l) { return l.connection->is_ready(); });
}

std::optional<Duration> RedisLinks::tried_again_in() const
{
    std::optional<Duration> soonest;
    for (const Link& l : links_) {
        if (l.connection->is_ready()) continue;
        const bool down = l.connection->state() == RedisConnection::State::down;
        const Duration left =
            down ? std::max<Duration>(l.again_at - loop_.steady(), Duration::zero()) : Duration::zero();
        soonest = std::min(soonest.value_or(left), left);
    }
    return soonest;
}

void RedisLinks::ready(RedisConnection& c)
{
    link_of(c).backoff = Duration::zero();
    if (&c == links_.back().connection.get()) user_.listening(true);
    if (!all_ready()) return;
    trouble_.clear();
    if (silent_ticks_ == 0) user_.well_again();
}

void RedisLinks::lost(RedisConnection& c, const std::string& why)
{
    Link& l = link_of(c);
    l.again_at = loop_.steady() + l.backoff;
    // One that was ready is tried again at once: its server may have been restarted.
    if (l.backoff == Duration::zero()) tick_now();
    l.backoff = std::clamp(l.backoff * 2, first_backoff, longest_backoff);
    ++l.next_address;
    trouble_ = say("The Redis server at {} {}.", address_.display(), why);
    const bool nobody_there = why.starts_with("cannot be reached") && l.next_address >= found_.size();
    hopeless_ = hopeless_ || nobody_there || why.starts_with("refuses") || why.starts_with("asks for");
    if (&c == links_.back().connection.get()) user_.listening(false);
    user_.in_trouble(kind_of(why), why, loop_.steady());
}

/// As soon as the loop comes to it, and regularly from then on.
void RedisLinks::tick_now()
{
    uv_timer_start(
        ticker_,
        [](uv_timer_t* h) {
            auto& self = *static_cast<RedisLinks*>(h->data);
            self.loop_.guard([&self] { self.tick(); });
        },
        0, tick_ms);
}

void RedisLinks::tick()
{
    loop_.catch_up();
    for (Link& l : links_) care_for(l);
    mind_silence();
}

/// Twice in a row, so that it is not this process that was late in looking.
void RedisLinks::mind_silence()
{
    Instant oldest = never;
    for (Link& l : links_) {
        RedisConnection& c = *l.connection;
        if (!c.is_ready() || loop_.steady() - silent_after < c.oldest_unanswered()) continue;
        c.read();
        if (c.is_ready()) oldest = std::min(oldest, c.oldest_unanswered());
    }
    if (oldest == never || loop_.steady() - silent_after < oldest) {
        if (std::exchange(silent_ticks_, 0u) >= 2 && all_ready()) user_.well_again();
    } else if (++silent_ticks_ == 2) {
        user_.in_trouble(TroubleLog::Kind::silent, say("does not answer"), oldest);
    }
}

void RedisLinks::care_for(Link& l)
{
    RedisConnection& c = *l.connection;
    const Instant now = loop_.steady();
    if (c.state() == RedisConnection::State::down) {
        if (now >= l.again_at) c.connect(found_[l.next_address % found_.size()]);
    } else if (!c.is_ready()) {
        if (now - c.connecting_since() > connect_within) c.drop(say("does not answer"));
    } else if (late(c)) {
        c.read();  // it may be us who are late: the answer may have been lying there
        if (c.is_ready() && late(c)) c.drop(say("has not answered for {} ms", answer_within_ / 1ms));
    }
}

bool RedisLinks::late(const RedisConnection& c) const
{
    return c.oldest_unanswered() < never && loop_.steady() - c.oldest_unanswered() > answer_within_;
}

RedisLinks::Link& RedisLinks::link_of(const RedisConnection& c)
{
    return *std::find_if(links_.begin(), links_.end(),
                         [&](const Link& l) { return l.connection.get() == &c; });
}

}  // namespace stampede
