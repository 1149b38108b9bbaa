#include "ui/tracks/entry_track.h"

#include <QPainter>
#include <QPainterPath>

#include "core/analysis/now.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/paint.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr Duration finest = std::chrono::milliseconds(1);

}  // namespace

std::vector<EntryStretch> entryStretches(const Timeline& timeline, std::uint32_t key, TimeRange range,
                                         Duration shortest)
{
    std::vector<EntryStretch> out;
    const auto bands = timeline.entries.of(key);
    const auto firstAfter = [&](Instant t) {
        return std::upper_bound(bands.begin(), bands.end(), t,
                                [](Instant x, const EntryBand& b) { return x < b.stored_at; });
    };
    const Instant end = std::min(range.until, timeline.end);
    range.from = std::max(range.from, timeline.begin);
    Instant at = range.from;
    const EntryBand* before = nullptr;
    const auto add = [&](EntryState state, Instant from, Instant until, const EntryBand* band) {
        from = std::max(from, range.from);
        until = std::min(until, end);
        if (until > from) out.push_back({state, from, until, band});
        at = std::max(at, until);
    };
    // The band that holds at the range's beginning, and the one before it: an absence says what was there.
    auto at_band = firstAfter(range.from);
    if (at_band != bands.begin()) --at_band;
    if (at_band != bands.begin()) before = &*(at_band - 1);
    for (auto it = at_band; it != bands.end() && it->stored_at < end; ++it) {
        const Instant begins = it->stored_at;
        if (it->replaced && it->gone_at - begins < shortest)
            it = std::max(it, firstAfter(begins + shortest) - 1);
        const EntryBand& band = *it;
        const Instant gone = std::min(band.gone_at, band.kept_until);
        if (gone > range.from) {
            add(EntryState::absent, at, begins, before);
            add(EntryState::fresh, begins, std::min(band.fresh_until, gone), &band);
            add(EntryState::stale, std::max(begins, band.fresh_until), gone, &band);
        }
        before = &band;
    }
    add(EntryState::absent, at, end, before);
    return out;
}

EntryTrack::EntryTrack(Session& session, QWidget* parent) : Track(session, tr("Cache entry"), parent)
{
    prepare();
}

void EntryTrack::prepare()
{
    key_ = run() ? run()->timeline.busiest_key : 0;
}
void EntryTrack::pictureOutdated()
{
    stretches_.clear();
    worded_.clear();
}

const std::vector<EntryStretch>& EntryTrack::stretches()
{
    if (stretches_.empty()) {
        stretches_ =
            entryStretches(run()->timeline, key_, session().viewport().visible(), axis().length(0.5));
        placeTexts();
    }
    return stretches_;
}

/// At most one in so many pixels, however many entries there are.
void EntryTrack::placeTexts()
{
    const double least = theme().px(12) + theme().px(16);
    for (std::size_t i = 0; i < stretches_.size(); ++i)
        if (rectOf(stretches_[i]).intersected(plotRect()).width() >= least) worded_.push_back(i);
}

QString EntryTrack::subtitle()
{
    if (!run()) return QString();
    QString said = tr("%1, ttl %2")
                       .arg(QString::fromStdString(run()->recording->key_name(key_)),
                            toldOther(durationText(run()->scenario.cache.ttl)));
    if (run()->scenario.strategy.options.keep > Duration{})
        said += tr(", kept %1 longer").arg(toldOther(durationText(run()->scenario.strategy.options.keep)));
    if (run()->timeline.keys.size() > 1)
        said += tr(" (the busiest of %1 keys)")
                    .arg(toldOther(countText(std::uint64_t(run()->timeline.keys.size()))));
    return said;
}

int EntryTrack::matters() const
{
    if (!run()) return 0;
    const StrategySpec& s = run()->scenario.strategy;
    const bool ahead =
        std::any_of(s.when.begin(), s.when.end(), [](const When& w) { return w.kind != When::Kind::expiry; });
    return ahead || s.serves_old() ? 2 : 0;
}

