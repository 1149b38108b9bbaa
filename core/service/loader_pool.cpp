#include "core/service/loader_pool.h"

#include "core/runtime/say.h"
#include "core/store/redis_reply.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace stampede {

namespace {

/// An entry's text is its value and a line of figures, and the store's reader takes no longer ones from a
/// server.
constexpr std::size_t longest_value = ReplyReader::longest_text - 256;

}  // namespace

/// A loader on its thread.
struct Running {
    LoaderPool& pool;
    LoaderWaits::Loading loading;
    int waits = 0;  ///< one in the other: a loader that waits for good may wait for a value besides

    ~Running()
    {
        if (waits > 0) pool.take_place();  // it waited for good: until now
    }
    void leave()
    {
        if (waits == 0) pool.leave_place();
        ++waits;
    }
    void come_back()
    {
        if (--waits == 0) pool.take_place();
    }
};

namespace {

thread_local Running* running_here = nullptr;

}  // namespace

LoaderPool::LoaderPool(std::size_t at_once, std::function<void()> done_one)
    : done_one_(std::move(done_one)), queue_(at_once)
{
}

void LoaderPool::close()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    wanted_.notify_all();
    place_free_.notify_all();
}

LoaderPool::~LoaderPool()
{
    close();
    for (;;) {
        std::list<std::thread> all;
        {
            const std::lock_guard lock(mutex_);
            all.splice(all.end(), threads_);
            all.splice(all.end(), ended_);
        }
        if (all.empty()) return;
        for (std::thread& t : all) t.join();
    }
}

void LoaderPool::run(std::unique_ptr<LoaderJob> job)
{
    const std::lock_guard lock(mutex_);
    queue_.add(std::move(job));
    more_threads();
}

std::vector<std::unique_ptr<LoaderJob>> LoaderPool::take_done()
{
    const std::lock_guard lock(mutex_);
    return std::exchange(done_, {});
}

void LoaderPool::want(std::uint32_t key)
{
    const std::lock_guard lock(mutex_);
    queue_.want(key);
    more_threads();
}

void LoaderPool::unwant(std::uint32_t key)
{
    const std::lock_guard lock(mutex_);
    queue_.unwant(key);
}

/// There is something to do, or a place for it: sees to a thread that takes it.
void LoaderPool::more_threads()
{
    for (std::thread& t : ended_) t.join();
    ended_.clear();
    if (closing_ || !queue_.may_start_one()) return;
    if (idle_ > started_) {
        ++started_;
        return wanted_.notify_one();
    }
    try {
        threads_.emplace_back([this] { work(); });
    } catch (const std::system_error& e) {
        // A thread that is there takes the job later, unless all of them wait for it.
        if (queue_.at_rest() && idle_ == 0) fail_queued(e.what());
    }
}

void LoaderPool::fail_queued(const std::string& why)
{
    for (auto& job : queue_.take_queued()) {
        job->failed = true;
        job->error = say("no thread could be started for its loader: {}", why);
        done_.push_back(std::move(job));
    }
    done_one_();
}

void LoaderPool::work()
{
    std::unique_lock lock(mutex_);
    const auto self = std::find_if(threads_.begin(), threads_.end(), [](const std::thread& t) {
        return t.get_id() == std::this_thread::get_id();
    });
    for (;;) {
        while (!closing_ && !queue_.may_start_one()) {
            // No more threads stay than loaders can run.
            if (idle_ >= queue_.at_once()) return ended_.splice(ended_.end(), threads_, self);
            ++idle_;
            wanted_.wait(lock);
            --idle_;
            if (started_ > 0) --started_;
        }
        if (closing_) return;
        std::unique_ptr<LoaderJob> job = queue_.start();
        more_threads();
        lock.unlock();
        load(*job);
        lock.lock();
        queue_.ended();
        done_.push_back(std::move(job));
        place_free_.notify_one();
        done_one_();
    }
}

void LoaderPool::load(LoaderJob& job)
{
    try {
        Running running{*this, LoaderWaits::Loading(job.value_name)};
        running_here = &running;
        job.value = job.loader();
        if (job.value && job.value->size() > longest_value)
            throw std::length_error(
                say("its value has {} bytes, and at most {} can be kept", job.value->size(), longest_value));
    } catch (const std::exception& e) {
        job.failed = true;
        job.error = e.what();
    } catch (...) {
        job.failed = true;
        job.error = say("unknown exception");
    }
    running_here = nullptr;
    job.loader = nullptr;  // what it holds is let go of here, not on the thread of the loop
}

void LoaderPool::leave_place()
{
    const std::lock_guard lock(mutex_);
    if (queue_.waiting() >= queue_.at_once() + most_waiting)
        throw LoadFailed(say("A loader cannot wait for another value: {} loaders wait for values already.",
                             queue_.waiting()));
    queue_.leave();
    place_free_.notify_one();
    more_threads();
}

void LoaderPool::take_place()
{
    std::unique_lock lock(mutex_);
    queue_.ask_back();
    place_free_.wait(lock, [this] { return closing_ || queue_.may_come_back(); });
    queue_.come_back();
}

LoaderPool::Waiting::Waiting(bool for_good) : loader_(running_here), left_(loader_ && !for_good)
{
    if (loader_) loader_->leave();
}

LoaderPool::Waiting::~Waiting()
{
    if (left_) loader_->come_back();
}

void LoaderPool::Waiting::wait_for(std::string value, PendingGetPtr get)
{
    if (loader_) loader_->loading.wait_for(std::move(value), std::move(get));
}

}  // namespace stampede
