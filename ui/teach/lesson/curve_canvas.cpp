#include "ui/teach/lesson/curve_canvas.h"

#include "core/runtime/input_error.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr double undrawn = -1;
constexpr std::size_t keyColumns = 10;
constexpr double keyHeight = 0.05;

std::size_t columnOf(double x)
{
    return std::size_t(std::lround(std::clamp(x, 0.0, 1.0) * double(curve_columns - 1)));
}

}  // namespace

CurveCanvas::CurveCanvas(const CurveQuestion& question, QWidget* parent)
    : QWidget(parent), question_(question), stroke_(curve_columns, undrawn)
{
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Empty chart: %1").arg(axisTitle()));
    setAccessibleDescription(
        tr("Draw with the mouse, or with the arrow keys: left and right choose the place, up and down the "
           "height."));
}

QSize CurveCanvas::sizeHint() const
{
    return {theme().px(300), theme().px(210)};
}
QSize CurveCanvas::minimumSizeHint() const
{
    return {theme().px(200), theme().px(210)};
}

QString CurveCanvas::axisTitle() const
{
    switch (question_.of) {
    case CurveOf::in_flight: return tr("queries that run");
    case CurveOf::queued: return tr("queries that wait for a connection");
    case CurveOf::waiting: return tr("requests that wait");
    case CurveOf::arrived: return tr("requests so far");
    case CurveOf::answered: return tr("answers so far");
    case CurveOf::queries: return tr("queries so far");
    case CurveOf::refresh_probability: return tr("chance of a refresh");
    }
    return {};
}

QString CurveCanvas::timeAt(double x) const
{
    if (question_.of == CurveOf::refresh_probability)
        return x == 0 ? tr("stored") : x == 1 ? tr("expires") : tr("%1 % of the ttl").arg(int(100 * x));
    const double from = milliseconds(question_.from.time_since_epoch()),
                 until = milliseconds(question_.until.time_since_epoch());
    return millisecondsText(from + x * (until - from));
}

QRectF CurveCanvas::plot() const
{
    const Theme& t = theme();
    double left = 0;
    for (const double share : {0.5, 1.0})
        left = std::max(left, QFontMetricsF(t.small).horizontalAdvance(figureText(share * question_.most)) +
                                  t.px(10));
    return QRectF(left, t.px(26), width() - left - t.px(10),
                  height() - t.px(26) - QFontMetricsF(t.small).height() - t.px(10));
}

QPointF CurveCanvas::point(std::size_t column, double value) const
{
    const QRectF p = plot();
    return {p.left() + p.width() * double(column) / double(curve_columns - 1),
            p.bottom() - p.height() * keptWithin(value, 0.0, 1.03)};
}

void CurveCanvas::setDrawn(const CurveValues& values)
{
    drawn_ = values;
    stroke_ = values.empty() ? std::vector<double>(curve_columns, undrawn) : values;
    update();
}

void CurveCanvas::clear()
{
    setDrawn({});
    emit sketched(drawn_);
}

void CurveCanvas::reveal(const CurveValues& truth)
{
    truth_ = truth;
    setCursor(Qt::ArrowCursor);
    setFocusPolicy(Qt::NoFocus);
    if (!drawn_.empty())
        setAccessibleDescription(tr("The sketch and what happened differ by %1 % of the height on average.")
                                     .arg(figureText(100 * mean_distance(drawn_, truth))));
    update();
}

