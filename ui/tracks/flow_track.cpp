#include "ui/tracks/flow_track.h"

#include <QMouseEvent>
#include <QPainter>

#include "core/analysis/store_load.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/metric_words.h"
#include "ui/look/words/told.h"
#include "ui/tracks/density.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/paint.h"

#include <cmath>

namespace stampede::ui {

FlowTrack::FlowTrack(Session& session, QWidget* parent) : Track(session, tr("Flow"), parent)
{
    prepare();
}

void FlowTrack::prepare()
{
    refreshes_ = run() ? RefreshIndex(run()->timeline) : RefreshIndex();
    spread_ = run() && !lanesFit(run()->timeline, {run()->timeline.begin, run()->timeline.last_activity});
}

/// In traffic that is spread out hardly anybody is under way at any one instant of the whole run.
bool FlowTrack::startsFolded() const
{
    return spread_;
}

QString FlowTrack::subtitle()
{
    if (!run()) return QString();
    if (isFolded() && spread_) return tr("where the requests are at the playhead: of use when zoomed in");
    measure();
    return perDot_ == 1 ? tr("where the requests are at the playhead; every dot is one")
                        : tr("where the requests are at the playhead; one dot for %1")
                              .arg(toldOther(countText(perDot_)));
}

QString FlowTrack::summary()
{
    if (!run()) return QString();
    const Instant t = shown();
    const Timeline& timeline = run()->timeline;
    const std::uint32_t key = timeline.busiest_key;
    const Where now = at(run()->scenario, t);
    const StoreNow store = store_now(*run()->recording, t);
    return tr("Waiting for the value: %1; at the database: %2, and %3 wait for a connection. Redis: %4 "
              "commands in "
              "a millisecond, %5 connections in use.")
        .arg(toldCount("waiting.value", timeline.waiting_at(key, t), at(run()->scenario, t, key)),
             toldCount("database.in_flight", timeline.in_flight_at(t), now),
             toldCount("waiting.connection", timeline.queued_at(t), now),
             toldCount("redis.per_ms", store.load.most_per_ms, now),
             toldCount("redis.connections", store.load.most_connections, now));
}

Instant FlowTrack::shown() const
{
    return isMasked() ? run()->timeline.begin - Duration(1) : session().playback().playhead();
}

QRectF FlowTrack::area() const
{
    const QRectF plot = plotRect();
    return QRectF(theme().px(24), plot.top() - theme().px(2), width() - theme().px(48),
                  plot.height() + theme().px(2));
}

void FlowTrack::measure()
{
    if (known_ || !run()) return;
    known_ = true;
    layout_ = flowLayout(area(), run()->scenario.instances.count, theme().scale);
    perDot_ = requestsPerDot(run()->timeline, layout_, flowMoment(run()->scenario));
}

void FlowTrack::paintBox(QPainter& painter, const QRectF& rect, const QColor& edge, double width)
{
    painter.setPen(QPen(edge, width * theme().scale));
    painter.setBrush(mixed(theme().paper, theme().panel, 0.6));
    const double radius = std::min<double>(theme().px(8), rect.height() / 2);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void FlowTrack::paintFrame(QPainter& painter)
{
    measure();
    const Theme& t = theme();
    painter.setFont(t.small);
    painter.setPen(t.muted);
    painter.drawText(
        QRectF(layout_.clients.left() - t.px(10), area().top(), layout_.clients.width() + t.px(20), t.px(16)),
        Qt::AlignCenter, tr("clients"));
    painter.setPen(QPen(t.line, 1.2 * t.scale));
    const double middle = layout_.redis.center().y();
    for (std::size_t i = 0; i < layout_.waiting.size(); ++i) {
        const QRectF& row = layout_.waiting[i];
        const double y = row.center().y();
        painter.drawPolyline(QPolygonF({{layout_.instances[i].right(), y},
                                        {row.right(), y},
                                        {layout_.redis.left(), middle + (y - middle) * 0.15}}));
    }
    // loads pass Redis by: it is the instance that asks the database
    const double low = layout_.redis.bottom() - t.px(8);
    painter.drawLine(QPointF(layout_.redis.right(), low), QPointF(layout_.database.left(), low));
}

void FlowTrack::paintLive(QPainter& painter)
{
    measure();
    dots_ = flowDots(*run(), refreshes_, layout_, shown(), perDot_);
    paintInstances(painter);
    paintRedis(painter);
    paintDatabase(painter);
    paintDots(painter);
}

void FlowTrack::paintInstances(QPainter& painter)
{
    const Theme& t = theme();
    const std::uint32_t count = run()->scenario.instances.count;
    painter.setFont(t.small);
    for (std::size_t row = 0; row < layout_.instances.size(); ++row) {
        const QRectF& box = layout_.instances[row];
        const auto first = std::uint32_t(row) * layout_.instancesPerRow,
                   last = std::min(count, first + layout_.instancesPerRow);
        const auto view = run()->timeline.instance_at(std::uint16_t(first), shown());
        const bool down = last - first == 1 && !view.alive, paused = last - first == 1 && view.paused;
        paintBox(painter, box, down ? t.failure : t.line, down ? 1.6 : 1);
        QString name = toldOther(last - first == 1 ? tr("instance %1").arg(first + 1)
                                                   : tr("instances %1–%2").arg(first + 1).arg(last));
        if (down)
            name = toldOther(tr("× %1 killed").arg(first + 1));
        else if (paused)
            name = toldOther(tr("%1 paused").arg(first + 1));
        else if (last - first == 1 && view.removed)
            name = toldOther(tr("%1 out of rotation").arg(first + 1));
        painter.setPen(down ? t.ink : paused ? t.muted : t.ink);
        if (box.height() >= t.px(14))
            painter.drawText(
                box, Qt::AlignCenter,
                fitting({name, toldOther(QString::number(first + 1))}, t.small, box.width() - t.px(8)));
    }
}

void FlowTrack::paintRedis(QPainter& painter)
{
    const Theme& t = theme();
    const std::uint32_t key = run()->timeline.busiest_key;
    const LockBand* lock = run()->timeline.lock_at(key, shown());
    const auto [state, entry] = run()->timeline.entry_at(key, shown());
    paintBox(painter, layout_.redis, lock ? t.lock : t.muted, lock ? 1.8 : 1);
    const double line = QFontMetricsF(t.strong).height() + t.px(1), width = layout_.redis.width() - t.px(20);
    QRectF rect(layout_.redis.left() + t.px(12), layout_.redis.top() + t.px(8), width, line);
    const auto write = [&](const QFont& font, const QColor& colour, const QStringList& longestFirst) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetricsF(font).elidedText(fitting(longestFirst, font, width), Qt::ElideRight, width));
        rect.translate(0, line);
    };
    write(t.strong, t.ink, {tr("Redis")});
    paintLoadOfRedis(painter, line);
    write(t.small, t.muted, {QString::fromStdString(run()->recording->key_name(key))});
    const QString word = entryWord(run()->scenario, key, state, shown());
    if (isMasked()) return write(t.small, t.muted, {QStringLiteral("?")});
    if (state == EntryState::absent)
        write(t.small, t.muted, {word});
    else if (const QString name = entryName(run()->scenario, run()->timeline, key, *entry, shown());
             state == EntryState::fresh)
        write(t.small, t.freshText, {tr("%1, %2").arg(word, name), name, word});
    else
        write(t.small, t.staleText, {tr("%1, %2").arg(word, name), word});
    const QString holder = holderText(lock, at(run()->scenario, shown(), key));
    if (lock)
        write(t.small, t.lockText,
              {tr("locked by %1").arg(holder), tr("lock: %1").arg(holder), tr("locked")});
}

