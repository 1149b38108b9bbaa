#include "ui/session/viewport.h"

#include "ui/session/playback.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

Instant plannedEnd(const Scenario& s)
{
    Instant end = run_start;
    for (const Traffic& t : s.traffic) {
        if (const auto* burst = std::get_if<Burst>(&t)) end = std::max(end, burst->at + burst->within);
        if (const auto* steady = std::get_if<Steady>(&t)) end = std::max(end, steady->until);
        if (const auto* ramp = std::get_if<Ramp>(&t)) end = std::max(end, ramp->until);
        if (const auto* closed = std::get_if<Closed>(&t)) end = std::max(end, closed->until);
    }
    return s.horizon ? std::min(end, run_start + *s.horizon) : end;
}

}  // namespace

TimeRange roomToGrow(const Run& run)
{
    const Instant first = std::min(run_start, run.timeline.begin);
    const Duration grown = run.extent().until - first;
    Duration length = std::chrono::seconds(2);
    while (length < grown) length *= 2;
    const Duration planned = plannedEnd(run.scenario) - first + run.scenario.database.query_time;
    if (planned >= grown) length = std::min(length, planned);
    return {first - length / 50, first + length + length / 25};
}

Viewport::Viewport(const Playback& playback, QObject* parent) : QObject(parent), playback_(playback) {}

const TimeWarp& Viewport::axis() const
{
    static const TimeWarp straight;
    return idleHidden_ && run_ ? run_->idle : straight;
}

TimeRange Viewport::content() const
{
    return run_ ? run_->content(axis()) : TimeRange{run_start, run_start + std::chrono::seconds(1)};
}

void Viewport::setIdleHidden(bool hidden)
{
    if (std::exchange(idleHidden_, hidden) == hidden) return;
    emit axisChanged();
    fitted_ ? showAll() : setClamped(visible_);
}

void Viewport::follow(const RunPtr& run)
{
    const bool first = run_ == nullptr;
    run_ = run;
    fitted_ ? followContent(first) : setClamped(visible_);
}

/// While nobody has zoomed, the range follows the run; but it stays as it is while the run fills most of it,
/// so that a drag does not make the axis swim.
void Viewport::followContent(bool first)
{
    const TimeRange content = run_->partial ? roomToGrow(*run_) : this->content();
    const TimeRange v = visible_;
    const Duration all = axis().bent_length(content.from, content.until),
                   seen = axis().bent_length(v.from, v.until);
    const bool fits =
        content.from >= v.from && axis().bent(content.until) <= axis().bent(v.until) + seen / 50;
    if (!first && !run_->partial && fits && all * 5 >= seen * 4) return;
    if (v == content) return;
    visible_ = content;
    emit visibleChanged(content);
}

void Viewport::setVisible(TimeRange range)
{
    fitted_ = false;
    setClamped(range);
}

/// Judged on the axis, where a range is as long as it looks.
void Viewport::setClamped(TimeRange range)
{
    constexpr Duration shortest{200};
    if (range.length() < shortest) range.until = range.from + shortest;
    if (run_ && !held_) {
        const TimeWarp& axis = this->axis();
        const auto bent = [&](TimeRange r) { return TimeRange{axis.bent(r.from), axis.bent(r.until)}; };
        const TimeRange content = bent(this->content()), e = bent(playback_.extent());
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
    if (visible_ == range) return;
    visible_ = range;
    emit visibleChanged(range);
}

void Viewport::zoom(Instant fixed, double factor)
{
    setVisible(zoomed(visible_, fixed, factor, axis()));
}

void Viewport::pan(double share)
{
    const double length = static_cast<double>(axis().bent_length(visible_.from, visible_.until).count());
    setVisible(panned(visible_, Duration(std::llround(length * share)), axis()));
}

void Viewport::showAll()
{
    fitted_ = true;
    if (run_) setClamped(content());
}

}  // namespace stampede::ui
