#pragma once

#include "core/recording/recorder.h"
#include "core/runtime/task.h"
#include "core/scenario/scenario.h"
#include "core/world/key_picker.h"
#include "core/world/logs.h"

#include <span>
#include <vector>

namespace stampede {

/// Who serves the requests that a load generator makes.
class RequestSink {
public:
    /// A request arrives now. `client` is given back when it ends (LoadGenerator::answered). Gives its
    /// number.
    virtual CallId request(std::uint32_t key, std::size_t client) = 0;
    /// There will be no more.
    virtual void traffic_ended() = 0;

protected:
    ~RequestSink() = default;
};

/// The traffic of a scenario. Its rates and ends may change while it runs; `traffic` is the world's,
/// changed in place.
class LoadGenerator {
public:
    LoadGenerator(const std::vector<Traffic>& traffic, const Keys& keys, std::uint64_t seed, Logs logs,
                  Scheduler& scheduler, RequestSink& sink);

    static constexpr std::size_t no_client = SIZE_MAX;

    /// Traffic stays until its end although it may have nothing more to send: settings may change that.
    /// Before `start`.
    void expect_steering() { steered_ = true; }
    /// About how many requests it comes to; of clients who wait for their answers it cannot be known.
    double expected_requests() const;
    void start();
    /// The traffic is another from now on.
    void settings_changed();
    bool running() const { return running_ > 0; }

    /// A request of this client is over.
    void answered(std::size_t client);
    /// Requests that died with their instance, in order of their numbers: their clients think on.
    void died(std::span<const CallId> requests);

private:
    struct Client {
        std::size_t traffic = 0;   ///< its place in the scenario
        std::uint32_t number = 0;  ///< among those of its traffic
        bool leaves = false;
        CallId asking;
        Operation* done = nullptr;
    };
    /// The sleep of a traffic until its next request. New settings end it.
    struct Arrival : Operation {
        explicit Arrival(LoadGenerator& g) : Operation(g.scheduler_), generator(g)
        {
            g.arrivals_.push_back(this);
        }
        ~Arrival() { std::erase(generator.arrivals_, this); }
        LoadGenerator& generator;
    };

    void start_one(std::size_t index);
    void start_clients(std::size_t index);
    void request();
    void ended();
    /// How long it is until then; none if it is past.
    Duration until(Instant t) const { return std::max(t, scheduler_.now()) - scheduler_.now(); }

    static Root burst(LoadGenerator& g, std::size_t index);
    static Root steady(LoadGenerator& g, std::size_t index, std::uint64_t lane);
    static Root ramp(LoadGenerator& g, std::size_t index, std::uint64_t lane);
    static Root client(LoadGenerator& g, std::size_t number);
    static Root replay(LoadGenerator& g, std::size_t log);

    const std::vector<Traffic>& traffic_;
    std::uint64_t seed_;
    Scheduler& scheduler_;
    RequestSink& sink_;
    KeyPicker picker_;
    std::vector<ReplayLog> logs_;
    std::size_t logs_used_ = 0;
    std::vector<Client> clients_;
    std::vector<Arrival*> arrivals_;  ///< of the traffic that still runs
    std::uint64_t settings_ = 0;      ///< how often they were changed
    bool steered_ = false;
    std::uint64_t running_ = 0;

public:
    TaskGroup tasks;  ///< last, so that it is destroyed first
};

}  // namespace stampede
