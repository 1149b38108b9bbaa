#pragma once

#include <QObject>

#include "core/analysis/metrics.h"
#include "ui/session/batch/batch.h"
#include "ui/session/session.h"

#include <functional>

class QTimer;

namespace stampede::ui {

/// Many runs about the session's scenario. Computes only while it is watched, and begins when changes have
/// rested for a moment: a drag is not followed step by step. What was computed is kept until something else
/// is asked for.
class Study : public QObject {
    Q_OBJECT

public:
    void setWatched(bool watched);
    /// All that is asked for is there.
    bool settled() const;
    /// Why runs could not be made; empty when they could.
    const QString& trouble() const { return trouble_; }

signals:
    void changed();
    void settledNow();

protected:
    /// What the session as it is now asks a study for.
    enum class Asked {
        later,    ///< it cannot be told yet; what was asked for before goes on
        nothing,  ///< this scenario has nothing to study
        theSame,  ///< as the last time
        another
    };

    Study(Session& session, Batch::Urgency urgency, QObject* parent);

    /// Something may have changed.
    void follow();
    /// Follows whenever the session's scenario or run is another.
    void followSession();
    /// Whether the session's run is that of its scenario.
    bool runIsThere() const;
    /// What was computed is of no use any more, or is to be computed anew.
    void forget();

    /// Lets go of what cannot be shown beside the scenario as it is now; watched or not.
    virtual void letGo() {}
    /// Takes note of what is asked for.
    virtual Asked ask() = 0;
    /// The runs of what is asked for; what was known before is gone.
    virtual std::vector<Batch::Task> begin() = 0;

    /// A run of `scenario`, whose figures `receive` gets on the window's thread.
    static Batch::Task measured(Scenario scenario, std::function<void(const Metrics&)> receive);

    Session& session() const { return session_; }
    const Batch& batch() const { return batch_; }

private:
    void compute();
    void pause();

    Session& session_;
    Batch batch_;
    QTimer* rest_ = nullptr;
    bool watched_ = false;
    bool begun_ = false;    ///< what was asked for is there, or on its way
    bool nothing_ = false;  ///< was asked for
    QString trouble_;
};

}  // namespace stampede::ui
