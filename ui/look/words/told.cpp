#include "ui/look/words/told.h"

#include "ui/look/words/format.h"
#include "ui/look/words/metric_words.h"

namespace stampede::ui {

QString told(std::string_view quantity, double value, const Where& where, const QString& text)
{
    ReadingLog* log = ReadingLog::current();
    if (log && where.scenario) log->take(quantity, value, where, text.toStdString());
    return text;
}

QString toldCount(std::string_view quantity, std::uint64_t n, const Where& where)
{
    return told(quantity, static_cast<double>(n), where, countText(n));
}

QString toldFigure(std::string_view quantity, double value, const Where& where)
{
    return told(quantity, value, where, figureText(value));
}

QString toldTime(std::string_view quantity, Duration length, const Where& where)
{
    return toldMilliseconds(quantity, milliseconds(length), where);
}

QString toldMilliseconds(std::string_view quantity, double ms, const Where& where)
{
    return told(quantity, ms, where, millisecondsText(ms));
}

QString toldPercent(std::string_view quantity, double share, const Where& where)
{
    return told(quantity, share, where, percentText(share));
}

QString toldOther(const QString& text)
{
    if (ReadingLog* log = ReadingLog::current()) log->take_other(text.toStdString());
    return text;
}

}  // namespace stampede::ui
