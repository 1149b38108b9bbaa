#pragma once

#include "core/store/redis_store.h"
#include "core/world/live_server.h"
#include "core/world/store_faults.h"

namespace stampede {

/// What happens to a real store. Only a server of our own is ever stopped or killed. Both outlive it.
class LiveFaults final : public StoreFaults {
public:
    LiveFaults(RedisStore& store, const LiveServer& server, const Scheduler& scheduler)
        : store_(store), server_(server), scheduler_(scheduler)
    {
    }

    void go_down(Instant until) override
    {
        store_.trouble_log().ask_for(until);
        server_.own()->stop();
    }
    void come_back() override { server_.own()->resume(); }
    void restart() override
    {
        store_.trouble_log().ask_for(scheduler_.now());
        server_.own()->restart();
        store_.data_lost();
    }
    void set_times(double times) override { store_.set_times(times); }
    void flush(std::uint32_t key, bool leased) override { store_.flush(key, leased); }
    void flush_all() override { store_.flush_all(); }
    void cut_off(std::uint16_t instance, Instant until) override { store_.cut_off(instance, until); }
    void lose_next_reply() override { store_.lose_next_reply(); }
    CallId lock_holder() const override { return store_.lock_holder(); }

private:
    RedisStore& store_;
    const LiveServer& server_;
    const Scheduler& scheduler_;
};

}  // namespace stampede
