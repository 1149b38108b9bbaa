#include "core/service/cache_service.h"

#include "core/runtime/input_error.h"
#include "core/service/service_core.h"
#include "core/strategy/catalogue.h"

#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace stampede {

/// The thread of the loop, and what goes to it.
class CacheService::Core {
public:
    explicit Core(const CacheServiceOptions& options)
    {
        std::promise<EventLoop*> ready;
        std::future<EventLoop*> connected = ready.get_future();
        thread_ = std::jthread([this, options, ready = std::move(ready)](std::stop_token stop) mutable {
            run(options, ready, stop);
        });
        loop_ = connected.get();
    }
    ~Core()
    {
        thread_.request_stop();
        if (loop_) loop_->wake();
    }

    void ask(ServiceRequest request)
    {
        const std::lock_guard lock(mutex_);
        inbox_.push_back(std::move(request));
        loop_->wake();
    }

private:
    void run(const CacheServiceOptions& options, std::promise<EventLoop*>& ready, std::stop_token stop)
    {
        std::optional<ServiceCore> core;
        try {
            core.emplace(options);
        } catch (...) {
            ready.set_exception(std::current_exception());
            return;
        }
        ready.set_value(&core->loop());
        core->serve([&] {
            std::vector<ServiceRequest> asked;
            {
                const std::lock_guard lock(mutex_);
                asked.swap(inbox_);
            }
            for (ServiceRequest& r : asked) core->begin(std::move(r));
            return stop.stop_requested();
        });
    }

    EventLoop* loop_ = nullptr;  ///< lives on the thread
    std::mutex mutex_;
    std::vector<ServiceRequest> inbox_;
    std::jthread thread_;  ///< last: it uses the rest
};

CacheService::CacheService(CacheServiceOptions options) : core_(std::make_unique<Core>(options)) {}
CacheService::~CacheService() = default;

std::future<std::optional<std::string>> CacheService::get_async(const std::string& key,
                                                                std::chrono::nanoseconds ttl,
                                                                const Loader& loader,
                                                                const std::string& strategy)
{
    const NamedStrategy* named = find_strategy(strategy);
    if (!named)
        throw InputError("strategy: \"" + strategy +
                         "\" is not in the catalogue; \"locking\" is the usual one");
    if (ttl < std::chrono::milliseconds(1)) throw InputError("ttl: a value has to live for at least 1ms");
    ServiceRequest request;
    request.key = key;
    request.ttl = ttl;
    request.loader = loader;
    request.strategy = &named->spec;
    std::future<std::optional<std::string>> answer = request.answer.get_future();
    core_->ask(std::move(request));
    return answer;
}

std::optional<std::string> CacheService::get(const std::string& key, std::chrono::nanoseconds ttl,
                                             const Loader& loader, const std::string& strategy)
{
    try {
        return get_async(key, ttl, loader, strategy).get();
    } catch (const std::future_error&) {
        throw LoadFailed("The cache was closed while \"" + key + "\" was asked for.");
    }
}

}  // namespace stampede
