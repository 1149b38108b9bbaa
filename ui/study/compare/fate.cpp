#include "ui/study/compare/fate.h"

#include "core/analysis/now.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"

#include <optional>

namespace stampede::ui {

namespace {

QString tookText(const Run& run, CallId call, Duration length)
{
    return toldTime("call.length", length, ofRun(run.scenario, call.raw()));
}

QString staleFate(const Run& run, CallId call, const QString& took)
{
    const auto age = age_of_answer(*run.recording, run.timeline, call);
    return age ? tr("served stale, %1 past its ttl, in %2")
                     .arg(toldTime("call.age_of_answer", *age, ofRun(run.scenario, call.raw())), took)
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
    const QString took = tookText(run, request, length_of(lanes, lane));
    switch (lanes.outcome[lane]) {
    case Outcome::fresh: return tr("hit, in %1").arg(took);
    case Outcome::stale: return staleFate(run, request, took);
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
    const Where now = at(run.scenario, t);
    QStringList parts{
        plural(f.queries, "%1 query", "%1 queries").arg(toldCount("database.queries", f.queries, now))};
    if (f.waiting > 0) parts += tr("%1 wait").arg(toldCount("waiting", f.waiting, now));
    if (f.failed > 0) parts += tr("%1 failed").arg(toldCount("failed", f.failed, now));
    if (f.stale > 0) parts += tr("%1 stale").arg(toldCount("served.stale", f.stale, now));
    if (f.waiting == 0 && f.stale == 0)
        parts += tr("%1 answered").arg(toldCount("answered", f.answered, now));
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
