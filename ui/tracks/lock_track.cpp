#include "ui/tracks/lock_track.h"

#include <QPainter>
#include <QPainterPath>

#include "ui/look/theme/theme.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

LockTrack::LockTrack(Session& session, QWidget* parent) : Track(session, tr("Lock"), parent)
{
    prepare();
}

void LockTrack::prepare()
{
    key_ = run() ? run()->timeline.busiest_key : 0;
    if (run() && bands().empty())
        for (std::uint32_t key = 0; key < run()->timeline.keys.size() && bands().empty(); ++key)
            if (!run()->timeline.locks.of(key).empty()) key_ = key;
    waiting_ = run() ? Curve(run()->timeline.waiting.of(key_)) : Curve();
}

std::span<const LockBand> LockTrack::bands() const
{
    return run()->timeline.locks.of(key_);
}
std::span<const LockOverlap> LockTrack::overlaps() const
{
    return run()->timeline.overlaps.of(key_);
}

Where LockTrack::whereNow() const
{
    return at(run()->scenario, session().playback().playhead(), key_);
}

QString LockTrack::waitingText() const
{
    return toldCount("waiting.value", run()->timeline.waiting_at(key_, session().playback().playhead()),
                     whereNow());
}

int LockTrack::plotHeight() const
{
    return 24 + (waiting_.empty() ? 0 : 26) + (run() && !overlaps().empty() ? 26 : 0);
}

QString LockTrack::nothingToSay() const
{
    if (!run() || !run()->timeline.locks.items.empty()) return QString();
    const Who who = run()->scenario.strategy.who;
    if (who == Who::everyone) return tr("none taken: with this strategy everyone may load");
    if (who == Who::one_per_instance)
        return tr("none taken: each instance keeps its own list of loads in flight");
    return isMasked() ? QString() : tr("none was taken in this run");
}

QString LockTrack::subtitle()
{
    if (!run()) return QString();
    const bool lease = run()->scenario.strategy.who == Who::lease;
    const QString name = QString::fromStdString(run()->recording->key_name(key_));
    QString said = lease ? tr("lease on %1").arg(name)
                         : QString::fromStdString(run()->scenario.strategy.options.lock_prefix) + name;
    if (overlaps().size() == 1) said += tr(" · once two callers acted on it at the same time");
    if (overlaps().size() > 1)
        said += tr(" · %1 times two callers acted on it at the same time")
                    .arg(toldCount("lock.key_overlaps", overlaps().size(), ofRun(run()->scenario, key_)));
    return said;
}

QString LockTrack::summary()
{
    if (!run()) return QString();
    const Instant t = session().playback().playhead();
    const LockBand* band = run()->timeline.lock_at(key_, t);
    if (!band) {
        holderText(nullptr, whereNow());
        return tr("Nobody holds the lock.");
    }
    return bandTexts(*band, t, whereNow()).first() + tr("; %1 wait for the value").arg(waitingText());
}

QStringList LockTrack::bandTexts(const LockBand& band, Instant playhead, Where where)
{
    const QString who = callText(band.holder), dot = QStringLiteral(" · ");
    const QString number = toldOther(QString::number(band.holder.number()));
    Where holding = where;  // of this one holding among those of the key
    holding.from = band.taken;
    if (playhead < band.taken) {
        const QString will = tr("%1 will hold it").arg(who);
        const QString length = tr("for %1").arg(told("lock.length", milliseconds(band.until - band.taken),
                                                     holding, durationText(band.until - band.taken)));
        return {will + u' ' + length, will, who, number};
    }
    if (playhead < band.until || band.how == LockEnd::open) {
        const QString held = tr("held by %1").arg(holderText(&band, where));
        const QString token = tr("token %1").arg(tokenText(band.token));
        const QString time =
            band.valid_until >= never
                ? tr("never expires")
                : tr("expires in %1").arg(toldTime("lock.left", band.valid_until - playhead, where));
        return {held + dot + token + dot + time, held + dot + time, held, who, number};
    }
    const QString length = told("lock.length", milliseconds(band.until - band.taken), holding,
                                durationText(band.until - band.taken));
    const QString ended = lockEndText(band.how).arg(who);
    return {tr("%1 after %2").arg(ended, length), ended, who, number};
}

QString holderText(const LockBand* held, const Where& where)
{
    const CallId holder = held ? held->holder : CallId();
    return told("lock.holder", double(holder.raw()), where, callText(holder));
}

QString lockEndText(LockEnd how)
{
    switch (how) {
    case LockEnd::released: return LockTrack::tr("given back by %1");
    case LockEnd::expired: return LockTrack::tr("ran out under %1");
    case LockEnd::deleted: return LockTrack::tr("deleted from under %1");
    case LockEnd::lost: return LockTrack::tr("lost by Redis under %1");
    case LockEnd::open: return LockTrack::tr("held by %1");
    }
    return {};
}

