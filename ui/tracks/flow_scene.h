#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include "ui/session/session.h"

#include <vector>

namespace stampede::ui {

/// What a dot of the flow is doing. `gone`: a client whose request is under way.
enum class FlowKind : std::uint8_t { idle, gone, asking, lookup, waiting, load, fresh, stale, failed };

struct FlowDot {
    QPointF at;
    FlowKind kind = FlowKind::idle;
    /// whom it stands for: the first of those it is a dot of; nobody in a mere quantity
    CallId call;
};

/// Places of the flow picture: clients → instances → Redis → database.
struct FlowLayout {
    QRectF clients, redis, database, queue;
    QRectF connections;             ///< inside the database
    std::vector<QRectF> instances;  ///< at most eight rows; more instances share rows
    std::vector<QRectF> waiting;    ///< beside them
    std::uint32_t instancesPerRow = 1;
    double step = 6;   ///< distance of dots in a grid
    double line = 16;  ///< of the named loads in the database
    static constexpr std::size_t namedLoads = 3;

    static constexpr std::size_t mostRows = 8;
    std::size_t rowOf(std::uint16_t instance) const
    {
        return std::min<std::size_t>(instance / instancesPerRow, instances.size() - 1);
    }
    /// Dots that fit beside one row of instances.
    std::size_t waitingRoom() const;
};
FlowLayout flowLayout(const QRectF& area, std::uint32_t instances, double scale);

/// How many requests one dot stands for: 1, 2, 5, 10 …, so that all who ever wait at once have room.
std::uint32_t requestsPerDot(const Timeline& timeline, const FlowLayout& layout, Duration moment);
/// How long one is seen on its way between a client and its instance, which takes no time in a run.
Duration flowMoment(const Scenario& scenario);

/// Finds the refreshes that are under way at an instant, however many there have been.
class RefreshIndex {
public:
    RefreshIndex() = default;
    explicit RefreshIndex(const Timeline& timeline);
    /// Lanes that may be open at `t`: [first, second).
    std::pair<std::uint32_t, std::uint32_t> around(Instant t) const;

private:
    std::uint32_t offset_ = 0;
    std::vector<Instant> begins_, latestEnd_;
};

/// The calls whose loads run at `t`, the earliest first, if they are at most `most`; else none.
std::vector<CallId> loadingAt(const Timeline& timeline, Instant t, std::size_t most);

/// All dots at `t`.
std::vector<FlowDot> flowDots(const Run& run, const RefreshIndex& refreshes, const FlowLayout& layout,
                              Instant t, std::uint32_t perDot);

}  // namespace stampede::ui
