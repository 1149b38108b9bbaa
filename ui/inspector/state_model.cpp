#include "ui/inspector/state_model.h"

#include "ui/text/format.h"
#include "ui/tracks/call_text.h"
#include "ui/tracks/time_axis.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::ptrdiff_t mostLoadsLookedAt = 20'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("State", text);
}

QString entryText(const Timeline& timeline, std::uint32_t key, Instant t)
{
    const auto view = timeline.entry_at(key, t);
    if (view.state == EntryState::absent) return tr("absent");
    const EntryBand& e = *view.band;
    QString text = view.state == EntryState::fresh
                       ? tr("fresh, version %1, %2 left").arg(e.version).arg(durationText(e.fresh_until - t))
                       : tr("stale, version %1, expired %2 ago").arg(e.version).arg(durationText(t - e.fresh_until));
    if (e.load_time > Duration{}) text += tr(", δ = %1").arg(durationText(e.load_time));
    return text;
}

QString lockText(const Run& run, std::uint32_t key, Instant t)
{
    const Who who = run.scenario.strategy.who;
    if (who == Who::everyone || who == Who::one_per_instance) return tr("none taken by this strategy");
    const LockBand* band = run.timeline.lock_at(key, t);
    if (!band) return tr("free");
    const QString until = band->valid_until >= never ? tr("no expiry") : tr("%1 left").arg(durationText(band->valid_until - t));
    return tr("held by %1, token %2, %3").arg(callText(band->holder), tokenText(band->token), until);
}

/// Loads under way, the first few by name.
QString loadsText(const Timeline& timeline, Instant t)
{
    const auto begun = std::upper_bound(timeline.loads.begin(), timeline.loads.end(), t,
                                        [](Instant x, const Load& load) { return x < load.began; });
    const auto earliest = begun - std::min<std::ptrdiff_t>(begun - timeline.loads.begin(), mostLoadsLookedAt);
    std::size_t refreshes = 0, requests = 0;
    CallId one;
    for (auto load = earliest; load != begun; ++load) {
        if (load->ended <= t) continue;
        (load->call.is_refresh() ? refreshes : requests) += 1;
        one = load->call;
    }
    if (requests + refreshes == mostLoadsLookedAt) return tr("%1 or more").arg(countText(mostLoadsLookedAt));
    if (requests + refreshes == 0) return tr("none");
    if (requests + refreshes == 1) return tr("by %1").arg(callText(one));
    QStringList parts;
    if (requests > 0) parts += tr("%1 by requests").arg(countText(std::uint64_t(requests)));
    if (refreshes > 0) parts += tr("%1 in the background").arg(countText(std::uint64_t(refreshes)));
    return parts.join(QStringLiteral(", "));
}

QString databaseText(const Run& run, Instant t)
{
    const QString busy = tr("%1 of %2 connections busy")
                             .arg(countText(run.timeline.in_flight_at(t)), countText(run.scenario.database.pool));
    const std::uint32_t queued = run.timeline.queued_at(t);
    return queued == 0 ? busy : busy + tr(", %1 queries wait").arg(countText(queued));
}

}  // namespace

std::vector<StateLine> stateAt(const Run& run, CallId selected, Instant t)
{
    const Timeline& timeline = run.timeline;
    const std::uint32_t key = selected.is_nobody() ? timeline.busiest_key : run.recording->call(selected).key;
    const std::uint32_t waiting = timeline.waiting_at(key, t);
    return {{QString::fromStdString(run.recording->key_name(key)), entryText(timeline, key, t)},
            {run.scenario.strategy.who == Who::lease ? tr("lease") : tr("lock"), lockText(run, key, t)},
            {tr("waiting"), waiting == 0 ? tr("nobody") : tr("%1 for this key").arg(countText(waiting))},
            {tr("loads"), loadsText(timeline, t)},
            {tr("database"), databaseText(run, t)}};
}

}  // namespace stampede::ui
