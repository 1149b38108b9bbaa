#include "ui/study/study.h"

#include "core/world/world.h"

#include <QTimer>

namespace stampede::ui {

namespace {

constexpr int restMs = 250;

}  // namespace

Study::Study(Session& session, Batch::Urgency urgency, QObject* parent)
    : QObject(parent), session_(session), batch_(urgency)
{
    rest_ = new QTimer(this);
    rest_->setSingleShot(true);
    rest_->setInterval(restMs);
    connect(rest_, &QTimer::timeout, this, &Study::compute);
    connect(&batch_, &Batch::failed, this, [this](const QString& sentence) { trouble_ = sentence; });
    connect(&batch_, &Batch::finished, this, [this] {
        emit changed();
        emit settledNow();
    });
}

void Study::followSession()
{
    connect(&session_, &Session::scenarioChanged, this, &Study::follow);
    connect(&session_, &Session::runChanged, this, &Study::follow);
}

bool Study::runIsThere() const
{
    return session_.run() && session_.run()->scenario == session_.scenario();
}

void Study::setWatched(bool watched)
{
    watched_ = watched;
    if (watched) return follow();
    pause();
}

/// What is missing is computed when it is asked for again.
void Study::pause()
{
    if (rest_->isActive() || batch_.busy()) begun_ = false;
    rest_->stop();
    batch_.stop();
}

void Study::forget()
{
    pause();
    begun_ = nothing_ = false;
}

bool Study::settled() const
{
    return watched_ && (begun_ || nothing_) && !rest_->isActive() && !batch_.busy();
}

void Study::follow()
{
    letGo();
    if (!watched_) return;
    const Asked asked = ask();
    if (asked == Asked::later) return;
    nothing_ = asked == Asked::nothing;
    if (nothing_) {
        pause();
        emit changed();
        emit settledNow();
        return;
    }
    if (asked == Asked::theSame && begun_) return;
    batch_.stop();
    begun_ = true;
    rest_->start();
}

void Study::compute()
{
    trouble_.clear();
    batch_.start(begin());
    emit changed();
}

Batch::Task Study::measured(Scenario scenario, std::function<void(const Metrics&)> receive)
{
    return [scenario = std::move(scenario),
            receive = std::move(receive)](const std::stop_token& stop) -> Batch::Deliver {
        const RecordingPtr recording = simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
        if (!recording) return {};
        return [receive, metrics = measure(*recording)] { receive(metrics); };
    };
}

}  // namespace stampede::ui
