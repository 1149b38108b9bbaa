#pragma once

#include <QPointF>
#include <QRectF>

#include "ui/session/time_marks.h"

#include <array>
#include <optional>

namespace stampede::ui {

/// Where the parts of a track's card are, in its own pixels.
struct TrackGeometry {
    QRectF card, plot;
    double titleHeight = 0;
    double reach = 0;           ///< so near counts as on a line
    double edge = 0;            ///< height of the strip at the bottom that is dragged
    bool folded = false;        ///< there is a title only
    bool takesInstants = true;  ///< the plot has an axis of time, and may be asked about
    bool folds = true;          ///< a click on the title folds or unfolds it
    std::array<std::optional<double>, TimeMarks::cursors> cursors;  ///< x of those that are set
};

bool onTitle(const TrackGeometry& g, QPointF at);
bool onLowerEdge(const TrackGeometry& g, QPointF at);
bool inPlot(const TrackGeometry& g, QPointF at);
/// The cursor whose line is under the mouse.
std::optional<std::size_t> cursorAt(const TrackGeometry& g, QPointF at);
Qt::CursorShape shapeAt(const TrackGeometry& g, QPointF at);

/// What the mouse asks of a track.
struct TrackRequest {
    enum class Kind {
        none,
        point,        ///< it is over the plot
        leave,        ///< or no longer
        click,        ///< in the plot
        scrub,        ///< the playhead, to `at`
        selectRange,  ///< from `from` to `at`
        placeCursor,  ///< at `at`
        moveCursor,   ///< `cursor`, to `at`
        pan,          ///< from `from` to `at`
        showAll,
        moveTrack,  ///< among the others, by its title
        dropTrack,
        setHeight,  ///< by how far it is from `from` to `at`
        ownHeight,
        toggleFold,
    };
    Kind kind = Kind::none;
    QPointF from, at;
    std::size_t cursor = 0;
};

/// Tells from what the mouse does what is asked for. Knows nothing of a run or of a widget.
class TrackGestures {
public:
    using Request = TrackRequest;

    void press(const TrackGeometry& g, Qt::MouseButton button, QPointF at);
    Request move(const TrackGeometry& g, QPointF at, Qt::KeyboardModifiers modifiers);
    Request release(const TrackGeometry& g, QPointF at, Qt::KeyboardModifiers modifiers);
    /// Of none of its own it is one more press.
    Request doubleClick(const TrackGeometry& g, Qt::MouseButton button, QPointF at);

private:
    enum class Drag { none, pressed, scrub, pan, range, cursor, title, move, edge };

    Drag drag_ = Drag::none;
    QPointF pressedAt_;
    std::size_t cursor_ = 0;
};

}  // namespace stampede::ui
