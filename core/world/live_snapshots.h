#pragma once

#include "core/recording/recording.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace stampede {

/// Hands copies of a growing recording to somebody who may be slow, on a thread of its own. Who is still busy
/// with one copy gets no other.
class LiveSnapshots {
public:
    /// An empty `taker` makes this do nothing.
    explicit LiveSnapshots(std::function<void(RecordingPtr)> taker);
    /// Waits for the taker to return.
    ~LiveSnapshots();

    /// The taker is free, and it is time for another copy.
    bool wanted() const;
    void give(RecordingPtr copy);

private:
    void work();

    std::function<void(RecordingPtr)> taker_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    RecordingPtr next_;
    bool busy_ = false;
    bool over_ = false;
    std::chrono::steady_clock::time_point next_at_{};
    std::thread thread_;  ///< last, so that it finds the rest complete
};

}  // namespace stampede
