#include "ui/session/stepper.h"

#include <algorithm>

namespace stampede::ui {

Stepper::Stepper(Session& session) : QObject(&session), session_(session)
{
    const auto forget = [this] {
        if (!going_) at_.reset();
    };
    connect(&session_.playback(), &Playback::playheadChanged, this, forget);
    connect(&session_, &Session::selectionChanged, this, forget);
    connect(&session_, &Session::runChanged, this, forget);
}

std::optional<std::size_t> Stepper::event() const
{
    const RunPtr run = session_.run();
    if (!run) return {};
    if (at_) return at_;
    const auto& events = run->recording->events;
    const auto after = std::upper_bound(events.begin(), events.end(), session_.playback().playhead(),
                                        [](Instant t, const Event& e) { return t < e.at; });
    if (after == events.begin()) return {};
    return static_cast<std::size_t>(after - events.begin()) - 1;
}

std::optional<std::size_t> Stepper::start() const
{
    if (!session_.run()) return {};
    if (at_ || session_.selected().is_nobody()) return event();
    return event_of_call(*session_.run()->recording, session_.selected(), session_.playback().playhead());
}

void Stepper::go(std::optional<std::size_t> event, const QString& otherwise)
{
    if (!event) {
        emit stuck(otherwise);
        return;
    }
    const Event& e = session_.run()->recording->events[*event];
    session_.playback().setPlaying(false);
    going_ = true;
    at_ = event;
    if (!e.call.is_nobody()) session_.select(e.call);
    session_.playback().setPlayhead(e.at);
    going_ = false;
    emit stepped();
    const TimeRange v = session_.viewport().visible();
    if (!v.holds(e.at)) session_.viewport().setVisible({e.at - v.length() / 2, e.at + v.length() / 2});
}

void Stepper::alongCall(int direction)
{
    const auto from = start();
    if (!from) return;
    const Recording& r = *session_.run()->recording;
    // The playhead may stand before the first event of the call, or behind one that has not been stepped to.
    const Instant here = session_.playback().playhead();
    if (direction > 0 && r.events[*from].at > here) return go(from, {});
    if (direction < 0 && r.events[*from].at < here) return go(from, {});
    go(direction > 0 ? next_of_call(r, *from) : previous_of_call(r, *from),
       direction > 0 ? tr("That was the last event of this call.")
                     : tr("That was the first event of this call."));
}

void Stepper::toCause()
{
    const auto from = start();
    if (!from) return;
    const auto link = cause_of(*session_.run()->recording, *from);
    go(link ? std::optional(link->event) : std::nullopt,
       tr("This comes from outside: nothing in the run has caused it."));
}

void Stepper::toEffect()
{
    const auto from = start();
    if (!from) return;
    const auto link = effect_of(*session_.run()->recording, *from);
    go(link ? std::optional(link->event) : std::nullopt, tr("Nothing followed from this."));
}

void Stepper::toMarker(int direction)
{
    const RunPtr run = session_.run();
    if (!run) return;
    const Marker* marker =
        direction > 0
            ? markerAfter(run->timeline, session_.playback().playhead(), never, session_.playback().pauseOn())
            : markerBefore(run->timeline, session_.playback().playhead(), session_.playback().pauseOn());
    if (!marker) {
        emit stuck(direction > 0 ? tr("There is no marker after this.")
                                 : tr("There is no marker before this."));
        return;
    }
    session_.playback().setPlaying(false);
    session_.playback().setPlayhead(marker->at);
    const TimeRange v = session_.viewport().visible();
    if (!v.holds(marker->at))
        session_.viewport().setVisible({marker->at - v.length() / 2, marker->at + v.length() / 2});
}

}  // namespace stampede::ui
