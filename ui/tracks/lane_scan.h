#pragma once

#include <QImage>
#include <QRgb>

#include "core/analysis/timeline.h"
#include "ui/session/session.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace stampede::ui {

/// What a pixel of a lane can show. Of several at once, those further down are drawn over those further up.
enum class Shade : std::uint8_t { lookup, waiting, fresh, stale, load, failed };
inline constexpr std::size_t shades = 6;

/// Which requests are drawn into how many pixels.
struct LaneWindow {
    /// requests [first, last), from 0: one lane each, in this order from the top
    std::uint32_t first = 0, last = 0;
    TimeRange range;
    int columns = 1, rows = 1;  ///< device pixels
    /// columns that the mark of an answer takes behind the end of its request
    double tail = 6;
    double pixel = 1;                ///< device pixels of a logical one
    const TimeWarp* warp = nullptr;  ///< of the axis; nullptr: straight

    std::uint32_t lanes() const { return last - first; }
    /// Rows that are used: a lane is at most 22 logical pixels high, so that few lanes stay lanes.
    int usedRows() const;
    double laneHeight() const { return lanes() ? double(usedRows()) / lanes() : 0; }
    /// The upper edge of a request's lane, in rows from the top.
    double top(std::uint32_t lane) const { return (double(lane) - first) * laneHeight(); }
    /// The request whose lane is at row `y`, or −1.
    std::int64_t laneAt(double y) const;
    static constexpr int highestLane = 22;
};

using ShadeColors = std::array<QRgb, shades>;

/// A refresh and the row it is drawn in: that of the request whose look started it.
struct RowOfRefresh {
    std::uint32_t request = 0, lane = 0;  ///< both as lanes of the timeline
};

/// Draws lanes by scanning: for each row of pixels, the time its requests spend in each state is added up per
/// column, exactly, then coloured once. Costs some 4 ns a step whatever the zoom; many lanes are shared among
/// the cores. A load or a failure among thousands keeps two thirds of its colour however small its share.
class LaneScan {
public:
    /// `refreshes` by rising request. The image has the window's size, transparent where nothing is.
    static QImage draw(const Timeline& timeline, std::span<const RowOfRefresh> refreshes,
                       const LaneWindow& window, const ShadeColors& colors);

private:
    class Row;
    /// Blocks [from, until) of `of`: a block is a lane of several rows, or a row of several lanes.
    struct Blocks {
        std::uint64_t from, until, of;
    };
    struct Pixels {
        QRgb* first;
        std::ptrdiff_t stride;
    };
    static void drawBlocks(const Timeline& timeline, std::span<const RowOfRefresh> refreshes,
                           const LaneWindow& window, const ShadeColors& colors, Blocks blocks, Pixels pixels);
};

}  // namespace stampede::ui
