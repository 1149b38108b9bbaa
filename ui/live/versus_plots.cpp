#include "ui/live/versus_plots.h"

#include "ui/live/versus.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"

#include <QMouseEvent>
#include <QPainter>

#include <array>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr int gutter = 84, right = 12;

}  // namespace

VersusRequests::VersusRequests(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("versus-requests");
    setAccessibleName(tr("Requests in both worlds"));
    halves_[0].title = tr("Simulated");
    halves_[1].title = tr("Live");
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&session_.playback(), &Playback::playheadChanged, this, qOverload<>(&QWidget::update));
}

QSize VersusRequests::sizeHint() const
{
    return {theme().px(600), theme().px(300)};
}

void VersusRequests::show(const RunPtr& simulated, const RunPtr& live)
{
    halves_[0].run = simulated;
    halves_[1].run = live;
    std::vector<TimeRange> contents;
    QStringList words;
    int lanes = 0;
    for (Half& half : halves_) {
        half.image = {};
        if (!half.run) continue;
        contents.push_back(half.run->content());
        lanes += lanesFit(half.run->timeline, half.run->content());
        words +=
            tr("%1: %2 requests, %3 database queries")
                .arg(half.title, toldCount("requests", half.run->metrics.requests, inWorld(*half.run)),
                     toldCount("database.queries", half.run->metrics.database.queries, inWorld(*half.run)));
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    if (contents.empty()) return;
    range_ = sharedRange(contents);
    range_.bend = range_.until;
    lanes_ = lanes * 2 > int(contents.size());
    for (Half& half : halves_)
        if (half.run) half.picture = RequestsPicture(half.run, range_, lanes_);
    update();
}

QRectF VersusRequests::plot(int half) const
{
    const Theme& t = theme();
    const double foot = t.px(24), gap = t.px(10), each = (height() - foot - gap) / 2.0;
    return QRectF(t.px(gutter), half * (each + gap), width() - t.px(gutter + right), each);
}

SharedAxis VersusRequests::axis() const
{
    return SharedAxis(range_, plot(0).left(), plot(0).right());
}

void VersusRequests::paintHalf(QPainter& painter, int number)
{
    const Theme& t = theme();
    Half& half = halves_[number];
    const QRectF box = plot(number);
    painter.fillRect(box, t.sunken);
    painter.setFont(t.strong);
    painter.setPen(t.ink);
    painter.drawText(QRectF(0, box.top(), t.px(gutter - 10), t.px(22)), Qt::AlignRight | Qt::AlignVCenter,
                     half.title);
    painter.setFont(t.small);
    painter.setPen(t.muted);
    if (!half.run) return painter.drawText(box, Qt::AlignCenter, tr("being simulated …"));
    painter.drawText(
        QRectF(0, box.top() + t.px(22), t.px(gutter - 10), t.px(40)),
        Qt::AlignRight | Qt::AlignTop | Qt::TextWordWrap,
        plural(half.run->metrics.database.queries, "%1 query", "%1 queries")
            .arg(toldCount("database.queries", half.run->metrics.database.queries, inWorld(*half.run))));
    if (half.image.isNull()) half.image = half.picture.draw(box.size().toSize(), devicePixelRatioF());
    painter.drawImage(box.topLeft(), half.image);
}

void VersusRequests::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    for (int half : {0, 1}) paintHalf(painter, half);
    if (!halves_[0].run && !halves_[1].run) return;
    const SharedAxis time = axis();
    painter.setFont(t.small);
    const double top = plot(1).bottom() + t.px(4);
    for (const Tick& tick : ticks(time.head(), t.px(96))) {
        const double x = time.x(tick.at);
        painter.setPen(t.line);
        for (int half : {0, 1})
            painter.drawLine(QPointF(x, plot(half).top()), QPointF(x, plot(half).bottom()));
        painter.setPen(t.muted);
        painter.drawText(QRectF(x - t.px(60), top, t.px(120), t.px(18)), Qt::AlignCenter, tick.label);
    }
    const double head = time.x(session_.playback().playhead());
    painter.fillRect(QRectF(head - t.scale, 0, 2 * t.scale, plot(1).bottom()), t.ink);
}

void VersusRequests::resizeEvent(QResizeEvent*)
{
    for (Half& half : halves_) half.image = {};
}

void VersusRequests::changeEvent(QEvent* event)
{
    if (event->type() != QEvent::PaletteChange) return;
    for (Half& half : halves_) half.image = {};
    update();
}

void VersusRequests::mousePressEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
}

