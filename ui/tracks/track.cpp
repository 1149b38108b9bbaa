#include "ui/tracks/track.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include "ui/theme/theme.h"

#include <cmath>

namespace stampede::ui {

namespace {

constexpr double futureOpacity = 0.4;
constexpr int dragThreshold = 4;

QImage blank(QSize size, double ratio, QImage::Format format, const QColor& ground)
{
    QImage image(size * ratio, format);
    image.setDevicePixelRatio(ratio);
    image.fill(ground);
    return image;
}

}  // namespace

Track::Track(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent), session_(session), run_(session.run()), title_(title)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setAccessibleName(title);
    connect(&session_, &Session::runChanged, this, &Track::takeRun);
    connect(&session_, &Session::ghostChanged, this, &Track::takeRun);
    connect(&session_, &Session::visibleChanged, this, &Track::redraw);
    connect(&session_, &Session::playheadChanged, this, &Track::playheadMoved);
    connect(&session_, &Session::selectionChanged, this, qOverload<>(&QWidget::update));
    connect(&session_, &Session::hoverChanged, this, qOverload<>(&QWidget::update));
}

int Track::gutterLeft() { return theme().px(60); }
int Track::gutterRight() { return theme().px(24); }
int Track::titleHeight() const { return theme().px(34); }

bool Track::isFolded() const { return !run_ || !nothingToSay().isEmpty() || folded_.value_or(startsFolded()); }

void Track::setFolded(bool folded)
{
    const bool before = isFolded();
    folded_ = folded;
    if (before == isFolded()) return;
    redraw();
    updateGeometry();
    emit foldedChanged(folded);
}

void Track::setMasked(bool masked)
{
    if (masked_ == masked) return;
    masked_ = masked;
    redraw();
}

void Track::setOutdated(bool outdated)
{
    if (outdated_ == outdated) return;
    outdated_ = outdated;
    update();
}

QSize Track::sizeHint() const
{
    const int below = theme().px(heightBelow());
    const int height = isFolded() ? titleHeight() + theme().px(2) : titleHeight() + theme().px(plotHeight()) + below;
    return {theme().px(600), height};
}

QSize Track::minimumSizeHint() const { return {theme().px(240), sizeHint().height()}; }

QRectF Track::plotRect() const
{
    const double below = theme().px(heightBelow());
    return QRectF(gutterLeft(), titleHeight(), std::max(1, width() - gutterLeft() - gutterRight()),
                  std::max(1.0, height() - titleHeight() - below));
}

TimeAxis Track::axis() const
{
    const QRectF plot = plotRect();
    return TimeAxis(session_.visible(), plot.left(), plot.right());
}

void Track::takeRun()
{
    const bool wasFolded = isFolded();
    const int before = sizeHint().height();
    run_ = session_.run();
    prepare();
    if (isFolded() != wasFolded || sizeHint().height() != before) updateGeometry();
    redraw();
}

void Track::redraw()
{
    frame_ = content_ = QImage();
    pictureOutdated();
    update();
}

double Track::paleness() const { return outdated_ ? 0.55 : 1; }

QRegion Track::liveRegion(double x) const
{
    const QRectF plot = plotRect();
    QRegion line = QRect(static_cast<int>(std::floor(x)) - 3, static_cast<int>(plot.top()) - 6, 7, static_cast<int>(plot.height()) + 12);
    if (!labelsTime()) return line;
    const int reach = theme().px(130);   // of the labels that make way for the playhead's time, wherever the edge has put it
    const int middle = std::clamp(static_cast<int>(x), 0, width());
    return line + QRect(middle - reach, static_cast<int>(plot.bottom()) - 1, 2 * reach, theme().px(28));
}

void Track::playheadMoved()
{
    const double before = std::exchange(lastPlayheadX_, playheadX());
    if (isFolded()) return;
    const QRect body = rect().adjusted(0, titleHeight() - 8, 0, 0);
    const double low = std::min(before, lastPlayheadX_), high = std::max(before, lastPlayheadX_);
    QRegion changed = liveRegion(before) + liveRegion(lastPlayheadX_);
    const double left = std::clamp(low, -10.0, width() + 10.0), right = std::clamp(high, -10.0, width() + 10.0);
    changed += QRect(static_cast<int>(left) - 2, body.top(), static_cast<int>(right - left) + 5, body.height());
    update(changed & body);
}

