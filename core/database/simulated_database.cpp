#include "core/database/simulated_database.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stampede {

SimulatedDatabase::SimulatedDatabase(Scheduler& s, Recorder& r, const DatabaseModel& model,
                                     std::uint64_t seed)
    : scheduler_(s), recorder_(r), model_(model), rows_(seed, model.updates_per_second),
      service_(seed, Stream::service), failures_(seed, Stream::failures), absent_(seed, Stream::keys, 1)
{
}

SimulatedDatabase::~SimulatedDatabase()
{
    for (Record& r : records_)
        if (r.client) r.client->record = nullptr;
}

void SimulatedDatabase::apply(const DatabaseModel& model)
{
    model_ = model;
    while (queue_.linked() && busy_ < model_.pool) start_next();
}

Await SimulatedDatabase::run(Query& q, Duration limit)
{
    Record& r = new_record();
    r.client = &q;
    r.key = q.key;
    r.call = q.call;
    r.service = draw_service();
    r.fails = model_.failure_rate > 0 && failures_.unit() < model_.failure_rate;
    r.give_up = model_.timeout ? scheduler_.now() + *model_.timeout : never;
    q.status = Status::pending;
    q.record = &r;
    q.database = this;
    if (limit > Duration::zero()) scheduler_.schedule(q, scheduler_.now() + limit, *this);
    if (busy_ < model_.pool) {
        start(r);
    } else {
        ++waiting_;
        recorder_.emit(EventKind::query_queued, r.call);
        queue_.append(r);
        if (r.give_up < never) scheduler_.schedule(r, r.give_up, *this);
    }
    return Await(q);
}

/// Either a client's own limit, or a record: its execution is over, or its time is up.
void SimulatedDatabase::due(Operation& o)
{
    if (o.stage == 0) {
        auto& q = static_cast<Query&>(o);
        recorder_.emit(EventKind::query_timed_out, q.call);
        static_cast<Record*>(std::exchange(q.record, nullptr))->client = nullptr;
        scheduler_.finish(q, Status::timeout);
        return;
    }
    auto& r = static_cast<Record&>(o);
    end(r, !r.executing || r.service == Duration::max());
}

SimulatedDatabase::Record& SimulatedDatabase::new_record()
{
    if (spare_.empty()) {
        Record& r = records_.emplace_back(scheduler_);
        r.stage = 1;  // tells a record from a client's query in due()
        return r;
    }
    Record& r = *spare_.back();
    spare_.pop_back();
    r.executing = false;
    return r;
}

void SimulatedDatabase::start(Record& r)
{
    ++busy_;
    r.executing = true;
    r.started = scheduler_.now();
    recorder_.emit(EventKind::query_started, r.call);
    const double load = 1 + model_.slowdown * busy_ / model_.pool;
    const double stretch = load * times_;
    if (stretch != 1) r.service = stretched(r.service, stretch);
    if (down_) {
        r.fails = true;
        r.service = Duration::zero();
    }
    Instant ends = r.started + r.service;
    if (ends > r.give_up) {
        ends = r.give_up;
        r.service = Duration::max();  // the time-out ends it
    }
    scheduler_.schedule(r, ends, *this);
}

void SimulatedDatabase::end(Record& r, bool timed_out)
{
    const bool failed = timed_out || r.fails || down_;
    std::uint32_t version = 0;
    const Status row = failed ? Status::failed : read(r.key, r.started, version);
    if (r.executing) {
        --busy_;
    } else {
        r.unlink();
        --waiting_;
    }
    recorder_.emit(failed ? EventKind::query_failed : EventKind::query_ended, r.call, version);
    Query* client = std::exchange(r.client, nullptr);
    const Instant started = r.started;
    spare_.push_back(&r);
    start_next();
    if (!client) return;
    client->record = nullptr;
    client->version = version;
    client->started = started;
    scheduler_.cancel(*client);
    scheduler_.finish(*client, row);
}

void SimulatedDatabase::start_next()
{
    if (!queue_.linked() || busy_ >= model_.pool) return;
    auto& next = static_cast<Record&>(Operation::of(*queue_.next));
    next.unlink();
    scheduler_.cancel(next);
    --waiting_;
    start(next);
}

Status SimulatedDatabase::read(std::uint32_t key, Instant started, std::uint32_t& version)
{
    if (model_.absent > 0 && absent_.unit_at(key + 1) < model_.absent) return Status::absent;
    version = rows_.version_at(key, started);
    return Status::ok;
}

/// The caller is gone; the query keeps its connection until it is over.
void SimulatedDatabase::abandoned(Query& q)
{
    static_cast<Record*>(std::exchange(q.record, nullptr))->client = nullptr;
}

Duration SimulatedDatabase::draw_service()
{
    switch (model_.distribution) {
    case ServiceTime::constant: return model_.query_time;
    case ServiceTime::exponential: return stretched(model_.query_time, service_.exponential());
    case ServiceTime::lognormal: {
        const double variance = exact_log(1 + model_.cv * model_.cv);
        return stretched(model_.query_time,
                         exact_exp(std::sqrt(variance) * service_.normal() - variance / 2));
    }
    }
    return model_.query_time;
}

}  // namespace stampede
