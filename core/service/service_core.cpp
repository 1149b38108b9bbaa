#include "core/service/service_core.h"

#include "core/runtime/say.h"
#include "core/store/sha1.h"

#include <random>

namespace stampede {

namespace {

constexpr Duration patience = std::chrono::seconds(5);

RedisStoreOptions store_options(const CacheServiceOptions& options, ValueTable& values)
{
    RedisStoreOptions o;
    o.address = parse_redis_address(options.address);
    o.address.commands_per_second = 0;  // whoever makes a service of it means to use it
    o.run = options.name;
    o.values = &values;
    return o;
}

/// A key as the server knows it. RedisKeys calls what has no usable name by a number that counts within one
/// process only; services that share values need the same name everywhere.
std::string shared_name(const std::string& key)
{
    constexpr std::string_view mark = "sha1:";
    if (!key.empty() && key.size() <= RedisKeys::longest_name && key.front() != '#' && !key.starts_with(mark))
        return key;
    return std::string(mark) + sha1_hex(key) + ":" + std::to_string(key.size());
}

std::uint64_t unpredictable()
{
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

}  // namespace

std::string value_space(const CacheServiceOptions& options)
{
    return parse_redis_address(options.address).display() + " " + options.name + "\n";
}

ServiceCore::Cache::Cache(const StrategySpec& spec, Duration ttl, std::uint64_t seed,
                          RefreshListener& listener, Services& services)
    : engine(spec, Lifetime{ttl, 0}, seed, listener), instance(services, 0)
{
    engine.start_generations_at(static_cast<std::uint32_t>(seed));
    if (spec.scheduled()) Engine::refresher(instance, engine);
}

ServiceCore::ServiceCore(const CacheServiceOptions& options)
    : service_(value_space(options)), recorder_(scheduler_, Recorder::Keeps::nothing), loop_(scheduler_),
      store_(loop_, recorder_, store_options(options, values_)),
      database_(loop_, values_, options.loader_threads), services_{scheduler_, recorder_, store_, database_},
      seed_(unpredictable())
{
    store_.connect(patience);
}

void ServiceCore::serve(const std::function<bool()>& over)
{
    loop_.start();
    loop_.run_until([&] {
        database_.deliver();
        const bool stop = over();
        break_rings();
        if (loop_.before_sleep) loop_.before_sleep();  // sends what the new requests asked for
        return stop;
    });
}

void ServiceCore::begin(ServiceRequest request)
{
    const std::uint32_t key = number_of(request.key);
    database_.set_loader(key, service_ + request.key, request.loader);
    if (request.by_loader) database_.pool().want(key);
    open_.insert(request.answer);
    Cache& cache = cache_for(request);
    answer(cache.instance, *this, cache.engine, key, std::move(request));
}

Root ServiceCore::answer(Instance& home, ServiceCore& core, Engine& engine, std::uint32_t key,
                         ServiceRequest request)
{
    Call c(home, key, core.recorder_.begin_request(key, home.id));
    c.epoch = core.values_.call_began();
    const Answer answer = co_await engine.get(c);
    if (answer.served == Served::failed) {
        const std::string& why = core.database_.last_error(key);
        request.answer->fail(
            say("\"{}\" could not be loaded{}", request.key, why.empty() ? "." : ": " + why));
    } else if (c.entry.negative) {
        request.answer->give(std::nullopt);
    } else {
        request.answer->give(std::string(core.values_.text(answer.version)));
    }
    core.open_.erase(request.answer);
    if (request.by_loader) core.database_.pool().unwant(key);
    core.values_.call_ended(c.epoch);
}

void ServiceCore::fail_all(const std::string& why)
{
    database_.pool().close();  // first: who has been told may let a loader end, and a queued one would begin
    for (const PendingGetPtr& get : open_) get->fail(why);
    open_.clear();
}

/// Rings of loaders concern all services of the process, so any of them looks.
void ServiceCore::break_rings()
{
    const auto now = LoaderWaits::Clock::now();
    if (now < rings_at_) return;
    rings_at_ = now + std::chrono::milliseconds(100);
    LoaderWaits::of_this_process().break_rings();
}

std::uint32_t ServiceCore::number_of(const std::string& key)
{
    const auto [known, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) store_.name_key(known->second, shared_name(key));
    return known->second;
}

ServiceCore::Cache& ServiceCore::cache_for(const ServiceRequest& request)
{
    std::unique_ptr<Cache>& cache = caches_[CacheKey{request.strategy, request.ttl}];
    if (!cache)
        cache =
            std::make_unique<Cache>(*request.strategy, request.ttl, seed_ + caches_.size(), *this, services_);
    return *cache;
}

}  // namespace stampede
