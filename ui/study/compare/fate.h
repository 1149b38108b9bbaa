#pragma once

#include <QString>

#include "ui/session/session.h"

namespace stampede::ui {

/// What became of a request in a run, in a few words: "waited 103 ms", "served stale, 12 s past its ttl,
/// in 0.6 ms". Says so where there is no such request.
QString fateOf(const Run& run, CallId request);

/// What has happened until an instant: "1 query · 999 wait".
QString statusAt(const Run& run, Instant t);

/// How a number of queries stands among those of the others: what colours it.
enum class Verdict { best, between, bad };
Verdict verdictOf(std::uint64_t queries, std::uint64_t fewest, std::uint64_t most);

}  // namespace stampede::ui
