#pragma once

#include "core/recording/recording.h"
#include "core/runtime/large_memory.h"
#include "core/runtime/scheduler.h"

#include <utility>

namespace stampede {

/// Writes a Recording while a run goes on. Everything in a world emits through one of these; it belongs to
/// the world's thread.
class Recorder {
public:
    /// `nothing`: calls get numbers, and that is all. For a service, which has no end.
    enum class Keeps : bool { everything, nothing };
    explicit Recorder(const Scheduler& s, Keeps keeps = Keeps::everything)
        : scheduler_(s), keeps_(keeps == Keeps::everything)
    {
    }

    /// Makes room for so many requests; memory that is not used is not touched.
    void expect(std::size_t requests)
    {
        constexpr std::size_t events_of_a_request = 10;
        recording_.requests.reserve(requests);
        recording_.events.reserve(requests * events_of_a_request);
        prefer_large_pages(recording_.events.data(), recording_.events.capacity() * sizeof(Event));
    }

    CallId begin_request(std::uint32_t key, std::uint16_t instance)
    {
        if (!keeps_) return CallId::request(++numbers_ & 0x7fffffff);
        recording_.requests.push_back({key, instance, Origin::client, CallId()});
        return CallId::request(static_cast<std::uint32_t>(recording_.requests.size()));
    }
    CallId begin_refresh(std::uint32_t key, std::uint16_t instance, Origin origin, CallId parent)
    {
        if (!keeps_) return CallId::refresh(++numbers_ & 0x7fffffff);
        recording_.refreshes.push_back({key, instance, origin, parent});
        return CallId::refresh(static_cast<std::uint32_t>(recording_.refreshes.size()));
    }

    void emit(What what, CallId call, std::uint32_t aux = 0)
    {
        if (keeps_) recording_.events.emplace_back(scheduler_.now(), call, what, aux & 0xffffff);
    }
    void emit(What what, CallId call, std::uint32_t aux, std::int64_t a, std::int64_t b = 0,
              std::int64_t c = 0)
    {
        if (!keeps_) return;
        recording_.details.push_back({recording_.events.size(), a, b, c});
        emit(what, call, aux);
    }

    /// Counts one command sent to the store now.
    void command_sent()
    {
        if (!keeps_) return;
        const auto bucket = static_cast<std::size_t>(scheduler_.now().time_since_epoch() / bucket_length);
        if (bucket >= recording_.commands.size()) recording_.commands.resize(bucket + 1);
        ++recording_.commands[bucket];
    }

    /// The recording so far, to fill in what a world knows and to read while it grows.
    Recording& recording() { return recording_; }
    Recording take() { return std::move(recording_); }

    static constexpr Duration bucket_length = std::chrono::milliseconds(100);

private:
    const Scheduler& scheduler_;
    bool keeps_;
    std::uint32_t numbers_ = 0;
    Recording recording_;
};

}  // namespace stampede
