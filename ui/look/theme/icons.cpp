#include "ui/look/theme/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace stampede::ui {

namespace {

/// A triangle in the unit square that points right (or left).
QPainterPath triangle(double left, double right, bool pointsRight)
{
    QPainterPath p;
    p.moveTo(pointsRight ? left : right, 0.14);
    p.lineTo(pointsRight ? right : left, 0.5);
    p.lineTo(pointsRight ? left : right, 0.86);
    p.closeSubpath();
    return p;
}

QPainterPath bar(double left, double width)
{
    QPainterPath p;
    p.addRect(QRectF(left, 0.14, width, 0.72));
    return p;
}

QPainterPath outline(const QPolygonF& corners)
{
    QPainterPath p;
    p.addPolygon(corners);
    p.closeSubpath();
    return p;
}

QPainterPath filled(Icon what)
{
    switch (what) {
    case Icon::toStart: return triangle(0.3, 0.92, false).united(bar(0.12, 0.1));
    case Icon::stepBack: return triangle(0.2, 0.8, false);
    case Icon::play: return triangle(0.18, 0.9, true);
    case Icon::pause: return bar(0.2, 0.2).united(bar(0.6, 0.2));
    case Icon::stepForward: return triangle(0.12, 0.7, true).united(bar(0.78, 0.1));
    case Icon::flag: return bar(0.18, 0.1).united(outline({{0.28, 0.16}, {0.88, 0.34}, {0.28, 0.54}}));
    case Icon::bookmark: return outline({{0.26, 0.1}, {0.74, 0.1}, {0.74, 0.9}, {0.5, 0.68}, {0.26, 0.9}});
    case Icon::bolt:
        return outline({{0.56, 0.06}, {0.2, 0.56}, {0.46, 0.56}, {0.4, 0.94}, {0.8, 0.4}, {0.52, 0.4}});
    default: return {};
    }
}

QPainterPath stroked(Icon what)
{
    QPainterPath p;
    switch (what) {
    case Icon::chevronDown:
        p.moveTo(0.22, 0.38);
        p.lineTo(0.5, 0.66);
        p.lineTo(0.78, 0.38);
        break;
    case Icon::chevronRight:
        p.moveTo(0.38, 0.22);
        p.lineTo(0.66, 0.5);
        p.lineTo(0.38, 0.78);
        break;
    case Icon::chevronLeft:
        p.moveTo(0.62, 0.22);
        p.lineTo(0.34, 0.5);
        p.lineTo(0.62, 0.78);
        break;
    case Icon::menu:
        for (double y : {0.25, 0.5, 0.75}) {
            p.moveTo(0.12, y);
            p.lineTo(0.88, y);
        }
        break;
    default: break;
    }
    return p;
}

class ShapeEngine : public QIconEngine {
public:
    ShapeEngine(Icon what, const QColor& colour) : what_(what), colour_(colour) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QColor c = colour_;
        if (mode == QIcon::Disabled) c.setAlphaF(0.4f);
        drawIcon(*painter, rect, what_, c);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap map(size);
        map.fill(Qt::transparent);
        QPainter painter(&map);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return map;
    }
    QIconEngine* clone() const override { return new ShapeEngine(*this); }

private:
    Icon what_;
    QColor colour_;
};

}  // namespace

void drawIcon(QPainter& painter, const QRectF& box, Icon what, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(box.topLeft());
    painter.scale(box.width(), box.height());
    const QPainterPath shape = filled(what);
    if (!shape.isEmpty()) {
        painter.fillPath(shape, colour);
    } else {
        painter.setPen(QPen(colour, 0.12, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(stroked(what));
    }
    painter.restore();
}

QIcon icon(Icon what, const QColor& colour)
{
    return QIcon(new ShapeEngine(what, colour));
}

}  // namespace stampede::ui
