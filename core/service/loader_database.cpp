#include "core/service/loader_database.h"

#include "core/store/redis_reply.h"

#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>

namespace stampede {

LoaderDatabase::LoaderDatabase(EventLoop& loop, ValueTable& values, std::size_t threads)
    : loop_(loop), values_(values)
{
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this](std::stop_token stop) { work(stop); });
}

LoaderDatabase::~LoaderDatabase()
{
    for (std::jthread& t : threads_) t.request_stop();
    threads_.clear();
    for (Job* job : waiting_) delete job;
    for (Job* job : done_) delete job;
}

void LoaderDatabase::set_loader(std::uint32_t key, const Loader& loader)
{
    rows_[key].loader = loader;
}

Await LoaderDatabase::run(Query& q, Duration limit)
{
    auto job = std::make_unique<Job>();
    job->client = &q;
    job->key = q.key;
    job->loader = rows_[q.key].loader;
    q.status = Status::pending;
    q.started = loop_.scheduler().now();
    q.record = job.get();
    q.database = this;
    if (limit > Duration::zero()) loop_.scheduler().schedule(q, q.started + limit, *this);
    const std::lock_guard lock(mutex_);
    waiting_.push_back(job.release());
    wanted_.notify_one();
    return Await(q);
}

/// The caller's own limit: it stops waiting, the loader runs on.
void LoaderDatabase::due(Operation& o)
{
    auto& q = static_cast<Query&>(o);
    abandoned(q);
    loop_.scheduler().finish(q, Status::timeout);
}

void LoaderDatabase::abandoned(Query& q)
{
    static_cast<Job*>(std::exchange(q.record, nullptr))->client = nullptr;
}

/// Values of other keys do not come with a query, so a batch of several keys has nothing for them.
Status LoaderDatabase::read(std::uint32_t, Instant, std::uint32_t&)
{
    return Status::failed;
}

void LoaderDatabase::work(std::stop_token stop)
{
    for (;;) {
        std::unique_lock lock(mutex_);
        if (!wanted_.wait(lock, stop, [this] { return !waiting_.empty(); })) return;
        Job* job = waiting_.front();
        waiting_.pop_front();
        lock.unlock();
        load(*job);
        lock.lock();
        done_.push_back(job);
        loop_.wake();
    }
}

/// An entry's text is its value and a line of figures, and the store's reader takes no longer ones from a
/// server.
constexpr std::size_t longest_value = ReplyReader::longest_text - 256;

void LoaderDatabase::load(Job& job)
{
    try {
        job.value = job.loader();
        if (job.value && job.value->size() > longest_value)
            throw std::length_error("its value has " + std::to_string(job.value->size()) +
                                    " bytes, and at most " + std::to_string(longest_value) + " can be kept");
    } catch (const std::exception& e) {
        job.failed = true;
        job.error = e.what();
    } catch (...) {
        job.failed = true;
        job.error = "unknown exception";
    }
}

void LoaderDatabase::deliver()
{
    std::vector<Job*> done;
    {
        const std::lock_guard lock(mutex_);
        done.swap(done_);
    }
    for (Job* finished : done) {
        const std::unique_ptr<Job> job(finished);
        if (job->failed) rows_[job->key].error = job->error;
        if (!job->client) continue;
        Query& q = *std::exchange(job->client, nullptr);
        q.record = nullptr;
        if (job->value) q.version = values_.keep(*job->value);
        const Status status = job->failed ? Status::failed : job->value ? Status::ok : Status::absent;
        loop_.scheduler().finish_at(q, status, loop_.scheduler().now());
    }
}

}  // namespace stampede
