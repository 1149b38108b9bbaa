#include "core/recording/recorder.h"

namespace stampede {

void Recorder::emit_otherwise(EventKind what, CallId call, std::uint32_t aux)
{
    if (mode_ == Mode::counts) return;
    recording_.events.emplace_back(scheduler_.now(), call, what, aux & 0xffffff);
    if ((listened_to_ & bit(what)) != 0) listener_->recorded(what);
}

}  // namespace stampede
