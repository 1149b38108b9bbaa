#include "ui/tracks/track.h"

#include <QPaintEngine>
#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/tracks/track_marks.h"

#include <cmath>

// How a track paints its card: the kept pictures, the playhead and the labels of the axis.

namespace stampede::ui {

namespace {

constexpr double futureOpacity = 0.4;

QImage blank(QSize size, double ratio, QImage::Format format, const QColor& ground)
{
    QImage image(size * ratio, format);
    image.setDevicePixelRatio(ratio);
    image.fill(ground);
    return image;
}

}  // namespace

void Track::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QPaintEngine& engine = *painter.paintEngine();
    if (engine.type() != QPaintEngine::Raster ||
        engine.paintDevice()->devicePixelRatioF() != devicePixelRatioF())
        return paintElsewhere(painter);
    if (frame_.isNull() || frame_.devicePixelRatio() != devicePixelRatioF()) drawFrame();
    painter.drawImage(0, 0, frame_);
    if (isFolded() || (masked_ && !keepsSecrets())) return;
    if (content_.isNull()) drawContent();
    lastPlayheadX_ = playheadX();
    paintInFront(painter);
}

/// Into a file, or a picture of another resolution: the card, its texts and its axis are painted directly,
/// and the content that is kept as a picture is made anew, fine enough for paper.
void Track::paintElsewhere(QPainter& painter)
{
    constexpr double onPaper = 3;
    elsewhereRatio_ = painter.paintEngine()->type() == QPaintEngine::Raster
                          ? painter.paintEngine()->paintDevice()->devicePixelRatioF()
                          : onPaper;
    content_ = QImage();
    pictureOutdated();
    painter.setRenderHint(QPainter::Antialiasing);
    paintBehind(painter);
    if (!isFolded() && (!masked_ || keepsSecrets())) {
        drawContent();
        paintInFront(painter);
    }
    elsewhereRatio_ = 0;
    content_ = QImage();
    pictureOutdated();
}

double Track::pixelRatio() const
{
    return elsewhereRatio_ > 0 ? elsewhereRatio_ : devicePixelRatioF();
}

void Track::paintInFront(QPainter& painter)
{
    paintContent(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    paintLive(painter);
    painter.restore();
    if (hasTimeAxis()) {
        const std::optional<Fault> fork = session_.fork() ? session_.forkedBy() : std::nullopt;
        const auto& bookmarks = session_.scenario().bookmarks;
        paintMarks(painter, marksOn(axis(), plotRect(), session_.marks(), bookmarks, fork), plotRect(),
                   namesPlayhead());
        paintPlayhead(painter);
    }
    if (labelsTime()) paintTimeLabels(painter);
}

void Track::drawFrame()
{
    frame_ = blank(size(), devicePixelRatioF(), QImage::Format_RGB32, theme().paper);
    QPainter painter(&frame_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBehind(painter);
}

void Track::paintBehind(QPainter& painter)
{
    paintCard(painter);
    paintTitle(painter);
    if (isFolded()) return;
    if (masked_ && !keepsSecrets())
        paintMask(painter);
    else
        paintFrame(painter);
    if (!masked_ && hasTimeAxis())
        paintBreaks(painter, breaksOn(axis(), plotRect()), plotRect(), labelsTime());
}

void Track::drawContent()
{
    content_ = blank(size(), pixelRatio(), QImage::Format_ARGB32_Premultiplied, Qt::transparent);
    QPainter painter(&content_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPlot(painter);
}

void Track::paintCard(QPainter& painter)
{
    const double radius = theme().px(10);
    painter.setPen(lifted_ ? QPen(theme().accent, 2 * theme().scale) : QPen(theme().line, theme().scale));
    painter.setBrush(theme().panel);
    const double edge = lifted_ ? theme().scale : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(edge, edge, -edge, -edge), radius, radius);
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
    QString said = run_ && !nothingToSay().isEmpty() ? nothingToSay() : subtitle();
    if (masked_ && !keepsSecrets()) said.clear();
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const QRectF rest = line.adjusted(used, t.scale, 0, t.scale);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(t.small).elidedText(said, Qt::ElideRight, rest.width()));
    if (run_ && !nothingToSay().isEmpty()) return;
    const double x = width() - t.px(20), y = titleHeight() / 2.0, w = t.px(4),
                 h = isFolded() ? -t.px(2) : t.px(2);
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
    if (plotRect().height() >= theme().px(40))
        painter.drawText(plotRect(), Qt::AlignCenter, tr("hidden until you have predicted"));
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
        const QString text = timeText(session_.playback().playhead(), axis().perPixel());
        const double width = metrics.horizontalAdvance(text) + t.px(12);
        chip = QRectF(keptWithin(now - width / 2, 3.0, this->width() - width - 3), plot.bottom() + t.px(4),
                      width, t.px(18));
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
    const double x = hasTimeAxis() ? keptWithin(playheadX(), 0.0, double(width())) : width();
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
    painter.drawLine(QPointF(x, plot.top() - theme().px(4)),
                     QPointF(x, plot.bottom() + (labelsTime() ? theme().px(3) : 0)));
}

}  // namespace stampede::ui
