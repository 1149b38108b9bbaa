#include "core/service/service_core.h"

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

std::uint64_t unpredictable()
{
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
}

}  // namespace

ServiceCore::Cache::Cache(const StrategySpec& spec, Duration ttl, std::uint64_t seed,
                          RefreshListener& listener, Services& services)
    : engine(spec, Lifetime{ttl, 0}, seed, listener), instance(services, 0)
{
    engine.start_generations_at(static_cast<std::uint32_t>(seed));
    if (spec.scheduled()) Engine::refresher(instance, engine);
}

ServiceCore::ServiceCore(const CacheServiceOptions& options)
    : recorder_(scheduler_, Recorder::Keeps::nothing), loop_(scheduler_),
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
        if (loop_.before_sleep) loop_.before_sleep();  // sends what the new requests asked for
        return stop;
    });
}

void ServiceCore::begin(ServiceRequest request)
{
    const std::uint32_t key = number_of(request.key);
    database_.set_loader(key, request.loader);
    Cache& cache = cache_for(request);
    answer(cache.instance, *this, cache.engine, key, std::move(request));
}

Root ServiceCore::answer(Instance& home, ServiceCore& core, Engine& engine, std::uint32_t key,
                         ServiceRequest request)
{
    Caller c(home, key, core.recorder_.begin_request(key, home.id));
    c.epoch = core.values_.call_began();
    const Answer answer = co_await engine.get(c);
    if (answer.served == Served::failed) {
        const std::string& why = core.database_.last_error(key);
        request.answer.set_exception(std::make_exception_ptr(
            LoadFailed("\"" + request.key + "\" could not be loaded" + (why.empty() ? "." : ": " + why))));
    } else if (c.entry.negative) {
        request.answer.set_value(std::nullopt);
    } else {
        request.answer.set_value(std::string(core.values_.text(answer.version)));
    }
    core.values_.call_ended(c.epoch);
}

std::uint32_t ServiceCore::number_of(const std::string& key)
{
    const auto [known, is_new] = numbers_.try_emplace(key, static_cast<std::uint32_t>(numbers_.size()));
    if (is_new) store_.name_key(known->second, key);
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
