#include "ui/look/words/metric_words.h"

#include "core/analysis/quantity.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"

#include <map>

namespace stampede::ui {

namespace {

const char* wordsOf(const std::string& path)
{
    static const std::map<std::string, const char*> words{
        {"requests", QT_TRANSLATE_NOOP("stampede::ui", "requests")},
        {"answered", QT_TRANSLATE_NOOP("stampede::ui", "answers")},
        {"failed", QT_TRANSLATE_NOOP("stampede::ui", "failed requests")},
        {"rejected", QT_TRANSLATE_NOOP("stampede::ui", "rejected requests")},
        {"unfinished", QT_TRANSLATE_NOOP("stampede::ui", "requests without an answer")},
        {"served.fresh", QT_TRANSLATE_NOOP("stampede::ui", "answers from a fresh entry")},
        {"served.stale", QT_TRANSLATE_NOOP("stampede::ui", "answers from a stale entry")},
        {"served.loaded", QT_TRANSLATE_NOOP("stampede::ui", "answers by their own load")},
        {"served.shared", QT_TRANSLATE_NOOP("stampede::ui", "answers by the load of another")},
        {"served.waited", QT_TRANSLATE_NOOP("stampede::ui", "requests that waited for others")},
        {"cache.hit_rate", QT_TRANSLATE_NOOP("stampede::ui", "hit rate")},
        {"database.queries", QT_TRANSLATE_NOOP("stampede::ui", "database queries")},
        {"database.failed", QT_TRANSLATE_NOOP("stampede::ui", "failed queries")},
        {"database.peak_in_flight", QT_TRANSLATE_NOOP("stampede::ui", "queries at once")},
        {"database.peak_queued", QT_TRANSLATE_NOOP("stampede::ui", "queries in the queue")},
        {"database.peak_per_100ms", QT_TRANSLATE_NOOP("stampede::ui", "queries within 100 ms")},
        {"database.busy_ms", QT_TRANSLATE_NOOP("stampede::ui", "work of the database")},
        {"latency_ms.mean", QT_TRANSLATE_NOOP("stampede::ui", "mean latency")},
        {"latency_ms.p50", QT_TRANSLATE_NOOP("stampede::ui", "median latency")},
        {"latency_ms.p90", QT_TRANSLATE_NOOP("stampede::ui", "p90 latency")},
        {"latency_ms.p99", QT_TRANSLATE_NOOP("stampede::ui", "p99 latency")},
        {"latency_ms.p999", QT_TRANSLATE_NOOP("stampede::ui", "p99.9 latency")},
        {"latency_ms.max", QT_TRANSLATE_NOOP("stampede::ui", "longest latency")},
        {"latency_ms.over_50ms", QT_TRANSLATE_NOOP("stampede::ui", "answers that took over 50 ms")},
        {"redis.commands", QT_TRANSLATE_NOOP("stampede::ui", "Redis commands")},
        {"redis.peak_rate_per_s", QT_TRANSLATE_NOOP("stampede::ui", "Redis commands a second, at most")},
        {"redis.peak_per_ms", QT_TRANSLATE_NOOP("stampede::ui", "Redis commands a millisecond, at most")},
        {"redis.busy_share", QT_TRANSLATE_NOOP("stampede::ui", "Redis at work")},
        {"redis.peak_queued", QT_TRANSLATE_NOOP("stampede::ui", "commands waiting for Redis")},
        {"redis.connections_peak", QT_TRANSLATE_NOOP("stampede::ui", "connections to Redis")},
        {"lock.acquired", QT_TRANSLATE_NOOP("stampede::ui", "locks taken")},
        {"lock.refused", QT_TRANSLATE_NOOP("stampede::ui", "locks refused")},
        {"lock.lost", QT_TRANSLATE_NOOP("stampede::ui", "locks lost")},
        {"lock.overlaps", QT_TRANSLATE_NOOP("stampede::ui", "overlaps of locks")},
        {"refresh.rolls", QT_TRANSLATE_NOOP("stampede::ui", "rolls for a refresh")},
        {"refresh.triggered", QT_TRANSLATE_NOOP("stampede::ui", "early refreshes")},
        {"refresh.cycles", QT_TRANSLATE_NOOP("stampede::ui", "cycles")},
        {"refresh.loads_per_cycle", QT_TRANSLATE_NOOP("stampede::ui", "loads a cycle")},
        {"refresh.first_gap_ms", QT_TRANSLATE_NOOP("stampede::ui", "first load before expiry")},
        {"staleness_ms.mean", QT_TRANSLATE_NOOP("stampede::ui", "mean staleness")},
        {"staleness_ms.p99", QT_TRANSLATE_NOOP("stampede::ui", "p99 staleness")},
        {"staleness_ms.max", QT_TRANSLATE_NOOP("stampede::ui", "greatest staleness")},
        {"staleness_ms.went_back", QT_TRANSLATE_NOOP("stampede::ui", "answers older than one before")},
        {"instances.removed", QT_TRANSLATE_NOOP("stampede::ui", "instances out of rotation")},
        {"instances.killed", QT_TRANSLATE_NOOP("stampede::ui", "instances killed")},
    };
    const auto found = words.find(path);
    return found == words.end() ? nullptr : found->second;
}

}  // namespace

QString metricWords(const std::string& path)
{
    const char* words = wordsOf(path);
    return words ? tr(words) : QString::fromStdString(path);
}

QString percentText(double share)
{
    if (share > 0 && share < 0.001) return tr("< 0.1 %");
    return tr("%1 %").arg(figureText(100 * share));
}

QString metricText(const std::string& path, double value)
{
    const Quantity* quantity = find_quantity(path);
    switch (quantity ? quantity->dimension : Dimension::number) {
    case Dimension::milliseconds: return millisecondsText(value);
    case Dimension::share: return percentText(value);
    default: return figureText(value);
    }
}

QString toldMetric(const std::string& path, double value, const Where& where)
{
    return told(path, value, where, metricText(path, value));
}

QString toldMetric(std::string_view statistic, const std::string& path, double value, Where where)
{
    where.of = path;
    return told(statistic, value, where, metricText(path, value));
}

QString expectationText(const Expectation& e)
{
    const QString what = metricWords(e.metric);
    if (e.at_least && e.at_most && *e.at_least == *e.at_most)
        return tr("%1: exactly %2").arg(what, toldOther(metricText(e.metric, *e.at_most)));
    if (e.at_least && e.at_most)
        return tr("%1: %2 to %3")
            .arg(what, toldOther(metricText(e.metric, *e.at_least)),
                 toldOther(metricText(e.metric, *e.at_most)));
    if (e.at_least) return tr("%1: at least %2").arg(what, toldOther(metricText(e.metric, *e.at_least)));
    return tr("%1: at most %2").arg(what, toldOther(metricText(e.metric, e.at_most.value_or(0))));
}

}  // namespace stampede::ui
