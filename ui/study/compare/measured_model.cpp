#include "ui/study/compare/measured_model.h"

#include "core/analysis/shares.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/study/compare/fate.h"

#include <cmath>
#include <limits>

namespace stampede::ui {

namespace {

/// The text's judgement of five families of strategies; of the others it has none.
struct Said {
    const char* id;
    const char* words[4];
};
const Said said[] = {
    {"locking",
     {QT_TR_NOOP("higher: waiters are blocked"), QT_TR_NOOP("medium"), QT_TR_NOOP("strong"),
      QT_TR_NOOP("critical data")}},
    {"coalescing",
     {QT_TR_NOOP("medium"), QT_TR_NOOP("medium"), QT_TR_NOOP("strong"), QT_TR_NOOP("high concurrency")}},
    {"early-expiration",
     {QT_TR_NOOP("low"), QT_TR_NOOP("low"), QT_TR_NOOP("eventual"), QT_TR_NOOP("hot keys")}},
    {"xfetch", {QT_TR_NOOP("low"), QT_TR_NOOP("low"), QT_TR_NOOP("eventual"), QT_TR_NOOP("hot keys")}},
    {"stale-while-revalidate",
     {QT_TR_NOOP("lowest"), QT_TR_NOOP("medium"), QT_TR_NOOP("eventual"), QT_TR_NOOP("what users see")}},
    {"background-refresh",
     {QT_TR_NOOP("lowest"), QT_TR_NOOP("high"), QT_TR_NOOP("eventual"), QT_TR_NOOP("hot keys known ahead")}},
};

}  // namespace

MeasuredModel::MeasuredModel(Session& session, Comparison& comparison, QObject* parent)
    : QAbstractTableModel(parent), session_(session), comparison_(comparison)
{
    const auto all = [this] {
        if (rowCount() > 0) emit dataChanged(index(0, 0), index(rowCount() - 1, columnsInAll - 1));
    };
    const auto reset = [this] {
        beginResetModel();
        endResetModel();
    };
    connect(&comparison_, &Comparison::listed, this, reset);
    connect(&comparison_, &Comparison::arrived, this, all);
    connect(&comparison_, &Comparison::changed, this, all);
    connect(&session_, &Session::maskedChanged, this, all);
}

void MeasuredModel::setShortNames(bool shortNames)
{
    shortNames_ = shortNames;
}

int MeasuredModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(comparison_.contenders().size());
}

int MeasuredModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnsInAll;
}

namespace {

const char* quantityOf(int column)
{
    switch (column) {
    case MeasuredModel::queries: return "database.queries";
    case MeasuredModel::p50: return "latency_ms.p50";
    case MeasuredModel::p99: return "latency_ms.p99";
    case MeasuredModel::longest: return "latency_ms.max";
    case MeasuredModel::stale: return "served.stale_share";
    case MeasuredModel::waited: return "served.waited";
    case MeasuredModel::failed: return "failed";
    case MeasuredModel::commands: return "redis.commands";
    default: return "database.peak_in_flight";
    }
}

}  // namespace

double MeasuredModel::number(const Contender& c, int column) const
{
    if (!c.run || session_.masked()) return std::numeric_limits<double>::quiet_NaN();
    const Metrics& m = c.run->metrics;
    switch (column) {
    case queries: return double(m.database.queries);
    case p50: return m.latency_ms.p50;
    case p99: return m.latency_ms.p99;
    case longest: return m.latency_ms.max;
    case stale: return stale_share(m).value_or(0);
    case waited: return double(m.served.waited);
    case failed: return double(m.failed);
    case commands: return double(m.redis.commands);
    case connections: return double(m.database.peak_in_flight);
    default: return std::numeric_limits<double>::quiet_NaN();
    }
}

QString MeasuredModel::text(const Contender& c, int column) const
{
    if (column == strategy) return shortNames_ ? shortName(c) : c.name;
    if (isSaid(column)) {
        for (const Said& s : said)
            if (c.id == QLatin1String(s.id)) return tr(s.words[column - saidLatency]);
        return QStringLiteral("–");
    }
    const double value = number(c, column);
    if (std::isnan(value)) return session_.masked() ? QStringLiteral("?") : QStringLiteral("…");
    const Where run = ofRun(c.run->scenario);
    if (column == p50 || column == p99 || column == longest)
        return toldMilliseconds(quantityOf(column), value, run);
    if (column == stale) return toldPercent(quantityOf(column), value, run);
    return toldCount(quantityOf(column), std::uint64_t(value), run);
}