void Track::paintEvent(QPaintEvent*)
{
    if (frame_.isNull() || frame_.devicePixelRatio() != devicePixelRatioF()) drawFrame();
    QPainter painter(this);
    painter.drawImage(0, 0, frame_);
    if (isFolded() || (masked_ && !keepsSecrets())) return;
    if (content_.isNull()) drawContent();
    lastPlayheadX_ = playheadX();
    paintContent(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    paintLive(painter);
    painter.restore();
    if (hasTimeAxis()) paintPlayhead(painter);
    if (labelsTime()) paintTimeLabels(painter);
}

void Track::drawFrame()
{
    frame_ = blank(size(), devicePixelRatioF(), QImage::Format_RGB32, theme().paper);
    QPainter painter(&frame_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintCard(painter);
    paintTitle(painter);
    if (isFolded()) return;
    if (masked_ && !keepsSecrets())
        paintMask(painter);
    else
        paintFrame(painter);
}

void Track::drawContent()
{
    content_ = blank(size(), devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied, Qt::transparent);
    QPainter painter(&content_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPlot(painter);
}

void Track::paintCard(QPainter& painter)
{
    const double radius = theme().px(10);
    painter.setPen(QPen(theme().line, theme().scale));
    painter.setBrush(theme().panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    if (!hasFocus() || !focusedByKey_) return;
    painter.setPen(QPen(theme().focus, 2 * theme().scale));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius - 1, radius - 1);
}

void Track::paintTitle(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF line(t.px(14), 0, width() - t.px(28) - t.px(16), titleHeight());
    painter.setFont(t.strong);
    painter.setPen(t.ink);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title_);
    const double used = QFontMetricsF(t.strong).horizontalAdvance(title_) + t.px(12);
    const QString said = run_ && !nothingToSay().isEmpty() ? nothingToSay() : subtitle();
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const QRectF rest = line.adjusted(used, t.scale, 0, t.scale);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(t.small).elidedText(said, Qt::ElideRight, rest.width()));
    if (run_ && !nothingToSay().isEmpty()) return;
    const double x = width() - t.px(20), y = titleHeight() / 2.0, w = t.px(4), h = isFolded() ? -t.px(2) : t.px(2);
    painter.setPen(QPen(t.muted, 1.5 * t.scale, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(QPolygonF({{x - w, y + h}, {x, y - h}, {x + w, y + h}}));
}

void Track::paintMask(QPainter& painter)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().sunken);
    painter.drawRoundedRect(plotRect(), theme().px(4), theme().px(4));
    painter.setFont(theme().strong);
    painter.setPen(theme().muted);
    if (plotRect().height() >= theme().px(40)) painter.drawText(plotRect(), Qt::AlignCenter, tr("hidden until you have predicted"));
}

void Track::paintFrame(QPainter& painter)
{
    const QRectF plot = plotRect();
    painter.setPen(QPen(theme().line, theme().scale));
    for (const Tick& tick : ticks(axis(), theme().px(96))) {
        const double x = std::round(axis().x(tick.at)) + 0.5;
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
    }
}

/// The playhead's own time stands on the axis; labels it would touch make way.
void Track::paintTimeLabels(QPainter& painter)
{
    const Theme& t = theme();
    const QRectF plot = plotRect();
    const QFontMetricsF metrics(t.small);
    painter.setFont(t.small);
    const double now = playheadX();
    QRectF chip;
    if (namesPlayhead() && now >= plot.left() - 1 && now <= plot.right() + 1) {
        const QString text = timeText(session_.playhead(), axis().perPixel());
        const double width = metrics.horizontalAdvance(text) + t.px(12);
        chip = QRectF(std::clamp(now - width / 2, 3.0, this->width() - width - 3), plot.bottom() + t.px(4), width, t.px(18));
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.ink);
        painter.drawRoundedRect(chip, t.px(4), t.px(4));
        painter.setPen(t.panel);
        painter.drawText(chip, Qt::AlignCenter, text);
    }
    painter.setPen(t.muted);
    for (const Tick& tick : ticks(axis(), t.px(96))) {
        const double x = axis().x(tick.at), w = metrics.horizontalAdvance(tick.label);
        const QRectF rect(x - w / 2, plot.bottom() + t.px(4), w, t.px(18));
        if (rect.right() > width() - 4 || rect.intersects(chip.adjusted(-t.px(6), 0, t.px(6), 0))) continue;
        painter.drawText(rect, Qt::AlignCenter | Qt::TextDontClip, tick.label);
    }
}

