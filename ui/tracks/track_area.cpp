#include "ui/tracks/track_area.h"

#include <QEvent>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/tracks/database_track.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/flow_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/probability_track.h"
#include "ui/tracks/requests_track.h"

namespace stampede::ui {

namespace {

constexpr int patienceMs = 150;   ///< a run that takes longer than this pales the picture of the one before

}  // namespace

struct TrackArea::Parts {
    std::vector<Track*> tracks;
    QVBoxLayout* column = nullptr;
    QTimer patience;
    bool masked = false;
};

TrackArea::TrackArea(Session& session, QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>())
{
    auto* content = new QWidget;
    parts_->column = new QVBoxLayout(content);
    parts_->tracks = {new FlowTrack(session, content), new RequestsTrack(session, content), new LockTrack(session, content), new EntryTrack(session, content),
                      new ProbabilityTrack(session, content), new DatabaseTrack(session, content)};
    for (Track* track : parts_->tracks) {
        parts_->column->addWidget(track);
        connect(track, &Track::foldedChanged, this, &TrackArea::share);
    }
    parts_->column->addStretch(0);
    connect(&session, &Session::runChanged, this, &TrackArea::share);   // after the tracks, which were connected first

    auto* scroll = new QScrollArea(this);
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
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
    share();
}

TrackArea::~TrackArea() = default;

/// The spare height goes to the tracks that want it and are open.
void TrackArea::share()
{
    const int gap = theme().px(8);
    parts_->column->setSpacing(gap);
    parts_->column->setContentsMargins(2 * gap, 0, 2 * gap, gap);
    bool anyOpen = false;
    for (Track* track : parts_->tracks) {
        const int stretch = track->isFolded() ? 0 : track->stretch();
        parts_->column->setStretchFactor(track, stretch);
        track->setSizePolicy(QSizePolicy::Preferred, stretch > 0 ? QSizePolicy::MinimumExpanding : QSizePolicy::Fixed);
        anyOpen |= stretch > 0;
    }
    parts_->column->setStretch(parts_->column->count() - 1, anyOpen ? 0 : 1);
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

bool TrackArea::isMasked() const { return parts_->masked; }

}  // namespace stampede::ui
