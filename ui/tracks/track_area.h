#pragma once

#include <QWidget>

#include <memory>
#include <vector>

namespace stampede::ui {

class Session;
class Track;

/// The centre of the lab: a column of track cards on one time axis. The tracks listen to the session and call
/// its setters; they share the height there is (height_share.h), and the column scrolls when there is too
/// little. Order, folding and heights are the user's, and remembered.
class TrackArea : public QWidget {
    Q_OBJECT

public:
    explicit TrackArea(Session& session, QWidget* parent = nullptr);
    ~TrackArea() override;

    /// A question hides everything that would give its answer away.
    void setMasked(bool masked);
    bool isMasked() const;

    /// From the top to the bottom.
    const std::vector<Track*>& tracks() const;
    /// The track that has the focus, or nullptr.
    Track* focusedTrack() const;
    /// To this place, counted from 0; places beyond the ends are the ends.
    void move(Track* track, int place);
    /// One place up (−1) or down (+1).
    void moveBy(Track* track, int places);
    /// Order, folding and heights as they were at the first start.
    void reset();

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addTrack(Track* track);
    void share();
    void place();
    void follow(Track* track, QPoint globalPosition);

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace stampede::ui
