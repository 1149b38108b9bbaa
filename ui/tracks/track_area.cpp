#include "ui/tracks/track_area.h"

#include <QApplication>
#include <QEvent>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/tracks/database_track.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/flow_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/probability_track.h"
#include "ui/tracks/requests_track.h"
#include "ui/tracks/track_settings.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr int patienceMs = 150;  ///< a run that takes longer than this pales the picture of the one before

Track* named(Track* track, const char* name)
{
    track->setObjectName(QLatin1String(name));
    return track;
}

}  // namespace

struct TrackArea::Parts {
    std::vector<Track*> tracks;  ///< as they stand
    QStringList ownOrder;
    QScrollArea* scroll = nullptr;
    QWidget* content = nullptr;
    QVBoxLayout* column = nullptr;
    QTimer patience;
    bool masked = false;
    bool resetting = false;  ///< what changes now is not to be kept
};

TrackArea::TrackArea(Session& session, QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>())
{
    auto* content = parts_->content = new QWidget;
    parts_->column = new QVBoxLayout(content);
    parts_->tracks = {named(new FlowTrack(session, content), "flow"),
                      named(new RequestsTrack(session, content), "requests"),
                      named(new LockTrack(session, content), "lock"),
                      named(new EntryTrack(session, content), "entry"),
                      named(new ProbabilityTrack(session, content), "probability"),
                      named(new DatabaseTrack(session, content), "database")};
    for (Track* track : parts_->tracks) addTrack(track);
    // after the tracks, which were connected first
    for (auto changed : {&Session::runChanged, &Session::ghostChanged, &Session::forkChanged})
        connect(&session, changed, this, &TrackArea::share);

    auto* scroll = parts_->scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->installEventFilter(this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);

    parts_->patience.setSingleShot(true);
    parts_->patience.setInterval(patienceMs);
    const auto pale = [this](bool outdated) {
        for (Track* track : parts_->tracks) track->setOutdated(outdated);
    };
    connect(&parts_->patience, &QTimer::timeout, this, [pale] { pale(true); });
    connect(&session, &Session::computingChanged, this, [this, pale](bool computing) {
        computing ? parts_->patience.start() : parts_->patience.stop();
        if (!computing) pale(false);
    });
    connect(&session, &Session::maskedChanged, this, &TrackArea::setMasked);
    const QStringList order = track_settings::order(parts_->ownOrder);
    std::stable_sort(parts_->tracks.begin(), parts_->tracks.end(), [&](Track* a, Track* b) {
        return order.indexOf(a->objectName()) < order.indexOf(b->objectName());
    });
    place();
}

TrackArea::~TrackArea() = default;

/// As it is remembered; what its user changes from now on is kept.
void TrackArea::addTrack(Track* track)
{
    const QString name = track->objectName();
    parts_->ownOrder += name;
    if (const auto folded = track_settings::folded(name)) track->setFolded(*folded);
    track->setChosenHeight(track_settings::height(name));
    connect(track, &Track::foldedChanged, this, [this, track, name] {
        if (!parts_->resetting) track_settings::keepFolded(name, track->foldedByUser());
        share();
    });
    connect(track, &Track::heightChosen, this, [this, track, name] {
        if (!parts_->resetting) track_settings::keepHeight(name, track->chosenHeight());
        share();
    });
    connect(track, &Track::titleDragged, this, [this, track](QPoint at) { follow(track, at); });
    connect(track, &Track::titleDropped, track, [track] { track->setLifted(false); });
}

const std::vector<Track*>& TrackArea::tracks() const
{
    return parts_->tracks;
}

Track* TrackArea::focusedTrack() const
{
    auto* track = qobject_cast<Track*>(QApplication::focusWidget());
    return track && isAncestorOf(track) ? track : nullptr;
}

/// The tracks stand in the column in their order, and the tab key goes through them in it.
void TrackArea::place()
{
    while (QLayoutItem* item = parts_->column->takeAt(0)) delete item;
    Track* before = nullptr;
    for (Track* track : parts_->tracks) {
        track->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        parts_->column->addWidget(track);
        if (before) QWidget::setTabOrder(before, track);
        before = track;
    }
    parts_->column->addStretch(1);
    share();
}

void TrackArea::move(Track* track, int place)
{
    auto& tracks = parts_->tracks;
    const auto at = std::find(tracks.begin(), tracks.end(), track);
    const auto to = tracks.begin() + std::clamp(place, 0, int(tracks.size()) - 1);
    if (at == tracks.end() || at == to) return;
    to < at ? std::rotate(to, at, at + 1) : std::rotate(at, at + 1, to + 1);
    this->place();
    QStringList order;
    for (const Track* t : tracks) order += t->objectName();
    if (!parts_->resetting) track_settings::keepOrder(order);
}

void TrackArea::moveBy(Track* track, int places)
{
    const auto at = std::find(parts_->tracks.begin(), parts_->tracks.end(), track);
    if (at == parts_->tracks.end()) return;
    move(track, int(at - parts_->tracks.begin()) + places);
    QTimer::singleShot(0, track, [this, track] { parts_->scroll->ensureWidgetVisible(track); });
}

/// The dragged track stands behind all whose middle is above the mouse.
void TrackArea::follow(Track* track, QPoint globalPosition)
{
    track->setLifted(true);
    const int y = parts_->content->mapFromGlobal(globalPosition).y();
    parts_->scroll->ensureVisible(0, y, 0, theme().px(24));
    int above = 0;
    for (const Track* other : parts_->tracks)
        if (other != track && other->geometry().center().y() < y) ++above;
    move(track, above);
    parts_->column->activate();
}

void TrackArea::reset()
{
    parts_->resetting = true;
    for (Track* track : parts_->tracks) {
        track_settings::keepFolded(track->objectName(), {});
        track_settings::keepHeight(track->objectName(), {});
        track->resetFolded();
        track->setChosenHeight({});
    }
    track_settings::keepOrder({});
    std::stable_sort(parts_->tracks.begin(), parts_->tracks.end(), [this](Track* a, Track* b) {
        return parts_->ownOrder.indexOf(a->objectName()) < parts_->ownOrder.indexOf(b->objectName());
    });
    place();
    parts_->resetting = false;
}

/// The tracks share the height of the window by what matters for the strategy; where it is short, their
/// titles are lower and they stand closer.
void TrackArea::share()
{
    const auto wishes = [this](bool low) {
        std::vector<TrackWish> all;
        for (const Track* track : parts_->tracks) all.push_back(track->wish(low));
        return all;
    };
    const auto gap = [](bool low) { return theme().px(low ? 4 : 8); };
    const auto room = [this, gap](bool low) {
        return parts_->scroll->viewport()->height() - int(parts_->tracks.size()) * gap(low);
    };
    std::vector<TrackWish> asked = wishes(false);
    const bool low = leastHeight(asked) > room(false);
    if (low) asked = wishes(true);
    parts_->column->setSpacing(gap(low));
    parts_->column->setContentsMargins(2 * gap(false), 0, 2 * gap(false), gap(low));
    const std::vector<TrackShare> shares = shareHeight(asked, room(low));
    for (std::size_t i = 0; i < shares.size(); ++i) parts_->tracks[i]->give(shares[i], low);
}

bool TrackArea::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize) share();
    return QWidget::eventFilter(watched, event);
}

void TrackArea::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) share();
    QWidget::changeEvent(event);
}

void TrackArea::setMasked(bool masked)
{
    parts_->masked = masked;
    for (Track* track : parts_->tracks) track->setMasked(masked);
}

bool TrackArea::isMasked() const
{
    return parts_->masked;
}

}  // namespace stampede::ui
