#pragma once

#include <QRectF>

#include <vector>

namespace stampede::ui {

/// Keeps the labels of one plot off each other and off what must be seen. Whoever comes first gets the place
/// it wants.
class LabelRoom {
public:
    explicit LabelRoom(const QRectF& bounds) : bounds_(bounds) {}

    /// Nothing that comes later may lie on this.
    void take(const QRectF& rect) { taken_.push_back(rect); }
    /// Where a label goes that would like to be at `wanted`: there, or as near above, below or beside it as
    /// there is room, inside the bounds. Empty when there is no room: it is left out.
    QRectF place(const QRectF& wanted);

private:
    bool isFree(const QRectF& rect) const;

    QRectF bounds_;
    std::vector<QRectF> taken_;
};

}  // namespace stampede::ui