QRectF LockTrack::bandRow() const
{
    return QRectF(plotRect().left(), plotRect().top(), plotRect().width(), theme().px(24));
}

QRectF LockTrack::overlapRow() const
{
    return overlaps().empty() ? QRectF()
                              : bandRow().translated(0, theme().px(27)).adjusted(0, 0, 0, -theme().px(2));
}

QRectF LockTrack::waitingRow() const
{
    const double top = (overlaps().empty() ? bandRow() : overlapRow()).bottom() + theme().px(5);
    return QRectF(plotRect().left(), top, plotRect().width(), std::max(4.0, plotRect().bottom() - top));
}

QRectF LockTrack::bandRect(const LockBand& band) const
{
    const TimeAxis time = axis();
    const double left = std::max(time.x(band.taken), time.left() - 8);
    const double right = std::min(time.x(band.until), time.right() + 8);
    return QRectF(left, bandRow().top(), std::max(right - left, 1.5), bandRow().height());
}

void LockTrack::paintPlot(QPainter& painter)
{
    painter.setClipRect(plotRect().adjusted(0, -1, 0, 1));
    paintWaiting(painter);
    paintBands(painter);
    paintOverlaps(painter);
    paintForkBands(painter);
}

/// Who would have held it without the fault: an outline from where the run forks.
void LockTrack::paintForkBands(QPainter& painter)
{
    const RunPtr fork = session().fork();
    if (!fork) return;
    const Theme& t = theme();
    const Instant from = session().forkedBy()->at;
    painter.setBrush(Qt::NoBrush);
    for (const LockBand& band : fork->timeline.locks.of(key_)) {
        if (band.until <= from || band.taken > session().viewport().visible().until) continue;
        QRectF rect = bandRect(band);
        rect.setLeft(std::max(rect.left(), axis().x(from)));
        if (rect.width() < 1) continue;
        for (const QPen& pen : {QPen(t.panel, 4 * t.scale), QPen(t.ink, 1.4 * t.scale, Qt::DashLine)}) {
            painter.setPen(pen);
            painter.drawRect(rect.adjusted(2, 2, -2, -2));
        }
    }
}

void LockTrack::paintBands(QPainter& painter)
{
    const Theme& t = theme();
    const TimeRange range = session().viewport().visible();
    double drawn = -1;
    for (const LockBand& band : bands()) {
        if (band.taken > range.until) break;
        if (std::max(band.until, band.believed_until) < range.from) continue;
        const QRectF rect = bandRect(band);
        if (rect.right() < drawn + 0.5) continue;  // a band within the last pixel adds nothing
        drawn = rect.right();
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.lock);
        const double radius = std::min(double(t.px(4)), rect.width() / 2);
        painter.drawRoundedRect(rect, radius, radius);
        if (band.how == LockEnd::released || band.how == LockEnd::open || band.believed_until <= band.until)
            continue;
        const double believed = std::min(axis().x(band.believed_until), axis().right() + 8);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.failure, 1.2 * t.scale, Qt::DashLine));
        painter.drawRect(
            QRectF(rect.right(), rect.top() + 1, std::max(1.0, believed - rect.right()), rect.height() - 2));
    }
}

/// A jagged band: what must not be.
void LockTrack::paintOverlaps(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF row = overlapRow();
    for (const LockOverlap& overlap : overlaps()) {
        const double left = std::max(axis().x(overlap.from), axis().left() - 8);
        const double right = std::max(left + t.px(6), std::min(axis().x(overlap.until), axis().right() + 8));
        if (right < axis().left() || left > axis().right()) continue;
        QPainterPath path(QPointF(left, row.top()));
        const double spike = t.px(3);
        path.lineTo(right, row.top());
        for (int i = 1; i <= 4; ++i)
            path.lineTo(right + (i % 2 ? spike : 0), row.top() + row.height() * i / 4);
        path.lineTo(left, row.bottom());
        for (int i = 3; i >= 0; --i)
            path.lineTo(left - (i % 2 ? spike : 0), row.top() + row.height() * i / 4);
        painter.setPen(QPen(t.failure, 1.2 * t.scale));
        painter.setBrush(t.failureFill);
        painter.drawPath(path);
    }
}

void LockTrack::paintWaiting(QPainter& painter)
{
    const Theme& t = theme();
    const std::uint32_t most = waiting_.greatest(session().viewport().visible());
    if (most == 0) return;
    const QRectF row = waitingRow();
    QPolygonF line = waiting_.line(axis(), run()->timeline.end);
    for (QPointF& p : line) p.setY(row.bottom() - p.y() / most * (row.height() - 1));
    QPolygonF area = line;
    area << QPointF(line.last().x(), row.bottom()) << QPointF(line.first().x(), row.bottom());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.waitingFill);
    painter.drawPolygon(area);
    painter.setPen(QPen(t.waiting, 1.4 * t.scale, Qt::DotLine));
    painter.setClipRect(row.adjusted(0, -2, 0, -2), Qt::IntersectClip);  // nobody waiting is no line
    painter.drawPolyline(line);
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
}

