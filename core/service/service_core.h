#pragma once

#include "core/service/cache_service.h"
#include "core/service/loader_database.h"
#include "core/store/redis_store.h"
#include "core/strategy/engine.h"

#include <functional>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace stampede {

/// What stands before a key in LoaderWaits: server and service. Throws InputError for what is no address.
std::string value_space(const CacheServiceOptions& options);

/// One get() on its way to the thread that serves it.
struct ServiceRequest {
    std::string key;
    Duration ttl{};
    Loader loader;
    const StrategySpec* strategy = nullptr;
    bool by_loader = false;  ///< a loader waits for it
    PendingGetPtr answer;
};

/// What serves a CacheService, on one thread: the live world without a scenario and without a recording.
class ServiceCore final : public RefreshListener {
public:
    /// Connects; throws StoreUnreachable.
    explicit ServiceCore(const CacheServiceOptions& options);

    EventLoop& loop() { return loop_; }
    /// Runs until `over`, which is asked after every wake-up.
    void serve(const std::function<bool()>& over);
    void begin(ServiceRequest request);
    /// Whoever waits for a value gets LoadFailed, and no further loader begins.
    void fail_all(const std::string& why);

private:
    /// Values with one strategy and one ttl: an instance of their own, since its schedule and its loads go by
    /// them.
    struct Cache {
        Engine engine;
        Instance instance;
        Cache(const StrategySpec& spec, Duration ttl, std::uint64_t seed, RefreshListener& listener,
              Services& services);
    };
    struct CacheKey {
        const StrategySpec* strategy;
        Duration ttl;
        friend bool operator<(const CacheKey& a, const CacheKey& b)
        {
            return a.ttl != b.ttl ? a.ttl < b.ttl : std::less<>()(a.strategy, b.strategy);
        }
    };

    static Root answer(Instance& home, ServiceCore& core, Engine& engine, std::uint32_t key,
                       ServiceRequest request);
    void refresh_began(Call& c) override { c.epoch = values_.call_began(); }
    void refresh_ended(Call& c) override { values_.call_ended(c.epoch); }
    void break_rings();
    std::uint32_t number_of(const std::string& key);
    Cache& cache_for(const ServiceRequest& request);

    const std::string service_;  ///< server and name, for LoaderWaits
    LoaderWaits::Clock::time_point rings_at_{};
    Scheduler scheduler_;
    Recorder recorder_;
    EventLoop loop_;
    ValueTable values_;
    RedisStore store_;
    LoaderDatabase database_;
    Services services_;
    std::uint64_t seed_;
    std::unordered_map<std::string, std::uint32_t> numbers_;  ///< of keys
    std::unordered_set<PendingGetPtr> open_;
    std::map<CacheKey, std::unique_ptr<Cache>> caches_;  ///< last: their tasks use the rest
};

}  // namespace stampede
