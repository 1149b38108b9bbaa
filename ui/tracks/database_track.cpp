#include "ui/tracks/database_track.h"

#include <QPainter>

#include "core/analysis/now.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"

#include <algorithm>

namespace stampede::ui {

DatabaseTrack::DatabaseTrack(Session& session, QWidget* parent) : Track(session, tr("Database"), parent)
{
    prepare();
}

void DatabaseTrack::prepare()
{
    inFlight_ = run() ? Curve(run()->timeline.in_flight) : Curve();
    queued_ = run() ? Curve(run()->timeline.queued) : Curve();
    ghost_ = session().ghost();
    if (ghost_ && run() && ghost_->scenario.strategy == run()->scenario.strategy)
        ghost_ = nullptr;  // it is what ran
    ghostInFlight_ = ghost_ ? Curve(ghost_->timeline.in_flight) : Curve();
    fork_ = session().fork();
    forkInFlight_ = fork_ ? Curve(fork_->timeline.in_flight) : Curve();
}

const DatabasePicture& DatabaseTrack::picture()
{
    if (known_) return picture_;
    known_ = true;
    const Timeline& timeline = run()->timeline;
    const TimeRange range = session().viewport().visible();
    picture_ = DatabasePicture();
    picture_.inFlight = inFlight_.line(axis(), timeline.end);
    const std::uint32_t queued = queued_.greatest(range);
    if (queued > 0) picture_.queued = queued_.line(axis(), timeline.end);
    picture_.most = std::max({1U, inFlight_.greatest(range), queued});
    if (ghost_) {
        picture_.ghost = ghostInFlight_.line(axis(), ghost_->timeline.end);
        picture_.most = std::max(picture_.most, double(ghostInFlight_.greatest(range)));
    }
    if (fork_ && session().forkedBy()->at < range.until) {
        const Instant from = std::max(range.from, session().forkedBy()->at);
        const TimeAxis after({from, range.until}, std::max(axis().left(), axis().x(from)), axis().right(),
                             session().viewport().axis());
        picture_.fork = forkInFlight_.line(after, fork_->timeline.end);
        picture_.most = std::max(picture_.most, double(forkInFlight_.greatest({from, range.until})));
    }
    const double pool = run()->scenario.database.pool;
    if (pool <= 1.5 * picture_.most) {
        picture_.pool = pool;
        picture_.most = std::max(picture_.most, pool);
    }
    return picture_;
}

QString DatabaseTrack::subtitle()
{
    if (!run()) return QString();
    const QString pool = toldOther(countText(run()->scenario.database.pool));
    QString said = tr("queries in flight, pool of %1").arg(pool);
    if (!picture().queued.isEmpty()) said += tr("; dotted: queries waiting for a connection");
    return said;
}

QString DatabaseTrack::summary()
{
    if (!run()) return QString();
    const Instant t = session().playback().playhead();
    return tr("Queries in flight: %1; waiting for a connection: %2.")
        .arg(toldCount("database.in_flight", run()->timeline.in_flight_at(t), at(run()->scenario, t)),
             toldCount("waiting.connection", run()->timeline.queued_at(t), at(run()->scenario, t)));
}

double DatabaseTrack::yOf(double queries)
{
    const QRectF plot = plotRect();
    return plot.bottom() - (databaseHeight(queries, picture().most) + 0.02) / 1.08 * plot.height();
}

void DatabaseTrack::paintFrame(QPainter& painter)
{
    Track::paintFrame(painter);
    const Theme& t = theme();
    painter.setFont(t.small);
    painter.setPen(t.muted);
    double free = plotRect().bottom() + t.px(20);
    for (double share : {0.0, 0.1, 1.0}) {
        const double queries = share == 1   ? picture().most
                               : share == 0 ? 0
                                            : std::round(picture().most * share);
        if (share > 0 && queries < 1) continue;
        const double y = keptWithin(yOf(queries), plotRect().top() + t.px(3), plotRect().bottom() - t.px(4));
        if (free - y < t.px(15)) continue;
        free = y;
        painter.drawText(QRectF(0, y - t.px(9), gutterLeft() - t.px(10), t.px(18)),
                         Qt::AlignRight | Qt::AlignVCenter, toldOther(shortNumber(qint64(queries))));
    }
}

void DatabaseTrack::paintPlot(QPainter& painter)
{
    painter.setClipRect(plotRect());
    painter.drawImage(0, 0, plot_.draw(picture(), size(), plotRect(), pixelRatio()));
}

/// Beside the greatest load that "none" shows here.
void DatabaseTrack::paintGhostText(QPainter& painter, LabelRoom& room)
{
    if (picture().ghost.isEmpty()) return;
    const TimeRange seen = session().viewport().visible();
    const std::uint32_t most = most_in_flight(ghost_->timeline, seen.from, seen.until);
    if (most < 2) return;
    const QPolygonF& line = picture().ghost;
    const auto peak =
        std::max_element(line.begin(), line.end(), [](QPointF a, QPointF b) { return a.y() < b.y(); });
    auto over = peak;
    while (over != line.end() && over->y() >= 0.9 * peak->y()) ++over;
    const double right = over == line.end() ? plotRect().right() : over->x();
    const std::uint32_t queued = most_queued(ghost_->timeline, seen.from, seen.until);
    const Where where = between(ghost_->scenario, seen.from, seen.until);
    const QString running = toldCount("most.in_flight", most, where);
    const QString text = queued > 0 ? tr("ghost of none: up to %1 at once, up to %2 queued")
                                          .arg(running, toldCount("most.queued", queued, where))
                                    : tr("ghost of none: up to %1 at once").arg(running);
    const Theme& t = theme();
    painter.setFont(t.small);
    QRectF rect = labelRect(t.small, text, 0, yOf(most) + t.px(12));
    if (right - peak->x() > rect.width() + t.px(20)) {
        rect.moveLeft(std::min(peak->x() + t.px(60), right - rect.width() - t.px(10)));
        if (rect = room.place(rect); rect.isEmpty()) return;
        painter.setPen(t.loadText);
        painter.drawText(rect, Qt::AlignCenter, text);
        return;
    }
    rect.moveLeft(right + t.px(5));
    if (rect.right() > plotRect().right()) rect.moveRight(peak->x() - t.px(5));
    if (rect = room.place(rect); !rect.isEmpty()) drawLabel(painter, rect, Qt::AlignCenter, text, t.loadText);
}

/// At the lower edge, where no other text stands.
void DatabaseTrack::paintForkText(QPainter& painter, LabelRoom& room)
{
    if (picture().fork.isEmpty()) return;
    const Theme& t = theme();
    const Instant from = session().forkedBy()->at, until = session().viewport().visible().until;
    const QString text = tr("dashed: without the fault, up to %1 at once")
                             .arg(toldCount("most.in_flight", most_in_flight(fork_->timeline, from, until),
                                            between(fork_->scenario, from, until)));
    QRectF rect =
        labelRect(t.small, text, picture().fork.first().x() + t.px(8), plotRect().bottom() - t.px(10));
    if (rect.right() > plotRect().right()) rect.moveRight(picture().fork.first().x() - t.px(8));
    painter.setFont(t.small);
    if (rect = room.place(rect); !rect.isEmpty()) drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
}

void DatabaseTrack::paintLive(QPainter& painter)
{
    const Theme& t = theme();
    painter.setClipRect(plotRect().adjusted(0, -4, 0, 4));
    const Instant now = session().playback().playhead();
    const std::uint32_t inFlight = run()->timeline.in_flight_at(now), queued = run()->timeline.queued_at(now);
    QString text =
        tr("%1 in flight").arg(toldCount("database.in_flight", inFlight, at(run()->scenario, now)));
    if (queued > 0)
        text += tr(", %1 queued").arg(toldCount("waiting.connection", queued, at(run()->scenario, now)));
    painter.setFont(t.strong);
    const double y =
        keptWithin(yOf(inFlight) - t.px(12), plotRect().top() + t.px(10), plotRect().bottom() - t.px(12));
    QRectF rect = labelRect(t.strong, text, playheadX() + t.px(5), y);
    if (rect.right() > plotRect().right()) rect.moveRight(playheadX() - t.px(5));
    LabelRoom room(plotRect().adjusted(0, -4, 0, 4));
    room.take(rect);
    room.take(QRectF(playheadX() - 2, plotRect().top(), 4, plotRect().height()));
    drawLabel(painter, rect, Qt::AlignCenter, text, t.ink);
    paintForkText(painter, room);
    paintGhostText(painter, room);
}

/// Its labels make way for each other.
QRegion DatabaseTrack::liveRegion(double x) const
{
    return Track::liveRegion(x) + plotRect().toAlignedRect().adjusted(0, -4, 0, 4);
}

}  // namespace stampede::ui