void LockTrack::paintLive(QPainter& painter)
{
    painter.setClipRect(plotRect().adjusted(0, -2, 0, 2));
    paintBandTexts(painter);
    paintOverlapTexts(painter);
    const std::uint32_t waiting = run()->timeline.waiting_at(key_, session().playback().playhead());
    if (waiting == 0) return;
    const Theme& t = theme();
    painter.setFont(t.small);
    const QString text = tr("%1 wait for the value").arg(waitingText());
    QRectF rect = labelRect(t.small, text, playheadX() + t.px(6), waitingRow().center().y());
    if (rect.right() > plotRect().right()) rect.moveRight(playheadX() - t.px(6));
    drawLabel(painter, rect, Qt::AlignCenter, text, t.waitingText);
}

/// In the band if it is long enough, else behind it if there is room until the next one.
void LockTrack::paintBandTexts(QPainter& painter)
{
    const Theme& t = theme();
    painter.setFont(t.strong);
    const auto all = bands();
    for (std::size_t i = 0; i < all.size() && all[i].taken <= session().viewport().visible().until; ++i) {
        const QRectF rect = bandRect(all[i]).intersected(plotRect());
        if (rect.isEmpty()) continue;
        const QStringList texts = bandTexts(all[i], session().playback().playhead(), whereNow());
        const QString inside = fitting(texts, t.strong, rect.width() - t.px(16));
        if (!inside.isEmpty() && inside != texts.last()) {
            paintInside(painter, rect.adjusted(t.px(10), 0, 0, 0), inside);
            continue;
        }
        const double next = i + 1 < all.size() ? std::min(axis().x(all[i + 1].taken), plotRect().right())
                                               : plotRect().right();
        const QString behind = fitting(texts, t.strong, next - rect.right() - t.px(12));
        painter.setPen(t.lockText);
        if (!behind.isEmpty() && behind != texts.last())
            painter.drawText(QRectF(rect.right() + t.px(6), rect.top(), next - rect.right(), rect.height()),
                             Qt::AlignLeft | Qt::AlignVCenter, behind);
        else if (!inside.isEmpty())
            paintInside(painter, rect.adjusted(t.px(4), 0, 0, 0), inside);
    }
}

/// White on what has happened, dark on the paler future: the same text twice, each clipped to its side of the
/// playhead.
void LockTrack::paintInside(QPainter& painter, const QRectF& rect, const QString& text)
{
    const double x = playheadX();
    for (bool past : {true, false}) {
        painter.save();
        painter.setClipRect(past ? QRectF(0, 0, x, height()) : QRectF(x, 0, width(), height()),
                            Qt::IntersectClip);
        painter.setPen(past ? readableOn(theme().lock) : theme().ink);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
        painter.restore();
    }
}

void LockTrack::paintOverlapTexts(QPainter& painter)
{
    const Theme& t = theme();
    painter.setFont(t.small);
    for (const LockOverlap& overlap : overlaps()) {
        const double left = std::max(axis().x(overlap.from), axis().left());
        const double right = std::min(axis().x(overlap.until), axis().right());
        if (right < axis().left() || left > axis().right()) continue;
        const QString both =
            tr("× %1 and %2 both act on it").arg(callText(overlap.first), callText(overlap.second));
        const QString cause = overlap.cause == LockEnd::expired
                                  ? tr("%1: the first one's lock had expired").arg(both)
                              : overlap.cause == LockEnd::deleted
                                  ? tr("%1: the first one's lock was deleted by another").arg(both)
                                  : tr("%1: Redis had lost the lock").arg(both);
        const QString text = fitting({cause, both, QStringLiteral("×")}, t.small, right - left - t.px(10));
        painter.setPen(t.ink);
        if (!text.isEmpty())
            painter.drawText(QRectF(left + t.px(6), overlapRow().top(), right - left, overlapRow().height()),
                             Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

/// The texts of the bands count down, so all of the plot follows the playhead.
QRegion LockTrack::liveRegion(double) const
{
    return rect();
}

const LockBand* LockTrack::bandAt(QPointF at) const
{
    if (!run() || !bandRow().adjusted(0, 0, 0, 2).contains(at)) return nullptr;
    for (const LockBand& band : bands())
        if (bandRect(band).adjusted(-2, 0, 2, 2).contains(at)) return &band;
    return nullptr;
}

void LockTrack::clicked(QPointF at)
{
    const LockBand* band = bandAt(at);
    band ? session().select(band->holder) : Track::clicked(at);
}

void LockTrack::hovered(QPointF at)
{
    const LockBand* band = bandAt(at);
    session().hover(band ? band->holder : CallId());
}

void LockTrack::unhovered()
{
    session().hover(CallId());
}

}  // namespace stampede::ui
