#include "core/service/loader_database.h"

#include <memory>
#include <utility>

namespace stampede {

LoaderDatabase::LoaderDatabase(EventLoop& loop, ValueTable& values, std::size_t threads)
    : loop_(loop), values_(values), pool_(threads, [this] { loop_.wake(); })
{
}

void LoaderDatabase::set_loader(std::uint32_t key, const std::string& value_name, const Loader& loader)
{
    Row& row = rows_[key];
    row.value_name = value_name;
    row.loader = loader;
}

Await LoaderDatabase::run(Query& q, Duration limit)
{
    auto job = std::make_unique<LoaderJob>();
    job->client = &q;
    job->key = q.key;
    job->value_name = rows_[q.key].value_name;
    job->loader = rows_[q.key].loader;
    q.status = Status::pending;
    q.started = loop_.scheduler().now();
    q.record = job.get();
    q.database = this;
    if (limit > Duration::zero()) loop_.scheduler().schedule(q, q.started + limit, *this);
    pool_.run(std::move(job));
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
    static_cast<LoaderJob*>(std::exchange(q.record, nullptr))->client = nullptr;
}

/// Values of other keys do not come with a query, so a batch of several keys has nothing for them.
Status LoaderDatabase::read(std::uint32_t, Instant, std::uint32_t&)
{
    return Status::failed;
}

void LoaderDatabase::deliver()
{
    for (const std::unique_ptr<LoaderJob>& job : pool_.take_done()) {
        if (job->failed) rows_[job->key].error = job->error;
        if (!job->client) continue;
        Query& q = *static_cast<Query*>(std::exchange(job->client, nullptr));
        q.record = nullptr;
        if (job->value) q.version = values_.keep(*job->value);
        const Status status = job->failed ? Status::failed : job->value ? Status::ok : Status::absent;
        loop_.scheduler().finish_at(q, status, loop_.scheduler().now());
    }
}

}  // namespace stampede
