// How it stands with what serves all keys: loads under way, instances, breakers, the database.

#include "ui/lab/inspector/state_writer.h"
#include "ui/look/words/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::ptrdiff_t mostLoadsLookedAt = 20'000;
constexpr std::size_t mostInstancesShown = 4;

QString tr(const char* text)
{
    return QCoreApplication::translate("State", text);
}

}  // namespace

/// Loads under way, of all keys.
void StateWriter::loads()
{
    const auto begun = std::partition_point(timeline_.loads.begin(), timeline_.loads.end(),
                                            [&](const Load& l) { return l.began <= t_; });
    const auto earliest =
        begun - std::min<std::ptrdiff_t>(begun - timeline_.loads.begin(), mostLoadsLookedAt);
    std::uint64_t refreshes = 0, requests = 0;
    CallId one;
    Instant changed = begun == timeline_.loads.begin() ? longAgo : (begun - 1)->began;
    for (auto load = earliest; load != begun; ++load) {
        if (load->ended <= t_) {
            changed = std::max(changed, load->ended);
            continue;
        }
        (load->call.is_refresh() ? refreshes : requests) += 1;
        one = load->call;
    }
    std::vector<TextSpan> spans;
    if (requests + refreshes == 0)
        spans = {plainSpan(tr("none"))};
    else if (requests + refreshes == 1)
        spans = {spanInTone(tr("1"), Tone::load), plainSpan(tr(", by ")), callSpan(one)};
    else if (refreshes == 0)
        spans = {spanInTone(countText(requests), Tone::load), plainSpan(tr(", by requests"))};
    else if (requests == 0)
        spans = {spanInTone(countText(refreshes), Tone::load), plainSpan(tr(", in the background"))};
    else
        spans = {spanInTone(countText(requests), Tone::load), plainSpan(tr(" by requests, ")),
                 spanInTone(countText(refreshes), Tone::load), plainSpan(tr(" in the background"))};
    row(tr("loads"), std::move(spans), changed);
}

/// Those of which there is something to say; else how many there are.
void StateWriter::instances()
{
    struct Line {
        std::uint32_t interest;
        std::uint16_t instance;
        std::vector<TextSpan> spans;
    };
    std::vector<Line> lines;
    std::uint32_t inside = 0, well = 0;
    const std::uint32_t workers = run_.scenario.instances.workers;
    for (std::uint32_t i = 0; i < instanceCount(); ++i) {
        const auto number = static_cast<std::uint16_t>(i);
        const auto state = timeline_.instance_at(number, t_);
        const auto at = standing_.instance_at(number, t_);
        inside += at.inside;
        if (state.alive && !state.paused && !state.removed) ++well;
        std::vector<TextSpan> spans;
        if (!state.alive)
            spans.push_back(spanInTone(tr("killed"), Tone::failed));
        else if (state.paused)
            spans.push_back(spanInTone(tr("stands still"), Tone::failed));
        else if (state.removed)
            spans.push_back(spanInTone(tr("taken out by the balancer"), Tone::failed));
        const std::uint32_t busy = at.inside - std::min(at.inside, at.queued);
        if (state.alive && workers > 0 && busy >= workers) {
            if (!spans.empty()) spans.push_back(plainSpan(QStringLiteral(", ")));
            spans.push_back(plainSpan(tr("all %1 workers busy").arg(countText(workers))));
            if (at.queued > 0)
                spans.insert(spans.end(),
                             {plainSpan(QStringLiteral(", ")),
                              spanInTone(tr("%1 queue").arg(countText(at.queued)), Tone::waiting)});
        }
        if (!spans.empty())
            lines.push_back({at.queued + (state.alive && !state.paused && !state.removed ? 0 : 1u << 30),
                             number, std::move(spans)});
    }
    const QString doing = inside == 0   ? tr("no requests inside")
                          : inside == 1 ? tr("1 request inside")
                                        : tr("%1 requests inside").arg(countText(inside));
    const QString all = well == instanceCount()
                            ? tr("%1, ").arg(countText(instanceCount()))
                            : tr("%1 of %2 are well, ").arg(countText(well), countText(instanceCount()));
    Instant changed = longAgo;
    for (const InstanceChange& c : timeline_.instances)
        if (c.at <= t_) changed = c.at;
    row(tr("instances"), {plainSpan(all + doing)}, changed);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.interest > b.interest; });
    for (std::size_t i = 0; i < std::min(lines.size(), mostInstancesShown); ++i)
        row(tr("instance %1").arg(lines[i].instance + 1), std::move(lines[i].spans), longAgo);
    if (lines.size() > mostInstancesShown)
        row(QString(), {plainSpan(tr("and %1 more").arg(countText(lines.size() - mostInstancesShown)))},
            longAgo);
}

void StateWriter::breakers()
{
    std::uint32_t open = 0;
    std::size_t shown = 0;
    for (std::uint32_t i = 0; i < instanceCount(); ++i) {
        const BreakerChange* change = standing_.breaker_at(static_cast<std::uint16_t>(i), t_);
        if (!change || change->state == BreakerState::closed) continue;
        ++open;
        if (++shown > 3) continue;
        const Duration left = change->at + spec_.options.breaker->open_for - t_;
        const QString text = change->state == BreakerState::half_open ? tr("half open: one query tries")
                             : left > Duration{} ? tr("open, %1 left").arg(durationText(left))
                                                 : tr("open; the next query may try");
        row(tr("breaker %1").arg(i + 1), {spanInTone(text, Tone::failed)}, change->at);
    }
    if (open == 0)
        row(tr("breakers"), {plainSpan(tr("closed"))}, longAgo);
    else if (open > 3)
        row(QString(), {plainSpan(tr("and %1 more are open").arg(countText(open - 3)))}, longAgo);
}

void StateWriter::database()
{
    const std::uint32_t busy = timeline_.in_flight_at(t_), queued = timeline_.queued_at(t_),
                        pool = run_.scenario.database.pool;
    std::vector<TextSpan> spans{busy == 0 ? plainSpan(QStringLiteral("0"))
                                          : spanInTone(countText(busy), Tone::load),
                                plainSpan(tr(" of %1 connections busy").arg(countText(pool)))};
    if (queued > 0) {
        spans.push_back(plainSpan(QStringLiteral(", ")));
        spans.push_back(spanInTone(
            queued == 1 ? tr("1 query waits") : tr("%1 queries wait").arg(countText(queued)), Tone::waiting));
    }
    row(tr("database"), std::move(spans),
        std::max(lastStep(timeline_.in_flight), lastStep(timeline_.queued)));
}

}  // namespace stampede::ui
