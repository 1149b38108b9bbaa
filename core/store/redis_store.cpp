#include "core/store/redis_store.h"

#include <algorithm>
#include <set>

namespace stampede {

namespace {

using namespace std::chrono_literals;

/// Preloaded entries live this much longer on the server, since the run's clock has not started yet.
constexpr Duration before_the_start = 10s;
constexpr std::size_t most_preloads_on_their_way = 4096;
constexpr std::uint32_t nobodys_key = UINT32_MAX;

/// How far a slot has come.
enum SlotStage : std::uint8_t { to_the_server, at_the_server };

RedisKeys keys_of(const RedisStoreOptions& o)
{
    return RedisKeys(o.run, o.lock_prefix, o.key_names);
}

}  // namespace

RedisStore::RedisStore(EventLoop& loop, Recorder& recorder, RedisStoreOptions options)
    : Store(recorder), loop_(loop), scheduler_(loop.scheduler()), answer_within_(options.answer_within),
      network_(options.network, options.seed),
      watch_(scheduler_, network_, delivery_, [this](std::uint32_t key) { look_at_lock(key); }),
      pace_(loop, options.address.commands_per_second, [this](Command& c) { send(c); }),
      wire_(loop, options.address, keys_of(options), options.values, answer_within_, *this)
{
    loop_.before_sleep = [this] {
        watch_.looks_left();
        wire_.flush();
    };
}

RedisStore::~RedisStore()
{
    loop_.before_sleep = nullptr;
}

void RedisStore::due(Operation& o)
{
    auto& s = static_cast<Slot&>(o);
    if (s.stage == to_the_server) return arrive(s);
    recorder_.command_served();
    enter(s);
}

void RedisStore::send(Command& c)
{
    Slot& s = take_slot(c.kind, c.key);
    s.fenced = c.fenced;
    s.force = c.force;
    s.token = c.token;
    s.call = c.call;
    s.ttl = c.ttl;
    if (c.kind == CommandKind::put || c.kind == CommandKind::fill) s.store(*c.entry);
    s.caller.append(c);
    if (!network_.takes_time()) return enter(s);
    s.stage = to_the_server;
    scheduler_.schedule(s, scheduler_.now() + network_.half_trip(), *this);
}

/// Half a round trip has passed: it is the server's turn, after the commands that arrived before.
void RedisStore::arrive(Slot& s)
{
    if (!network_.commands_take_time() || unreachable(s.call)) return enter(s);
    s.stage = at_the_server;
    recorder_.command_arrived();
    scheduler_.schedule(s, network_.served(scheduler_.now()), *this);
}

/// The server gets the command. A question that nobody asks any more is not put.
void RedisStore::enter(Slot& s)
{
    s.sent = scheduler_.now();
    const bool asks = s.kind == CommandKind::get || s.kind == CommandKind::watch_lock;
    if (asks && !s.caller.linked()) return spare_.push_back(&s);
    const bool cut_off = unreachable(s.call);
    if (cut_off || !wire_.ready()) {
        if (!cut_off) wire_.lost_request();
        count(s.call, &CommandOutcomes::unsent);
        return end(s, RedisOutcome());
    }
    recorder_.command_applied();
    if (s.kind == CommandKind::watch_lock) {
        count(s.call, &CommandOutcomes::answered);
        return watch(s);
    }
    if ((s.kind == CommandKind::take_lock || s.kind == CommandKind::take_lock_forever) && !s.fenced)
        s.token = ++tokens_;
    wire_.send(s);
}

/// The caller waits from now on, among those who wait for the same lock.
void RedisStore::watch(Slot& s)
{
    auto& c = static_cast<Command&>(Operation::of(*s.caller.next));
    c.unlink();
    spare_.push_back(&s);
    watch_.add(c);
}

void RedisStore::look_at_lock(std::uint32_t key)
{
    if (!wire_.ready()) return watch_.failed(key);
    pace_.owe();
    wire_.send(take_slot(CommandKind::watch_lock, key));
}

RedisStore::Slot& RedisStore::take_slot(CommandKind kind, std::uint32_t key)
{
    if (spare_.empty()) spare_.push_back(&slots_.emplace_back(scheduler_));
    Slot& s = *spare_.back();
    spare_.pop_back();
    static_cast<RedisRequest&>(s) = RedisRequest();
    s.kind = kind;
    s.key = key;
    s.from_preload = false;
    return s;
}

void RedisStore::answered(RedisRequest& r, RedisOutcome& o)
{
    // The server keeps those longer, see before_the_start.
    if (o.entry.generation <= preloads_.last && o.entry.kept_until <= scheduler_.now())
        o.entry.present = false;
    count(r.call, o.status == Status::error ? &CommandOutcomes::refused : &CommandOutcomes::answered);
    record(r, o);
    end(static_cast<Slot&>(r), o);
}

void RedisStore::unanswered(RedisRequest& r)
{
    count(r.call, &CommandOutcomes::unanswered);
    end(static_cast<Slot&>(r), RedisOutcome());
}

void RedisStore::count(CallId call, std::uint64_t CommandOutcomes::*outcome)
{
    if (call.is_nobody()) return;
    ++(recorder_.recording().outcomes.*outcome);
    if (outcome == &CommandOutcomes::unsent) recorder_.command_unsent();
}

/// What the command did, in the recording, whether or not its caller still lives.
void RedisStore::record(const RedisRequest& r, const RedisOutcome& o)
{
    const bool ok = o.status == Status::ok;
    switch (r.kind) {
    case CommandKind::put:
        if (ok && !r.call.is_nobody()) emit_stored(r.call, *r.entry);
        break;
    case CommandKind::fill:
        if (ok) emit_stored(r.call, *r.entry);
        if (o.status == Status::refused) events().fill_refused(r.call, {r.token, o.token});
        break;
    case CommandKind::get_or_lease:
    case CommandKind::take_lock:
    case CommandKind::take_lock_forever:
        if (!ok || o.token == 0) break;
        // Counted from the sending: the server does not let go of it before.
        lock_ = {r.call, r.key, r.kind == CommandKind::take_lock_forever ? never : r.sent + r.ttl};
        events().lock_taken(r.call, {o.token, lock_.until});
        break;
    case CommandKind::release_lock:
        if (ok) events().lock_released(r.call, r.token);
        if (o.status == Status::refused) events().release_lost(r.call, {r.token, o.token});
        if (ok && lock_.key == r.key) lock_.holder = CallId();
        break;
    case CommandKind::delete_lock:
        if (ok) events().lock_deleted(r.call, {r.token, o.token});
        if (ok && lock_.key == r.key) lock_.holder = CallId();
        break;
    case CommandKind::erase:
        if (ok && r.call.is_nobody())
            events().erased({r.key, r.fenced ? Erased::With::lease : Erased::With::nothing});
        if (ok && r.fenced && lock_.key == r.key) lock_.holder = CallId();
        break;
    case CommandKind::erase_all:
        if (ok && o.token != 0) events().erased({r.key, Erased::With::locks});
        if (ok && lock_.key == r.key) lock_.holder = CallId();
        break;
    default: break;
    }
}

/// Gives the outcome to whoever waits for it, and the slot back.
void RedisStore::end(Slot& s, const RedisOutcome& o)
{
    const RedisRequest& r = s;
    spare_.push_back(&s);
    if (s.from_preload && o.status != Status::ok) ++preloads_.refused;
    if (r.kind == CommandKind::watch_lock && !s.caller.linked()) {  // a look of all who watch
        if (o.status == Status::ok)
            watch_.seen(r.key, o.lock_left);
        else
            watch_.failed(r.key);
        return;
    }
    if (!s.caller.linked()) return;
    auto& c = static_cast<Command&>(Operation::of(*s.caller.next));
    if (replies_to_lose_ > 0 && o.status != Status::error) {
        --replies_to_lose_;
        return answer(c, Status::error, scheduler_.now() + answer_within_);
    }
    const bool looked = r.kind == CommandKind::get || r.kind == CommandKind::get_or_lease;
    if (looked && o.status != Status::error) *c.entry = o.entry;
    const bool takes = r.kind == CommandKind::take_lock || r.kind == CommandKind::take_lock_forever ||
                       r.kind == CommandKind::get_or_lease;
    if (takes && o.status == Status::ok) c.token = o.token;
    if (takes && o.status == Status::refused && o.lock_left > Duration::zero()) c.ttl = o.lock_left;
    answer(c, o.status, std::max(scheduler_.now(), r.sent + network_.half_trip()));
}

/// Its caller has it at that instant.
void RedisStore::answer(Command& c, Status status, Instant at)
{
    c.answer = status;
    c.unlink();
    scheduler_.cancel(c);
    scheduler_.schedule(c, at, delivery_);
}

void RedisStore::preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl)
{
    emit_stored(call, entry);
    if (ttl <= Duration::zero()) return;
    loop_.run_until([this] { return pace_.take(); });
    if (!wire_.ready()) return void(++preloads_.refused);
    Slot& s = take_slot(CommandKind::put, key);
    s.store(entry);
    preloads_.last = std::max(preloads_.last, entry.generation);
    s.ttl = ttl + before_the_start;
    s.from_preload = true;
    wire_.send(s);
    if (slots_.size() - spare_.size() >= most_preloads_on_their_way) settle(5s);
}

