#pragma once

#include <QFontMetricsF>
#include <QRectF>
#include <QString>

#include "ui/session/session.h"
#include "ui/tracks/lane_scan.h"
#include "ui/tracks/time_axis.h"

#include <vector>

namespace stampede::ui {

/// A text inside the lanes, where there is room for it.
struct BlockText {
    QString text;
    QRectF rect;
    bool loads = false;  ///< about a load, else about waiting
    /// of a block of lanes that are all in one state, over this stretch: its text has a number, which
    /// blockWords gives; `absent` where `text` is all
    CallState state = CallState::absent;
    TimeRange stretch{};
};

/// What stands in a block: how many there are at the playhead while that is inside, else how many there are
/// at most in the visible range.
QString blockWords(const Run& run, const BlockText& block, Instant playhead, TimeRange visible);

/// Says in words what the large areas of the lanes are: who loads, how many wait, how many want a connection.
std::vector<BlockText> blockTexts(const Run& run, const LaneWindow& window, const TimeAxis& axis,
                                  const QRectF& area, const QFontMetricsF& metrics);

/// The largest rectangle of lanes in one of `states`, at least `height` high and `width` wide; empty when
/// there is none. Looks at up to 96 lanes spread over the window.
QRectF largestBlock(const Timeline& timeline, const LaneWindow& window, const TimeAxis& axis,
                    const QRectF& area, CallState state, double width, double height);

}  // namespace stampede::ui
