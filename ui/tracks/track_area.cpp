#include "ui/tracks/track_area.h"

namespace stampede::ui {

struct TrackArea::Parts {
    bool masked = false;
};

TrackArea::TrackArea(Session&, QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>()) {}
TrackArea::~TrackArea() = default;

void TrackArea::setMasked(bool masked) { parts_->masked = masked; }
bool TrackArea::isMasked() const { return parts_->masked; }

}  // namespace stampede::ui