std::optional<Duration> RedisStore::get(Duration patience)
{
    if (!wire_.ready()) return std::nullopt;
    loop_.catch_up();
    const Instant sent = loop_.steady();
    wire_.send(take_slot(CommandKind::get, nobodys_key));
    if (!settle(patience) || !trouble().empty()) return std::nullopt;
    return loop_.steady() - sent;
}

bool RedisStore::probe(Duration patience)
{
    if (!get(patience)) return false;
    Slot& s = take_slot(CommandKind::put, nobodys_key);
    s.store(Entry());
    s.ttl = patience;
    wire_.send(s);
    return settle(patience) && trouble().empty();
}

bool RedisStore::unreachable(CallId call) const
{
    if (cut_off_until_.empty() || call.is_nobody()) return false;
    const std::uint16_t instance = recorder_.recording().call(call).instance;
    return instance < cut_off_until_.size() && scheduler_.now() < cut_off_until_[instance];
}

void RedisStore::cut_off(std::uint16_t instance, Instant until)
{
    if (cut_off_until_.size() <= instance) cut_off_until_.resize(instance + 1u);
    cut_off_until_[instance] = until;
}

void RedisStore::flush(std::uint32_t key, bool leased)
{
    if (!wire_.ready()) return;
    Slot& s = take_slot(CommandKind::erase, key);
    s.fenced = leased;
    wire_.send(s);
}

void RedisStore::flush_all()
{
    const std::set<std::uint32_t> keys(wire_.written().begin(), wire_.written().end());
    for (const std::uint32_t key : keys)
        if (wire_.ready()) wire_.send(take_slot(CommandKind::erase_all, key));
}

void RedisStore::data_lost()
{
    lock_.holder = CallId();
    for (const std::uint32_t key : std::set<std::uint32_t>(wire_.written().begin(), wire_.written().end()))
        events().erased({key, Erased::With::locks});
}

}  // namespace stampede
