#include "ui/lab/inspector/call_reader.h"

#include <QApplication>
#include <QPointer>
#include <QThreadPool>

namespace stampede::ui {

namespace {

constexpr std::size_t longestStory = 200;

std::shared_ptr<const CallReading> readingOf(const RunPtr& run, CallId call)
{
    auto reading = std::make_shared<CallReading>();
    reading->run = run;
    reading->trail = trail_of(*run->recording, call);
    reading->steps = story_of(*run->recording, run->scenario, reading->trail, &run->timeline);
    if (reading->steps.size() > longestStory) reading->steps.resize(longestStory);
    reading->walk = CodeWalk(code_for(run->scenario.strategy, run->scenario.instances.workers > 0),
                             *run->recording, reading->trail);
    return reading;
}

}  // namespace

void CallReader::read(const RunPtr& run, CallId call)
{
    const int request = ++asked_;
    busy_ = !call.is_nobody() && run->recording->events.size() > eventsReadAtOnce;
    reading_ = call.is_nobody() || busy_ ? nullptr : readingOf(run, call);
    emit changed();
    if (!busy_) return;
    QThreadPool::globalInstance()->start([reader = QPointer<CallReader>(this), run, call, request] {
        QMetaObject::invokeMethod(qApp, [reader, reading = readingOf(run, call), request] {
            if (!reader || reader->asked_ != request) return;
            reader->busy_ = false;
            reader->reading_ = reading;
            emit reader->changed();
            emit reader->settledNow();
        });
    });
}

}  // namespace stampede::ui
