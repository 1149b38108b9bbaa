#include "ui/study/explore/metric_choice.h"

#include "core/analysis/theory.h"
#include "core/scenario/metric_names.h"
#include "ui/lab/headline/headline_model.h"
#include "ui/teach/lesson/metric_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <vector>

namespace stampede::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Explore", text);
}

/// What most people ask for first.
const char* const usual[] = {"database.queries",        "database.peak_in_flight",
                             "database.peak_queued",    "latency_ms.mean",
                             "latency_ms.p50",          "latency_ms.p99",
                             "latency_ms.max",          "served.stale",
                             "served.waited",           "failed",
                             "cache.hit_rate",          "redis.commands",
                             "refresh.loads_per_cycle", "refresh.first_gap_ms"};

/// As a title begins.
QString titled(const std::string& path)
{
    QString words = metricWords(path);
    if (!words.isEmpty() && !words.contains(QLatin1String("p9"))) words[0] = words[0].toUpper();
    return words;
}

/// The rate of a scenario that is one key under one steady stream, which is what closed forms are about; else
/// 0.
double steadyRate(const Scenario& s)
{
    if (s.keys.count != 1 || s.traffic.size() != 1 || !s.faults.empty()) return 0;
    const auto* steady = std::get_if<Steady>(&s.traffic[0]);
    return steady && s.strategy.when.size() == 1 && s.strategy.who == Who::everyone ? steady->rate : 0;
}

std::optional<TheoryValue> loadsPerCycle(const Scenario& s)
{
    if (const double v = expectedLoadsPerCycle(s); v > 0) return TheoryValue{v, tr("e^(1/β)")};
    const double rate = steadyRate(s);
    if (rate <= 0) return {};
    const Duration load = s.database.query_time;
    const When& when = s.strategy.when[0];
    switch (when.kind) {
    case When::Kind::expiry: return TheoryValue{theory::none_loads_per_cycle(rate, load), tr("1 + λD")};
    case When::Kind::power:
        return TheoryValue{theory::power_loads_per_cycle(rate, load, s.cache.ttl, when.beta),
                           tr("1 + λD²/2ξ + D√(πλ/2ξ), ξ = ttl/β")};
    case When::Kind::uniform:
        return TheoryValue{theory::uniform_loads_per_cycle(rate, load, when.span),
                           tr("1 + λD²/2ξ + D√(πλ/2ξ)")};
    default: return {};
    }
}

}  // namespace

std::span<const MetricChoice> metricChoices()
{
    static const std::vector<MetricChoice> all = [] {
        std::vector<MetricChoice> list;
        for (const char* path : usual) list.push_back({path, titled(path), true});
        for (std::string_view path : metric_names)
            if (std::none_of(list.begin(), list.end(), [&](const MetricChoice& m) { return m.path == path; }))
                list.push_back({std::string(path), titled(std::string(path)), false});
        return list;
    }();
    return all;
}

QString metricTitle(const std::string& path)
{
    for (const MetricChoice& m : metricChoices())
        if (m.path == path) return m.title;
    return QString::fromStdString(path);
}

bool isCount(const std::string& path)
{
    const bool time =
        path.find("_ms.") != path.npos && !path.ends_with("over_50ms") && !path.ends_with("went_back");
    return !time && !path.ends_with("_ms") && path != "cache.hit_rate" && path != "refresh.loads_per_cycle" &&
           path != "redis.peak_rate_per_s";
}

std::optional<TheoryValue> theoryOf(const Scenario& scenario, const std::string& path)
{
    if (path == "refresh.loads_per_cycle") return loadsPerCycle(scenario);
    if (path == "refresh.first_gap_ms")
        if (const double v = expectedFirstGapMs(scenario); v > 0)
            return TheoryValue{v, tr("βδ(ln(λβδ) + 0.5772)")};
    return {};
}

}  // namespace stampede::ui
