#pragma once

#include <QObject>

#include "core/analysis/reading.h"
#include "ui/session/batch/batch.h"
#include "ui/session/session.h"

namespace stampede::ui {

/// What a figure of the whole run is about, the world included that the run was made in.
Where inWorld(const Run& run);

/// A live run and the same scenario simulated, its settings moved at the same instants and ended where the
/// live run was. Computes only while it is watched.
class Versus : public QObject {
    Q_OBJECT

public:
    explicit Versus(Session& session, QObject* parent = nullptr);

    void setWatched(bool watched);
    /// The session shows a live run that is over.
    bool possible() const { return session_.showsLiveRun() && !session_.run()->partial; }
    RunPtr live() const { return live_; }
    /// nullptr until it is there.
    RunPtr simulated() const { return simulated_; }
    QString trouble() const { return trouble_; }
    bool settled() const { return !watched_ || !live_ || simulated_ || !trouble_.isEmpty(); }

signals:
    void changed();
    void settledNow();

private:
    void follow();
    void clear();

    Session& session_;
    Batch batch_;
    RunPtr live_, simulated_;
    QString trouble_;
    bool watched_ = false;
};

}  // namespace stampede::ui
