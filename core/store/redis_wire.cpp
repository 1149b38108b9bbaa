#include "core/store/redis_wire.h"

#include "core/runtime/say.h"
#include "core/store/unique_name.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace stampede {

namespace {

constexpr std::size_t keys_per_unlink = 250;

/// Tag of the one command that is no request.
char version_tag;

Duration since_1970()
{
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace

RedisWire::RedisWire(EventLoop& loop, const RedisAddress& address, RedisKeys keys, EntryValues* values,
                     Duration answer_within, User& user)
    : loop_(loop), user_(user), keys_(std::move(keys)),
      dialect_(keys_, unique_name(16), since_1970(), values), trouble_log_(loop.scheduler()),
      links_(loop, address, keys_.prefix(), keys_.channel(), answer_within, *this)
{
}

void RedisWire::send(RedisRequest& r)
{
    if (r.kind != CommandKind::get) written_.insert(r.key);
    dialect_.say(r, *links_.by_lane(r.key), &r);
}

void RedisWire::answered(RedisConnection& c, void* tag, const Reply& reply)
{
    if (!tag) return;
    if (tag == &version_tag) return void(version_ = reply.is(Reply::Kind::string) ? reply.text : "");
    auto& r = *static_cast<RedisRequest*>(tag);
    RedisOutcome o = dialect_.hear(r, reply);
    if (o.unknown_script && !r.whole_script) {
        r.whole_script = true;
        return dialect_.say(r, c, &r);
    }
    if (!refused_with_.empty() || reply.is(Reply::Kind::error)) refused_with_ = reply.error_code();
    if (o.status == Status::error && reply.is(Reply::Kind::error)) trouble_log_.refused(refused_with_);
    user_.answered(r, o);
}

void RedisWire::unanswered(void* tag)
{
    if (!tag || tag == &version_tag) return;
    auto& r = *static_cast<RedisRequest*>(tag);
    if (!r.call.is_nobody()) trouble_log_.lost_command();
    user_.unanswered(r);
}

void RedisWire::heard(std::string_view message)
{
    std::uint32_t key = 0;
    const char* all = message.data() + message.size();
    const auto [end, error] = std::from_chars(message.data(), all, key);
    if (error == std::errc() && end == all) user_.released(key);
}

void RedisWire::in_trouble(TroubleLog::Kind kind, const std::string& what, Instant since)
{
    const Duration ago = loop_.steady() - since;
    trouble_log_.began(kind, what, std::max(run_start, loop_.scheduler().now() - ago));
}

std::string RedisWire::trouble() const
{
    if (!links_.trouble().empty() || refused_with_.empty()) return links_.trouble();
    return say("The Redis server at {} {}.", links_.address().display(), meaning_of_refusal(refused_with_));
}

bool RedisWire::settle(Duration patience)
{
    loop_.catch_up();
    const Instant until = loop_.steady() + patience;
    links_.flush();
    loop_.run_until([&] { return links_.quiet() || loop_.steady() >= until; });
    return links_.quiet();
}

std::string RedisWire::version(Duration patience)
{
    if (RedisConnection* c = links_.by_lane(0))
        c->command(&version_tag, Word::eval, 2).text(R"(return redis.REDIS_VERSION or '')").number(0);
    settle(patience);
    return version_.size() < 32 ? version_ : std::string();
}

void RedisWire::clean_up(Duration patience)
{
    const std::vector<std::uint32_t> keys(written_.begin(), written_.end());
    for (std::size_t i = 0; i < keys.size(); i += keys_per_unlink) {
        RedisConnection* c = links_.by_lane(0);
        if (!c) return;
        const std::size_t n = std::min(keys_per_unlink, keys.size() - i);
        RedisCommand unlink = c->command(nullptr, Word::unlink, 4 * n);
        for (std::size_t k = i; k < i + n; ++k)
            unlink.key(keys_.value(keys[k]))
                .key(keys_.lock(keys[k]))
                .key(keys_.token(keys[k]))
                .key(keys_.deleted(keys[k]));
    }
    settle(patience);
}

}  // namespace stampede
