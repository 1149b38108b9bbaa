#include "ui/study/explore/metric_choice.h"

#include "core/analysis/expected.h"
#include "core/analysis/quantity.h"
#include "core/scenario/metric_names.h"
#include "ui/lab/headline/headline_model.h"
#include "ui/look/words/metric_words.h"

#include <algorithm>
#include <vector>

namespace stampede::ui {

namespace {

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
    return quantity(path).dimension == Dimension::number && path != "refresh.loads_per_cycle";
}

std::optional<TheoryValue> theoryOf(const Scenario& scenario, const std::string& path)
{
    const Value value = expected_metric(scenario, path);
    if (!value) return {};
    return TheoryValue{*value, QString::fromUtf8(formula_of(scenario, path).data())};
}

}  // namespace stampede::ui
