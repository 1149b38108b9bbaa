#include "ui/look/words/table_data.h"

#include <QLocale>

#include <cmath>

namespace stampede::ui {

QString TableData::tabSeparated() const
{
    QString text = header.join(u'\t') + u'\n';
    for (const QStringList& row : rows) text += row.join(u'\t') + u'\n';
    return text;
}

QString TableData::markdown() const
{
    const auto line = [](QStringList cells) {
        for (QString& cell : cells) cell.replace(u'|', QStringLiteral("\\|"));
        return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
    };
    QStringList rule(header.size(), QStringLiteral("---:"));
    if (!rule.isEmpty()) rule[0] = QStringLiteral(":---");
    QString text = line(header) + line(rule);
    for (const QStringList& row : rows) text += line(row);
    return text;
}

QString plainNumber(double value)
{
    if (std::isnan(value)) return {};
    return value == std::round(value) && std::abs(value) < 1e15
               ? QString::number(value, 'f', 0)
               : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

}  // namespace stampede::ui
