#include "ui/tracks/track.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include "ui/look/theme/theme.h"

#include <cmath>

// What mouse and keys do on a track: what they ask for is told by TrackGestures.

namespace stampede::ui {

TrackGeometry Track::geometryNow() const
{
    TrackGeometry g;
    g.card = rect();
    g.plot = plotRect();
    g.titleHeight = titleHeight();
    g.reach = theme().px(4);
    g.edge = theme().px(6);
    g.folded = isFolded();
    g.takesInstants = hasTimeAxis() && !masked_;
    g.folds = run_ && nothingToSay().isEmpty();
    for (std::size_t i = 0; i < g.cursors.size(); ++i)
        if (const auto at = session_.marks().cursor(i)) g.cursors[i] = axis().x(*at);
    return g;
}

void Track::mousePressEvent(QMouseEvent* event)
{
    atPress_ = {session_.viewport().visible(), plotHeightNow()};
    gestures_.press(geometryNow(), event->button(), event->position());
}

void Track::mouseMoveEvent(QMouseEvent* event)
{
    const TrackGeometry g = geometryNow();
    const TrackRequest request = gestures_.move(g, event->position(), event->modifiers());
    if (event->buttons() == Qt::NoButton) setCursor(shapeAt(g, event->position()));
    if (request.kind == TrackRequest::Kind::moveTrack)
        emit titleDragged(event->globalPosition().toPoint());
    else
        act(request);
}

void Track::mouseReleaseEvent(QMouseEvent* event)
{
    act(gestures_.release(geometryNow(), event->position(), event->modifiers()));
}

void Track::mouseDoubleClickEvent(QMouseEvent* event)
{
    atPress_ = {session_.viewport().visible(), plotHeightNow()};
    act(gestures_.doubleClick(geometryNow(), event->button(), event->position()));
}

void Track::act(const TrackRequest& request)
{
    using Kind = TrackRequest::Kind;
    const auto instant = [this](QPointF at) { return axis().at(at.x()); };
    Viewport& view = session_.viewport();
    switch (request.kind) {
    case Kind::none:
    case Kind::moveTrack: return;
    case Kind::point: return hovered(request.at);
    case Kind::leave: return unhovered();
    case Kind::click: return clicked(request.at);
    case Kind::scrub: unhovered(); return session_.playback().setPlayhead(instant(request.at));
    case Kind::selectRange:
        unhovered();
        return session_.marks().setRange(instant(request.from), instant(request.at));
    case Kind::placeCursor: return session_.marks().placeCursor(instant(request.at));
    case Kind::moveCursor: return session_.marks().setCursor(request.cursor, instant(request.at));
    case Kind::showAll: return view.showAll();
    case Kind::dropTrack: emit titleDropped(); return;
    case Kind::setHeight: {
        const double dragged = (request.at.y() - request.from.y()) / theme().scale;
        return setChosenHeight(atPress_.height + static_cast<int>(std::lround(dragged)));
    }
    case Kind::ownHeight: return setChosenHeight({});
    case Kind::toggleFold: return setFolded(!isFolded());
    case Kind::pan: {
        const TimeAxis start(atPress_.visible, axis().left(), axis().right(), view.axis());
        const Duration by = start.length(request.from.x() - request.at.x());
        return view.setVisible(panned(atPress_.visible, by, view.axis()));
    }
    }
}

void Track::clicked(QPointF at)
{
    session_.playback().setPlayhead(axis().at(at.x()));
}

void Track::wheelEvent(QWheelEvent* event)
{
    if (!inPlot(geometryNow(), event->position()) || !run_) return event->ignore();
    const QPoint turned = event->angleDelta();
    const bool pans = event->modifiers() & Qt::ShiftModifier || std::abs(turned.x()) > std::abs(turned.y());
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    pans ? session_.viewport().pan(-notches * 0.12)
         : session_.viewport().zoom(axis().at(event->position().x()), std::pow(0.8, notches));
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
        const TrackGeometry g = geometryNow();
        setToolTip(
            onTitle(g, at) ? tr("Click to fold or unfold (Return), drag to move (Alt+↑ and Alt+↓)")
            : onLowerEdge(g, at)
                ? tr("Drag to make it higher or lower (Alt+Shift+↑ and ↓), double-click for its own height")
                : QString());
    }
    return QWidget::event(event);
}

}  // namespace stampede::ui
