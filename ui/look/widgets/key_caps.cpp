#include "ui/look/widgets/key_caps.h"

#include "ui/look/theme/theme.h"

#include <QFontMetricsF>
#include <QKeySequence>
#include <QPainter>

namespace stampede::ui {

namespace {

QString written(const QString& part)
{
    static const std::pair<const char*, const char*> names[] = {
        {"Left", "←"},     {"Right", "→"},      {"Up", "↑"},       {"Down", "↓"},
        {"Escape", "Esc"}, {"Return", "Enter"}, {"PgDown", "PgDn"}};
    for (const auto& [name, sign] : names)
        if (part == QLatin1String(name)) return QString::fromUtf8(sign);
    return part;
}

/// The key "+" itself stands last.
QStringList partsOf(const QString& keys)
{
    QStringList parts = keys.split(u'+', Qt::SkipEmptyParts);
    if (keys.endsWith(QLatin1Char('+'))) parts += QStringLiteral("+");
    for (QString& part : parts) part = written(part);
    return parts;
}

double capWidth(const QString& part, const QFontMetricsF& metrics)
{
    return std::max(metrics.horizontalAdvance(part) + metrics.height() * 0.7, metrics.height() * 1.35);
}

double gap(const QFontMetricsF& metrics)
{
    return metrics.height() * 0.2;
}

}  // namespace

QString keyText(const QString& keys)
{
    return partsOf(keys).join(u'+');
}

double keyCapsWidth(const QString& keys, const QFont& font)
{
    const QFontMetricsF metrics(font);
    double width = 0;
    for (const QString& part : partsOf(keys)) width += capWidth(part, metrics) + gap(metrics);
    return std::max(0.0, width - gap(metrics));
}

void drawKeyCaps(QPainter& painter, QPointF right, const QString& keys, const QFont& font)
{
    const Theme& t = theme();
    const QFontMetricsF metrics(font);
    const double height = metrics.height() * 1.3;
    double x = right.x() - keyCapsWidth(keys, font);
    painter.setFont(font);
    for (const QString& part : partsOf(keys)) {
        const QRectF cap(x, right.y() - height / 2, capWidth(part, metrics), height);
        painter.setPen(QPen(t.line, 1));
        painter.setBrush(t.paper);
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), height / 5, height / 5);
        painter.setPen(t.ink);
        painter.drawText(cap, Qt::AlignCenter, part);
        x += cap.width() + gap(metrics);
    }
}

}  // namespace stampede::ui
