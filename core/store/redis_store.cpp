#include "core/store/redis_store.h"

#include "core/store/unique_name.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace stampede {

namespace {

using namespace std::chrono_literals;

/// Preloaded entries live this much longer on the server, since the run's clock has not started yet.
constexpr Duration before_the_start = 10s;
constexpr std::size_t most_preloads_on_their_way = 4096;
constexpr std::size_t keys_per_unlink = 300;
constexpr std::uint32_t nobodys_key = UINT32_MAX;

/// Tag of the one command that is not about a key.
char version_tag;

/// How far a slot has come.
enum Stage : std::uint8_t { on_its_way, in_service };

Duration since_1970()
{
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace

RedisStore::RedisStore(EventLoop& loop, Recorder& recorder, RedisStoreOptions options)
    : Store(recorder), loop_(loop), scheduler_(loop.scheduler()), options_(std::move(options)),
      keys_(options_.run, options_.lock_prefix, std::move(options_.key_names)),
      dialect_(keys_, unique_name(16), since_1970(), options_.values),
      network_(options_.network, options_.seed),
      watch_(scheduler_, network_, [this](std::uint32_t key) { look_at_lock(key); }),
      next_delayed_(scheduler_), budget_(options_.address.commands_per_second), budget_at_(loop.steady()),
      trouble_log_(scheduler_),
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
    delayed_.append(c);
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

void RedisStore::due(Operation& o)
{
    if (&o == &next_delayed_) return send_delayed();
    auto& s = static_cast<Slot&>(o);
    if (s.stage == on_its_way) return arrive(s);
    enter(s);
}

/// The time of a command over the budget has come.
void RedisStore::send_delayed()
{
    while (delayed_.linked() && within_budget()) {
        auto& c = static_cast<Command&>(Operation::of(*delayed_.next));
        c.unlink();
        send_now(c);
    }
    if (delayed_.linked())
        scheduler_.schedule(next_delayed_,
                            scheduler_.now() + from_seconds(1 / options_.address.commands_per_second), *this);
}

void RedisStore::send_now(Command& c)
{
    Slot& s = take_slot(c.kind, c.key);
    RedisRequest& r = s.request;
    r.fenced = c.fenced;
    r.force = c.force;
    r.token = c.token;
    r.call = c.call;
    r.ttl = c.ttl;
    if (c.kind == CommandKind::put || c.kind == CommandKind::fill) s.store(*c.entry);
    s.caller.append(c);
    if (!network_.takes_time()) return enter(s);
    s.stage = on_its_way;
    scheduler_.schedule(s, scheduler_.now() + network_.half_trip(), *this);
}

/// Half a round trip has passed: it is the server's turn, after the commands that arrived before.
void RedisStore::arrive(Slot& s)
{
    if (!network_.commands_take_time() || unreachable(s.request.call)) return enter(s);
    s.stage = in_service;
    scheduler_.schedule(s, network_.served(scheduler_.now()), *this);
}

/// The server gets the command. A question that nobody asks any more is not put.
void RedisStore::enter(Slot& s)
{
    RedisRequest& r = s.request;
    r.sent = scheduler_.now();
    const bool asks = r.kind == CommandKind::get || r.kind == CommandKind::watch_lock;
    if (asks && !s.caller.linked()) return spare_.push_back(&s);
    if (unreachable(r.call) || !links_.by_lane(0)) {
        if (!unreachable(r.call)) trouble_log_.lost_command();
        count(r.call, &CommandOutcomes::unsent);
        return end(s, RedisOutcome());
    }
    if (r.kind == CommandKind::watch_lock) {
        count(r.call, &CommandOutcomes::answered);
        return watch(s);
    }
    if ((r.kind == CommandKind::take_lock || r.kind == CommandKind::take_lock_forever) && !r.fenced)
        r.token = ++tokens_;
    transmit(s);
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
    if (!links_.by_lane(0)) return watch_.failed(key);
    if (options_.address.commands_per_second != 0) budget_ -= 1;
    transmit(take_slot(CommandKind::watch_lock, key));
}

RedisStore::Slot& RedisStore::take_slot(CommandKind kind, std::uint32_t key)
{
    if (spare_.empty()) spare_.push_back(&slots_.emplace_back(scheduler_));
    Slot& s = *spare_.back();
    spare_.pop_back();
    s.request = RedisRequest();
    s.request.kind = kind;
    s.request.key = key;
    s.from_preload = false;
    return s;
}

/// REQUIRES: some connection is ready.
void RedisStore::transmit(Slot& s)
{
    if (s.request.kind != CommandKind::get) written_.insert(s.request.key);
    dialect_.say(s.request, *links_.by_lane(s.request.key), &s);
}

void RedisStore::answered(RedisConnection& c, void* tag, const Reply& reply)
{
    if (!tag) return;
    if (tag == &version_tag) return void(version_ = reply.is(Reply::Kind::string) ? reply.text : "");
    Slot& s = *static_cast<Slot*>(tag);
    RedisOutcome o = dialect_.hear(s.request, reply);
    if (o.unknown_script && !s.request.whole_script) {
        s.request.whole_script = true;
        dialect_.say(s.request, c, &s);
        return;
    }
    if (!refused_with_.empty() || reply.is(Reply::Kind::error)) refused_with_ = reply.error_code();
    // The server keeps those longer, see before_the_start.
    if (o.entry.generation <= last_preloaded_ && o.entry.kept_until <= scheduler_.now())
        o.entry.present = false;
    const bool refused = o.status == Status::error;
    if (refused && reply.is(Reply::Kind::error)) trouble_log_.refused(refused_with_);
    count(s.request.call, refused ? &CommandOutcomes::refused : &CommandOutcomes::answered);
    record(s.request, o);
    end(s, o);
}

void RedisStore::in_trouble(TroubleLog::Kind kind, const std::string& what, Instant since)
{
    const Duration ago = loop_.steady() - since;
    trouble_log_.began(kind, what, std::max(run_start, scheduler_.now() - ago));
}

void RedisStore::count(CallId call, std::uint64_t CommandOutcomes::*outcome)
{
    if (call.is_nobody()) return;
    ++(recorder_.recording().outcomes.*outcome);
    if (outcome == &CommandOutcomes::unsent) recorder_.command_unsent();
}

std::string RedisStore::trouble() const
{
    if (!links_.trouble().empty() || refused_with_.empty()) return links_.trouble();
    return "The Redis server at " + options_.address.display() + " " + meaning_of_refusal(refused_with_) +
           ".";
}

void RedisStore::unanswered(void* tag)
{
    if (!tag || tag == &version_tag) return;
    const CallId call = static_cast<Slot*>(tag)->request.call;
    if (!call.is_nobody()) trouble_log_.lost_command();
    count(call, &CommandOutcomes::unanswered);
    end(*static_cast<Slot*>(tag), RedisOutcome());
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
        held_until_ = r.kind == CommandKind::take_lock_forever ? never : r.sent + r.ttl;
        held_key_ = r.key;
        holder_ = r.call;
        events().lock_taken(r.call, {o.token, held_until_});
        break;
    case CommandKind::release_lock:
        if (ok) events().lock_released(r.call, r.token);
        if (o.status == Status::refused) events().release_lost(r.call, {r.token, o.token});
        if (ok && held_key_ == r.key) holder_ = CallId();
        break;
    case CommandKind::delete_lock:
        if (ok) events().lock_deleted(r.call, {r.token, o.token});
        if (ok && held_key_ == r.key) holder_ = CallId();
        break;
    case CommandKind::erase:
        if (ok && r.call.is_nobody()) events().erased(r.key);
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
        c.store = nullptr;
        scheduler_.finish_at(c, c.answer = Status::error, scheduler_.now() + options_.answer_within);
        return;
    }
    const bool looked = r.kind == CommandKind::get || r.kind == CommandKind::get_or_lease;
    if (looked && o.status != Status::error) *c.entry = o.entry;
    const bool takes = r.kind == CommandKind::take_lock || r.kind == CommandKind::take_lock_forever ||
                       r.kind == CommandKind::get_or_lease;
    if (takes && o.status == Status::ok) c.token = o.token;
    if (takes && o.status == Status::refused && o.lock_left > Duration::zero()) c.ttl = o.lock_left;
    c.store = nullptr;
    c.answer = o.status;
    scheduler_.finish_at(c, o.status, std::max(scheduler_.now(), r.sent + network_.half_trip()));
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
    Slot& s = take_slot(CommandKind::put, key);
    s.store(entry);
    last_preloaded_ = std::max(last_preloaded_, entry.generation);
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

std::optional<Duration> RedisStore::get(Duration patience)
{
    if (!links_.by_lane(0)) return std::nullopt;
    loop_.catch_up();
    const Instant sent = loop_.steady();
    transmit(take_slot(CommandKind::get, nobodys_key));
    if (!settle(patience) || !refused_with_.empty() || !links_.trouble().empty()) return std::nullopt;
    return loop_.steady() - sent;
}

std::string RedisStore::version(Duration patience)
{
    if (RedisConnection* c = links_.by_lane(0))
        c->command(&version_tag, Word::eval, 2).text("return redis.REDIS_VERSION or ''").number(0);
    settle(patience);
    return version_.size() < 32 ? version_ : std::string();
}

bool RedisStore::probe(Duration patience)
{
    if (!get(patience)) return false;
    Slot& s = take_slot(CommandKind::put, nobodys_key);
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

void RedisStore::flush(std::uint32_t key)
{
    if (!links_.by_lane(0)) return;
    transmit(take_slot(CommandKind::erase, key));
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
        events().erased(key);
}

}  // namespace stampede
