#include "ui/tracks/track.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/look/theme/theme.h"

#include <cmath>

// What mouse and keys do on a track.

namespace stampede::ui {

namespace {

constexpr int dragThreshold = 4;

}  // namespace

bool Track::inPlot(QPointF at) const
{
    return !isFolded() && !masked_ && hasTimeAxis() && at.y() >= titleHeight() &&
           at.x() >= gutterLeft() - 6 && at.x() <= width() - gutterRight() + 6;
}

bool Track::onTitle(QPointF at) const
{
    return rect().contains(at.toPoint()) && at.y() < titleHeight();
}

bool Track::onLowerEdge(QPointF at) const
{
    return !isFolded() && rect().contains(at.toPoint()) && at.y() >= height() - theme().px(6);
}

void Track::mousePressEvent(QMouseEvent* event)
{
    pressedAt_ = event->position();
    rangeAtPress_ = session_.visible();
    heightAtPress_ = plotHeightNow();
    drag_ = Drag::none;
    const bool left = event->button() == Qt::LeftButton;
    if (left && onLowerEdge(pressedAt_))
        drag_ = Drag::edge;
    else if (left && onTitle(pressedAt_))
        drag_ = Drag::title;
    else if (const auto cursor = left ? cursorAt(pressedAt_) : std::nullopt) {
        drag_ = Drag::cursor;
        draggedCursor_ = *cursor;
    } else if (left && inPlot(pressedAt_))
        drag_ = Drag::pressed;
    else if (event->button() == Qt::MiddleButton && inPlot(pressedAt_))
        drag_ = Drag::pan;
}

void Track::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    const bool far = (at - pressedAt_).manhattanLength() >= dragThreshold;
    if (drag_ == Drag::pressed && far) {
        drag_ = event->modifiers() & Qt::ShiftModifier ? Drag::range : Drag::scrub;
        unhovered();
    }
    if (drag_ == Drag::title && far) drag_ = Drag::move;
    if (drag_ != Drag::none) return drag(event);
    showCursor(at);
    inPlot(at) ? hovered(at) : unhovered();
}

void Track::drag(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (drag_ == Drag::scrub) session_.setPlayhead(axis().at(at.x()));
    if (drag_ == Drag::range) session_.marks().setRange(axis().at(pressedAt_.x()), axis().at(at.x()));
    if (drag_ == Drag::cursor) session_.marks().setCursor(draggedCursor_, axis().at(at.x()));
    if (drag_ == Drag::move) emit titleDragged(event->globalPosition().toPoint());
    if (drag_ == Drag::edge)
        setChosenHeight(heightAtPress_ +
                        static_cast<int>(std::lround((at.y() - pressedAt_.y()) / theme().scale)));
    if (drag_ == Drag::pan) {
        const TimeAxis start(rangeAtPress_, axis().left(), axis().right(), session_.axis());
        session_.setVisible(panned(rangeAtPress_, start.length(pressedAt_.x() - at.x()), session_.axis()));
    }
}

/// The cursor whose line is under the mouse.
std::optional<std::size_t> Track::cursorAt(QPointF at) const
{
    if (!inPlot(at)) return {};
    for (std::size_t i = 0; i < TimeMarks::cursors; ++i)
        if (const auto cursor = session_.marks().cursor(i);
            cursor && std::abs(axis().x(*cursor) - at.x()) <= theme().px(4))
            return i;
    return {};
}

void Track::showCursor(QPointF at)
{
    if (cursorAt(at)) return setCursor(Qt::SizeHorCursor);
    const bool folds = onTitle(at) && nothingToSay().isEmpty();
    setCursor(onLowerEdge(at) ? Qt::SizeVerCursor : folds ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Track::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(drag_, Drag::none);
    if (drag == Drag::pressed && event->modifiers() & Qt::ControlModifier)
        session_.marks().placeCursor(axis().at(event->position().x()));
    else if (drag == Drag::pressed)
        clicked(event->position());
    if (drag == Drag::move) emit titleDropped();
    if (drag == Drag::title && onTitle(event->position()) && run_ && nothingToSay().isEmpty())
        setFolded(!isFolded());
}

void Track::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    if (onLowerEdge(event->position())) return setChosenHeight({});
    if (inPlot(event->position())) return session_.showAll();
    mousePressEvent(event);  // a second click on the title is one more click
}

void Track::clicked(QPointF at)
{
    session_.setPlayhead(axis().at(at.x()));
}

void Track::wheelEvent(QWheelEvent* event)
{
    if (!inPlot(event->position()) || !run_) return event->ignore();
    const QPoint turned = event->angleDelta();
    const bool pans = event->modifiers() & Qt::ShiftModifier || std::abs(turned.x()) > std::abs(turned.y());
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    pans ? session_.pan(-notches * 0.12)
         : session_.zoom(axis().at(event->position().x()), std::pow(0.8, notches));
    event->accept();
}

void Track::focusInEvent(QFocusEvent* event)
{
    focusedByKey_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    redraw();
    QWidget::focusInEvent(event);
}

void Track::focusOutEvent(QFocusEvent* event)
{
    redraw();
    QWidget::focusOutEvent(event);
}

void Track::leaveEvent(QEvent*)
{
    unhovered();
}

void Track::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && nothingToSay().isEmpty())
        return setFolded(!isFolded());
    QWidget::keyPressEvent(event);
}

bool Track::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPointF at = static_cast<QHelpEvent*>(event)->pos();
        setToolTip(
            onTitle(at) ? tr("Click to fold or unfold (Return), drag to move (Alt+↑ and Alt+↓)")
            : onLowerEdge(at)
                ? tr("Drag to make it higher or lower (Alt+Shift+↑ and ↓), double-click for its own height")
                : QString());
    }
    return QWidget::event(event);
}

}  // namespace stampede::ui
