#include "ui/live/versus_table.h"

#include "ui/live/versus.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/look/words/told.h"

#include <cmath>

namespace stampede::ui {

namespace {

/// "+3", "−0.4 ms": with its sign, and a minus that is as wide as the plus.
QString signedText(double value, const QString& size)
{
    return value > 0 ? QLatin1Char('+') + size : value < 0 ? QChar(0x2212) + size : QStringLiteral("0");
}

}  // namespace

void VersusTable::show(const RunPtr& model, const RunPtr& real)
{
    const std::pair<QString, std::string_view> figures[] = {
        {tr("Requests"), "requests"},
        {tr("Answered"), "answered"},
        {tr("Failed"), "failed"},
        {tr("Served fresh"), "served.fresh"},
        {tr("Served stale"), "served.stale"},
        {tr("Loaded themselves"), "served.loaded"},
        {tr("Shared the load of another"), "served.shared"},
        {tr("Waited"), "served.waited"},
        {tr("Hit rate"), "cache.hit_rate"},
        {tr("Database queries"), "database.queries"},
        {tr("Most queries at once"), "database.peak_in_flight"},
        {tr("Mean latency"), "latency_ms.mean"},
        {tr("Median latency"), "latency_ms.p50"},
        {tr("90 % within"), "latency_ms.p90"},
        {tr("99 % within"), "latency_ms.p99"},
        {tr("99.9 % within"), "latency_ms.p999"},
        {tr("Slowest"), "latency_ms.max"},
        {tr("Redis commands"), "redis.commands"},
        {tr("Locks taken"), "lock.acquired"},
        {tr("Locks refused"), "lock.refused"},
        {tr("Early refreshes"), "refresh.triggered"}};
    beginResetModel();
    simulated_ = model;
    live_ = real;
    rows_.clear();
    for (const auto& [title, path] : figures) {
        const InBothWorlds both = in_both_worlds(path, model->metrics, real->metrics);
        if (both.simulated != 0 || both.live != 0 || path == "failed") rows_.push_back({title, both});
    }
    endResetModel();
}

void VersusTable::clear()
{
    beginResetModel();
    rows_.clear();
    endResetModel();
}

/// A difference is shown with its sign.
QString VersusTable::text(const Row& row, int column) const
{
    const std::string path(row.both.path);
    const Where where = inWorld(*live_);
    Where ofDifference = where;
    ofDifference.of = row.both.path;
    switch (column) {
    case figure: return row.title;
    case simulated: return toldMetric(path, row.both.simulated, inWorld(*simulated_));
    case live: return toldMetric(path, row.both.live, where);
    case difference:
        return signedText(row.both.difference(),
                          told("worlds.difference", row.both.difference(), ofDifference,
                               metricText(path, std::abs(row.both.difference()))));
    default:
        const std::optional<double> relative = row.both.relative();
        if (!relative) return QChar(0x2013);
        if (*relative == 0) return tr("0 %");
        return signedText(*relative,
                          told("worlds.relative", *relative, ofDifference, percentText(std::abs(*relative))));
    }
}

QVariant VersusTable::data(const QModelIndex& index, int role) const
{
    const Row& row = rows_[std::size_t(index.row())];
    const bool same = row.both.difference() == 0;
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() == figure ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return QString::fromUtf8(row.both.path.data(), qsizetype(row.both.path.size()));
    case Qt::ForegroundRole:
        return index.column() >= difference && same ? QVariant(theme().muted) : QVariant();
    case Qt::FontRole: return index.column() == figure ? QVariant(theme().text) : QVariant();
    default: return {};
    }
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