/// How busy it is around the playhead, at the right of its name and in the last line.
void FlowTrack::paintLoadOfRedis(QPainter& painter, double line)
{
    if (isMasked()) return;
    const Theme& t = theme();
    const auto [load, busy] = store_now(*run()->recording, shown());
    const Where now = at(run()->scenario, shown());
    const QRectF inside = layout_.redis.adjusted(t.px(12), t.px(8), -t.px(8), -t.px(4));
    const QString held = toldCount("redis.connections", load.most_connections, now);
    const QString rate = toldCount("redis.per_ms", load.most_per_ms, now);
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const double beside = inside.width() - QFontMetricsF(t.strong).horizontalAdvance(tr("Redis")) - t.px(8);
    painter.drawText(
        QRectF(inside.left(), inside.top(), inside.width(), line), Qt::AlignRight | Qt::AlignVCenter,
        fitting({tr("%1 connections").arg(held), tr("%1 conn.").arg(held), held}, t.small, beside));
    QStringList last{tr("%1 a ms").arg(rate)};
    if (run()->scenario.cache.service_time > Duration{}) {
        const QString work = toldPercent("redis.busy", busy, now);
        const QString queue = toldCount("redis.queued", load.most_queued, now);
        last = {tr("%1 a ms, busy %2, %3 wait").arg(rate, work, queue),
                tr("%1/ms, %2, %3 wait").arg(rate, work, queue), tr("%1/ms, %2 wait").arg(rate, queue),
                tr("%1/ms").arg(rate)};
        if (busy > 0.9) painter.setPen(t.failure);
    }
    constexpr int above = 4;  // its name, the key, the entry, the lock
    if (inside.height() < (above + 1) * line) return;
    painter.drawText(QRectF(inside.left(), inside.bottom() - line, inside.width(), line),
                     Qt::AlignLeft | Qt::AlignVCenter, fitting(last, t.small, inside.width()));
}