void Track::paintContent(QPainter& painter)
{
    const double x = hasTimeAxis() ? std::clamp(playheadX(), 0.0, double(width())) : width();
    painter.setOpacity(paleness());
    painter.setClipRect(QRectF(0, 0, x, height()));
    painter.drawImage(0, 0, content_);
    painter.setOpacity(paleness() * futureOpacity);
    painter.setClipRect(QRectF(x, 0, width() - x, height()));
    painter.drawImage(0, 0, content_);
    painter.setOpacity(1);
    painter.setClipping(false);
}

void Track::paintPlayhead(QPainter& painter)
{
    const QRectF plot = plotRect();
    const double x = playheadX();
    if (x < plot.left() - 1 || x > plot.right() + 1) return;
    painter.setPen(QPen(theme().ink, 1.6 * theme().scale, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(x, plot.top() - theme().px(4)), QPointF(x, plot.bottom() + (labelsTime() ? theme().px(3) : 0)));
}

bool Track::inPlot(QPointF at) const
{
    return !isFolded() && !masked_ && hasTimeAxis() && at.y() >= titleHeight() && at.x() >= gutterLeft() - 6 &&
           at.x() <= width() - gutterRight() + 6;
}

void Track::mousePressEvent(QMouseEvent* event)
{
    pressedAt_ = event->position();
    rangeAtPress_ = session_.visible();
    drag_ = Drag::none;
    if (!inPlot(pressedAt_)) return;
    if (event->button() == Qt::LeftButton) drag_ = Drag::pressed;
    if (event->button() == Qt::MiddleButton) drag_ = Drag::pan;
}

void Track::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    if (drag_ == Drag::pressed && (at - pressedAt_).manhattanLength() >= dragThreshold) {
        drag_ = event->modifiers() & Qt::ShiftModifier ? Drag::pan : Drag::scrub;
        unhovered();
    }
    if (drag_ == Drag::scrub) session_.setPlayhead(axis().at(at.x()));
    if (drag_ == Drag::pan) {
        const TimeAxis start(rangeAtPress_, axis().left(), axis().right());
        session_.setVisible(panned(rangeAtPress_, start.at(pressedAt_.x()) - start.at(at.x())));
    }
    if (drag_ != Drag::none) return;
    setCursor(inPlot(at) ? Qt::ArrowCursor : at.y() < titleHeight() && nothingToSay().isEmpty() ? Qt::PointingHandCursor : Qt::ArrowCursor);
    inPlot(at) ? hovered(at) : unhovered();
}

void Track::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(drag_, Drag::none);
    if (drag == Drag::pressed) return clicked(event->position());
    const bool onTitle = pressedAt_.y() < titleHeight() && event->position().y() < titleHeight();
    if (drag == Drag::none && onTitle && event->button() == Qt::LeftButton && run_ && nothingToSay().isEmpty())
        setFolded(!isFolded());
}

void Track::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && inPlot(event->position())) session_.showAll();
}

void Track::clicked(QPointF at) { session_.setPlayhead(axis().at(at.x())); }

void Track::wheelEvent(QWheelEvent* event)
{
    if (!inPlot(event->position()) || !run_) return event->ignore();
    const QPoint turned = event->angleDelta();
    const bool pans = event->modifiers() & Qt::ShiftModifier || std::abs(turned.x()) > std::abs(turned.y());
    const double notches = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    const TimeRange range = session_.visible();
    if (pans)
        session_.setVisible(panned(range, Duration(std::llround(-notches * 0.12 * static_cast<double>(range.length().count())))));
    else
        session_.setVisible(zoomed(range, axis().at(event->position().x()), std::pow(0.8, notches)));
    event->accept();
}

void Track::focusInEvent(QFocusEvent* event)
{
    focusedByKey_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    redraw();
    QWidget::focusInEvent(event);
}

void Track::focusOutEvent(QFocusEvent* event)
{
    redraw();
    QWidget::focusOutEvent(event);
}

void Track::leaveEvent(QEvent*) { unhovered(); }

void Track::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && nothingToSay().isEmpty()) return setFolded(!isFolded());
    QWidget::keyPressEvent(event);
}

void Track::resizeEvent(QResizeEvent*) { redraw(); }

void Track::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        redraw();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

}  // namespace stampede::ui
