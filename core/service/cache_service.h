#pragma once

#include "core/service/load_failed.h"
#include "core/service/loader.h"
#include "core/store/store_unreachable.h"

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>

namespace stampede {

struct CacheServiceOptions {
    std::string address = "redis://127.0.0.1";  ///< redis://[user[:password]@]host[:port][/database]
    /// 1 to 64 letters, digits, - _ and . ; services that share values share the name
    std::string name = "app";
    std::size_t loader_threads = 8;  ///< loads that run at the same time: 1 to 1 000
};

/// A cache with protection against stampedes in front of any source of values, on a real Redis: every
/// strategy of the catalogue, by the same code that the simulation runs. Keys live under "stampede:{name}:".
/// All functions may be called from any thread, and from loaders.
///
///     CacheService cache({.address = "redis://localhost"});
///     auto page = cache.get("product:123", 5min, [] { return render(123); });
///
/// **Loaders that ask for other values** are no danger, whatever the number of threads: a loader that waits
/// in `get` does not count among `loader_threads`, what it waits for is loaded before what others wait for,
/// and it goes on when one of the places is free. A loader that called `get_async` counts as waiting until it
/// returns. So threads grow with the depth of nesting; when loader_threads + 1 000 loaders wait, a further
/// one gets LoadFailed. Loaders that wait for each other in a ring, in one service or in several of one
/// process, are found within half a second: one of them gets LoadFailed that names the ring. (A ring through
/// several processes ends when a strategy's `wait_timeout` does.) A loader must not destroy the cache.
class CacheService {
public:
    /// Connects, for at most 5 s. Throws std::invalid_argument for a name or a number of threads that cannot
    /// be, InputError for an address that cannot be read, and StoreUnreachable.
    explicit CacheService(CacheServiceOptions options = {});
    /// Whoever still waits for a value gets LoadFailed at once (within a tenth of a second), loads that are
    /// queued are never begun, and the destructor returns when the loaders that run have returned: they are
    /// not interrupted.
    ~CacheService();

    /// The value of `key`: the cached one while it lives, else what `loader` makes, at most once for all who
    /// ask at the same time, as the strategy has it. Nothing when the loader says that there is none. Any
    /// bytes may be a key. Values live for `ttl` (1 ms to 8 760 h) and have at most 65 280 bytes; a longer
    /// one is a failed load. `strategy` is a name of the catalogue. While Redis cannot be reached values are
    /// loaded, one load a key at a time. Blocks; throws LoadFailed, and InputError for an unknown strategy or
    /// another ttl.
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
