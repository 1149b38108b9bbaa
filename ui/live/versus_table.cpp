#include "ui/live/versus_table.h"

#include "core/analysis/metrics_json.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"

#include <cmath>

namespace stampede::ui {

namespace {

/// "+3", "−0.4 ms": with its sign, and a minus that is as wide as the plus.
QString signedText(double value, const QString& size)
{
    return value > 0 ? QLatin1Char('+') + size : value < 0 ? QChar(0x2212) + size : QStringLiteral("0");
}

}  // namespace

void VersusTable::show(const Metrics& model, const Metrics& real)
{
    struct Figure {
        QString title;
        const char* path;
        bool time, share;
    };
    const std::vector<Figure> figures{{tr("Requests"), "requests", false, false},
                                      {tr("Answered"), "answered", false, false},
                                      {tr("Failed"), "failed", false, false},
                                      {tr("Served fresh"), "served.fresh", false, false},
                                      {tr("Served stale"), "served.stale", false, false},
                                      {tr("Loaded themselves"), "served.loaded", false, false},
                                      {tr("Shared the load of another"), "served.shared", false, false},
                                      {tr("Waited"), "served.waited", false, false},
                                      {tr("Hit rate"), "cache.hit_rate", false, true},
                                      {tr("Database queries"), "database.queries", false, false},
                                      {tr("Most queries at once"), "database.peak_in_flight", false, false},
                                      {tr("Mean latency"), "latency_ms.mean", true, false},
                                      {tr("Median latency"), "latency_ms.p50", true, false},
                                      {tr("90 % within"), "latency_ms.p90", true, false},
                                      {tr("99 % within"), "latency_ms.p99", true, false},
                                      {tr("99.9 % within"), "latency_ms.p999", true, false},
                                      {tr("Slowest"), "latency_ms.max", true, false},
                                      {tr("Redis commands"), "redis.commands", false, false},
                                      {tr("Locks taken"), "lock.acquired", false, false},
                                      {tr("Locks refused"), "lock.refused", false, false},
                                      {tr("Early refreshes"), "refresh.triggered", false, false}};
    beginResetModel();
    rows_.clear();
    for (const Figure& f : figures) {
        const double a = metric(model, f.path), b = metric(real, f.path);
        const bool saysSomething = a != 0 || b != 0 || QLatin1String(f.path) == QLatin1String("failed");
        if (saysSomething) rows_.push_back({f.title, QLatin1String(f.path), f.time, f.share, a, b});
    }
    endResetModel();
}

void VersusTable::clear()
{
    beginResetModel();
    rows_.clear();
    endResetModel();
}

QString VersusTable::text(const Row& row, double value) const
{
    if (row.time) return millisecondsText(value);
    if (row.share) return tr("%1 %").arg(figureText(100 * value));
    return countText(std::uint64_t(std::llround(std::abs(value))));
}

QVariant VersusTable::data(const QModelIndex& index, int role) const
{
    const Row& row = rows_[std::size_t(index.row())];
    const double gap = row.live - row.simulated;
    if (role == Qt::TextAlignmentRole)
        return int((index.column() == figure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole) return row.path;
    if (role == Qt::ForegroundRole && index.column() >= difference && gap == 0) return theme().muted;
    if (role == Qt::FontRole && index.column() == figure) return theme().text;
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case figure: return row.title;
    case simulated: return text(row, row.simulated);
    case live: return text(row, row.live);
    case difference: return signedText(gap, text(row, std::abs(gap)));
    case percent:
        if (gap == 0) return tr("0 %");
        return row.simulated == 0
                   ? QString(QChar(0x2013))
                   : signedText(gap, tr("%1 %").arg(figureText(std::abs(100 * gap / row.simulated))));
    }
    return {};
}

QVariant VersusTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == figure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case figure: return tr("Figure");
    case simulated: return tr("Simulated");
    case live: return tr("Live");
    case difference: return tr("Difference");
    case percent: return tr("in %");
    }
    return {};
}

}  // namespace stampede::ui
