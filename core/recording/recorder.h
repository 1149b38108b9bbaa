#pragma once

#include "core/recording/store_meter.h"
#include "core/runtime/large_memory.h"
#include "core/runtime/scheduler.h"

#include <cstdint>
#include <utility>

namespace stampede {

/// Who is told of events as they are recorded.
class EventListener {
public:
    /// Called from within what caused the event: it may schedule what is to follow, and nothing else.
    virtual void recorded(EventKind what) = 0;

protected:
    ~EventListener() = default;
};

/// Writes a Recording while a run goes on. Everything in a world emits through one of these; it belongs to
/// the world's thread.
class Recorder {
public:
    /// `nothing`: calls get numbers, and that is all. For a service, which has no end.
    enum class Keeps : bool { everything, nothing };
    explicit Recorder(const Scheduler& s, Keeps keeps = Keeps::everything)
        : scheduler_(s), mode_(keeps == Keeps::everything ? Mode::keeps : Mode::counts)
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
        if (mode_ == Mode::counts) return CallId::request(++numbers_ & 0x7fffffff);
        recording_.requests.push_back({key, instance, Origin::client, CallId()});
        return CallId::request(static_cast<std::uint32_t>(recording_.requests.size()));
    }
    CallId begin_refresh(std::uint32_t key, std::uint16_t instance, Origin origin, CallId parent)
    {
        if (mode_ == Mode::counts) return CallId::refresh(++numbers_ & 0x7fffffff);
        recording_.refreshes.push_back({key, instance, origin, parent});
        return CallId::refresh(static_cast<std::uint32_t>(recording_.refreshes.size()));
    }

    void emit(EventKind what, CallId call, std::uint32_t aux = 0)
    {
        if (mode_ != Mode::keeps) [[unlikely]]
            return emit_otherwise(what, call, aux);
        recording_.events.emplace_back(scheduler_.now(), call, what, aux & 0xffffff);
    }
    void emit(EventKind what, CallId call, std::uint32_t aux, std::int64_t a, std::int64_t b = 0,
              std::int64_t c = 0)
    {
        if (mode_ == Mode::counts) return;
        recording_.details.push_back({recording_.events.size(), a, b, c});
        emit(what, call, aux);
    }

    // What becomes of commands to the store, now. See StoreMeter.
    void command_sent()
    {
        if (mode_ != Mode::counts) meter_.sent(recording_, scheduler_.now());
    }
    void command_unsent()
    {
        if (mode_ != Mode::counts) meter_.unsent(recording_);
    }
    void command_ended()
    {
        if (mode_ != Mode::counts) meter_.ended();
    }
    void command_arrived()
    {
        if (mode_ != Mode::counts) meter_.arrived(recording_, scheduler_.now());
    }
    void command_served()
    {
        if (mode_ != Mode::counts) meter_.served(recording_, scheduler_.now());
    }
    void command_applied()
    {
        if (mode_ != Mode::counts) meter_.applied(recording_, scheduler_.now());
    }

    /// Tells `listener`, the only one, of all further events of this kind too. It must outlive the run.
    void tell(EventListener& listener, EventKind of)
    {
        listener_ = &listener;
        listened_to_ |= bit(of);
        if (mode_ == Mode::keeps) mode_ = Mode::keeps_and_tells;
    }

    /// The recording so far, to fill in what a world knows and to read while it grows.
    Recording& recording() { return recording_; }
    /// Nothing is recorded from now on: what a world takes down with it ends after the run.
    Recording take()
    {
        mode_ = Mode::counts;
        return std::move(recording_);
    }

private:
    enum class Mode : std::uint8_t { keeps, keeps_and_tells, counts };

    void emit_otherwise(EventKind what, CallId call, std::uint32_t aux);
    static constexpr std::uint64_t bit(EventKind what)
    {
        return std::uint64_t{1} << static_cast<unsigned>(what);
    }
    static_assert(static_cast<unsigned>(EventKind::count_) <= 64);

    const Scheduler& scheduler_;
    Mode mode_;
    std::uint64_t listened_to_ = 0;  ///< one bit a kind of event
    EventListener* listener_ = nullptr;
    std::uint32_t numbers_ = 0;
    StoreMeter meter_;
    Recording recording_;
};

}  // namespace stampede
