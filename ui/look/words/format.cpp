#include "ui/look/words/format.h"

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr QChar narrowSpace(0x202F);

QString withUnit(double value, const char* unit)
{
    return figureText(value) + narrowSpace + QString::fromUtf8(unit);
}

}  // namespace

QString countText(std::uint64_t n)
{
    QString s = QString::number(n);
    for (qsizetype i = s.size() - 3; i > 0; i -= 3) s.insert(i, narrowSpace);
    return s;
}

QString figureText(double value)
{
    const double size = std::abs(value);
    if (size >= 999.5) {
        const QString digits = countText(static_cast<std::uint64_t>(std::llround(size)));
        return value < 0 ? QStringLiteral("−") + digits : digits;
    }
    const int decimals = size == 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    QString s = QString::number(size, 'f', decimals);
    if (decimals > 0) {
        while (s.endsWith(u'0')) s.chop(1);
        if (s.endsWith(u'.')) s.chop(1);
    }
    return value < 0 && s != u"0" ? QStringLiteral("−") + s : s;
}

QString millisecondsText(double ms)
{
    const double size = std::abs(ms);
    if (size == 0) return withUnit(0, "ms");
    if (size < 1e-3) return withUnit(ms * 1e6, "ns");
    if (size < 0.0995) return withUnit(ms * 1e3, "µs");
    if (size < 999.5) return withUnit(ms, "ms");
    if (size < 119'500) return withUnit(ms / 1e3, "s");
    if (size < 7'170'000) return withUnit(ms / 60e3, "min");
    return withUnit(ms / 3600e3, "h");
}

QString durationText(Duration d)
{
    return millisecondsText(milliseconds(d));
}

QString shortNumber(qint64 n)
{
    if (n < 100'000) return countText(static_cast<std::uint64_t>(n));
    const bool millions = n >= 999'500;
    const double value = static_cast<double>(n) / (millions ? 1e6 : 1e3);
    return QString::number(value, 'g', 3) + QChar(0xa0) + (millions ? QChar(u'M') : QChar(u'k'));
}

QString exactDurationText(Duration d)
{
    QString s;
    if (d >= std::chrono::minutes(1) && d < std::chrono::hours(2) &&
        d % std::chrono::minutes(1) == Duration::zero())
        s = QString::number(d / std::chrono::minutes(1)) + QStringLiteral("min");
    else
        s = QString::fromStdString(to_text(d));
    const QString unit = unitOf(s);
    QString number = s.chopped(unit.size());
    return number + narrowSpace + (unit == u"us" ? QStringLiteral("µs") : unit);
}

QString clockText(Instant t, Duration length, int decimals)
{
    const bool short_ = length < std::chrono::seconds(2);
    const double value = short_ ? milliseconds(t.time_since_epoch()) : seconds(t.time_since_epoch());
    QString s = QString::number(std::abs(value), 'f', decimals);
    if (value < 0 && s.toDouble() != 0) s.prepend(QChar(0x2212));
    return toldOther(s + narrowSpace + QLatin1String(short_ ? "ms" : "s"));
}

QString speedText(double factor)
{
    const QString times = QString(narrowSpace) + QChar(0x00D7);
    if (factor >= 0.999) return figureText(factor) + times;
    return QStringLiteral("1/") + figureText(std::round(1 / factor)) + times;
}

QString unitOf(const QString& text)
{
    static const QRegularExpression letters(QStringLiteral("[a-zµ]+$"));
    return letters.match(text).captured();
}

Duration parseDurationInput(const QString& text, const QString& unit)
{
    QString s = text.toLower();
    static const QRegularExpression spaces(QStringLiteral("[\\s\\x{2009}\\x{202F}\\x{00A0}]"));
    s.remove(spaces);
    s.replace(u',', u'.').replace(QStringLiteral("µ"), QStringLiteral("u")).replace(QChar(0x03BC), u'u');
    if (s.isEmpty()) throw InputError(tr("Write a duration such as 50 ms, 5 s or 2 min.").toStdString());
    const QString ownUnit = unit.isEmpty() ? QStringLiteral("ms")
                                           : QString(unit).replace(QStringLiteral("µ"), QStringLiteral("u"));
    if (unitOf(s).isEmpty()) s += ownUnit;
    return parse_duration(s.toStdString());
}

double parseNumberInput(const QString& text)
{
    QString s = text;
    static const QRegularExpression spaces(QStringLiteral("[\\s\\x{2009}\\x{202F}\\x{00A0}]"));
    s.remove(spaces);
    s.replace(u',', u'.');
    double times = 1;
    if (s.endsWith(u'k')) times = 1e3;
    if (s.endsWith(u'M')) times = 1e6;
    if (times != 1) s.chop(1);
    bool ok = false;
    const double value = s.toDouble(&ok) * times;
    if (!ok || !std::isfinite(value))
        throw InputError(tr("Write a number such as 1000, 10k or 0.5.").toStdString());
    return value;
}

}  // namespace stampede::ui
