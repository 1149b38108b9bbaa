#include "ui/tracks/requests_picture.h"

#include <QPainter>

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/tracks/density_paint.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

RequestsPicture::RequestsPicture(RunPtr run, const SharedRange& range, bool lanes)
    : run_(std::move(run)), range_(range), lanes_(lanes), refreshes_(refreshRows(*run_))
{
}

LaneWindow RequestsPicture::window(const TimeAxis& part, double ratio) const
{
    LaneWindow w;
    w.last = run_->timeline.lanes.requests;
    w.range = part.range();
    w.columns = std::max(1, int(std::lround(part.width() * ratio)));
    w.rows = std::max(1, int(size_.height() * ratio));
    w.tail = theme().px(5) * ratio;
    w.pixel = ratio * theme().scale;
    return w;
}

QImage RequestsPicture::draw(QSize size, double ratio)
{
    size_ = size.expandedTo({1, 1});
    QImage image(size_ * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    if (lanes_) {
        drawLanes(painter, ratio);
    } else {
        const TimeAxis time({range_.from, range_.until}, 0, size_.width());
        density_ = countColumns(run_->timeline, time.range(), time.perPixel() * theme().px(5) / 2);
        const QRectF plot(QPointF(), size_);
        paintDensity(painter, density_, time, plot, ratio);
        paintLoadLines(painter, run_->timeline, time, plot);
    }
    return image;
}

void RequestsPicture::drawLanes(QPainter& painter, double ratio) const
{
    const SharedAxis whole = axis();
    drawPart(painter, whole.head(), ratio);
    if (whole.bent()) drawPart(painter, whole.tail(), ratio);
    drawRareLoads(painter);
}

void RequestsPicture::drawPart(QPainter& painter, const TimeAxis& part, double ratio) const
{
    const Theme& t = theme();
    const ShadeColors colors{t.lookup.rgb(), t.waitingFill.rgb(), t.fresh.rgb(),
                             t.stale.rgb(),  t.load.rgb(),        t.failure.rgb()};
    QImage image = LaneScan::draw(run_->timeline, refreshes_.rows, window(part, ratio), colors);
    image.setDevicePixelRatio(ratio);
    painter.drawImage(QPointF(part.left(), 0), image);
}

void RequestsPicture::drawLoadsOf(QPainter& painter, std::uint32_t lane, double y, double height) const
{
    const Lanes& lanes = run_->timeline.lanes;
    const SharedAxis time = axis();
    for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i) {
        if (lanes.state[i] != CallState::loading) continue;
        const double left = std::max(time.x(lanes.at[i]), time.left()),
                     right = std::min(time.x(lanes.at[i + 1]), time.right());
        if (right > left)
            painter.fillRect(QRectF(left, y, std::max(right - left, 1.5), height), theme().load);
    }
}

/// Loads in lanes thinner than a line, where there are few enough to be drawn as lines; and those no request
/// started.
void RequestsPicture::drawRareLoads(QPainter& painter) const
{
    const Timeline& timeline = run_->timeline;
    const double line = theme().px(2.5);
    for (std::uint32_t lane : refreshes_.orphans) drawLoadsOf(painter, lane, 0, line);
    const LaneWindow w = window(axis().head(), 1);
    if (w.laneHeight() >= line || timeline.loads.size() > std::size_t(w.rows) / 6) return;
    for (const Load& load : timeline.loads) {
        CallId row = load.call;
        if (row.is_refresh()) row = run_->recording->call(row).parent;
        if (!row.is_request()) continue;
        const double middle = w.top(row.number() - 1) + w.laneHeight() / 2;
        drawLoadsOf(painter, timeline.lanes.lane(load.call),
                    keptWithin(middle - line / 2, 0.0, size_.height() - line), line);
    }
}

CallId RequestsPicture::requestAt(QPointF at) const
{
    if (!run_ || !QRectF(QPointF(), size_).contains(at)) return CallId();
    const Lanes& lanes = run_->timeline.lanes;
    if (lanes_) {
        const std::int64_t lane = window(axis().head(), 1).laneAt(at.y());
        return lane < 0 ? CallId() : lanes.call(std::uint32_t(lane));
    }
    if (density_.columns.empty()) return CallId();
    const auto column = (axis().at(at.x()) - density_.start) / density_.length;
    if (column < 0 || std::size_t(column) >= density_.columns.size()) return CallId();
    const auto first =
        std::lower_bound(lanes.arrived.begin(), lanes.arrived.end(), density_.begins(std::size_t(column)));
    const auto last = std::lower_bound(first, lanes.arrived.end(), density_.begins(std::size_t(column) + 1));
    if (first == last) return CallId();
    const double down = keptWithin(at.y() / size_.height(), 0.0, 0.999);
    return lanes.call(
        std::uint32_t(first - lanes.arrived.begin() + std::ptrdiff_t(down * double(last - first))));
}

QRectF RequestsPicture::rectOf(CallId call) const
{
    if (!run_ || !call.is_request() || call.number() > run_->timeline.lanes.requests) return QRectF();
    const Lanes& lanes = run_->timeline.lanes;
    const std::uint32_t lane = call.number() - 1;
    if (lanes.empty(lane)) return QRectF();
    const SharedAxis time = axis();
    if (!lanes_) {
        if (density_.columns.empty()) return QRectF();
        const auto column =
            std::size_t(std::max<std::int64_t>(0, (lanes.begins(lane) - density_.start) / density_.length));
        const double left = time.x(density_.begins(column)), right = time.x(density_.begins(column + 1));
        return QRectF(left - 1, 0, right - left + 2, size_.height());
    }
    const LaneWindow w = window(time.head(), 1);
    const double left = time.x(lanes.begins(lane)) - 1, right = time.x(lanes.ends(lane)) + w.tail + 1;
    const double height = std::max(w.laneHeight(), double(theme().px(5)));
    const double middle =
        keptWithin(w.top(lane) + w.laneHeight() / 2, height / 2, size_.height() - height / 2);
    return QRectF(left, middle - height / 2, std::max(right - left, 8.0), height);
}

}  // namespace stampede::ui
