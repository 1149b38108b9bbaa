#pragma once

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
    Duration delta{};        ///< δ, the load time (xfetch)
    Duration span{};         ///< ttl (power), window (uniform)
    bool inForce = false;    ///< the strategy uses it; else it is there to compare

    /// The chance that one request with so much time left decides to refresh: 0…1.
    double at(Duration remaining) const;
    /// "XFetch: e^(−remaining / βδ)".
    QString formula() const;
};

/// What the probability track draws about a run.
struct ProbabilityPicture {
    std::vector<ProbabilityCurve> curves;
    Duration longest{}, shortest{};              ///< ends of the axis, time to expiry
    std::vector<Roll> rolls;                     ///< of one key, by time, thinned to what can be told apart
    std::uint32_t everyNth = 1;                  ///< of the rolls that did not refresh; those that did are all there
    std::optional<Duration> firstRefreshExpected;  ///< before expiry, by theory; when the rate of requests is known
};

/// For the visible range of a run whose strategy rolls.
ProbabilityPicture probabilityPicture(const Run& run, TimeRange range, std::uint32_t key);

/// "2.5 %", "37 %", "under 0.01 %".
QString chanceText(double chance);

/// Steady requests a second of the scenario on one key; nothing when they are not steady.
std::optional<double> steadyRate(const Scenario& scenario);

}  // namespace stampede::ui
