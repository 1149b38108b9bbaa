#include "core/store/redis_store.h"

#include "core/store/unique_name.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace stampede {

namespace {

using namespace std::chrono_literals;

/// Preloaded entries live this much longer on the server, since the run's clock has not started yet. Who
/// reads an entry judges by its kept_until.
constexpr Duration before_the_start = 10s;
constexpr std::size_t most_preloads_on_their_way = 4096;
constexpr std::size_t keys_per_unlink = 300;
constexpr std::uint32_t nobodys_key = UINT32_MAX;

/// Tag of the one command that is not about a key.
char version_tag;

Duration since_1970()
{
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace

RedisStore::RedisStore(EventLoop& loop, Recorder& recorder, RedisStoreOptions options)
    : Store(recorder), loop_(loop), scheduler_(loop.scheduler()), options_(std::move(options)),
      keys_(options_.run, options_.lock_prefix, std::move(options_.key_names)),
      dialect_(keys_, unique_name(16), since_1970(), options_.values),
      watch_(scheduler_, [this](std::uint32_t key) { look_at_lock(key); }), next_delayed_(scheduler_),
      budget_(options_.address.commands_per_second), budget_at_(loop.steady()),
      links_(loop, options_.address, keys_.prefix(), keys_.channel(), options_.answer_within, *this)
{
    loop_.before_sleep = [this] {
        watch_.looks_left();
        links_.flush();
    };
}

RedisStore::~RedisStore()
{
    loop_.before_sleep = nullptr;
}

void RedisStore::submit(Command& c)
{
    if (!delayed_.linked() && within_budget()) return send_now(c);
    delayed_.append(c.place);
    if (next_delayed_.ticket == 0) due(next_delayed_);
}

/// Somebody else's server gets no more commands a second than agreed; the rest waits its turn.
bool RedisStore::within_budget()
{
    const double rate = options_.address.commands_per_second;
    if (rate == 0) return true;
    const Instant now = loop_.steady();
    budget_ = std::min(rate, budget_ + rate * seconds(now - budget_at_));
    budget_at_ = now;
    if (budget_ < 1) return false;
    budget_ -= 1;
    return true;
}

/// The time of a command over the budget has come.
void RedisStore::due(Operation&)
{
    while (delayed_.linked() && within_budget()) {
        auto& c = static_cast<Command&>(Operation::of(*delayed_.next));
        c.place.unlink();
        send_now(c);
    }
    if (delayed_.linked())
        scheduler_.schedule(next_delayed_,
                            scheduler_.now() + from_seconds(1 / options_.address.commands_per_second), *this);
}

void RedisStore::send_now(Command& c)
{
    if (unreachable(c) || !links_.by_lane(0)) return fail(c);
    if (c.verb == Verb::watch_lock) return watch_.add(c);
    Slot& s = take_slot(c.verb, c.key);
    RedisRequest& r = s.request;
    r.fenced = c.fenced;
    r.force = c.force;
    r.token = c.token;
    r.call = c.call;
    r.ttl = c.ttl;
    r.sent = scheduler_.now();
    if (c.verb == Verb::put || c.verb == Verb::fill) s.store(*c.entry);
    if ((c.verb == Verb::take_lock || c.verb == Verb::take_lock_forever) && !c.fenced) r.token = ++tokens_;
    s.caller.append(c.place);
    transmit(s);
}

void RedisStore::look_at_lock(std::uint32_t key)
{
    if (!links_.by_lane(0)) return watch_.failed(key);
    if (options_.address.commands_per_second != 0) budget_ -= 1;
    transmit(take_slot(Verb::watch_lock, key));
}

RedisConnection* RedisStore::connection_for(const RedisRequest& r)
{
    return r.verb == Verb::look ? links_.in_turn() : links_.by_lane(r.key);
}

RedisStore::Slot& RedisStore::take_slot(Verb verb, std::uint32_t key)
{
    if (spare_.empty()) spare_.push_back(&slots_.emplace_back());
    Slot& s = *spare_.back();
    spare_.pop_back();
    s.request = RedisRequest();
    s.request.verb = verb;
    s.request.key = key;
    s.from_preload = false;
    return s;
}

/// REQUIRES: some connection is ready.
void RedisStore::transmit(Slot& s)
{
    if (s.request.verb != Verb::look) written_.insert(s.request.key);
    dialect_.say(s.request, *connection_for(s.request), &s);
}

void RedisStore::answered(RedisConnection& c, void* tag, const Reply& reply)
{
    if (!tag) return;
    if (tag == &version_tag) return void(version_ = reply.is(Reply::Kind::string) ? reply.text : "");
    Slot& s = *static_cast<Slot*>(tag);
    const RedisOutcome o = dialect_.hear(s.request, reply);
    if (o.unknown_script && !s.request.whole_script) {
        s.request.whole_script = true;
        dialect_.say(s.request, c, &s);
        return;
    }
    if (!refused_with_.empty() || reply.is(Reply::Kind::error)) refused_with_ = reply.error_code();
    record(s.request, o);
    end(s, o);
}

std::string RedisStore::trouble() const
{
    if (!links_.trouble().empty() || refused_with_.empty()) return links_.trouble();
    return "The Redis server at " + options_.address.display() + " refuses commands (" + refused_with_ + ").";
}

void RedisStore::unanswered(void* tag)
{
    if (tag && tag != &version_tag) end(*static_cast<Slot*>(tag), RedisOutcome());
}

/// What the command did, in the recording, whether or not its caller still lives.
void RedisStore::record(const RedisRequest& r, const RedisOutcome& o)
{
    const bool ok = o.status == Status::ok;
    switch (r.verb) {
    case Verb::put:
        if (ok && !r.call.is_nobody()) emit_stored(r.call, *r.entry);
        break;
    case Verb::fill:
        if (ok) emit_stored(r.call, *r.entry);
        if (o.status == Status::refused) recorder_.emit(What::fill_refused, r.call, 0, r.token, o.token);
        break;
    case Verb::look_or_lease:
    case Verb::take_lock:
    case Verb::take_lock_forever:
        if (!ok || o.token == 0) break;
        // Counted from the sending: the server does not let go of it before.
        held_until_ = r.verb == Verb::take_lock_forever ? never : r.sent + r.ttl;
        held_key_ = r.key;
        holder_ = r.call;
        recorder_.emit(What::lock_taken, r.call, 0, o.token, held_until_.time_since_epoch().count());
        break;
    case Verb::release_lock:
        if (ok) recorder_.emit(What::lock_released, r.call, 0, r.token);
        if (o.status == Status::refused) recorder_.emit(What::release_lost, r.call, 0, r.token, o.token);
        if (ok && held_key_ == r.key) holder_ = CallId();
        break;
    case Verb::delete_lock:
        if (ok) recorder_.emit(What::lock_deleted, r.call, 0, r.token, o.token);
        if (ok && held_key_ == r.key) holder_ = CallId();
        break;
    case Verb::erase:
        if (ok && r.call.is_nobody()) recorder_.emit(What::erased, CallId(), 0, r.key);
        break;
    default: break;
    }
}

/// Gives the outcome to whoever waits for it, and the slot back.
void RedisStore::end(Slot& s, const RedisOutcome& o)
{
    const RedisRequest& r = s.request;
    spare_.push_back(&s);
    if (s.from_preload && o.status != Status::ok) ++preloads_refused_;
    if (r.verb == Verb::watch_lock) {
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
        c.store = nullptr;
        scheduler_.finish_at(c, c.answer = Status::error, scheduler_.now() + options_.answer_within);
        return;
    }
    const bool looked = r.verb == Verb::look || r.verb == Verb::look_or_lease;
    if (looked && o.status != Status::error) *c.entry = o.entry;
    const bool takes =
        r.verb == Verb::take_lock || r.verb == Verb::take_lock_forever || r.verb == Verb::look_or_lease;
    if (takes && o.status == Status::ok) c.token = o.token;
    if (takes && o.status == Status::refused && o.lock_left > Duration::zero()) c.ttl = o.lock_left;
    c.store = nullptr;
    c.answer = o.status;
    scheduler_.finish_at(c, o.status, scheduler_.now());
}

void RedisStore::fail(Command& c)
{
    c.store = nullptr;
    c.answer = Status::error;
    scheduler_.finish_at(c, Status::error, scheduler_.now());
}

void RedisStore::heard(std::string_view message)
{
    std::uint32_t key = 0;
    const auto [end, error] = std::from_chars(message.data(), message.data() + message.size(), key);
    if (error == std::errc() && end == message.data() + message.size()) watch_.released(key);
}

void RedisStore::preload(CallId call, std::uint32_t key, const Entry& entry, Duration ttl)
{
    emit_stored(call, entry);
    if (ttl <= Duration::zero()) return;
    loop_.run_until([this] { return within_budget(); });
    if (!links_.by_lane(0)) return void(++preloads_refused_);
    Slot& s = take_slot(Verb::put, key);
    s.store(entry);
    s.request.ttl = ttl + before_the_start;
    s.from_preload = true;
    transmit(s);
    if (slots_.size() - spare_.size() >= most_preloads_on_their_way) settle(5s);
}

bool RedisStore::settle(Duration patience)
{
    loop_.catch_up();
    const Instant until = loop_.steady() + patience;
    links_.flush();
    loop_.run_until([&] { return links_.quiet() || loop_.steady() >= until; });
    return links_.quiet() && preloads_refused_ == 0;
}

std::optional<Duration> RedisStore::look(Duration patience)
{
    if (!links_.by_lane(0)) return std::nullopt;
    loop_.catch_up();
    const Instant sent = loop_.steady();
    transmit(take_slot(Verb::look, nobodys_key));
    if (!settle(patience) || !refused_with_.empty() || !links_.trouble().empty()) return std::nullopt;
    return loop_.steady() - sent;
}

std::string RedisStore::version(Duration patience)
{
    if (RedisConnection* c = links_.in_turn())
        c->command(&version_tag, Word::eval, 2).text("return redis.REDIS_VERSION or ''").number(0);
    settle(patience);
    return version_.size() < 32 ? version_ : std::string();
}

bool RedisStore::probe(Duration patience)
{
    if (!look(patience)) return false;
    Slot& s = take_slot(Verb::put, nobodys_key);
    s.store(Entry());
    s.request.ttl = patience;
    transmit(s);
    return settle(patience) && refused_with_.empty() && links_.trouble().empty();
}

void RedisStore::clean_up(Duration patience)
{
    const std::vector<std::uint32_t> keys(written_.begin(), written_.end());
    for (std::size_t i = 0; i < keys.size(); i += keys_per_unlink) {
        RedisConnection* c = links_.by_lane(0);
        if (!c) return;
        const std::size_t n = std::min(keys_per_unlink, keys.size() - i);
        RedisCommand unlink = c->command(nullptr, Word::unlink, 3 * n);
        for (std::size_t k = i; k < i + n; ++k)
            unlink.key(keys_.value(keys[k])).key(keys_.lock(keys[k])).key(keys_.token(keys[k]));
    }
    settle(patience);
}

bool RedisStore::unreachable(const Command& c) const
{
    if (cut_off_until_.empty() || c.call.is_nobody()) return false;
    const std::uint16_t instance = recorder_.recording().call(c.call).instance;
    return instance < cut_off_until_.size() && scheduler_.now() < cut_off_until_[instance];
}

void RedisStore::cut_off(std::uint16_t instance, Instant until)
{
    if (cut_off_until_.size() <= instance) cut_off_until_.resize(instance + 1u);
    cut_off_until_[instance] = until;
}

void RedisStore::flush(std::uint32_t key)
{
    if (!links_.by_lane(0)) return;
    transmit(take_slot(Verb::erase, key));
}

void RedisStore::flush_all()
{
    const std::set<std::uint32_t> keys(written_.begin(), written_.end());
    for (const std::uint32_t key : keys) flush(key);
}

void RedisStore::data_lost()
{
    holder_ = CallId();
    for (const std::uint32_t key : std::set<std::uint32_t>(written_.begin(), written_.end()))
        recorder_.emit(What::erased, CallId(), 0, key);
}

}  // namespace stampede
