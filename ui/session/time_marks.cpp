#include "ui/session/time_marks.h"

#include <algorithm>

namespace stampede::ui {

void TimeMarks::setRange(Instant a, Instant b)
{
    if (a == b) return clearRange();
    const TimeRange next{std::min(a, b), std::max(a, b)};
    if (range_ == next) return;
    range_ = next;
    emit rangeChanged();
}

void TimeMarks::clearRange()
{
    if (!range_) return;
    range_.reset();
    emit rangeChanged();
}

void TimeMarks::set(std::array<std::optional<Instant>, cursors> next)
{
    if (cursors_ == next) return;
    cursors_ = next;
    emit cursorsChanged();
}

void TimeMarks::setCursor(std::size_t which, Instant at)
{
    auto next = cursors_;
    next[which] = at;
    set(next);
}

void TimeMarks::placeCursor(Instant at)
{
    if (!cursors_[0]) return setCursor(0, at);
    if (!cursors_[1]) return setCursor(1, at);
    set({at, std::nullopt});
}

void TimeMarks::clearCursors()
{
    set({});
}

std::optional<TimeRange> TimeMarks::between() const
{
    if (!cursors_[0] || !cursors_[1]) return {};
    return TimeRange{std::min(*cursors_[0], *cursors_[1]), std::max(*cursors_[0], *cursors_[1])};
}

void TimeMarks::clear()
{
    clearRange();
    clearCursors();
}

}  // namespace stampede::ui
