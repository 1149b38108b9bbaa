#pragma once

#include <QObject>

#include "core/analysis/explanation.h"
#include "core/analysis/pseudo_code.h"
#include "ui/session/run.h"

#include <memory>
#include <vector>

namespace stampede::ui {

/// What the inspector says of one call, read from its run.
struct CallReading {
    RunPtr run;
    Trail trail;
    std::vector<ExplainedStep> steps;
    CodeWalk walk;
};

/// Reads calls for the inspector: at once, or on a worker where the run is so large that it takes longer than
/// a frame. The newest call wins.
class CallReader : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Nobody: there is nothing to read. `changed` follows, before this returns and, from a worker, once
    /// more.
    void read(const RunPtr& run, CallId call);
    /// nullptr while it is read, and for nobody.
    const CallReading* reading() const { return reading_.get(); }
    bool busy() const { return busy_; }

signals:
    void changed();
    void settledNow();  ///< what was read on a worker is there

private:
    std::shared_ptr<const CallReading> reading_;
    int asked_ = 0;  ///< counts what was asked for: only the newest counts
    bool busy_ = false;
};

/// Runs with more events are read on a worker.
constexpr std::size_t eventsReadAtOnce = 300'000;

}  // namespace stampede::ui
