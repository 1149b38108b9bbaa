#include "ui/study/compare/fate.h"

#include <QCoreApplication>

#include "ui/look/words/format.h"
#include "ui/tracks/time_axis.h"

#include <optional>

namespace stampede::ui {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("Fate", text, nullptr, n);
}

/// How long past its ttl the value was that a request got.
std::optional<Duration> ageOfAnswer(const Recording& recording, CallId call, Instant from, Instant until)
{
    std::optional<Duration> age;
    for (std::size_t i = recording.first_event_at(from);
         i < recording.events.size() && recording.events[i].at <= until; ++i) {
        const Event& e = recording.events[i];
        if (e.call != call || e.what() != What::found_stale) continue;
        if (const Detail* d = recording.detail(i)) age = Duration(d->a);
    }
    return age;
}

QString staleFate(const Run& run, CallId call, Instant from, Instant until)
{
    const QString took = durationText(until - from);
    const auto age = ageOfAnswer(*run.recording, call, from, until);
    return age ? tr("served stale, %1 past its ttl, in %2").arg(durationText(*age), took)
               : tr("served stale in %1").arg(took);
}

}  // namespace

QString fateOf(const Run& run, CallId request)
{
    if (!run.recording) return tr("not kept");
    const Lanes& lanes = run.timeline.lanes;
    if (!request.is_request() || request.number() > lanes.requests) return tr("does not come in this run");
    const std::uint32_t lane = lanes.lane(request);
    if (lanes.empty(lane)) return tr("does not come in this run");
    const Instant from = lanes.begins(lane), until = lanes.ends(lane);
    const QString took = durationText(until - from);
    switch (lanes.outcome[lane]) {
    case Outcome::fresh: return tr("hit, in %1").arg(took);
    case Outcome::stale: return staleFate(run, request, from, until);
    case Outcome::loaded: return tr("loaded it, in %1").arg(took);
    case Outcome::shared: return tr("waited %1").arg(took);
    case Outcome::failed: return tr("failed after %1").arg(took);
    case Outcome::none: return tr("unanswered at the end");
    }
    return {};
}

QString statusAt(const Run& run, Instant t)
{
    const FiguresAt f = run.figures.at(t);
    QStringList parts{f.queries == 1 ? tr("1 query") : tr("%1 queries").arg(countText(f.queries))};
    if (f.waiting > 0) parts += tr("%1 wait").arg(countText(f.waiting));
    if (f.failed > 0) parts += tr("%1 failed").arg(countText(f.failed));
    if (f.stale > 0) parts += tr("%1 stale").arg(countText(f.stale));
    if (f.waiting == 0 && f.stale == 0) parts += tr("%1 answered").arg(countText(f.answered));
    return parts.join(QStringLiteral(" · "));
}

Verdict verdictOf(std::uint64_t queries, std::uint64_t fewest, std::uint64_t most)
{
    if (queries == fewest && fewest < most) return Verdict::best;
    return queries * 2 >= most && most >= 10 && most >= 4 * std::max<std::uint64_t>(1, fewest)
               ? Verdict::bad
               : Verdict::between;
}

}  // namespace stampede::ui
