#include "ui/tracks/probability.h"

#include <QCoreApplication>

#include "core/analysis/theory.h"

#include <algorithm>
#include <cmath>
#include <variant>

namespace stampede::ui {

namespace {

constexpr std::size_t mostCandidates = 20'000;

double ratio(Duration a, Duration b)
{
    return b.count() == 0 ? 0 : static_cast<double>(a.count()) / static_cast<double>(b.count());
}

/// The mean load time of the entries seen; of a run without any, what the database takes.
Duration loadTime(const Run& run, std::uint32_t key)
{
    double sum = 0, known = 0;
    for (const EntryBand& band : run.timeline.entries.of(key)) {
        if (band.load_time <= Duration{}) continue;
        sum += static_cast<double>(band.load_time.count());
        ++known;
    }
    return known > 0 ? Duration(static_cast<std::int64_t>(sum / known)) : run.scenario.database.query_time;
}

/// All that refreshed, and of the others as many as are worth looking at, evenly.
std::vector<Roll> candidates(const std::vector<const Roll*>& rolls)
{
    const std::size_t nth = std::max<std::size_t>(1, (rolls.size() + mostCandidates - 1) / mostCandidates);
    std::vector<Roll> out;
    for (std::size_t i = 0; i < rolls.size(); ++i)
        if (i % nth == 0 || rolls[i]->refreshed) out.push_back(*rolls[i]);
    return out;
}

/// By theory, before expiry; nothing where that is not known or not within the ttl.
std::optional<Duration> expectedFirstRefresh(const Scenario& scenario, double beta, Duration delta)
{
    const auto rate = steadyRate(scenario);
    if (!rate || beta <= 0 || delta <= Duration{}) return std::nullopt;
    const double gap = theory::xfetch_first_gap(*rate, delta, beta);
    if (!(gap > 0) || gap >= seconds(scenario.cache.ttl)) return std::nullopt;
    return from_seconds(gap);
}

ProbabilityCurve curve(const When& when, const Run& run, Duration delta, bool inForce)
{
    ProbabilityCurve c;
    c.kind = when.kind;
    c.beta = when.beta;
    c.delta = delta;
    c.span = when.kind == When::Kind::uniform ? when.span : run.scenario.cache.ttl;
    c.inForce = inForce;
    return c;
}

}  // namespace

double ProbabilityCurve::at(Duration remaining) const
{
    if (remaining <= Duration{}) return 1;
    switch (kind) {
    case When::Kind::power: return std::clamp(1 - std::pow(ratio(remaining, span), beta), 0.0, 1.0);
    case When::Kind::uniform: return std::clamp(1 - ratio(remaining, span), 0.0, 1.0);
    case When::Kind::xfetch: return beta > 0 ? theory::xfetch_refresh_probability(remaining, delta, beta) : 0;
    default: return 0;
    }
}

QString ProbabilityCurve::formula() const
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("stampede::ui::Probability", text);
    };
    switch (kind) {
    case When::Kind::power:
        return tr(QT_TRANSLATE_NOOP("stampede::ui::Probability", "power: 1 − (remaining / ttl)^β"));
    case When::Kind::uniform:
        return tr(QT_TRANSLATE_NOOP("stampede::ui::Probability", "uniform: 1 − remaining / window"));
    default: return tr(QT_TRANSLATE_NOOP("stampede::ui::Probability", "XFetch: e^(−remaining / βδ)"));
    }
}

QString chanceText(double chance)
{
    const double percent = 100 * chance;
    if (percent > 0 && percent < 0.01)
        return QCoreApplication::translate("stampede::ui::Probability", "under 0.01 %");
    return QStringLiteral("%1 %").arg(percent, 0, percent < 10 ? 'g' : 'f', percent < 10 ? 2 : 0);
}

std::optional<double> steadyRate(const Scenario& scenario)
{
    if (scenario.keys.count != 1) return std::nullopt;
    double rate = 0;
    for (const Traffic& traffic : scenario.traffic) {
        if (const auto* steady = std::get_if<Steady>(&traffic)) rate += steady->rate;
        if (std::holds_alternative<Closed>(traffic) || std::holds_alternative<Replay>(traffic) ||
            std::holds_alternative<Ramp>(traffic))
            return std::nullopt;
    }
    return rate > 0 ? std::optional(rate) : std::nullopt;
}

ProbabilityPicture probabilityPicture(const Run& run, TimeRange range, std::uint32_t key)
{
    ProbabilityPicture out;
    const Duration delta = loadTime(run, key);
    bool power = false, xfetch = false;
    for (const When& when : run.scenario.strategy.when) {
        if (when.kind != When::Kind::power && when.kind != When::Kind::xfetch &&
            when.kind != When::Kind::uniform)
            continue;
        out.curves.push_back(curve(when, run, delta, true));
        power |= when.kind == When::Kind::power;
        xfetch |= when.kind == When::Kind::xfetch;
        if (when.kind == When::Kind::xfetch)
            out.firstRefreshExpected = expectedFirstRefresh(run.scenario, when.beta, delta);
    }
    When other;
    other.kind = power ? When::Kind::xfetch : When::Kind::power;
    other.beta = power ? 1 : 2;
    if (!(power && xfetch)) out.curves.push_back(curve(other, run, delta, false));

    out.longest = std::max(run.scenario.cache.ttl, Duration(1'000'000));
    out.shortest = std::clamp(delta / 20, out.longest / 30'000, out.longest / 20);
    std::vector<const Roll*> seen;
    const auto& rolls = run.timeline.rolls;
    const auto first = std::lower_bound(rolls.begin(), rolls.end(), range.from,
                                        [](const Roll& r, Instant t) { return r.at < t; });
    const bool oneKey = run.timeline.keys.size() <= 1;
    for (auto r = first; r != rolls.end() && r->at <= range.until; ++r)
        if (oneKey || run.recording->call(r->call).key == key) seen.push_back(&*r);
    out.rolls = candidates(seen);
    return out;
}

QPointF probabilityPoint(const ProbabilityPicture& picture, const QRectF& plot, Duration remaining,
                         double chance)
{
    const double low = std::log(seconds(picture.shortest)), high = std::log(seconds(picture.longest));
    const double at = std::log(std::max(1e-9, seconds(remaining)));
    const double x = plot.right() - (at - low) / (high - low) * plot.width();
    return {x, plot.bottom() - (chance - leastChance) / (greatestChance - leastChance) * plot.height()};
}

std::vector<Dot> dotsOf(const ProbabilityPicture& picture, const QRectF& plot, double spacing)
{
    const auto columns = static_cast<std::size_t>(plot.width() / spacing) + 2;
    std::vector<bool> taken(columns * (static_cast<std::size_t>(plot.height() / spacing) + 2));
    std::vector<Dot> out;
    for (const Roll& roll : picture.rolls) {
        if (roll.remaining < picture.shortest) continue;
        const QPointF at = probabilityPoint(picture, plot, std::min(roll.remaining, picture.longest),
                                            static_cast<double>(roll.u));
        const auto column = static_cast<std::size_t>(std::max(0.0, (at.x() - plot.left()) / spacing));
        const auto row = static_cast<std::size_t>(std::max(0.0, (at.y() - plot.top()) / spacing));
        const std::size_t cell = row * columns + column;
        if (cell >= taken.size() || (taken[cell] && !roll.refreshed)) continue;
        taken[cell] = true;
        out.push_back({at, roll});
    }
    return out;
}

}  // namespace stampede::ui
