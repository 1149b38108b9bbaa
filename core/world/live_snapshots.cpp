#include "core/world/live_snapshots.h"

namespace stampede {

namespace {

constexpr auto shortest_pause = std::chrono::milliseconds(50);

}  // namespace

LiveSnapshots::LiveSnapshots(std::function<void(RecordingPtr)> taker) : taker_(std::move(taker))
{
    if (taker_) thread_ = std::thread([this] { work(); });
}

LiveSnapshots::~LiveSnapshots()
{
    if (!taker_) return;
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

bool LiveSnapshots::wanted() const
{
    if (!taker_) return false;
    const std::lock_guard lock(mutex_);
    return !busy_ && !next_ && std::chrono::steady_clock::now() >= next_at_;
}

void LiveSnapshots::give(RecordingPtr copy)
{
    {
        const std::lock_guard lock(mutex_);
        next_ = std::move(copy);
        next_at_ = std::chrono::steady_clock::now() + shortest_pause;
    }
    changed_.notify_one();
}

void LiveSnapshots::work()
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return over_ || next_; });
        if (over_) return;
        const RecordingPtr copy = std::move(next_);
        next_ = nullptr;
        busy_ = true;
        lock.unlock();
        try {
            taker_(copy);
        } catch (const std::exception&) {
            // A picture for which there is no memory is left out; the run goes on.
        }
        lock.lock();
        busy_ = false;
    }
}

}  // namespace stampede
