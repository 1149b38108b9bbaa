#include "core/store/command_pace.h"

#include <algorithm>
#include <utility>

namespace stampede {

CommandPace::CommandPace(EventLoop& loop, double rate, std::function<void(Command&)> send)
    : loop_(loop), rate_(rate), send_(std::move(send)), next_(loop.scheduler()), left_(rate),
      counted_at_(loop.steady())
{
}

void CommandPace::submit(Command& c)
{
    if (!waiting_.linked() && take()) return send_(c);
    waiting_.append(c);
    if (next_.ticket == 0) due(next_);
}

bool CommandPace::take()
{
    if (rate_ == 0) return true;
    const Instant now = loop_.steady();
    left_ = std::min(rate_, left_ + rate_ * seconds(now - counted_at_));
    counted_at_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
}

void CommandPace::owe()
{
    if (rate_ != 0) left_ -= 1;
}

void CommandPace::due(Operation&)
{
    while (waiting_.linked() && take()) {
        auto& c = static_cast<Command&>(Operation::of(*waiting_.next));
        c.unlink();
        send_(c);
    }
    if (!waiting_.linked()) return;
    Scheduler& scheduler = loop_.scheduler();
    scheduler.schedule(next_, scheduler.now() + from_seconds(1 / rate_), *this);
}

}  // namespace stampede
