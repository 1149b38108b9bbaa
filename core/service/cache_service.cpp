#include "core/service/cache_service.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/service/service_core.h"
#include "core/strategy/catalogue.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace stampede {

namespace {

constexpr std::size_t most_loader_threads = 1'000;
constexpr std::chrono::nanoseconds longest_ttl = std::chrono::hours(8'760);

/// Names become part of the names of keys: what would need quoting there, or means something to a Redis
/// cluster, is refused rather than changed.
void check(const CacheServiceOptions& options)
{
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    const std::string& name = options.name;
    if (name.empty() || name.size() > 64 || name.find_first_not_of(allowed) != name.npos)
        throw std::invalid_argument(
            say("CacheServiceOptions::name: it must have 1 to 64 letters, digits, - _ or ."));
    if (options.loader_threads < 1 || options.loader_threads > most_loader_threads)
        throw std::invalid_argument(
            say("CacheServiceOptions::loader_threads: it is {}; it must be from 1 to {}",
                options.loader_threads, most_loader_threads));
}

ServiceRequest request_for(const std::string& key, std::chrono::nanoseconds ttl, const Loader& loader,
                           const std::string& strategy)
{
    const NamedStrategy* named = find_strategy(strategy);
    if (!named)
        throw InputError(
            say("strategy: \"{}\" is not in the catalogue; \"locking\" is the usual one", strategy));
    if (ttl < std::chrono::milliseconds(1) || ttl > longest_ttl)
        throw InputError(say("ttl: a value lives for at least 1ms and at most 8760h"));
    ServiceRequest request;
    request.key = key;
    request.ttl = ttl;
    request.loader = loader;
    request.strategy = &named->spec;
    request.answer = std::make_shared<PendingGet>();
    return request;
}

}  // namespace

/// The thread of the loop, and what goes to it.
class CacheService::Core {
public:
    explicit Core(const CacheServiceOptions& options) : service_(value_space(options))
    {
        std::promise<void> ready;
        std::future<void> connected = ready.get_future();
        thread_ = std::jthread([this, options, ready = std::move(ready)](
                                   const std::stop_token& stop) mutable { run(options, ready, stop); });
        connected.get();
    }
    ~Core()
    {
        thread_.request_stop();
        const std::lock_guard lock(mutex_);
        if (loop_) loop_->wake();
    }

    void ask(ServiceRequest request)
    {
        const std::lock_guard lock(mutex_);
        if (closed_) return request.answer->fail(sentence_for(request.key));
        inbox_.push_back(std::move(request));
        loop_->wake();
    }

    /// As in LoaderWaits.
    std::string value_name(const std::string& key) const { return service_ + key; }

private:
    void run(const CacheServiceOptions& options, std::promise<void>& ready, const std::stop_token& stop)
    {
        std::optional<ServiceCore> core;
        try {
            core.emplace(options);
        } catch (...) {
            ready.set_exception(std::current_exception());
            return;
        }
        {
            const std::lock_guard lock(mutex_);
            loop_ = &core->loop();
        }
        ready.set_value();
        try {
            core->serve([&] {
                for (ServiceRequest& r : take_inbox()) core->begin(std::move(r));
                return stop.stop_requested();
            });
        } catch (const std::exception& e) {
            why_ = std::string(": ") + e.what();
        }
        close(*core);
    }

    std::vector<ServiceRequest> take_inbox()
    {
        const std::lock_guard lock(mutex_);
        return std::exchange(inbox_, {});
    }

    void close(ServiceCore& core)
    {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
            loop_ = nullptr;
        }
        core.fail_all(say("The cache was closed{} while its value was asked for.", why_));
        for (const ServiceRequest& r : take_inbox()) r.answer->fail(sentence_for(r.key));
    }

    std::string sentence_for(const std::string& key) const
    {
        return say("The cache was closed{} while \"{}\" was asked for.", why_, key);
    }

    const std::string service_;
    std::mutex mutex_;
    EventLoop* loop_ = nullptr;  ///< lives on the thread
    bool closed_ = false;
    std::string why_;  ///< of closing before the end; set before closed_
    std::vector<ServiceRequest> inbox_;
    std::jthread thread_;  ///< last: it uses the rest
};

CacheService::CacheService(CacheServiceOptions options)
{
    check(options);
    core_ = std::make_unique<Core>(options);
}
CacheService::~CacheService() = default;

std::future<std::optional<std::string>> CacheService::get_async(const std::string& key,
                                                                std::chrono::nanoseconds ttl,
                                                                const Loader& loader,
                                                                const std::string& strategy)
{
    ServiceRequest request = request_for(key, ttl, loader, strategy);
    LoaderPool::Waiting waiting(true);
    request.by_loader = waiting.nested();
    waiting.wait_for(core_->value_name(key), request.answer);
    std::future<std::optional<std::string>> answer = request.answer->future();
    core_->ask(std::move(request));
    return answer;
}

std::optional<std::string> CacheService::get(const std::string& key, std::chrono::nanoseconds ttl,
                                             const Loader& loader, const std::string& strategy)
{
    ServiceRequest request = request_for(key, ttl, loader, strategy);
    LoaderPool::Waiting waiting(false);
    request.by_loader = waiting.nested();
    waiting.wait_for(core_->value_name(key), request.answer);
    std::future<std::optional<std::string>> answer = request.answer->future();
    core_->ask(std::move(request));
    return answer.get();
}

}  // namespace stampede
