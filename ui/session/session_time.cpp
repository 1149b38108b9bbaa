#include "ui/session/session_live.h"
#include "ui/session/session_state.h"

#include <algorithm>
#include <cmath>

// Where a session stands in time: playhead, visible range, playing and stepping.

namespace stampede::ui {

Instant Session::playhead() const
{
    return d_->playhead;
}
TimeRange Session::visible() const
{
    return d_->visible;
}
bool Session::playing() const
{
    return d_->playing;
}
double Session::speed() const
{
    return d_->speed;
}
TimeMarks& Session::marks() const
{
    return d_->marks;
}
Stepper& Session::stepper() const
{
    return *d_->stepper;
}
const MarkerKinds& Session::pauseOn() const
{
    return d_->pauseOn;
}
bool Session::idleHidden() const
{
    return d_->idleHidden;
}

const TimeWarp& Session::axis() const
{
    static const TimeWarp straight;
    return d_->idleHidden && d_->run ? d_->run->idle : straight;
}

TimeRange Session::content() const
{
    return d_->run ? d_->run->content(axis()) : TimeRange{run_start, run_start + std::chrono::seconds(1)};
}

void Session::setIdleHidden(bool hidden)
{
    if (std::exchange(d_->idleHidden, hidden) == hidden) return;
    emit axisChanged();
    d_->fitted ? showAll() : setVisibleClamped(d_->visible);
}

/// While nobody has zoomed, the range follows the run; but it stays as it is while the run fills most of it,
/// so that a drag does not make the axis swim.
void Session::followContent(bool first)
{
    const TimeRange content = d_->run->partial ? roomToGrow(*d_->run) : this->content();
    const TimeRange v = d_->visible;
    const Duration all = axis().bent_length(content.from, content.until),
                   seen = axis().bent_length(v.from, v.until);
    const bool fits =
        content.from >= v.from && axis().bent(content.until) <= axis().bent(v.until) + seen / 50;
    if (!first && !d_->run->partial && fits && all * 5 >= seen * 4) return;
    if (v == content) return;
    d_->visible = content;
    emit visibleChanged(content);
}

TimeRange Session::extent() const
{
    if (!d_->run) return {};
    const TimeRange e = d_->run->extent();
    if (d_->world != QLatin1String("simulated")) return e;  // its end is the present
    return {e.from, std::max(e.until, d_->reach.value_or(e.until))};
}

void Session::setReach(std::optional<Instant> until)
{
    if (std::exchange(d_->reach, until) == until) return;
    d_->atEnd = d_->atEnd && !until;
    movePlayhead(d_->playhead);
}

void Session::setPlayhead(Instant t)
{
    d_->glideTo = d_->glideFrom = t;
    movePlayhead(t);
    d_->atEnd = d_->run && d_->playhead == extent().until;
    if (d_->playing) {
        d_->playedFrom = d_->playhead;
        d_->sincePlay.start();
    }
}

void Session::movePlayhead(Instant t)
{
    if (d_->run) {
        const TimeRange e = extent();
        t = std::clamp(t, e.from, e.until);
    }
    if (std::exchange(d_->playhead, t) != t) emit playheadChanged(t);
}

void Session::setVisible(TimeRange range)
{
    d_->fitted = false;
    setVisibleClamped(range);
}

/// Judged on the axis, where a range is as long as it looks.
void Session::setVisibleClamped(TimeRange range)
{
    constexpr Duration shortest{200};
    if (range.length() < shortest) range.until = range.from + shortest;
    if (d_->run) {
        const TimeWarp& axis = this->axis();
        const auto bent = [&](TimeRange r) { return TimeRange{axis.bent(r.from), axis.bent(r.until)}; };
        const TimeRange content = bent(this->content()), e = bent(extent());
        const Duration margin = std::max(content.length(), Duration{1}) / 10;
        const Instant low = std::min(content.from, e.from) - margin;
        const Instant high = std::max(content.until, e.until) + margin;
        TimeRange wanted = bent(range);
        const TimeRange given = wanted;
        if (wanted.length() > high - low) wanted = {low, high};
        if (wanted.from < low) wanted = {low, low + wanted.length()};
        if (wanted.until > high) wanted = {high - wanted.length(), high};
        if (wanted != given) range = {axis.straightened(wanted.from), axis.straightened(wanted.until)};
    }
    if (d_->visible == range) return;
    d_->visible = range;
    emit visibleChanged(range);
}

void Session::zoom(Instant fixed, double factor)
{
    setVisible(zoomed(d_->visible, fixed, factor, axis()));
}

void Session::pan(double share)
{
    const double length =
        static_cast<double>(axis().bent_length(d_->visible.from, d_->visible.until).count());
    setVisible(panned(d_->visible, Duration(std::llround(length * share)), axis()));
}

void Session::showAll()
{
    d_->fitted = true;
    if (d_->run) setVisibleClamped(content());
}

void Session::select(CallId call)
{
    if (std::exchange(d_->selected, call) != call) emit selectionChanged(call);
}

void Session::hover(CallId call)
{
    if (std::exchange(d_->hovered, call) != call) emit hoverChanged(call);
}

void Session::setPlaying(bool on)
{
    if (on == d_->playing || (on && (!d_->run || d_->masked))) return;
    if (on && d_->playhead >= extent().until) setPlayhead(extent().from);
    d_->playing = on;
    d_->playedFrom = d_->playhead;
    d_->sincePlay.start();
    on ? d_->tick.start() : d_->tick.stop();
    d_->glideTo = d_->glideFrom = d_->playhead;
    emit playingChanged(on);
}

/// Where the playhead stands follows from when play began, never from how many ticks there were.
void Session::advance()
{
    if (!d_->playing) return glide();
    const double gone = static_cast<double>(d_->sincePlay.nsecsElapsed()) * d_->speed;
    const Instant end = extent().until;
    const double left = static_cast<double>((end - d_->playedFrom).count());
    const bool over = gone >= left;
    const Instant next = over ? end : d_->playedFrom + Duration(static_cast<std::int64_t>(gone));
    if (d_->pauseOn.empty() || !pauseBetween(d_->playhead, next)) over ? playedToEnd() : playedTo(next);
}

/// Whether a marker on the way has stopped it.
bool Session::pauseBetween(Instant from, Instant until)
{
    const Marker* marker = markerAfter(d_->run->timeline, from, until, d_->pauseOn);
    if (!marker) return false;
    playedTo(marker->at);
    setPlaying(false);
    emit pausedAt(marker->kind);
    return true;
}

void Session::playedTo(Instant t)
{
    d_->atEnd = false;
    movePlayhead(t);
}

void Session::playedToEnd()
{
    movePlayhead(extent().until);
    if (d_->run->partial) return;
    d_->atEnd = true;
    setPlaying(false);
}

void Session::setPauseOn(MarkerKinds kinds)
{
    if (d_->pauseOn == kinds) return;
    d_->pauseOn = std::move(kinds);
    emit pauseOnChanged();
}

void Session::setMasked(bool masked)
{
    if (std::exchange(d_->masked, masked) == masked) return;
    if (masked) setPlaying(false);
    emit maskedChanged(masked);
}

void Session::setSpeed(double factor)
{
    factor = std::clamp(factor, slowest, fastest);
    if (factor == d_->speed) return;
    d_->playedFrom = d_->playhead;
    d_->sincePlay.start();
    d_->speed = factor;
    emit speedChanged(factor);
}

void Session::stepForward()
{
    if (!d_->run) return;
    setPlaying(false);
    const auto& events = d_->run->recording->events;
    const auto next = std::upper_bound(events.begin(), events.end(), d_->playhead,
                                       [](Instant t, const Event& e) { return t < e.at; });
    setPlayhead(next == events.end() ? extent().until : next->at);
}

void Session::stepBack()
{
    if (!d_->run) return;
    setPlaying(false);
    const auto& events = d_->run->recording->events;
    const std::size_t here = d_->run->recording->first_event_at(d_->playhead);
    setPlayhead(here == 0 ? extent().from : events[here - 1].at);
}

}  // namespace stampede::ui
