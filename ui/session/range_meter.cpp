#include "ui/session/range_meter.h"

#include "core/analysis/range_figures.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

namespace stampede::ui {

RangeMeter::RangeMeter(Session& session) : session_(session)
{
    connect(&session_.marks(), &TimeMarks::rangeChanged, this, &RangeMeter::follow);
    connect(&session_, &Session::runChanged, this, &RangeMeter::follow);
}

RangeMeter::~RangeMeter()
{
    stop_.request_stop();
}

void RangeMeter::follow()
{
    if (!session_.marks().range() || !session_.run()) {
        stop_.request_stop();
        again_ = false;
        if (!figures_) return;
        figures_.reset();
        emit changed();
        return;
    }
    // One at a time: while the mouse draws a range, the one that is under way is let finish, and shows where
    // it goes.
    if (measuring_)
        again_ = true;
    else
        measure();
}

void RangeMeter::measure()
{
    measuring_ = true;
    again_ = false;
    stop_ = std::stop_source();
    QThreadPool::globalInstance()->start([meter = QPointer<RangeMeter>(this), run = session_.run(),
                                          range = *session_.marks().range(), stop = stop_.get_token()] {
        const RangeFigures figures =
            figures_between(*run->recording, run->timeline, range.from, range.until, stop);
        QMetaObject::invokeMethod(qApp, [meter, figures, stop] {
            if (!meter) return;
            meter->measuring_ = false;
            if (!stop.stop_requested() && meter->session_.marks().range()) {
                meter->figures_ = figures;
                emit meter->changed();
            }
            if (meter->again_ || (stop.stop_requested() && meter->session_.marks().range())) meter->measure();
        });
    });
}

}  // namespace stampede::ui
