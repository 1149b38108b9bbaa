#pragma once

#include <QWidget>

#include <memory>

namespace stampede::ui {

class Session;
class Track;

/// The centre of the lab: a column of track cards on one time axis. The tracks listen to the session and call its setters; the
/// spare height goes to the requests, and the column scrolls when there is too little.
class TrackArea : public QWidget {
    Q_OBJECT

public:
    explicit TrackArea(Session& session, QWidget* parent = nullptr);
    ~TrackArea() override;

    /// A question hides everything that would give its answer away.
    void setMasked(bool masked);
    bool isMasked() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void share();

    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace stampede::ui
