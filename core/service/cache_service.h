#pragma once

#include "core/service/loader.h"
#include "core/store/store_unreachable.h"

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

namespace stampede {

/// No value could be had: the load failed and there was no old value to serve. what() is one sentence with
/// the loader's own.
class LoadFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct CacheServiceOptions {
    std::string address = "redis://127.0.0.1";  ///< redis://[user[:password]@]host[:port][/database]
    std::string name = "app";        ///< letters and digits; services that share values share the name
    std::size_t loader_threads = 8;  ///< loads that run at the same time
};

/// A cache with protection against stampedes in front of any source of values, on a real Redis: every
/// strategy of the catalogue, by the same code that the simulation runs. Keys live under "stampede:{name}:".
/// All functions may be called from any thread.
///
///     CacheService cache({.address = "redis://localhost"});
///     auto page = cache.get("product:123", 5min, [] { return render(123); });
class CacheService {
public:
    /// Connects. Throws StoreUnreachable, and InputError for an address that cannot be read.
    explicit CacheService(CacheServiceOptions options = {});
    /// Waits for the loaders that are running; whoever still waits for a value gets LoadFailed.
    ~CacheService();

    /// The value of `key`: the cached one while it lives, else what `loader` makes, at most once for all who
    /// ask at the same time, as the strategy has it. Nothing when the loader says that there is none. Values
    /// live for `ttl` (≥ 1 ms) and have at most 65 280 bytes; a longer one is a failed load.
    /// `strategy` is a name of the catalogue. While Redis cannot be reached values are loaded, one load a key
    /// at a time. Blocks; throws LoadFailed, and InputError for an unknown strategy.
    std::optional<std::string> get(const std::string& key, std::chrono::nanoseconds ttl, const Loader& loader,
                                   const std::string& strategy = "locking");
    /// The same without blocking.
    std::future<std::optional<std::string>> get_async(const std::string& key, std::chrono::nanoseconds ttl,
                                                      const Loader& loader,
                                                      const std::string& strategy = "locking");

private:
    class Core;
    std::unique_ptr<Core> core_;
};

}  // namespace stampede
