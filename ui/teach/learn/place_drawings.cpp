#include "ui/teach/learn/place_drawings.h"

#include "ui/look/theme/theme.h"
#include "ui/teach/learn/learn_page.h"

#include <QPainter>
#include <QPainterPath>

namespace stampede::ui {

namespace {

// All in a square from 0 to 1.

void lessonSteps(QPainterPath& p)
{
    for (double y : {0.2, 0.5, 0.8}) {
        p.moveTo(0.42, y);
        p.lineTo(0.95, y);
    }
    p.moveTo(0.05, 0.2);
    p.lineTo(0.12, 0.28);
    p.lineTo(0.26, 0.1);
    p.addEllipse(QPointF(0.15, 0.5), 0.07, 0.07);
    p.addEllipse(QPointF(0.15, 0.8), 0.07, 0.07);
}

void speech(QPainterPath& p)
{
    p.addRoundedRect(QRectF(0.05, 0.1, 0.9, 0.6), 0.14, 0.14);
    p.moveTo(0.28, 0.7);
    p.lineTo(0.28, 0.92);
    p.lineTo(0.5, 0.7);
    p.moveTo(0.25, 0.32);
    p.lineTo(0.75, 0.32);
    p.moveTo(0.25, 0.5);
    p.lineTo(0.58, 0.5);
}

void target(QPainterPath& p)
{
    p.addEllipse(QPointF(0.47, 0.53), 0.42, 0.42);
    p.addEllipse(QPointF(0.47, 0.53), 0.2, 0.2);
    p.moveTo(0.47, 0.53);
    p.lineTo(0.93, 0.07);
}

void fork(QPainterPath& p)
{
    p.addEllipse(QPointF(0.12, 0.5), 0.1, 0.1);
    p.addEllipse(QPointF(0.88, 0.15), 0.1, 0.1);
    p.addEllipse(QPointF(0.88, 0.5), 0.1, 0.1);
    p.addEllipse(QPointF(0.88, 0.85), 0.1, 0.1);
    p.moveTo(0.22, 0.5);
    p.lineTo(0.78, 0.5);
    p.moveTo(0.22, 0.5);
    p.cubicTo(0.5, 0.5, 0.5, 0.15, 0.78, 0.15);
    p.moveTo(0.22, 0.5);
    p.cubicTo(0.5, 0.5, 0.5, 0.85, 0.78, 0.85);
}

void book(QPainterPath& p)
{
    p.moveTo(0.5, 0.22);
    p.cubicTo(0.36, 0.1, 0.18, 0.1, 0.05, 0.16);
    p.lineTo(0.05, 0.84);
    p.cubicTo(0.18, 0.78, 0.36, 0.78, 0.5, 0.9);
    p.cubicTo(0.64, 0.78, 0.82, 0.78, 0.95, 0.84);
    p.lineTo(0.95, 0.16);
    p.cubicTo(0.82, 0.1, 0.64, 0.1, 0.5, 0.22);
    p.lineTo(0.5, 0.9);
}

}  // namespace

void drawPlace(QPainter& painter, const QRectF& box, Place place)
{
    QPainterPath shape;
    QColor colour = theme().accent;
    switch (place) {
    case Place::lessons: lessonSteps(shape), colour = theme().lockText; break;
    case Place::coach: speech(shape), colour = theme().staleText; break;
    case Place::challenges: target(shape), colour = theme().loadText; break;
    case Place::guide: fork(shape), colour = theme().freshText; break;
    case Place::glossary: book(shape), colour = theme().waitingText; break;
    case Place::home: break;
    }
    painter.save();
    painter.translate(box.topLeft());
    painter.scale(box.width(), box.height());
    painter.setPen(QPen(colour, 0.065, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
    painter.restore();
}

}  // namespace stampede::ui
