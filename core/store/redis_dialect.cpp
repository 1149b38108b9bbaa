#include "core/store/redis_dialect.h"

#include <algorithm>
#include <charconv>

namespace stampede {

namespace {

using namespace std::chrono_literals;

/// A counter of tokens must outlive every entry written under one of them.
constexpr Duration counter_life = 24h;
/// Of a lock without expiry (a mistake that strategies can be told to make): longer than any run, so that the
/// lock stays as long as anybody looks, and still nothing is left on the server for ever.
constexpr Duration forever = 1h;

RedisOutcome only(Status s)
{
    RedisOutcome o;
    o.status = s;
    return o;
}

/// The token in "17.9c3a…"; 0 for anything else.
std::uint32_t token_in(std::string_view lock_text)
{
    std::uint32_t token = 0;
    std::from_chars(lock_text.data(), lock_text.data() + lock_text.size(), token);
    return token;
}

std::optional<std::uint32_t> as_token(std::int64_t n)
{
    if (n < 1 || n > std::int64_t{UINT32_MAX}) return std::nullopt;
    return static_cast<std::uint32_t>(n);
}

/// A time left as scripts tell it: zero or negative ms.
Duration negated_ms(std::int64_t n)
{
    return std::chrono::milliseconds(-std::max<std::int64_t>(n, -1'000'000'000'000));
}

}  // namespace

std::int64_t RedisDialect::milliseconds_of(Duration d)
{
    const Duration longest = 24h * 365;
    return std::max<std::int64_t>(std::chrono::ceil<std::chrono::milliseconds>(std::min(d, longest)).count(),
                                  1);
}

/// The first time on a connection, and when the server has forgotten it, a script goes as a whole. The server
/// works through a connection in order, so after that its name is enough.
RedisCommand RedisDialect::begin_script(Script s, const RedisRequest& r, RedisConnection& c, void* tag,
                                        std::size_t keys, std::size_t arguments) const
{
    const std::uint32_t bit = 1u << static_cast<unsigned>(s);
    const bool whole = r.whole_script || (c.scripts_sent & bit) == 0;
    c.scripts_sent |= bit;
    RedisCommand command = c.command(tag, whole ? Word::eval : Word::evalsha, 2 + keys + arguments);
    command.text(whole ? text_of(s).body : std::string_view(text_of(s).sha))
        .number(static_cast<std::int64_t>(keys));
    return command;
}

void RedisDialect::say(const RedisRequest& r, RedisConnection& c, void* tag) const
{
    const std::int64_t life = milliseconds_of(r.ttl);
    std::string text;
    switch (r.kind) {
    case CommandKind::get: c.command(tag, Word::get, 1).key(keys_.value(r.key)); return;
    case CommandKind::get_or_lease:
        EntryText::append_instant(text, r.sent, epoch_);
        begin_script(Script::lease, r, c, tag, 3, 5)
            .key(keys_.value(r.key))
            .key(keys_.lock(r.key))
            .key(keys_.token(r.key))
            .number(life)
            .text(mark_)
            .number(milliseconds_of(counter_life))
            .text(text)
            .number(r.force ? 1 : 0);
        return;
    case CommandKind::put:
        EntryText::append(text, *r.entry, epoch_, values_);
        c.command(tag, Word::set, 4).key(keys_.value(r.key)).text(text).text("PX").number(life);
        return;
    case CommandKind::fill:
        EntryText::append(text, *r.entry, epoch_, values_);
        begin_script(Script::fill, r, c, tag, 2, 2)
            .key(keys_.value(r.key))
            .key(keys_.deleted(r.key))
            .text(text)
            .number(life);
        return;
    case CommandKind::take_lock:
    case CommandKind::take_lock_forever: {
        const std::int64_t lock_life = r.kind == CommandKind::take_lock ? life : milliseconds_of(forever);
        if (r.fenced)
            begin_script(Script::take_fenced, r, c, tag, 2, 3)
                .key(keys_.lock(r.key))
                .key(keys_.token(r.key))
                .number(lock_life)
                .text(mark_)
                .number(milliseconds_of(counter_life));
        else
            c.command(tag, Word::set, 5)
                .key(keys_.lock(r.key))
                .text(lock_text(r.token))
                .text("NX")
                .text("PX")
                .number(lock_life);
        return;
    }
    case CommandKind::release_lock:
        begin_script(Script::release, r, c, tag, 1, 3)
            .key(keys_.lock(r.key))
            .text(lock_text(r.token))
            .text(keys_.channel())
            .number(r.key);
        return;
    case CommandKind::delete_lock:
        begin_script(Script::delete_lock, r, c, tag, 1, 2)
            .key(keys_.lock(r.key))
            .text(keys_.channel())
            .number(r.key);
        return;
    case CommandKind::watch_lock: c.command(tag, Word::pttl, 1).key(keys_.lock(r.key)); return;
    case CommandKind::expire_lock:
        c.command(tag, Word::pexpire, 2).key(keys_.lock(r.key)).number(life);
        return;
    case CommandKind::erase: {
        if (!r.fenced) return void(c.command(tag, Word::unlink, 1).key(keys_.value(r.key)));
        RedisCommand voids = begin_script(Script::void_lease, r, c, tag, 4, 3);
        name_all(voids, r.key).number(milliseconds_of(counter_life)).text(keys_.channel()).number(r.key);
        return;
    }
    case CommandKind::erase_all: {
        RedisCommand forget = begin_script(Script::forget, r, c, tag, 4, 2);
        name_all(forget, r.key).text(keys_.channel()).number(r.key);
        return;
    }
    }
}

/// All that there can be of a key.
RedisCommand& RedisDialect::name_all(RedisCommand& command, std::uint32_t key) const
{
    return command.key(keys_.value(key)).key(keys_.lock(key)).key(keys_.token(key)).key(keys_.deleted(key));
}

RedisOutcome RedisDialect::hear(const RedisRequest& r, const Reply& reply)
{
    if (reply.is(Reply::Kind::error)) {
        RedisOutcome o;
        o.unknown_script = reply.error_code() == "NOSCRIPT";
        return o;
    }
    switch (r.kind) {
    case CommandKind::get: return hear_entry(reply);
    case CommandKind::get_or_lease: return hear_lease(reply);
    case CommandKind::put: return only(reply.is_status("OK") ? Status::ok : Status::error);
    case CommandKind::fill: {
        if (!reply.is(Reply::Kind::integer)) break;
        RedisOutcome o = only(reply.integer == 0 ? Status::ok : Status::refused);
        o.token = as_token(reply.integer).value_or(0);
        return o;
    }
    case CommandKind::take_lock:
    case CommandKind::take_lock_forever: {
        if (r.fenced) return hear_fenced(reply);
        if (reply.is(Reply::Kind::nil)) return only(Status::refused);
        RedisOutcome o = only(reply.is_status("OK") ? Status::ok : Status::error);
        o.token = r.token;
        return o;
    }
    case CommandKind::release_lock:
    case CommandKind::delete_lock: return hear_owner(r, reply);
    case CommandKind::watch_lock: return hear_time_left(reply);
    case CommandKind::expire_lock:
    case CommandKind::erase: return only(reply.is(Reply::Kind::integer) ? Status::ok : Status::error);
    case CommandKind::erase_all: {
        RedisOutcome o = only(reply.is(Reply::Kind::integer) ? Status::ok : Status::error);
        o.token = as_token(reply.integer).value_or(0);
        return o;
    }
    }
    return only(Status::error);
}

RedisOutcome RedisDialect::hear_entry(const Reply& reply)
{
    RedisOutcome o;
    if (reply.is(Reply::Kind::string))
        if (const Entry* found = entries_.read(reply.text)) o.entry = *found;
    if (reply.is(Reply::Kind::string) || reply.is(Reply::Kind::nil)) o.status = Status::ok;
    return o;
}

RedisOutcome RedisDialect::hear_lease(const Reply& reply)
{
    if (!reply.is(Reply::Kind::array) || reply.size != 2 || !reply.elements[1]->is(Reply::Kind::integer))
        return only(Status::error);
    RedisOutcome o = hear_entry(*reply.elements[0]);
    if (o.status != Status::ok) return o;
    const std::int64_t n = reply.elements[1]->integer;
    if (n < 0) {
        o.status = Status::refused;
        o.lock_left = negated_ms(n + 1);
    } else {
        o.token = as_token(n).value_or(0);
    }
    return o;
}

RedisOutcome RedisDialect::hear_fenced(const Reply& reply) const
{
    if (!reply.is(Reply::Kind::integer)) return only(Status::error);
    RedisOutcome o;
    if (reply.integer <= 0) {
        o.status = Status::refused;
        o.lock_left = negated_ms(reply.integer);
    } else if (const auto token = as_token(reply.integer)) {
        o.status = Status::ok;
        o.token = *token;
    }
    return o;
}

RedisOutcome RedisDialect::hear_owner(const RedisRequest& r, const Reply& reply) const
{
    if (!reply.is(Reply::Kind::string) && !reply.is(Reply::Kind::nil)) return only(Status::error);
    const bool held = reply.is(Reply::Kind::string);
    RedisOutcome o;
    o.token = held ? token_in(reply.text) : 0;
    const bool done = r.kind == CommandKind::delete_lock || (held && reply.text == lock_text(r.token));
    o.status = done ? Status::ok : Status::refused;
    return o;
}

RedisOutcome RedisDialect::hear_time_left(const Reply& reply)
{
    if (!reply.is(Reply::Kind::integer)) return only(Status::error);
    RedisOutcome o = only(Status::ok);
    // -2: there is none. -1: one without an end. Less than a millisecond is told as 0.
    if (reply.integer == -1)
        o.lock_left = forever;
    else if (reply.integer >= 0)
        o.lock_left =
            std::chrono::milliseconds(std::clamp<std::int64_t>(reply.integer, 1, 1'000'000'000'000));
    return o;
}

}  // namespace stampede
