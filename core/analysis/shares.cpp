#include "core/analysis/shares.h"

#include "core/analysis/quantity.h"

namespace stampede {

namespace {

std::optional<double> of(std::uint64_t part, std::uint64_t whole)
{
    if (whole == 0) return {};
    return share_of(part, whole);
}

template <class Part, class Whole>
std::optional<double> of_all(std::span<const RunReport> runs, Part part, Whole whole)
{
    std::uint64_t parts = 0, all = 0;
    for (const RunReport& r : runs) parts += part(r.metrics), all += whole(r.metrics);
    return of(parts, all);
}

}  // namespace

std::optional<double> stale_share(const Metrics& m)
{
    return of(m.served.stale, m.answered);
}

std::optional<double> stale_share(const FiguresAt& f)
{
    return of(f.stale, f.answered);
}

std::optional<double> failed_share(const Metrics& m)
{
    return of(m.failed, m.requests);
}

std::optional<double> stale_share(std::span<const RunReport> runs)
{
    return of_all(
        runs, [](const Metrics& m) { return m.served.stale; }, [](const Metrics& m) { return m.answered; });
}

std::optional<double> failed_share(std::span<const RunReport> runs)
{
    return of_all(
        runs, [](const Metrics& m) { return m.failed; }, [](const Metrics& m) { return m.requests; });
}

}  // namespace stampede