void FlowTrack::paintDatabase(QPainter& painter)
{
    const Theme& t = theme();
    const std::uint32_t busy = run()->timeline.in_flight_at(shown()), pool = run()->scenario.database.pool;
    const std::uint32_t queued = run()->timeline.queued_at(shown());
    paintBox(painter, layout_.database, busy >= pool ? t.load : mixed(t.load, t.line, 0.6),
             busy >= pool ? 2.4 : 1.5);
    QRectF rect = layout_.database.adjusted(t.px(12), t.px(8), -t.px(8), 0);
    painter.setFont(t.strong);
    painter.setPen(t.ink);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop, tr("Database"));
    rect.translate(0, QFontMetricsF(t.strong).height() + t.px(1));
    painter.setFont(t.small);
    painter.setPen(busy > 0 ? t.loadText : t.muted);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignTop,
                     tr("%1 / %2 busy")
                         .arg(isMasked()
                                  ? QStringLiteral("?")
                                  : toldCount("database.in_flight", busy, at(run()->scenario, shown())),
                              toldOther(countText(pool))));
    if (queued > 0) {
        painter.setPen(t.waitingText);
        painter.drawText(
            layout_.queue.adjusted(0, -t.px(20), t.px(10), 0), Qt::AlignLeft | Qt::AlignTop,
            tr("%1 wait").arg(toldCount("waiting.connection", queued, at(run()->scenario, shown()))));
    }
    nameLoads(painter);
}

/// Few enough queries have the names of their calls.
void FlowTrack::nameLoads(QPainter& painter)
{
    const Theme& t = theme();
    painter.setFont(t.small);
    painter.setPen(t.loadText);
    QRectF line(layout_.connections.left() + t.px(12), layout_.connections.top(),
                layout_.connections.width() - t.px(12), layout_.line);
    for (CallId call : loadingAt(run()->timeline, shown(), FlowLayout::namedLoads)) {
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, callText(call));
        line.translate(0, layout_.line);
    }
}

void FlowTrack::paintDots(QPainter& painter)
{
    const Theme& t = theme();
    const double radius = 2.15 * t.scale;
    const QColor colours[] = {mixed(t.muted, t.panel, 0.45),
                              t.panel,
                              t.muted,
                              t.lookup,
                              t.waiting,
                              t.load,
                              t.fresh,
                              t.stale,
                              t.failure};
    painter.setPen(Qt::NoPen);
    for (const FlowDot& dot : dots_) {
        if (dot.kind == FlowKind::gone) continue;
        painter.setBrush(colours[std::size_t(dot.kind)]);
        painter.drawEllipse(dot.at, radius, radius);
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mixed(t.muted, t.panel, 0.4), t.scale));
    for (const FlowDot& dot : dots_)
        if (dot.kind == FlowKind::gone) painter.drawEllipse(dot.at, radius - 0.5, radius - 0.5);
    for (const FlowDot& dot : dots_) {
        if (dot.call.is_nobody() || (dot.call != session().selected() && dot.call != session().hovered()))
            continue;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.ink, 1.6 * t.scale));
        painter.drawEllipse(dot.at, radius + 2 * t.scale, radius + 2 * t.scale);
    }
}

CallId FlowTrack::callAt(QPointF at) const
{
    CallId nearest;
    double best = 7.0 * theme().scale;
    for (const FlowDot& dot : dots_) {
        const double distance = std::hypot(dot.at.x() - at.x(), dot.at.y() - at.y());
        if (dot.call.is_nobody() || distance >= best) continue;
        best = distance;
        nearest = dot.call;
    }
    return nearest;
}

void FlowTrack::mousePressEvent(QMouseEvent* event)
{
    const CallId call = isFolded() ? CallId() : callAt(event->position());
    if (!call.is_nobody() && event->button() == Qt::LeftButton) session().select(call);
    Track::mousePressEvent(event);
}

void FlowTrack::mouseMoveEvent(QMouseEvent* event)
{
    Track::mouseMoveEvent(event);
    if (!isFolded() && event->buttons() == Qt::NoButton) session().hover(callAt(event->position()));
}

}  // namespace stampede::ui
