// A service's use of the library: values that are dear to make, in a Redis that many processes share.
//     unified_cache [redis://host:port]
#include "core/service/cache_service.h"

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int main(int argc, char** argv)
try {
    stampede::CacheServiceOptions options;
    options.name = "example";
    if (argc > 1) options.address = argv[1];
    stampede::CacheService cache(options);

    std::atomic<int> rendered = 0;
    const auto render = [&] {
        std::this_thread::sleep_for(100ms);  // the slow database
        return "page " + std::to_string(++rendered);
    };
    std::vector<std::jthread> visitors;
    for (int i = 0; i < 50; ++i) visitors.emplace_back([&] { cache.get("product:123", 2s, render); });
    visitors.clear();
    const auto page = cache.get("product:123", 2s, render, "locking");
    std::printf("51 visitors, rendered %d time(s): %s\n", rendered.load(), page->c_str());
    return rendered == 1 ? 0 : 1;
} catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 3;
}
