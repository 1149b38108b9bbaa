#include "ui/lab/headline/headline_model.h"

#include "core/analysis/theory.h"
#include "ui/look/words/format.h"

#include <QCoreApplication>

namespace stampede::ui {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("Headline", text, nullptr, n);
}

/// β of an XFetch that the closed forms describe: one key, everybody rolls, values long-lived against the
/// gap. Else 0.
double xfetchBeta(const Scenario& s)
{
    const auto& when = s.strategy.when;
    const bool plain = when.size() == 1 && when[0].kind == When::Kind::xfetch &&
                       s.strategy.who == Who::everyone && s.keys.count == 1;
    return plain && s.faults.empty() ? when[0].beta : 0;
}

double rateOf(const Scenario& s)
{
    for (const Traffic& t : s.traffic)
        if (const auto* steady = std::get_if<Steady>(&t)) return steady->rate;
    return 0;
}

HeadlineFigure latency(const FiguresAt& f, bool ended)
{
    if (ended)
        return {millisecondsText(milliseconds(f.p99)), tr("p99 latency"),
                tr("99 % of the answered requests took this long or less."), false};
    return {millisecondsText(milliseconds(f.longest_wait)), tr("longest wait so far"),
            tr("Of all requests until now, those that still wait included."), false};
}

HeadlineFigure loadsPerCycle(const Scenario& s, const FiguresAt& f)
{
    const double theory = expectedLoadsPerCycle(s);
    const QString value = f.cycles > 0 ? figureText(f.loads_per_cycle) : QStringLiteral("–");
    if (theory <= 0)
        return {value, tr("loads a cycle"),
                tr("Loads while one stored entry was the current one, on average."), false};
    return {value, tr("loads a cycle, theory %1").arg(figureText(theory)),
            tr("Loads while one stored entry was the current one, on average. Theory: e^(1/β), if every load "
               "takes the same time."),
            false};
}

HeadlineFigure firstGap(const Scenario& s, const FiguresAt& f)
{
    const double theory = expectedFirstGapMs(s);
    const QString value = f.cycles > 0 ? millisecondsText(f.first_gap_ms) : QStringLiteral("–");
    if (theory <= 0)
        return {value, tr("first load before expiry"),
                tr("Average gap between the first load of a cycle and the expiry."), false};
    return {value, tr("first gap, theory %1").arg(millisecondsText(theory)),
            tr("How long before the expiry the first load of a cycle began, on average. Theory: βδ(ln(λβδ) + "
               "0.5772)."),
            false};
}

}  // namespace

Sentence sentenceOf(const FiguresAt& f)
{
    return {tr("%1 %2 → ").arg(countText(f.requests), f.requests == 1 ? tr("request") : tr("requests")),
            countText(f.queries), u' ' + (f.queries == 1 ? tr("database query") : tr("database queries"))};
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

double expectedLoadsPerCycle(const Scenario& scenario)
{
    const double beta = xfetchBeta(scenario);
    const Duration load = scenario.database.query_time;
    return beta > 0 && rateOf(scenario) > 0 && load > Duration{}
               ? theory::xfetch_loads_per_cycle(load, load, beta)
               : 0;
}

double expectedFirstGapMs(const Scenario& scenario)
{
    const double beta = xfetchBeta(scenario);
    const Duration load = scenario.database.query_time;
    if (beta <= 0 || rateOf(scenario) * beta * seconds(load) <= 1) return 0;
    return 1e3 * theory::xfetch_first_gap(rateOf(scenario), load, beta);
}

std::vector<HeadlineFigure> figuresOf(const Scenario& scenario, const FiguresAt& now, const FiguresAt& atEnd,
                                      bool ended)
{
    const auto share = [&](std::uint64_t n) {
        return now.answered == 0
                   ? QString()
                   : QStringLiteral(" · %1 %").arg(figureText(100.0 * double(n) / double(now.answered)));
    };
    std::vector<HeadlineFigure> figures;
    const bool rolls = scenario.strategy.rolls();
    const bool waits = atEnd.longest_wait > 20 * std::max(scenario.cache.round_trip, Duration(1000));
    figures.push_back(latency(now, ended || rolls));
    if (rolls && atEnd.cycles > 0) {
        figures.push_back(loadsPerCycle(scenario, now));
        figures.push_back(firstGap(scenario, now));
    }
    if (waits || !rolls) {
        figures.push_back({countText(now.answered), tr("answered"), {}, false});
        figures.push_back({countText(now.waiting), tr("waiting"),
                           tr("For the load of another, for a worker or for a connection."), false});
    }
    if (atEnd.stale > 0)
        figures.push_back({countText(now.stale), tr("served stale") + share(now.stale),
                           tr("Answers from an entry past its ttl."), false});
    if (atEnd.failed > 0 || !rolls)
        figures.push_back({countText(now.failed), tr("failed"), {}, now.failed > 0});
    return figures;
}

std::vector<HeadlineFigure> rangeFiguresOf(const Scenario& scenario, const FiguresAt& f)
{
    std::vector<HeadlineFigure> figures{latency(f, true)};
    if (scenario.strategy.rolls() && f.cycles > 0) figures.push_back(loadsPerCycle(scenario, f));
    figures.push_back({millisecondsText(milliseconds(f.longest_wait)), tr("longest"), {}, false});
    figures.push_back({countText(f.waiting), tr("waited"),
                       tr("For the load of another, for a worker or for a connection."), false});
    if (f.stale > 0)
        figures.push_back(
            {countText(f.stale), tr("served stale"), tr("Answers from an entry past its ttl."), false});
    if (f.open > 0)
        figures.push_back(
            {countText(f.open), tr("never answered"), tr("Not over when the run ended."), true});
    figures.push_back({countText(f.failed), tr("failed"), {}, f.failed > 0});
    return figures;
}

}  // namespace stampede::ui
