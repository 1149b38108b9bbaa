#include "ui/lab/transport/overview_strip.h"

#include "ui/lab/transport/overview_painter.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/session/markers.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

OverviewStrip::OverviewStrip(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("overview");
    setAccessibleName(tr("Overview of the run"));
    setAccessibleDescription(tr("The whole run in one strip; press to move the playhead."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    connect(&session_, &Session::runChanged, this, &OverviewStrip::redraw);
    connect(&session_.viewport(), &Viewport::axisChanged, this, &OverviewStrip::redraw);
    connect(&session_, &Session::scenarioChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_, &Session::forkChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_.marks(), &TimeMarks::rangeChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_.marks(), &TimeMarks::cursorsChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_.playback(), &Playback::playheadChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_.viewport(), &Viewport::visibleChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_, &Session::maskedChanged, this, QOverload<>::of(&QWidget::update));
}

QSize OverviewStrip::sizeHint() const
{
    return {theme().px(500), theme().px(44)};
}

QSize OverviewStrip::minimumSizeHint() const
{
    return {theme().px(120), theme().px(44)};
}

QRectF OverviewStrip::strip() const
{
    const Theme& t = theme();
    return QRectF(rect()).adjusted(t.px(4), t.px(11), -t.px(4), -t.px(9));
}

TimeAxis OverviewStrip::axis() const
{
    return TimeAxis(session_.viewport().content(), strip().left(), strip().right(),
                    session_.viewport().axis());
}

double OverviewStrip::xOf(Instant t) const
{
    return axis().x(t);
}

Instant OverviewStrip::at(double x) const
{
    return axis().at(keptWithin(x, strip().left(), strip().right()));
}

void OverviewStrip::redraw()
{
    picture_ = {};
    update();
}

void OverviewStrip::resizeEvent(QResizeEvent*)
{
    redraw();
}

void OverviewStrip::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = strip();
    QPainterPath rounded;
    rounded.addRoundedRect(box, t.px(4), t.px(4));
    const RunPtr run = session_.run();
    if (!run || session_.masked()) {
        painter.fillPath(rounded, t.sunken);
        return;
    }
    if (picture_.isNull()) {
        const double ratio = devicePixelRatioF();
        picture_ = paintOverview(session_.viewport().axis().straight() ? run->overview : run->briefOverview,
                                 t, (box.size() * ratio).toSize());
        picture_.setDevicePixelRatio(ratio);
    }
    const double head = keptWithin(xOf(session_.playback().playhead()), box.left(), box.right());
    painter.save();
    painter.setClipPath(rounded);
    painter.drawImage(box.topLeft(), picture_);
    // What is still to come is paler.
    QColor veil = t.panel;
    veil.setAlphaF(0.5f);
    painter.fillRect(QRectF(QPointF(head, box.top()), box.bottomRight()), veil);
    painter.restore();
    drawMarkers(painter);
    drawMarks(painter);

    const TimeRange v = session_.viewport().visible();
    if (xOf(v.until) - xOf(v.from) < box.width() * 0.99) {
        const QRectF window(QPointF(std::max(box.left(), xOf(v.from)), box.top() - 2.5),
                            QPointF(std::min(box.right(), xOf(v.until)), box.bottom() + 2.5));
        painter.setPen(QPen(t.ink, 1.5 * t.scale));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(window, t.px(4), t.px(4));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.ink);
    painter.drawRoundedRect(
        QRectF(head - 1.5 * t.scale, box.top() - t.px(4), 3 * t.scale, box.height() + t.px(8)), 1.5, 1.5);
}

void OverviewStrip::drawMarkers(QPainter& painter) const
{
    const Theme& t = theme();
    const double y = strip().top() - t.px(4);
    const double size = t.px(3);
    double last = -1e9;
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.muted);
    for (const Marker& m : session_.run()->timeline.markers) {
        const double x = xOf(m.at);
        if (x < strip().left() || x > strip().right() || x - last < size) continue;
        last = x;
        const QPointF triangle[] = {{x - size, y - size}, {x + size, y - size}, {x, y + size * 0.6}};
        painter.drawPolygon(triangle, 3);
    }
}

