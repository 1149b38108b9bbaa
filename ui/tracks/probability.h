#pragma once

#include <QPointF>
#include <QRectF>
#include <QString>

#include "core/analysis/timeline.h"
#include "core/scenario/scenario.h"
#include "ui/session/session.h"

#include <optional>
#include <vector>

namespace stampede::ui {

/// A way of deciding by chance whether to refresh, as a curve over the time to expiry.
struct ProbabilityCurve {
    When::Kind kind = When::Kind::xfetch;
    double beta = 1;
    Duration delta{};      ///< δ, the load time (xfetch)
    Duration span{};       ///< ttl (power), window (uniform)
    bool inForce = false;  ///< the strategy uses it; else it is there to compare

    /// The chance that one request with so much time left decides to refresh: 0…1.
    double at(Duration remaining) const;
    /// "XFetch: e^(−remaining / βδ)".
    QString formula() const;
};

/// What the probability track draws about a run.
struct ProbabilityPicture {
    std::vector<ProbabilityCurve> curves;
    Duration longest{}, shortest{};  ///< ends of the axis, time to expiry
    /// of one key, by time; of very many an even part, with all that refreshed
    std::vector<Roll> rolls;
    /// before expiry, by theory; where that has a say (core/analysis/expected.h)
    std::optional<Duration> firstRefreshExpected;
};

struct Dot {
    QPointF at;
    Roll roll;
};

/// The rolls as dots of a plot. Of dots that would lie on each other only the first is kept: one to a square
/// of `spacing` pixels; all that refreshed are.
std::vector<Dot> dotsOf(const ProbabilityPicture& picture, const QRectF& plot, double spacing);

/// Where a time to expiry and a chance lie in the plot: a logarithmic axis that runs down to the right.
QPointF probabilityPoint(const ProbabilityPicture& picture, const QRectF& plot, Duration remaining,
                         double chance);
/// The chances at the lower and upper edge of the plot: dots on 0 and 1 stay whole.
inline constexpr double leastChance = -0.025, greatestChance = 1.03;

/// For the visible range of a run whose strategy rolls.
ProbabilityPicture probabilityPicture(const Run& run, TimeRange range, std::uint32_t key);

/// "2.5 %", "37 %", "under 0.01 %".
QString chanceText(double chance);

}  // namespace stampede::ui