Verdict MeasuredModel::verdict(int row, int column) const
{
    if (column != queries && column != p99) return Verdict::between;
    double least = HUGE_VAL, most = 0;
    for (const Contender& c : comparison_.contenders()) {
        const double value = number(c, column);
        if (std::isnan(value)) return Verdict::between;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    // Latencies as whole microseconds.
    const double unit = column == queries ? 1 : 1e3;
    const auto whole = [unit](double v) { return std::uint64_t(std::llround(v * unit)); };
    const Contender& c = comparison_.contenders()[std::size_t(row)];
    const Verdict v = verdictOf(whole(number(c, column)), whole(least), whole(most));
    return v == Verdict::best && c.run->metrics.failed > 0 ? Verdict::between : v;  // bought with failures
}

QVariant MeasuredModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) return {};
    const Contender& c = comparison_.contenders()[std::size_t(index.row())];
    const int column = index.column();
    const bool words = column == strategy || isSaid(column);
    const Theme& t = theme();
    switch (role) {
    case Qt::DisplayRole: return text(c, column);
    case Qt::UserRole:
        return column == strategy ? QVariant(index.row())
               : words            ? QVariant(text(c, column))
                                  : QVariant(number(c, column));
    case Qt::TextAlignmentRole: return int((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::FontRole:
        return verdict(index.row(), column) == Verdict::between && column != strategy ? t.text : t.strong;
    case Qt::ForegroundRole: {
        if (c.outdated || isSaid(column)) return t.muted;
        const Verdict v = verdict(index.row(), column);
        return v == Verdict::best ? t.freshText : v == Verdict::bad ? t.loadText : t.ink;
    }
    case Qt::ToolTipRole:
        return isSaid(column)       ? tr("The text's judgement, not a measurement.")
               : column == strategy ? tr("Double click to open it in the lab.")
                                    : QVariant();
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3")
            .arg(c.name, headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(c, column));
    default: return {};
    }
}

QVariant MeasuredModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const names[] = {
        QT_TR_NOOP("Strategy"),    QT_TR_NOOP("Queries"),       QT_TR_NOOP("p50"),
        QT_TR_NOOP("p99"),         QT_TR_NOOP("Max"),           QT_TR_NOOP("Stale"),
        QT_TR_NOOP("Waited"),      QT_TR_NOOP("Failed"),        QT_TR_NOOP("Redis"),
        QT_TR_NOOP("At once"),     QT_TR_NOOP("Text: latency"), QT_TR_NOOP("complexity"),
        QT_TR_NOOP("consistency"), QT_TR_NOOP("best for")};
    static const char* const about[] = {QT_TR_NOOP("Sorts as they are taught."),
                                        QT_TR_NOOP("Queries sent to the database."),
                                        QT_TR_NOOP("Half of the answered requests took this long or less."),
                                        QT_TR_NOOP("99 % of the answered requests took this long or less."),
                                        QT_TR_NOOP("The slowest answer."),
                                        QT_TR_NOOP("The share of answers from an entry past its ttl."),
                                        QT_TR_NOOP("Requests that waited for the load of another."),
                                        QT_TR_NOOP("Requests without an answer or rejected."),
                                        QT_TR_NOOP("Commands sent to Redis."),
                                        QT_TR_NOOP("Most queries that ran at once."),
                                        QT_TR_NOOP("In the text's words: how long requests take."),
                                        QT_TR_NOOP("In the text's words: how hard it is to build."),
                                        QT_TR_NOOP("In the text's words: how current answers are."),
                                        QT_TR_NOOP("In the text's words: what to use it for.")};
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) return tr(names[section]);
    if (role == Qt::ToolTipRole) return tr(about[section]);
    if (role == Qt::TextAlignmentRole)
        return int((section == strategy || isSaid(section) ? Qt::AlignLeft : Qt::AlignRight) |
                   Qt::AlignVCenter);
    return {};
}

TableData MeasuredModel::table(bool plain) const
{
    TableData out;
    const QStringList units{{}, {}, tr(" (ms)"), tr(" (ms)"), tr(" (ms)")};
    for (int column = 0; column < columnsInAll; ++column)
        out.header += headerData(column, Qt::Horizontal, Qt::DisplayRole).toString() +
                      (plain ? units.value(column) : QString());
    for (const Contender& c : comparison_.contenders()) {
        QStringList row;
        for (int column = 0; column < columnsInAll; ++column)
            row += column == strategy         ? c.name
                   : plain && !isSaid(column) ? plainNumber(number(c, column))
                                              : text(c, column);
        out.rows.push_back(row);
    }
    return out;
}

QString shortName(const Contender& c)
{
    static const std::pair<const char*, const char*> names[] = {
        {"none", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "None")},
        {"coalescing", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "Coalescing")},
        {"early-expiration", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "Early expiration")},
        {"stale-while-revalidate", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "SWR")},
        {"background-refresh", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "Background")},
        {"collapsing", QT_TRANSLATE_NOOP("stampede::ui::MeasuredModel", "Collapsing")}};
    for (const auto& [id, name] : names)
        if (c.id == QLatin1String(id)) return MeasuredModel::tr(name);
    return c.name;
}

SeriesLook seriesLook(int index)
{
    return {theme().series[index % 8], index >= 8};
}

}  // namespace stampede::ui