QString EntryTrack::summary()
{
    if (!run()) return QString();
    const Instant now = session().playback().playhead();
    const auto [state, band] = run()->timeline.entry_at(key_, now);
    const QString word = entryWord(run()->scenario, key_, state, now);
    if (state == EntryState::absent) return tr("The entry is %1.").arg(word);
    const QString which = entryName(run()->scenario, run()->timeline, key_, *band, now);
    if (state == EntryState::stale) return tr("The entry is %1, %2.").arg(word, which);
    return tr("The entry is %1, %2, %3 left.")
        .arg(word, which, toldTime("entry.left", band->fresh_until - now, at(run()->scenario, now, key_)));
}

QStringList EntryTrack::texts(const EntryStretch& s, bool isNow) const
{
    const EntryBand* band = s.band;
    const Instant now = session().playback().playhead();
    const Instant said = isNow ? now : s.from;
    const QString word = entryWord(run()->scenario, key_, s.state, said);
    if (s.state == EntryState::absent) {
        if (!isNow && s.until <= now) return {tr("%1 until %2").arg(word, timeText(s.until, finest)), word};
        const auto deletes = run()->timeline.deletes.of(key_);
        const auto after = std::upper_bound(deletes.begin(), deletes.end(), isNow ? now : s.until);
        const bool isDeleted = after != deletes.begin() && *(after - 1) >= s.from;
        if (!band && isDeleted)
            return {tr("%1: deleted at %2").arg(word, timeText(*(after - 1), finest)), word};
        if (!band) return {tr("%1: never stored").arg(word), word};
        const bool erased = band->gone_at < band->kept_until;
        const QString since = timeText(erased ? band->gone_at : band->kept_until, finest);
        return {(erased ? tr("%1: deleted at %2") : tr("%1: expired at %2")).arg(word, since), word};
    }
    const QString which = entryName(run()->scenario, run()->timeline, key_, *band, said);
    const QStringList plain{word + QStringLiteral(", ") + which, which,
                            which.section(QStringLiteral(", "), 1)};
    if (!isNow) return plain;
    const Where where = at(run()->scenario, now, key_);
    const QString time = s.state == EntryState::fresh
                             ? tr("%1 left").arg(toldTime("entry.left", band->fresh_until - now, where))
                             : tr("for %1").arg(toldTime("entry.age", now - band->fresh_until, where));
    const QString dot = QStringLiteral(" · ");
    return QStringList{plain[0] + dot + time, plain[1] + dot + time} + plain;
}

/// How the entry stands at the playhead, as one of the stretches or as one of no length.
EntryStretch EntryTrack::stretchNow() const
{
    const Instant now = session().playback().playhead();
    const auto [state, band] = run()->timeline.entry_at(key_, now);
    for (const EntryStretch& s : stretches_)
        if (now >= s.from && now <= s.until && s.state == state &&
            (state == EntryState::absent || s.band == band))
            return s;
    if (band) return {state, now, now, band};
    const auto bands = run()->timeline.entries.of(key_);
    const auto after = std::partition_point(bands.begin(), bands.end(),
                                            [&](const EntryBand& b) { return b.stored_at <= now; });
    return {state, now, now, after == bands.begin() ? nullptr : &*(after - 1)};
}

/// Where the stretch at the playhead is too narrow for words: beside the playhead. Else what is said of
/// others would seem to be of now.
EntryTrack::NowLabel EntryTrack::labelNow(const EntryStretch& now) const
{
    const double x = playheadX(), gap = theme().px(6);
    const QRectF plot = plotRect();
    if (x < plot.left() || x > plot.right()) return {};
    const double left = x - plot.left() - 2 * gap, right = plot.right() - x - 2 * gap;
    const QString text = fitting(texts(now, true), theme().strong, std::max(left, right));
    QRectF rect = labelRect(theme().strong, text, x + gap, plot.center().y());
    if (rect.right() > plot.right()) rect.moveRight(x - gap);
    return {rect, text};
}

