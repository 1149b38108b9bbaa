#pragma once

#include <QObject>

#include "ui/session/time_range.h"

#include <array>
#include <optional>

namespace stampede::ui {

/// What a person has marked in time: a range whose requests are asked about, and two cursors whose distance
/// is measured. Part of the session. All signals are emitted only on a real change.
class TimeMarks : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Headline and metrics are about the requests that arrived in it; none: about the run up to the
    /// playhead.
    const std::optional<TimeRange>& range() const { return range_; }
    /// Ends in any order; a range without length is none.
    void setRange(Instant a, Instant b);
    void clearRange();

    static constexpr std::size_t cursors = 2;
    const std::optional<Instant>& cursor(std::size_t which) const { return cursors_[which]; }
    bool hasCursors() const { return cursors_[0] || cursors_[1]; }
    void setCursor(std::size_t which, Instant at);
    /// The first that is not set yet; when both are, the first starts over and the second goes.
    void placeCursor(Instant at);
    void clearCursors();
    /// From the earlier one to the later one, when both are set.
    std::optional<TimeRange> between() const;

    void clear();

signals:
    void rangeChanged();
    void cursorsChanged();

private:
    void set(std::array<std::optional<Instant>, cursors> next);

    std::optional<TimeRange> range_;
    std::array<std::optional<Instant>, cursors> cursors_;
};

}  // namespace stampede::ui
