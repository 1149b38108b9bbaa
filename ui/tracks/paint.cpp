#include "ui/tracks/paint.h"

#include <QFontMetricsF>
#include <QPixmap>

#include "ui/look/theme/theme.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](double x, double y) { return static_cast<float>(y + (x - y) * share); };
    return QColor::fromRgbF(channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()),
                            channel(a.blueF(), b.blueF()));
}

QColor tint(const QColor& colour, double share)
{
    return mixed(colour, theme().panel, share);
}

double contrast(const QColor& a, const QColor& b)
{
    const auto luminance = [](const QColor& c) {
        const auto linear = [](double v) {
            return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
    };
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor readableOn(const QColor& ground)
{
    return contrast(Qt::white, ground) >= contrast(Qt::black, ground) ? Qt::white : Qt::black;
}

QColor legible(const QColor& wanted, const QColor& ground)
{
    const QColor goal = readableOn(ground);
    for (double share = 0; share < 1; share += 0.05)
        if (const QColor c = mixed(goal, wanted, share); contrast(c, ground) >= 4.5) return c;
    return goal;
}

QBrush hatch(const QColor& colour, double pixelRatio)
{
    const int period = theme().px(7);
    QPixmap tile(QSize(period, period) * pixelRatio);
    tile.setDevicePixelRatio(pixelRatio);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6 * theme().scale, Qt::SolidLine, Qt::SquareCap));
    for (int shift : {-period, 0, period})
        painter.drawLine(QPointF(shift, period), QPointF(shift + period, 0));
    painter.end();
    return QBrush(tile);
}

QString fitting(const QStringList& longestFirst, const QFont& font, double width)
{
    const QFontMetricsF metrics(font);
    for (const QString& text : longestFirst)
        if (metrics.horizontalAdvance(text) <= width) return text;
    return QString();
}

QRectF labelRect(const QFont& font, const QString& text, double left, double y)
{
    const QFontMetricsF metrics(font);
    const double pad = theme().px(4);
    const double height = metrics.height();
    return QRectF(left, y - height / 2, metrics.horizontalAdvance(text) + 2 * pad, height);
}

void drawLabel(QPainter& painter, const QRectF& rect, int flags, const QString& text, const QColor& colour)
{
    QColor ground = theme().panel;
    ground.setAlphaF(0.86F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, theme().px(3), theme().px(3));
    painter.setPen(colour);
    painter.drawText(rect.adjusted(theme().px(4), 0, -theme().px(4), 0), flags, text);
}

}  // namespace stampede::ui
