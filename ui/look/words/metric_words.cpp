#include "ui/look/words/metric_words.h"

#include "core/analysis/quantity.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"

#include <QCoreApplication>

#include <map>

namespace stampede::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Metrics", text);
}

const char* wordsOf(const std::string& path)
{
    static const std::map<std::string, const char*> words{
        {"requests", QT_TRANSLATE_NOOP("Metrics", "requests")},
        {"answered", QT_TRANSLATE_NOOP("Metrics", "answers")},
        {"failed", QT_TRANSLATE_NOOP("Metrics", "failed requests")},
        {"rejected", QT_TRANSLATE_NOOP("Metrics", "rejected requests")},
        {"unfinished", QT_TRANSLATE_NOOP("Metrics", "requests without an answer")},
        {"served.fresh", QT_TRANSLATE_NOOP("Metrics", "answers from a fresh entry")},
        {"served.stale", QT_TRANSLATE_NOOP("Metrics", "answers from a stale entry")},
        {"served.loaded", QT_TRANSLATE_NOOP("Metrics", "answers by their own load")},
        {"served.shared", QT_TRANSLATE_NOOP("Metrics", "answers by the load of another")},
        {"served.waited", QT_TRANSLATE_NOOP("Metrics", "requests that waited for others")},
        {"cache.hit_rate", QT_TRANSLATE_NOOP("Metrics", "hit rate")},
        {"database.queries", QT_TRANSLATE_NOOP("Metrics", "database queries")},
        {"database.failed", QT_TRANSLATE_NOOP("Metrics", "failed queries")},
        {"database.peak_in_flight", QT_TRANSLATE_NOOP("Metrics", "queries at once")},
        {"database.peak_queued", QT_TRANSLATE_NOOP("Metrics", "queries in the queue")},
        {"database.peak_per_100ms", QT_TRANSLATE_NOOP("Metrics", "queries within 100 ms")},
        {"database.busy_ms", QT_TRANSLATE_NOOP("Metrics", "work of the database")},
        {"latency_ms.mean", QT_TRANSLATE_NOOP("Metrics", "mean latency")},
        {"latency_ms.p50", QT_TRANSLATE_NOOP("Metrics", "median latency")},
        {"latency_ms.p90", QT_TRANSLATE_NOOP("Metrics", "p90 latency")},
        {"latency_ms.p99", QT_TRANSLATE_NOOP("Metrics", "p99 latency")},
        {"latency_ms.p999", QT_TRANSLATE_NOOP("Metrics", "p99.9 latency")},
        {"latency_ms.max", QT_TRANSLATE_NOOP("Metrics", "longest latency")},
        {"latency_ms.over_50ms", QT_TRANSLATE_NOOP("Metrics", "answers that took over 50 ms")},
        {"redis.commands", QT_TRANSLATE_NOOP("Metrics", "Redis commands")},
        {"redis.peak_rate_per_s", QT_TRANSLATE_NOOP("Metrics", "Redis commands a second, at most")},
        {"redis.peak_per_ms", QT_TRANSLATE_NOOP("Metrics", "Redis commands a millisecond, at most")},
        {"redis.busy_share", QT_TRANSLATE_NOOP("Metrics", "Redis at work")},
        {"redis.peak_queued", QT_TRANSLATE_NOOP("Metrics", "commands waiting for Redis")},
        {"redis.connections_peak", QT_TRANSLATE_NOOP("Metrics", "connections to Redis")},
        {"lock.acquired", QT_TRANSLATE_NOOP("Metrics", "locks taken")},
        {"lock.refused", QT_TRANSLATE_NOOP("Metrics", "locks refused")},
        {"lock.lost", QT_TRANSLATE_NOOP("Metrics", "locks lost")},
        {"lock.overlaps", QT_TRANSLATE_NOOP("Metrics", "overlaps of locks")},
        {"refresh.rolls", QT_TRANSLATE_NOOP("Metrics", "rolls for a refresh")},
        {"refresh.triggered", QT_TRANSLATE_NOOP("Metrics", "early refreshes")},
        {"refresh.cycles", QT_TRANSLATE_NOOP("Metrics", "cycles")},
        {"refresh.loads_per_cycle", QT_TRANSLATE_NOOP("Metrics", "loads a cycle")},
        {"refresh.first_gap_ms", QT_TRANSLATE_NOOP("Metrics", "first load before expiry")},
        {"staleness_ms.mean", QT_TRANSLATE_NOOP("Metrics", "mean staleness")},
        {"staleness_ms.p99", QT_TRANSLATE_NOOP("Metrics", "p99 staleness")},
        {"staleness_ms.max", QT_TRANSLATE_NOOP("Metrics", "greatest staleness")},
        {"staleness_ms.went_back", QT_TRANSLATE_NOOP("Metrics", "answers older than one before")},
        {"instances.removed", QT_TRANSLATE_NOOP("Metrics", "instances out of rotation")},
        {"instances.killed", QT_TRANSLATE_NOOP("Metrics", "instances killed")},
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
