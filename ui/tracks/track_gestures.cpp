#include "ui/tracks/track_gestures.h"

#include <cmath>
#include <utility>

namespace stampede::ui {

namespace {

constexpr int dragThreshold = 4;
constexpr double besidePlot = 6;

}  // namespace

bool onTitle(const TrackGeometry& g, QPointF at)
{
    return g.card.contains(at) && at.y() < g.titleHeight;
}

bool onLowerEdge(const TrackGeometry& g, QPointF at)
{
    return !g.folded && g.card.contains(at) && at.y() >= g.card.bottom() - g.edge;
}

bool inPlot(const TrackGeometry& g, QPointF at)
{
    return !g.folded && g.takesInstants && at.y() >= g.titleHeight && at.x() >= g.plot.left() - besidePlot &&
           at.x() <= g.plot.right() + besidePlot;
}

std::optional<std::size_t> cursorAt(const TrackGeometry& g, QPointF at)
{
    if (!inPlot(g, at)) return {};
    for (std::size_t i = 0; i < g.cursors.size(); ++i)
        if (g.cursors[i] && std::abs(*g.cursors[i] - at.x()) <= g.reach) return i;
    return {};
}

Qt::CursorShape shapeAt(const TrackGeometry& g, QPointF at)
{
    if (cursorAt(g, at)) return Qt::SizeHorCursor;
    if (onLowerEdge(g, at)) return Qt::SizeVerCursor;
    return onTitle(g, at) && g.folds ? Qt::PointingHandCursor : Qt::ArrowCursor;
}

void TrackGestures::press(const TrackGeometry& g, Qt::MouseButton button, QPointF at)
{
    pressedAt_ = at;
    drag_ = Drag::none;
    if (button == Qt::MiddleButton && inPlot(g, at)) drag_ = Drag::pan;
    if (button != Qt::LeftButton) return;
    if (onLowerEdge(g, at)) {
        drag_ = Drag::edge;
    } else if (onTitle(g, at)) {
        drag_ = Drag::title;
    } else if (const auto cursor = cursorAt(g, at)) {
        drag_ = Drag::cursor;
        cursor_ = *cursor;
    } else if (inPlot(g, at)) {
        drag_ = Drag::pressed;
    }
}

TrackRequest TrackGestures::move(const TrackGeometry& g, QPointF at, Qt::KeyboardModifiers modifiers)
{
    using Kind = Request::Kind;
    const bool far = (at - pressedAt_).manhattanLength() >= dragThreshold;
    if (drag_ == Drag::pressed && far) drag_ = modifiers & Qt::ShiftModifier ? Drag::range : Drag::scrub;
    if (drag_ == Drag::title && far) drag_ = Drag::move;
    const auto ask = [&](Kind kind) { return Request{kind, pressedAt_, at, cursor_}; };
    switch (drag_) {
    case Drag::none: return ask(inPlot(g, at) ? Kind::point : Kind::leave);
    case Drag::scrub: return ask(Kind::scrub);
    case Drag::range: return ask(Kind::selectRange);
    case Drag::cursor: return ask(Kind::moveCursor);
    case Drag::move: return ask(Kind::moveTrack);
    case Drag::edge: return ask(Kind::setHeight);
    case Drag::pan: return ask(Kind::pan);
    case Drag::pressed:
    case Drag::title: break;
    }
    return {};
}

TrackRequest TrackGestures::release(const TrackGeometry& g, QPointF at, Qt::KeyboardModifiers modifiers)
{
    using Kind = Request::Kind;
    const Drag drag = std::exchange(drag_, Drag::none);
    Kind kind = Kind::none;
    if (drag == Drag::pressed) kind = modifiers & Qt::ControlModifier ? Kind::placeCursor : Kind::click;
    if (drag == Drag::move) kind = Kind::dropTrack;
    if (drag == Drag::title && onTitle(g, at) && g.folds) kind = Kind::toggleFold;
    return {kind, pressedAt_, at, cursor_};
}

TrackRequest TrackGestures::doubleClick(const TrackGeometry& g, Qt::MouseButton button, QPointF at)
{
    if (button != Qt::LeftButton) return {};
    if (onLowerEdge(g, at)) return {Request::Kind::ownHeight, at, at, 0};
    if (inPlot(g, at)) return {Request::Kind::showAll, at, at, 0};
    press(g, button, at);  // a second click on the title is one more click
    return {};
}

}  // namespace stampede::ui