QColor EntryTrack::inkOf(EntryState state)
{
    const Theme& t = theme();
    return state == EntryState::fresh ? t.freshText : state == EntryState::stale ? t.staleText : t.muted;
}

QRectF EntryTrack::rectOf(const EntryStretch& stretch) const
{
    const TimeAxis time = axis();
    const double left = time.x(stretch.from), right = time.x(stretch.until);
    const QRectF plot = plotRect();
    return QRectF(left, plot.top() + theme().px(2), right - left, plot.height() - theme().px(6));
}

QString entryWord(const Scenario& scenario, std::uint32_t key, EntryState state, Instant t)
{
    const QString words[] = {EntryTrack::tr("absent"), EntryTrack::tr("fresh"), EntryTrack::tr("stale")};
    return told("entry.state", double(state), at(scenario, t, key), words[std::size_t(state)]);
}

QString entryName(const Scenario& scenario, const Timeline& timeline, std::uint32_t key,
                  const EntryBand& band, Instant t)
{
    const Where where = at(scenario, t, key);
    const QString version = told("entry.version", band.version, where, QString::number(band.version));
    const std::uint32_t fill = fill_of(timeline, key, band);
    if (fill == 0) return EntryTrack::tr("version %1, from before").arg(version);
    return EntryTrack::tr("version %1, fill %2")
        .arg(version, told("entry.fill", fill, where, QString::number(fill)));
}

void EntryTrack::paintPlot(QPainter& painter)
{
    painter.setClipRect(plotRect().adjusted(-1, 0, 1, 0));
    for (const EntryStretch& stretch : stretches()) {
        const QRectF rect = rectOf(stretch);
        if (stretch.state == EntryState::absent) paintAbsent(painter, rect);
        if (stretch.state == EntryState::fresh) paintFresh(painter, rect, stretch);
        if (stretch.state == EntryState::stale) paintStale(painter, rect);
    }
    paintDeletes(painter);
}

/// Each delete, whether there was an entry or not: what is loaded meanwhile is from before. At most one in
/// two pixels.
void EntryTrack::paintDeletes(QPainter& painter)
{
    const Theme& t = theme();
    const auto deletes = run()->timeline.deletes.of(key_);
    const TimeRange range = session().viewport().visible();
    const QRectF plot = plotRect().adjusted(0, t.px(1), 0, -t.px(3));
    const double arm = t.px(3);
    painter.setPen(QPen(t.failure, 1.4 * t.scale));
    double before = plot.left() - 2;
    for (auto d = std::lower_bound(deletes.begin(), deletes.end(), range.from);
         d != deletes.end() && *d <= range.until; ++d) {
        const double x = axis().x(*d);
        if (x < before + 2) continue;
        before = x;
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        painter.drawLine(QPointF(x - arm, plot.top()), QPointF(x + arm, plot.top() + 2 * arm));
        painter.drawLine(QPointF(x + arm, plot.top()), QPointF(x - arm, plot.top() + 2 * arm));
    }
}

void EntryTrack::paintAbsent(QPainter& painter, const QRectF& rect)
{
    if (rect.width() < 2) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().muted, 1.1 * theme().scale, Qt::DashLine));
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