CurveValues CurveCanvas::parsePoints(const QString& text) const
{
    const bool share = question_.of == CurveOf::refresh_probability;
    const double from = milliseconds(question_.from.time_since_epoch()),
                 until = milliseconds(question_.until.time_since_epoch());
    std::vector<CurvePoint> points;
    static const QRegularExpression pair(QStringLiteral("^\\s*([0-9.]+\\s*[a-zµ%]*)\\s+([0-9.]+)\\s*$"));
    for (const QString& part : text.split(u';', Qt::SkipEmptyParts)) {
        const auto match = pair.match(part);
        if (!match.hasMatch())
            throw InputError(
                tr("Write points such as 0 ms 100; 500 ms 20: when, and how many.").toStdString());
        QString when = match.captured(1);
        const double x =
            share ? parseNumberInput(when.remove(u'%')) / 100
                  : (milliseconds(parseDurationInput(when, QStringLiteral("ms"))) - from) / (until - from);
        points.push_back(
            {std::clamp(x, 0.0, 1.0), std::clamp(match.captured(2).toDouble() / question_.most, 0.0, 1.0)});
    }
    return curve_through(points);
}

void CurveCanvas::strokeTo(QPointF at)
{
    const QRectF p = plot();
    const auto height = [&](QPointF q) { return keptWithin((p.bottom() - q.y()) / p.height(), 0.0, 1.0); };
    const std::size_t a = columnOf((last_.x() - p.left()) / p.width()),
                      b = columnOf((at.x() - p.left()) / p.width());
    const double from = height(last_), until = height(at);
    for (std::size_t c = std::min(a, b); c <= std::max(a, b); ++c) {
        const double part = a == b ? 1 : (double(c) - double(a)) / (double(b) - double(a));
        stroke_[c] = from + part * (until - from);
    }
    last_ = at;
    update();
}

/// Places that were left out are joined up.
void CurveCanvas::finishStroke()
{
    std::vector<CurvePoint> points;
    for (std::size_t c = 0; c < curve_columns; ++c)
        if (stroke_[c] >= 0) points.push_back({double(c) / double(curve_columns - 1), stroke_[c]});
    drawn_ = curve_through(points);
    stroke_ = drawn_;
    emit sketched(drawn_);
    update();
}

void CurveCanvas::mousePressEvent(QMouseEvent* event)
{
    if (!truth_.empty() || event->button() != Qt::LeftButton) return;
    last_ = event->position();
    strokeTo(last_);
}

void CurveCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (truth_.empty() && event->buttons() & Qt::LeftButton) strokeTo(event->position());
}

void CurveCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (truth_.empty() && event->button() == Qt::LeftButton) finishStroke();
}

/// The arrow keys are the chart's while it is drawn on, not the window's.
bool CurveCanvas::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && truth_.empty()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void CurveCanvas::keyPressEvent(QKeyEvent* event)
{
    const int sideways = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int upwards = event->key() == Qt::Key_Up ? 1 : event->key() == Qt::Key_Down ? -1 : 0;
    if (!truth_.empty() || (!sideways && !upwards)) return QWidget::keyPressEvent(event);
    const std::size_t before = cursor_;
    if (sideways > 0) cursor_ = std::min(cursor_ + keyColumns, curve_columns - 1);
    if (sideways < 0) cursor_ -= std::min(cursor_, keyColumns);
    if (drawn_.empty()) drawn_ = CurveValues(curve_columns, 0), stroke_ = drawn_;
    if (sideways > 0)  // the height comes along
        for (std::size_t c = before; c < curve_columns; ++c) stroke_[c] = stroke_[before];
    if (upwards)
        for (std::size_t c = cursor_; c < curve_columns; ++c)
            stroke_[c] = keptWithin(stroke_[c] + upwards * keyHeight, 0.0, 1.0);
    finishStroke();
}

void CurveCanvas::paintAxes(QPainter& painter) const
{
    const Theme& t = theme();
    const QRectF p = plot();
    painter.setPen(QPen(t.line, t.scale));
    painter.setBrush(t.panel);
    painter.drawRect(p);
    painter.setFont(t.small);
    for (const double share : {0.0, 0.5, 1.0}) {
        const double y = p.bottom() - share * p.height();
        painter.setPen(QPen(t.line, t.scale));
        painter.drawLine(QPointF(p.left(), y), QPointF(p.right(), y));
        painter.setPen(t.muted);
        painter.drawText(QRectF(0, y - t.px(9), p.left() - t.px(5), t.px(18)),
                         Qt::AlignRight | Qt::AlignVCenter, figureText(share * question_.most));
    }
    const double below = p.bottom() + t.px(4);
    painter.drawText(QRectF(p.left(), below, p.width() / 2, height() - below), Qt::AlignLeft | Qt::AlignTop,
                     timeAt(0));
    painter.drawText(QRectF(p.center().x(), below, p.width() / 2, height() - below),
                     Qt::AlignRight | Qt::AlignTop, timeAt(1));
    painter.drawText(QRectF(p.left(), 0, p.width(), p.top() - t.px(4)), Qt::AlignLeft | Qt::AlignBottom,
                     axisTitle());
}

