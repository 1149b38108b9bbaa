#include "ui/files/export/data.h"

#include "core/analysis/csv.h"
#include "core/analysis/metrics_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>

namespace stampede::ui {

namespace {

QByteArray cell(const QString& text)
{
    bool isNumber = false;
    text.toDouble(&isNumber);
    return isNumber ? text.toUtf8() : QByteArray::fromStdString(csv_cell(text.toStdString()));
}

QByteArray lineOf(const QStringList& cells)
{
    QByteArrayList parts;
    for (const QString& text : cells) parts += cell(text);
    return parts.join(',') + "\r\n";
}

QJsonValue valueOf(const QString& text)
{
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

}  // namespace

QByteArray csvOf(const TableData& table)
{
    QByteArray text = lineOf(table.header);
    for (const QStringList& row : table.rows) text += lineOf(row);
    return text;
}

QByteArray jsonOf(const TableData& table)
{
    QJsonArray list;
    for (const QStringList& row : table.rows) {
        QJsonObject object;
        for (qsizetype i = 0; i < std::min(row.size(), table.header.size()); ++i)
            object[table.header[i]] = valueOf(row[i]);
        list += object;
    }
    return QJsonDocument(list).toJson();
}

QByteArray metricsCsv(const Recording& recording)
{
    const Metrics metrics = measure(recording);
    TableData table{{QStringLiteral("metric"), QStringLiteral("value")}, {}};
    for (std::string_view path : metric_paths())
        table.rows.push_back({QString::fromUtf8(path.data(), qsizetype(path.size())),
                              QString::fromStdString(fmt::format("{}", metric(metrics, path)))});
    return csvOf(table);
}

QByteArray metricsJson(const Recording& recording, const Scenario& scenario)
{
    RunReport report;
    report.scenario = scenario.name;
    report.strategy = scenario.strategy.name;
    report.world = recording.world;
    report.seed = recording.seed;
    report.metrics = measure(recording);
    report.invariants = check_invariants(recording, scenario);
    report.missed = missed_expectations(report.metrics, scenario.expect);
    report.engine.events = recording.resumptions;
    return QByteArray::fromStdString(to_json(report)) + '\n';
}

}  // namespace stampede::ui
