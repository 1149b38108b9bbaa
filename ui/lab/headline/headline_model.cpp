#include "ui/lab/headline/headline_model.h"

#include "core/analysis/expected.h"
#include "core/analysis/shares.h"
#include "core/runtime/say.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"

namespace stampede::ui {

namespace {

HeadlineFigure latency(const FiguresAt& f, bool ended, const Where& where)
{
    if (ended)
        return {toldTime("latency_ms.p99", f.p99, where), tr("p99 latency"),
                tr("99 % of the answered requests took this long or less."), false};
    return {toldTime("longest_wait", f.longest_wait, where), tr("longest wait so far"),
            tr("Of all requests until now, those that still wait included."), false};
}

/// What a mean of cycles is, and what theory says of it: a value, or why it has none.
QString aboutTheory(const Scenario& s, const char* path, const QString& what)
{
    const Value theory = expected_metric(s, path);
    if (theory)
        return tr("%1 Theory, with the rate that is asked for: %2.")
            .arg(what, QString::fromUtf8(formula_of(s, path).data()));
    return tr("%1 Theory says nothing here: %2.")
        .arg(what, QString::fromStdString(say_marked(theory.why_not())));
}

HeadlineFigure loadsPerCycle(const Scenario& s, const FiguresAt& f, const Where& where)
{
    constexpr const char* path = "refresh.loads_per_cycle";
    const Value theory = expected_loads_per_cycle(s);
    const QString value = f.cycles > 0 ? toldFigure(path, f.loads_per_cycle, where) : QStringLiteral("–");
    const QString about =
        aboutTheory(s, path, tr("Loads while one stored entry was the current one, on average."));
    if (!theory) return {value, tr("loads a cycle"), about, false};
    return {value, tr("loads a cycle, theory %1").arg(toldFigure("theory.loads_per_cycle", *theory, where)),
            about, false};
}

HeadlineFigure firstGap(const Scenario& s, const FiguresAt& f, const Where& where)
{
    constexpr const char* path = "refresh.first_gap_ms";
    const Value theory = expected_first_gap_ms(s);
    const QString value = f.cycles > 0 ? toldMilliseconds(path, f.first_gap_ms, where) : QStringLiteral("–");
    const QString about =
        aboutTheory(s, path, tr("How long before the expiry the first load of a cycle began, on average."));
    if (!theory) return {value, tr("first load before expiry"), about, false};
    return {value, tr("first gap, theory %1").arg(toldMilliseconds("theory.first_gap_ms", *theory, where)),
            about, false};
}

}  // namespace

Sentence sentenceOf(const FiguresAt& f, const Where& where)
{
    return {tr("%1 %2 → ")
                .arg(toldCount("requests", f.requests, where), plural(f.requests, "request", "requests")),
            toldCount("database.queries", f.queries, where),
            u' ' + plural(f.queries, "database query", "database queries")};
}

Sentence maskedSentence(const Scenario& scenario, std::uint64_t requests)
{
    // Clients that wait for their answers ask less often when these take long: then the number gives
    // something away.
    bool known = true;
    for (const Traffic& t : scenario.traffic) known &= !std::holds_alternative<Closed>(t);
    return {tr("%1 requests → ").arg(known ? countText(requests) : QStringLiteral("?")), QStringLiteral("?"),
            u' ' + tr("database queries")};
}

std::vector<HeadlineFigure> maskedFigures()
{
    const QString unknown = QStringLiteral("?"), why = tr("Hidden until you have predicted.");
    return {{unknown, tr("longest wait"), why, false},
            {unknown, tr("answered"), why, false},
            {unknown, tr("failed"), why, false}};
}

std::vector<HeadlineFigure> figuresOf(const Scenario& scenario, const FiguresAt& now, const FiguresAt& atEnd,
                                      bool ended, const Where& where)
{
    const auto count = [&](const char* quantity, std::uint64_t n) { return toldCount(quantity, n, where); };
    const std::optional<double> stale = stale_share(now);
    const QString staleShare =
        stale ? QStringLiteral(" · ") + toldPercent("served.stale_share", *stale, where) : QString();
    std::vector<HeadlineFigure> figures;
    const bool rolls = scenario.strategy.rolls();
    const bool waits = atEnd.longest_wait > 20 * std::max(scenario.cache.round_trip, Duration(1000));
    figures.push_back(latency(now, ended || rolls, where));
    if (rolls && atEnd.cycles > 0) {
        figures.push_back(loadsPerCycle(scenario, now, where));
        figures.push_back(firstGap(scenario, now, where));
    }
    if (waits || !rolls) {
        figures.push_back({count("answered", now.answered), tr("answered"), {}, false});
        figures.push_back(
            {count("waiting", now.waiting), tr("waiting"),
             tr("Requests that wait now, all told: for the value, for a worker or for a connection."),
             false});
    }
    if (atEnd.stale > 0)
        figures.push_back({count("served.stale", now.stale), tr("served stale") + staleShare,
                           tr("Answers from an entry past its ttl."), false});
    if (atEnd.failed > 0 || !rolls)
        figures.push_back({count("failed", now.failed), tr("failed"), {}, now.failed > 0});
    return figures;
}

std::vector<HeadlineFigure> rangeFiguresOf(const Scenario& scenario, const RangeFigures& f,
                                           const Where& where)
{
    std::vector<HeadlineFigure> figures{latency(f, true, where)};
    if (scenario.strategy.rolls() && f.cycles > 0) figures.push_back(loadsPerCycle(scenario, f, where));
    figures.push_back({toldTime("longest_wait", f.longest_wait, where), tr("longest"), {}, false});
    figures.push_back({toldCount("waited", f.waited, where), tr("waited"),
                       tr("Answered requests that waited for the load of another."), false});
    if (f.stale > 0)
        figures.push_back({toldCount("served.stale", f.stale, where), tr("served stale"),
                           tr("Answers from an entry past its ttl."), false});
    if (f.open > 0)
        figures.push_back({toldCount("unfinished", f.open, where), tr("never answered"),
                           tr("Not over when the run ended."), true});
    figures.push_back({toldCount("failed", f.failed, where), tr("failed"), {}, f.failed > 0});
    return figures;
}

}  // namespace stampede::ui