void CurveCanvas::paintCurve(QPainter& painter, const CurveValues& values, const QPen& pen) const
{
    QPolygonF line;
    for (std::size_t c = 0; c < values.size(); ++c)
        if (values[c] >= 0) line << point(c, values[c]);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void CurveCanvas::paintGap(QPainter& painter) const
{
    QPolygonF gap;
    for (std::size_t c = 0; c < curve_columns; ++c) gap << point(c, drawn_[c]);
    for (std::size_t c = curve_columns; c-- > 0;) gap << point(c, truth_[c]);
    QColor fill = theme().waitingFill;
    fill.setAlphaF(0.55f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(gap);
}

/// Where it is farthest from the other one, on the side away from it.
void CurveCanvas::paintName(QPainter& painter, const CurveValues& values, const CurveValues& other,
                            const QString& name, const QColor& colour) const
{
    const Theme& t = theme();
    std::size_t best = curve_columns / 2;
    double farthest = -1;
    for (std::size_t c = curve_columns / 8; c < curve_columns * 7 / 8; ++c) {
        const double gap = other.empty() ? 0 : std::abs(std::min(values[c], 1.0) - std::min(other[c], 1.0));
        if (gap > farthest) farthest = gap, best = c;
    }
    const bool above = other.empty() || values[best] >= other[best];
    const QFontMetricsF metrics(t.small);
    const double w = metrics.horizontalAdvance(name) + t.px(6), h = metrics.height();
    QPointF at = point(best, std::min(values[best], 1.0)) + QPointF(-w / 2, above ? -h - t.px(3) : t.px(3));
    at.setX(keptWithin(at.x(), plot().left() + 2, plot().right() - w - 2));
    at.setY(keptWithin(at.y(), plot().top() + 2, plot().bottom() - h - 2));
    QColor ground = t.panel;
    ground.setAlphaF(0.85f);
    painter.fillRect(QRectF(at, QSizeF(w, h)), ground);
    painter.setFont(t.small);
    painter.setPen(colour);
    painter.drawText(QRectF(at, QSizeF(w, h)), Qt::AlignCenter, name);
}

void CurveCanvas::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxes(painter);
    if (!truth_.empty() && !drawn_.empty()) paintGap(painter);
    if (!truth_.empty()) paintCurve(painter, truth_, QPen(t.load, 2.4 * t.scale));
    paintCurve(painter, truth_.empty() ? stroke_ : drawn_,
               QPen(t.accent, 2.2 * t.scale, truth_.empty() ? Qt::SolidLine : Qt::DashLine));
    if (!truth_.empty()) {
        paintName(painter, truth_, drawn_, tr("what happened"), t.loadText);
        if (!drawn_.empty()) paintName(painter, drawn_, truth_, tr("yours"), t.lockText);
    } else if (drawn_.empty() &&
               std::all_of(stroke_.begin(), stroke_.end(), [](double v) { return v < 0; })) {
        painter.setFont(t.text);
        painter.setPen(t.muted);
        painter.drawText(plot(), Qt::AlignCenter, tr("draw your curve here"));
    }
    if (!hasFocus()) return;
    painter.setPen(QPen(t.focus, 1.5 * t.scale));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot());
    if (truth_.empty()) painter.drawLine(point(cursor_, 0), point(cursor_, 1));
}

}  // namespace stampede::ui
