#include "ui/tracks/probability.h"

#include <QCoreApplication>

#include "core/analysis/expected.h"
#include "core/analysis/now.h"
#include "core/strategy/when.h"
#include "ui/look/theme/kept_within.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr std::size_t mostCandidates = 20'000;

/// All that refreshed, and of the others as many as are worth looking at, evenly.
std::vector<Roll> candidates(const std::vector<const Roll*>& rolls)
{
    const std::size_t nth = std::max<std::size_t>(1, (rolls.size() + mostCandidates - 1) / mostCandidates);
    std::vector<Roll> out;
    for (std::size_t i = 0; i < rolls.size(); ++i)
        if (i % nth == 0 || rolls[i]->refreshed) out.push_back(*rolls[i]);
    return out;
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
    When when;
    when.kind = kind;
    when.beta = beta;
    when.span = span;
    return refresh_probability(when, remaining, span, delta);
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

ProbabilityPicture probabilityPicture(const Run& run, TimeRange range, std::uint32_t key)
{
    ProbabilityPicture out;
    const Duration delta = mean_delta(run.timeline, run.scenario, key);
    bool power = false, xfetch = false;
    for (const When& when : run.scenario.strategy.when) {
        if (when.kind != When::Kind::power && when.kind != When::Kind::xfetch &&
            when.kind != When::Kind::uniform)
            continue;
        out.curves.push_back(curve(when, run, delta, true));
        power |= when.kind == When::Kind::power;
        xfetch |= when.kind == When::Kind::xfetch;
    }
    if (const Value gap = expected_first_gap_ms(run.scenario))
        out.firstRefreshExpected = from_seconds(*gap / 1e3);
    When other;
    other.kind = power ? When::Kind::xfetch : When::Kind::power;
    other.beta = power ? 1 : 2;
    if (!(power && xfetch)) out.curves.push_back(curve(other, run, delta, false));

    out.longest = std::max(run.scenario.cache.ttl, Duration(1'000'000));
    out.shortest = keptWithin(delta / 20, out.longest / 30'000, out.longest / 20);
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