void VersusRequests::mouseMoveEvent(QMouseEvent* event)
{
    if ((event->buttons() & Qt::LeftButton) && halves_[1].run)
        session_.playback().setPlayhead(axis().at(event->position().x()));
}

VersusLatencies::VersusLatencies(QWidget* parent) : QWidget(parent)
{
    setObjectName("versus-latencies");
    setAccessibleName(tr("Latencies in both worlds"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

QSize VersusLatencies::sizeHint() const
{
    return {theme().px(420), theme().px(190)};
}

void VersusLatencies::show(const RunPtr& simulated, const RunPtr& live)
{
    shapes_[0] = simulated ? latency_shape(simulated->timeline) : LatencyShape();
    shapes_[1] = live ? latency_shape(live->timeline) : LatencyShape();
    firstBin_ = LatencyShape::per_decade * LatencyShape::decades;
    lastBin_ = 0;
    most_ = 0;
    for (const LatencyShape& shape : shapes_)
        for (int bin = 0; bin < int(shape.bins.size()); ++bin) {
            if (shape.bins[std::size_t(bin)] == 0) continue;
            firstBin_ = std::min(firstBin_, bin - 2);
            lastBin_ = std::max(lastBin_, bin + 3);
            most_ = std::max(most_, shape.share(bin));
        }
    const auto median = [](const RunPtr& run) {
        return run ? toldMilliseconds("latency_ms.p50", run->metrics.latency_ms.p50, inWorld(*run))
                   : QString(QChar(0x2013));
    };
    setAccessibleDescription(tr("Median: simulated %1, live %2").arg(median(simulated), median(live)));
    update();
}

/// Steps, whose heights are square roots of shares: a few slow ones among many fast ones must show.
QPolygonF VersusLatencies::outline(const LatencyShape& shape, const QRectF& plot) const
{
    QPolygonF line;
    const double step = plot.width() / std::max(1, lastBin_ - firstBin_);
    line << plot.bottomLeft();
    for (int bin = std::max(firstBin_, 0); bin < std::min(lastBin_, int(shape.bins.size())); ++bin) {
        const double y = plot.bottom() - plot.height() * std::sqrt(most_ > 0 ? shape.share(bin) / most_ : 0);
        const double x = plot.left() + (bin - firstBin_) * step;
        line << QPointF(x, y) << QPointF(x + step, y);
    }
    return line << plot.bottomRight();
}

void VersusLatencies::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot(t.px(8), t.px(24), width() - t.px(16), height() - t.px(24 + 24));
    painter.setFont(t.strong);
    painter.setPen(t.ink);
    painter.drawText(QRectF(t.px(8), 0, width(), t.px(20)), Qt::AlignLeft | Qt::AlignVCenter, tr("Latency"));
    painter.setFont(t.small);
    if (most_ <= 0) return;
    painter.setPen(Qt::NoPen);
    QColor fill = t.series[0];
    fill.setAlphaF(0.30f);
    painter.setBrush(fill);
    painter.drawPolygon(outline(shapes_[0], plot));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.series[0], 1.2 * t.scale));
    painter.drawPolyline(outline(shapes_[0], plot));
    painter.setPen(QPen(t.series[1], 2 * t.scale));
    painter.drawPolyline(outline(shapes_[1], plot));
    painter.setPen(QPen(t.line, 1));
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(t.muted);
    for (int bin = 0; bin < LatencyShape::per_decade * LatencyShape::decades;
         bin += LatencyShape::per_decade) {
        if (bin < firstBin_ || bin > lastBin_) continue;
        const double x = plot.left() + plot.width() * (bin - firstBin_) / (lastBin_ - firstBin_);
        painter.drawText(QRectF(x - t.px(50), plot.bottom() + t.px(4), t.px(100), t.px(18)), Qt::AlignCenter,
                         toldOther(millisecondsText(LatencyShape::begin_of(bin))));
    }
    const std::array names{tr("simulated: shape"), tr("live: line")};
    double x = width() - t.px(8);
    for (int i : {1, 0}) {
        const double w = QFontMetricsF(t.small).horizontalAdvance(names[std::size_t(i)]);
        painter.setPen(t.muted);
        painter.drawText(QRectF(x - w, 0, w, t.px(20)), Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                         names[std::size_t(i)]);
        painter.fillRect(QRectF(x - w - t.px(18), t.px(i == 0 ? 5 : 9), t.px(12), t.px(i == 0 ? 10 : 3)),
                         t.series[i]);
        x -= w + t.px(34);
    }
}

void VersusLatencies::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) update();
}

}  // namespace stampede::ui
