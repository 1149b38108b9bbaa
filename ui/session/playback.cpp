#include "ui/session/playback.h"

#include "ui/look/theme/kept_within.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int frameMs = 16;
/// Pictures of a live run come about this often.
constexpr double glideMs = 70;

}  // namespace

Playback::Playback(QObject* parent) : QObject(parent)
{
    ticks_.setTimerType(Qt::PreciseTimer);
    ticks_.setInterval(frameMs);
    connect(&ticks_, &QTimer::timeout, this, &Playback::tick);
}

TimeRange Playback::extent() const
{
    if (!run_) return {};
    const TimeRange e = run_->extent();
    if (run_->recording->world != "simulated") return e;
    return {e.from, std::max(e.until, reach_.value_or(e.until))};
}

void Playback::setReach(std::optional<Instant> until)
{
    if (std::exchange(reach_, until) == until) return;
    atEnd_ = atEnd_ && !until;
    move(playhead_);
}

void Playback::setPlayhead(Instant t)
{
    glide_.to = glide_.from = t;
    move(t);
    atEnd_ = run_ && playhead_ == extent().until;
    if (playing_) restart();
}

void Playback::move(Instant t)
{
    if (run_) {
        const TimeRange e = extent();
        t = keptWithin(t, e.from, held_ ? std::max(t, e.until) : e.until);
    }
    if (std::exchange(playhead_, t) != t) emit playheadChanged(t);
}

/// Plays on from here.
void Playback::restart()
{
    play_.from = playhead_;
    play_.since.start();
}

void Playback::follow(const RunPtr& run)
{
    const bool first = run_ == nullptr;
    run_ = run;
    if (run->partial && atEnd_) return glide();
    glide_.from = glide_.to;
    move(atEnd_ && !first ? extent().until : playhead_);
}

void Playback::awaitPresent()
{
    atEnd_ = true;
    setPlaying(false);
}

void Playback::hold(bool on)
{
    held_ = on;
    if (on) setPlaying(false);
}

void Playback::setPlaying(bool on)
{
    if (on == playing_ || (on && (!run_ || held_))) return;
    if (on && playhead_ >= extent().until) setPlayhead(extent().from);
    playing_ = on;
    restart();
    on ? ticks_.start() : ticks_.stop();
    glide_.to = glide_.from = playhead_;
    emit playingChanged(on);
}

/// Where the playhead stands follows from when play began, never from how many ticks there were.
void Playback::tick()
{
    if (!playing_) return glide();
    const double gone = static_cast<double>(play_.since.nsecsElapsed()) * speed_;
    const Instant end = extent().until;
    const bool over = gone >= static_cast<double>((end - play_.from).count());
    const Instant next = over ? end : play_.from + Duration(static_cast<std::int64_t>(gone));
    if (!pauseOn_.empty() && pauseBetween(playhead_, next)) return;
    if (over) return playedToEnd();
    atEnd_ = false;
    move(next);
}

/// Whether a marker on the way has stopped it.
bool Playback::pauseBetween(Instant from, Instant until)
{
    const Marker* marker = markerAfter(run_->timeline, from, until, pauseOn_);
    if (!marker) return false;
    atEnd_ = false;
    move(marker->at);
    setPlaying(false);
    emit pausedAt(marker->kind);
    return true;
}

void Playback::playedToEnd()
{
    move(extent().until);
    if (run_->partial) return;
    atEnd_ = true;
    setPlaying(false);
}

/// Between two pictures of a live run the playhead goes on evenly through what is recorded.
void Playback::glide()
{
    const Instant end = extent().until;
    if (run_ && run_->partial && atEnd_ && glide_.to != end) {
        glide_.from = playhead_;
        glide_.to = end;
        glide_.since.start();
        ticks_.start();
    }
    if (glide_.from == glide_.to) return ticks_.stop();
    const double share = std::min(1.0, static_cast<double>(glide_.since.nsecsElapsed()) / (glideMs * 1e6));
    const double whole = static_cast<double>((glide_.to - glide_.from).count());
    move(glide_.from + Duration(std::llround(whole * share)));
    if (share < 1) return;
    glide_.from = glide_.to;
    ticks_.stop();
}

void Playback::setPauseOn(MarkerKinds kinds)
{
    if (pauseOn_ == kinds) return;
    pauseOn_ = std::move(kinds);
    emit pauseOnChanged();
}

void Playback::setSpeed(double factor)
{
    factor = keptWithin(factor, slowest, fastest);
    if (factor == speed_) return;
    restart();
    speed_ = factor;
    emit speedChanged(factor);
}

void Playback::stepForward()
{
    if (!run_) return;
    setPlaying(false);
    const auto& events = run_->recording->events;
    const auto next = std::upper_bound(events.begin(), events.end(), playhead_,
                                       [](Instant t, const Event& e) { return t < e.at; });
    setPlayhead(next == events.end() ? extent().until : next->at);
}

void Playback::stepBack()
{
    if (!run_) return;
    setPlaying(false);
    const auto& events = run_->recording->events;
    const std::size_t here = run_->recording->first_event_at(playhead_);
    setPlayhead(here == 0 ? extent().from : events[here - 1].at);
}

}  // namespace stampede::ui