QString OverviewStrip::words() const
{
    const RunPtr run = session_.run();
    if (!run) return tr("no run yet");
    if (session_.masked()) return tr("hidden until the question is answered");
    const Duration length = run->content().length();
    const std::size_t marks = run->timeline.markers.size();
    return plural(marks, "The playhead is at %2 of %3; %1 mark.", "The playhead is at %2 of %3; %1 marks.")
        .arg(QString::number(marks), clockText(session_.playback().playhead(), length),
             clockText(session_.playback().extent().until, length));
}

/// The selected range, the cursors, bookmarks, and where the run forks.
void OverviewStrip::drawMarks(QPainter& painter) const
{
    const Theme& t = theme();
    const QRectF box = strip();
    if (const auto& range = session_.marks().range()) {
        const QRectF part(QPointF(std::max(box.left(), xOf(range->from)), box.top()),
                          QPointF(std::min(box.right(), xOf(range->until)), box.bottom()));
        QColor veil = t.accent;
        veil.setAlphaF(0.25f);
        painter.fillRect(part, veil);
        painter.fillRect(QRectF(part.left(), box.bottom() + t.px(2), std::max(1.0, part.width()), t.px(2)),
                         t.accent);
    }
    painter.setPen(QPen(t.accent, 1.6 * t.scale, Qt::DashLine));
    for (std::size_t i = 0; i < TimeMarks::cursors; ++i)
        if (const auto at = session_.marks().cursor(i))
            painter.drawLine(QPointF(xOf(*at), box.top() - t.px(3)),
                             QPointF(xOf(*at), box.bottom() + t.px(3)));
    if (session_.forkedBy()) {
        painter.setPen(QPen(t.failure, 1.6 * t.scale));
        const QPointF at(xOf(session_.forkedBy()->at), box.bottom() + t.px(4));
        const double r = t.px(3);
        painter.drawLine(at - QPointF(r, r), at + QPointF(r, r));
        painter.drawLine(at - QPointF(r, -r), at + QPointF(r, -r));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.accent);
    for (const Bookmark& b : session_.scenario().bookmarks) {
        const double x = xOf(b.at), top = box.bottom() + t.px(1), w = t.px(5);
        if (x >= box.left() - 1 && x <= box.right() + 1)
            painter.drawPolygon(QPolygonF(
                {{x, top}, {x + w, top}, {x + w, top + w}, {x + w / 2, top + w * 0.65}, {x, top + w}}));
    }
}

void OverviewStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || session_.masked()) return;
    pressedAt_ = at(event->position().x());
    if (event->modifiers() & Qt::ShiftModifier) return;
    Instant to = pressedAt_;
    if (event->position().y() > strip().bottom())
        for (const Bookmark& b : session_.scenario().bookmarks)
            if (std::abs(xOf(b.at) + theme().px(2) - event->position().x()) < theme().px(5)) to = b.at;
    session_.playback().setPlayhead(to);
}

void OverviewStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (!(event->buttons() & Qt::LeftButton) || session_.masked()) return;
    const Instant here = at(event->position().x());
    if (!(event->modifiers() & Qt::ShiftModifier))
        session_.playback().setPlayhead(here);
    else
        session_.marks().setRange(pressedAt_, here);
}

bool OverviewStrip::event(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) redraw();
    if (event->type() == QEvent::ToolTip && session_.masked()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                           tr("Hidden until you have predicted."), this);
        return true;
    }
    if (event->type() == QEvent::ToolTip && session_.run()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Duration length = session_.viewport().content().length();
        QStringList lines;
        for (const Marker& m : session_.run()->timeline.markers)
            if (std::abs(xOf(m.at) - help->pos().x()) < theme().px(5) && lines.size() < 8)
                lines += QStringLiteral("%1  %2").arg(clockText(m.at, length), markerText(m.kind));
        for (const Bookmark& b : session_.scenario().bookmarks)
            if (std::abs(xOf(b.at) - help->pos().x()) < theme().px(6))
                lines +=
                    QStringLiteral("%1  %2").arg(clockText(b.at, length), QString::fromStdString(b.text));
        if (lines.isEmpty()) lines += clockText(at(help->pos().x()), length);
        QToolTip::showText(help->globalPos(), lines.join(u'\n'), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace stampede::ui
