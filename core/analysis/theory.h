#pragma once

#include "core/runtime/time.h"

/// What arithmetic says that runs must come to. Pure functions, shared by the curves laid over pictures, by
/// the tests and by `stampede validate`. docs/theory.md derives each of them.
///
/// Throughout: one key, Poisson requests of `rate` a second (λ), a `load` that always takes the same time
/// (D), no round trip, and a ttl that is large against everything else unless it is a parameter. A *cycle* is
/// the life of one stored entry from which at least one load was started; its loads are those started before
/// the first of them has stored its value.
///
/// The algorithm of XFetch is Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede
/// Prevention", VLDB 2015. The closed forms are derived from it.
namespace stampede::theory {

/// No prevention: 1 + λD. The request that finds the expired entry, and those that come while it loads.
/// REQUIRES: rate ≥ 0, load ≥ 0.
double none_loads_per_cycle(double rate, Duration load);

/// XFetch: the probability e^{−gap/(βδ)} that one look, `gap` before expiry, decides for a load. `delta` is
/// the load time stored with the entry (δ). 1 from expiry on. REQUIRES: beta > 0; δ = 0 gives 0 before
/// expiry.
double xfetch_refresh_probability(Duration gap, Duration delta, double beta);

/// XFetch: the probability that some look has decided for a load until `gap` before expiry, 1 −
/// exp(−λβδ·e^{−gap/(βδ)}): the gap of the first one follows a Gumbel distribution. After expiry (gap < 0)
/// any look does. REQUIRES: rate, beta, δ > 0.
double xfetch_refreshed_by(Duration gap, double rate, Duration delta, double beta);

/// XFetch: the mean time in seconds from the first early load to expiry, βδ(ln(λβδ) + γ), γ = 0.5772…, with
/// the terms that make it right for rare requests as well (they vanish like e^{−λβδ}; negative: mostly after
/// expiry). Its standard deviation is near βδ·π/√6 when λβδ ≫ 1. REQUIRES: rate, beta, δ > 0; the ttl exceeds
/// the gap by several βδ.
double xfetch_first_gap(double rate, Duration delta, double beta);

/// XFetch: e^{D/(βδ)} loads per cycle, whatever λ: their number is geometric. Holds while a load started
/// early ends before expiry, D < xfetch_first_gap; beyond it the true mean is lower. REQUIRES: beta, δ > 0.
double xfetch_loads_per_cycle(Duration load, Duration delta, double beta);

/// XFetch: the probability that a cycle has exactly `loads` loads, (1 − q)·q^{loads−1} with q = 1 −
/// e^{−D/(βδ)}.
/// REQUIRES: loads ≥ 1.
double xfetch_loads_probability(unsigned loads, Duration load, Duration delta, double beta);

/// Each look refreshes from a time drawn uniformly in the last `window` (ξ): the mean time in seconds from
/// the start of the window to the first load, √(πξ/2λ). REQUIRES: rate > 0; the result is small against the
/// window.
double uniform_first_refresh(double rate, Duration window);

/// The same: 1 + λD²/2ξ + D·√(πλ/2ξ) loads per cycle. It grows with the traffic. REQUIRES: the load ends
/// before expiry.
double uniform_loads_per_cycle(double rate, Duration load, Duration window);

/// Power, p = 1 − (remaining/ttl)^β: the mean age in seconds at which an entry is first refreshed,
/// √(π·ttl/2λβ). Exact for β = 1; for others while the result is small against ttl/β. REQUIRES: rate, beta >
/// 0.
double power_first_refresh_age(double rate, Duration ttl, double beta);

/// Power: like uniform with a window of ttl/β. REQUIRES: as above, and D small against ttl/β.
double power_loads_per_cycle(double rate, Duration load, Duration ttl, double beta);

/// Many keys that were all stored at 0, each asked for by Poisson requests of `rate`, loads that take no
/// time, no prevention: the mean number of loads of one key in [0, until). A lifetime is ttl·(1 ± jitter),
/// uniform, then the time to the next request. Solves the renewal equation on a grid of ttl/1000, within 0.2
/// %. REQUIRES: rate > 0, 0 ≤ jitter < 1.
double renewal_loads(double rate, Duration ttl, double jitter, Duration until);

/// The same: the mean number of loads of one key in the fullest [i·window, (i+1)·window) before `until`.
/// Times the number of keys it is the height of the wave that hits the database; the maximum of one run is a
/// little higher, by luck.
double renewal_peak(double rate, Duration ttl, double jitter, Duration until, Duration window);

/// Regular requests, every 1/rate from 0, entry stored at 0: how often it has expired and been loaded anew
/// before `until`. A cycle takes ttl + load. REQUIRES: ttl and load are multiples of 1/rate.
unsigned regular_cycles(Duration ttl, Duration load, Duration until);

/// The same: requests of one cycle that come while the entry is being loaded and still have to wait longer
/// than `limit`. With limit 0 these are all that would load without prevention. REQUIRES: limit ≤ load.
double regular_waiting(double rate, Duration load, Duration limit);

}  // namespace stampede::theory
