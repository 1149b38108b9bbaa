#pragma once

#include "core/store/event_loop.h"
#include "core/store/store.h"

#include <functional>

namespace stampede {

/// How fast commands leave: somebody else's server gets no more of them a second than agreed, and the rest
/// wait for their turn, in their order. A command may be destroyed while it waits.
class CommandPace final : public Handler {
public:
    /// `rate`: commands a second; 0: without a limit. `send` gets each command in its turn.
    CommandPace(EventLoop& loop, double rate, std::function<void(Command&)> send);

    /// Sends it now, or when its turn comes.
    void submit(Command& c);
    /// Whether one more may leave now; it is counted.
    bool take();
    /// One leaves that cannot wait: those after it wait longer.
    void owe();

    void due(Operation& o) override;

private:
    EventLoop& loop_;
    const double rate_;
    const std::function<void(Command&)> send_;
    Hook waiting_;
    Operation next_;   ///< when the first of them may leave
    double left_ = 0;  ///< commands that may leave now
    Instant counted_at_{};
};

}  // namespace stampede