/// The darker wedge is the time left: from all of the ttl when it was stored down to nothing at expiry.
void EntryTrack::paintFresh(QPainter& painter, const QRectF& rect, const EntryStretch& stretch)
{
    const Theme& t = theme();
    const double radius = std::min<double>(t.px(4), rect.width() / 2);
    QPainterPath shape;
    shape.addRoundedRect(rect.adjusted(0.5, 0, -0.5, 0), radius, radius);
    painter.setPen(Qt::NoPen);
    painter.fillPath(shape, tint(t.fresh, 0.2));
    const EntryBand& band = *stretch.band;
    const double ttl = double(std::max<std::int64_t>(1, (band.fresh_until - band.stored_at).count()));
    const auto left = [&](Instant at) {
        return std::clamp(double((band.fresh_until - at).count()) / ttl, 0.0, 1.0);
    };
    QPainterPath wedge(QPointF(rect.left(), rect.bottom()));
    wedge.lineTo(rect.left(), rect.bottom() - left(stretch.from) * rect.height());
    wedge.lineTo(rect.right(), rect.bottom() - left(stretch.until) * rect.height());
    wedge.lineTo(rect.right(), rect.bottom());
    painter.fillPath(wedge & shape, tint(t.fresh, 0.36));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tint(t.fresh, 0.75), 1 * t.scale));
    if (rect.width() > 3) painter.drawPath(shape);
}

void EntryTrack::paintStale(QPainter& painter, const QRectF& rect)
{
    const Theme& t = theme();
    painter.setPen(Qt::NoPen);
    painter.setBrush(tint(t.stale, 0.22));
    painter.drawRect(rect);
    painter.setBrush(hatch(tint(t.stale, 0.6), pixelRatio()));
    painter.drawRect(rect);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tint(t.stale, 0.85), 1 * t.scale));
    if (rect.width() > 3) painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
}

void EntryTrack::paintLive(QPainter& painter)
{
    const Theme& t = theme();
    painter.setFont(t.strong);
    const std::vector<EntryStretch>& all = stretches();
    const EntryStretch now = stretchNow();
    const auto roomOf = [&](const EntryStretch& stretch) {
        return rectOf(stretch).intersected(plotRect()).adjusted(t.px(10), 0, -t.px(6), 0);
    };
    const bool isWorded =
        std::any_of(worded_.begin(), worded_.end(), [&](std::size_t i) { return all[i] == now; });
    const bool fits = isWorded && !fitting(texts(now, true), t.strong, roomOf(now).width()).isEmpty();
    const NowLabel label = fits ? NowLabel() : labelNow(now);
    for (const std::size_t i : worded_) {
        QRectF room = roomOf(all[i]);
        if (!label.text.isEmpty() && label.rect.left() > room.left())
            room.setRight(std::min(room.right(), label.rect.left() - t.px(6)));
        else if (!label.text.isEmpty())
            room.setLeft(std::max(room.left(), label.rect.right() + t.px(6)));
        const QString text = fitting(texts(all[i], all[i] == now), t.strong, room.width());
        if (!text.isEmpty()) paintWords(painter, room, all[i].state, text);
    }
    if (!label.text.isEmpty()) drawLabel(painter, label.rect, Qt::AlignCenter, label.text, inkOf(now.state));
}

void EntryTrack::paintWords(QPainter& painter, const QRectF& room, EntryState state, const QString& text)
{
    const Theme& t = theme();
    if (state == EntryState::stale)
        return drawLabel(painter, labelRect(t.strong, text, room.left() - t.px(4), room.center().y()),
                         Qt::AlignCenter, text, inkOf(state));
    painter.setPen(inkOf(state));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, text);
}

/// The text of the entry at `x` counts down; where that is too short for one, its text may stand anywhere.
QRegion EntryTrack::liveRegion(double x) const
{
    QRegion region = Track::liveRegion(x);
    bool hasText = false;
    for (const std::size_t i : worded_) {
        const QRectF rect = rectOf(stretches_[i]);
        if (x < rect.left() - 4 || x > rect.right() + 4) continue;
        region += rect.intersected(plotRect()).toAlignedRect().adjusted(-2, -2, 2, 2);
        hasText |= x >= rect.left() && x < rect.right();
    }
    return hasText ? region : region + plotRect().toAlignedRect();
}

}  // namespace stampede::ui
