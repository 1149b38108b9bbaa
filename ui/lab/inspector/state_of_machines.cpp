// How it stands with what serves all keys: loads under way, instances, breakers, the database.

#include "core/analysis/now.h"
#include "ui/lab/inspector/state_writer.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::size_t mostInstancesShown = 4;

}  // namespace

QString instanceName(std::uint16_t instance)
{
    return toldOther(tr("instance %1").arg(instance + 1));
}

/// Loads under way, of all keys.
void StateWriter::loads()
{
    const LoadsNow now = loads_now(timeline_, t_);
    const auto all = [&] { return spanInTone(count("loads", now.all()), Tone::load); };
    std::vector<TextSpan> spans;
    if (now.all() == 0)
        spans = {plainSpan(tr("none"))};
    else if (now.all() == 1)
        spans = {all(), plainSpan(tr(", by ")), callSpan(now.one)};
    else if (now.by_refreshes == 0)
        spans = {all(), plainSpan(tr(", by requests"))};
    else if (now.by_requests == 0)
        spans = {all(), plainSpan(tr(", in the background"))};
    else
        spans = {spanInTone(count("loads.by_requests", now.by_requests), Tone::load),
                 plainSpan(tr(" by requests, ")),
                 spanInTone(count("loads.by_refreshes", now.by_refreshes), Tone::load),
                 plainSpan(tr(" in the background"))};
    row(tr("loads"), std::move(spans), now.changed);
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
        const InstanceNow here = instance_now(standing_, number, t_);
        inside += here.inside;
        if (state.alive && !state.paused && !state.removed) ++well;
        std::vector<TextSpan> spans;
        if (!state.alive)
            spans.push_back(spanInTone(tr("killed"), Tone::failed));
        else if (state.paused)
            spans.push_back(spanInTone(tr("stands still"), Tone::failed));
        else if (state.removed)
            spans.push_back(spanInTone(tr("taken out by the balancer"), Tone::failed));
        if (state.alive && workers > 0 && here.busy() >= workers) {
            if (!spans.empty()) spans.push_back(plainSpan(QStringLiteral(", ")));
            spans.push_back(plainSpan(tr("all %1 workers busy").arg(toldOther(countText(workers)))));
            if (here.queued > 0)
                spans.insert(
                    spans.end(),
                    {plainSpan(QStringLiteral(", ")),
                     spanInTone(tr("%1 wait for a worker").arg(count("waiting.worker", here.queued, number)),
                                Tone::waiting)});
        }
        if (!spans.empty())
            lines.push_back({here.queued + (state.alive && !state.paused && !state.removed ? 0 : 1u << 30),
                             number, std::move(spans)});
    }
    const QString doing =
        inside == 0 ? tr("no requests inside")
                    : plural(inside, "%1 request inside", "%1 requests inside").arg(count("inside", inside));
    const QString all = well == instanceCount()
                            ? tr("%1, ").arg(toldOther(countText(instanceCount())))
                            : tr("%1 of %2 are well, ")
                                  .arg(count("instances.well", well), toldOther(countText(instanceCount())));
    Instant changed = longAgo;
    for (const InstanceChange& c : timeline_.instances)
        if (c.at <= t_) changed = c.at;
    row(tr("instances"), {plainSpan(all + doing)}, changed);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.interest > b.interest; });
    for (std::size_t i = 0; i < std::min(lines.size(), mostInstancesShown); ++i)
        row(instanceName(lines[i].instance), std::move(lines[i].spans), longAgo);
    if (lines.size() > mostInstancesShown)
        row(QString(),
            {plainSpan(tr("and %1 more").arg(toldOther(countText(lines.size() - mostInstancesShown))))},
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
        const QString text =
            change->state == BreakerState::half_open ? tr("half open: one query tries")
            : left > Duration{}
                ? tr("open, %1 left").arg(toldTime("breaker.left", left, at(run_.scenario, t_, i)))
                : tr("open; the next query may try");
        row(toldOther(tr("breaker %1").arg(i + 1)), {spanInTone(text, Tone::failed)}, change->at);
    }
    if (open == 0)
        row(tr("breakers"), {plainSpan(tr("closed"))}, longAgo);
    else if (open > 3)
        row(QString(), {plainSpan(tr("and %1 more are open").arg(toldOther(countText(open - 3))))}, longAgo);
}

void StateWriter::database()
{
    const std::uint32_t busy = timeline_.in_flight_at(t_), queued = timeline_.queued_at(t_),
                        pool = run_.scenario.database.pool;
    const QString running = count("database.in_flight", busy);
    std::vector<TextSpan> spans{busy == 0 ? plainSpan(running) : spanInTone(running, Tone::load),
                                plainSpan(tr(" of %1 connections busy").arg(toldOther(countText(pool))))};
    if (queued > 0) {
        spans.push_back(plainSpan(QStringLiteral(", ")));
        spans.push_back(spanInTone(plural(queued, "%1 query waits for one", "%1 queries wait for one")
                                       .arg(count("waiting.connection", queued)),
                                   Tone::waiting));
    }
    row(tr("database"), std::move(spans),
        std::max(lastStep(timeline_.in_flight), lastStep(timeline_.queued)));
}

}  // namespace stampede::ui
