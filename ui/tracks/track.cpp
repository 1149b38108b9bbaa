#include "ui/tracks/track.h"

#include <QEvent>
#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"

#include <cmath>

namespace stampede::ui {

namespace {

constexpr int highestPlot = 1200;

}  // namespace

Track::Track(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent), session_(session), run_(session.run()), title_(title)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(title);
    connect(&session_, &Session::runChanged, this, &Track::takeRun);
    connect(&session_, &Session::ghostChanged, this, &Track::takeRun);
    connect(&session_, &Session::forkChanged, this, &Track::takeRun);
    connect(&session_.marks(), &TimeMarks::rangeChanged, this, qOverload<>(&QWidget::update));
    connect(&session_.marks(), &TimeMarks::cursorsChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::scenarioChanged, this,
            qOverload<>(&QWidget::update));  // it has the bookmarks
    connect(&session_.viewport(), &Viewport::visibleChanged, this, &Track::redraw);
    connect(&session_.viewport(), &Viewport::axisChanged, this, &Track::redraw);
    connect(&session_.playback(), &Playback::playheadChanged, this, &Track::playheadMoved);
    connect(&session_, &Session::selectionChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::hoverChanged, this, qOverload<>(&QWidget::update));
}

int Track::gutterLeft()
{
    return theme().px(60);
}
int Track::gutterRight()
{
    return theme().px(24);
}
int Track::titleHeight(bool low) const
{
    return theme().px(low ? 26 : 34);
}

bool Track::foldsByItself() const
{
    return !run_ || !nothingToSay().isEmpty() || wanted_.folded.value_or(startsFolded());
}

bool Track::isFolded() const
{
    return foldsByItself() || (given_ && given_->share.folded);
}

void Track::setFolded(bool folded)
{
    const bool before = isFolded();
    wanted_.folded = folded;
    if (!folded && given_) given_->share.folded = false;  // the column makes room elsewhere
    if (before == isFolded()) return;
    redraw();
    updateGeometry();
    emit foldedChanged(folded);
}

void Track::resetFolded()
{
    const bool before = isFolded();
    wanted_.folded.reset();
    if (before == isFolded()) return;
    redraw();
    updateGeometry();
    emit foldedChanged(isFolded());
}

void Track::setChosenHeight(std::optional<int> height)
{
    if (height) height = keptWithin(*height, leastPlotHeight(), highestPlot);
    if (wanted_.height == height) return;
    wanted_.height = height;
    updateGeometry();
    emit heightChosen();
}

void Track::growBy(int pixels)
{
    if (!isFolded()) setChosenHeight(wanted_.height.value_or(plotHeightNow()) + pixels);
}

void Track::setLifted(bool lifted)
{
    if (lifted_ == lifted) return;
    lifted_ = lifted;
    redraw();
}

/// At scale 1, of the plot as it stands.
int Track::plotHeightNow() const
{
    return static_cast<int>(std::lround(plotRect().height() / theme().scale));
}

void Track::setMasked(bool masked)
{
    if (masked_ == masked) return;
    masked_ = masked;
    redraw();
    updateGeometry();
}

void Track::setOutdated(bool outdated)
{
    if (outdated_ == outdated) return;
    outdated_ = outdated;
    update();
}

TrackWish Track::wish(bool low) const
{
    TrackWish w;
    w.folded = titleHeight(low) + theme().px(2);
    w.lowest = w.least = w.own = w.folded;
    w.matters = matters();
    if (foldsByItself()) return w;
    const int around = titleHeight(low) + theme().px(heightBelow());
    if (wanted_.height) {
        // What a run needs may have grown since the height was chosen.
        w.lowest = w.least = w.own = around + theme().px(std::max(*wanted_.height, leastPlotHeight()));
        return w;
    }
    w.own = around + theme().px(plotHeight());
    w.lowest = around + theme().px(leastPlotHeight());
    w.least = std::max(w.lowest, around + theme().px(plotHeight() * 2 / 3));
    w.stretch = stretch();
    w.mayFold = !wanted_.folded;
    return w;
}

void Track::give(const TrackShare& share, bool low)
{
    if (given_ && given_->share == share && given_->low == low) return;
    given_ = Given{share, low};
    updateGeometry();
    redraw();
}

QSize Track::sizeHint() const
{
    return {theme().px(600), given_ ? given_->share.height : wish(false).own};
}

QSize Track::minimumSizeHint() const
{
    return {theme().px(240), sizeHint().height()};
}

QRectF Track::plotRect() const
{
    const double below = theme().px(heightBelow());
    return QRectF(gutterLeft(), titleHeight(), std::max(1, width() - gutterLeft() - gutterRight()),
                  std::max(1.0, height() - titleHeight() - below));
}

TimeAxis Track::axis() const
{
    const QRectF plot = plotRect();
    return TimeAxis(session_.viewport().visible(), plot.left(), plot.right(), session_.viewport().axis());
}

void Track::takeRun()
{
    const bool wasFolded = isFolded();
    const int before = sizeHint().height();
    run_ = session_.run();
    prepare();
    if (isFolded() != wasFolded || sizeHint().height() != before) updateGeometry();
    redraw();
}

void Track::redraw()
{
    frame_ = content_ = QImage();
    pictureOutdated();
    update();
}

double Track::paleness() const
{
    return outdated_ ? 0.55 : 1;
}

QRegion Track::liveRegion(double x) const
{
    const QRectF plot = plotRect();
    QRegion line = QRect(static_cast<int>(std::floor(x)) - 3, static_cast<int>(plot.top()) - 6, 7,
                         static_cast<int>(plot.height()) + 12);
    if (!labelsTime()) return line;
    const int reach =
        theme().px(130);  // of the labels that make way for the playhead's time, wherever the edge has put it
    const int middle = keptWithin(static_cast<int>(x), 0, width());
    return line + QRect(middle - reach, static_cast<int>(plot.bottom()) - 1, 2 * reach, theme().px(28));
}

void Track::playheadMoved()
{
    const double before = std::exchange(lastPlayheadX_, playheadX());
    if (isFolded()) return;
    const QRect body = rect().adjusted(0, titleHeight() - 8, 0, 0);
    const double low = std::min(before, lastPlayheadX_), high = std::max(before, lastPlayheadX_);
    QRegion changed = liveRegion(before) + liveRegion(lastPlayheadX_);
    const double left = keptWithin(low, -10.0, width() + 10.0),
                 right = keptWithin(high, -10.0, width() + 10.0);
    changed +=
        QRect(static_cast<int>(left) - 2, body.top(), static_cast<int>(right - left) + 5, body.height());
    update(changed & body);
}

void Track::resizeEvent(QResizeEvent*)
{
    redraw();
}

void Track::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        redraw();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

}  // namespace stampede::ui
