#include "ui/tracks/requests_track.h"

#include <QKeyEvent>
#include <QPainter>

#include "core/analysis/now.h"
#include "core/analysis/rates.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/label_room.h"
#include "ui/tracks/paint.h"
#include "ui/tracks/refresh_rows.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

RequestsTrack::RequestsTrack(Session& session, QWidget* parent) : Track(session, tr("Requests"), parent)
{
    prepare();
}

QString RequestsTrack::nothingToSay() const
{
    return run() && run()->recording->requests.empty() ? tr("none arrive in this run") : QString();
}

QString RequestsTrack::subtitle()
{
    if (!run()) return QString();
    measure();
    const auto [first, last] =
        run()->timeline.lanes.seen(session().viewport().visible().from, session().viewport().visible().until);
    const qint64 count = last - first;
    const TimeRange v = session().viewport().visible();
    if (lanes_) {
        if (count == 1) return tr("one lane; click it for its story");
        const QString lanes =
            toldCount("lanes", std::uint64_t(count), between(run()->scenario, v.from, v.until));
        if (count <= 5000) return tr("%1 lanes; click one for its story").arg(lanes);
        const double perRow = double(count) / std::max(1.0, lanesRect().height());
        return tr("%1 lanes, %2 to a row of pixels; loads and failures always show")
            .arg(lanes, toldOther(countText(std::uint64_t(perRow + 0.5))));
    }
    const Value rate = rate_measured(run()->timeline, v.from, v.until);
    const QString column = toldOther(durationText(density_.length));
    if (!rate) return tr("each column is %1, by what its requests met; every load shows").arg(column);
    return tr("%1 a second arrive; each column is %2, by what its requests met; every load shows")
        .arg(told("rate.measured", *rate, between(run()->scenario, v.from, v.until),
                  countText(std::uint64_t(*rate + 0.5))),
             column);
}

QString RequestsTrack::summary()
{
    if (!run()) return QString();
    const Instant t = session().playback().playhead();
    const FiguresAt f = run()->figures.at(t);
    const Where now = at(run()->scenario, t);
    return tr("Of %1 requests %2 are under way: %3 wait. Loads under way: %4.")
        .arg(toldCount("requests", run()->metrics.requests, ofRun(run()->scenario)),
             toldCount("unfinished", f.open, now), toldCount("waiting", f.waiting, now),
             toldCount("loads", loads_now(run()->timeline, t).all(), now));
}

void RequestsTrack::prepare()
{
    refreshes_.clear();
    orphans_.clear();
    if (!run()) return;
    RefreshRows rows = refreshRows(*run());
    refreshes_ = std::move(rows.rows);
    orphans_ = std::move(rows.orphans);
}

void RequestsTrack::measure()
{
    if (measured_ || !run()) return;
    measured_ = true;
    lanes_ = lanesFit(run()->timeline, session().viewport().visible(), session().viewport().axis());
    if (lanes_) return;
    density_ = countColumns(run()->timeline, session().viewport().visible(),
                            axis().length(theme().px(5) / 2.0), session().viewport().axis());
    const TimeRange visible = session().viewport().visible();
    groups_ = load_groups(run()->timeline, visible.from, visible.until, session().viewport().axis());
}

bool RequestsTrack::showsLanes()
{
    measure();
    return lanes_;
}

QRectF RequestsTrack::lanesRect() const
{
    return plotRect().adjusted(0, orphans_.empty() ? theme().px(2) : theme().px(12), 0, 0);
}

LaneWindow RequestsTrack::window(double ratio) const
{
    LaneWindow w;
    w.range = session().viewport().visible();
    w.warp = session().viewport().axis().straight() ? nullptr : &session().viewport().axis();
    const auto [first, last] = run()->timeline.lanes.seen(w.range.from, w.range.until);
    w.first = first;
    w.last = last;
    w.columns = std::max(1, int(lanesRect().width() * ratio));
    w.rows = std::max(1, int(lanesRect().height() * ratio));
    w.tail = theme().px(6) * ratio;
    w.pixel = ratio * theme().scale;
    return w;
}

CallId RequestsTrack::requestAt(QPointF at)
{
    if (!run() || !plotRect().contains(at)) return CallId();
    measure();
    const Lanes& lanes = run()->timeline.lanes;
    if (lanes_) {
        const std::int64_t lane = window(1).laneAt(at.y() - lanesRect().top());
        return lane < 0 ? CallId() : lanes.call(std::uint32_t(lane));
    }
    const std::int64_t column = density_.column(axis().at(at.x()));
    if (column < 0 || std::size_t(column) >= density_.columns.size()) return CallId();
    const auto& arrived = lanes.arrived;
    const auto first = std::lower_bound(arrived.begin(), arrived.end(), density_.begins(std::size_t(column)));
    const auto last = std::lower_bound(first, arrived.end(), density_.begins(std::size_t(column) + 1));
    if (first == last) return CallId();
    const double down = keptWithin((at.y() - plotRect().top()) / plotRect().height(), 0.0, 0.999);
    return lanes.call(std::uint32_t(first - arrived.begin() + std::ptrdiff_t(down * double(last - first))));
}

void RequestsTrack::clicked(QPointF at)
{
    const CallId call = requestAt(at);
    call.is_nobody() ? Track::clicked(at) : session().select(call);
}

void RequestsTrack::hovered(QPointF at)
{
    session().hover(requestAt(at));
}
void RequestsTrack::unhovered()
{
    session().hover(CallId());
}

void RequestsTrack::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    const CallId selected = session().selected();
    if (step == 0 || !run() || run()->recording->requests.empty()) return Track::keyPressEvent(event);
    const qint64 count = qint64(run()->recording->requests.size());
    const qint64 number = selected.is_request() ? qint64(selected.number()) + step : 1;
    session().select(CallId::request(std::uint32_t(keptWithin<qint64>(number, 1, count))));
}

void RequestsTrack::paintFrame(QPainter& painter)
{
    measure();
    Track::paintFrame(painter);
    texts_.clear();
    if (lanes_) {
        texts_ = blockTexts(*run(), window(1), axis(), lanesRect(), QFontMetricsF(theme().strong));
        return;
    }
    placeColumnTexts();
    painter.setPen(theme().muted);
    painter.setFont(theme().small);
    painter.drawText(
        QRectF(0, plotRect().top() - theme().px(3), gutterLeft() - theme().px(8), theme().px(16)),
        Qt::AlignRight | Qt::AlignVCenter, toldOther(countText(density_.top)));
}

void RequestsTrack::paintPlot(QPainter& painter)
{
    painter.setClipRect(plotRect().adjusted(0, -theme().px(2), 0, 0));
    lanes_ ? paintLanes(painter) : paintColumns(painter);
}

void RequestsTrack::paintLanes(QPainter& painter)
{
    const Theme& t = theme();
    const ShadeColors colors{t.lookup.rgb(), t.waitingFill.rgb(), t.fresh.rgb(),
                             t.stale.rgb(),  t.load.rgb(),        t.failure.rgb()};
    QImage image = LaneScan::draw(run()->timeline, refreshes_, window(pixelRatio()), colors);
    image.setDevicePixelRatio(pixelRatio());
    painter.drawImage(lanesRect().topLeft(), image);
    paintRareLoads(painter);
}

/// Loads in lanes thinner than a line, where there are few enough to be drawn as lines; and those no request
/// started.
void RequestsTrack::paintRareLoads(QPainter& painter)
{
    const Timeline& timeline = run()->timeline;
    const LaneWindow w = window(1);
    const TimeAxis time = axis();
    const double line = theme().px(3);
    const auto drawLoads = [&](std::uint32_t lane, double y, double height) {
        for (std::uint32_t i = timeline.lanes.first[lane]; i + 1 < timeline.lanes.first[lane + 1]; ++i) {
            if (timeline.lanes.state[i] != CallState::loading) continue;
            const double left = std::max(time.x(timeline.lanes.at[i]), time.left());
            const double right = std::min(time.x(timeline.lanes.at[i + 1]), time.right());
            if (right > left)
                painter.fillRect(QRectF(left, y, std::max(right - left, 1.5), height), theme().load);
        }
    };
    for (std::uint32_t lane : orphans_) drawLoads(lane, plotRect().top() + theme().px(2), theme().px(5));
    if (w.laneHeight() >= line) return;
    const auto first =
        std::lower_bound(timeline.loads.begin(), timeline.loads.end(), w.range.from - (w.range.length() * 4),
                         [](const Load& l, Instant at) { return l.began < at; });
    const auto last = std::upper_bound(first, timeline.loads.end(), w.range.until,
                                       [](Instant at, const Load& l) { return at < l.began; });
    if (last - first > w.rows / 6) return;
    for (auto load = first; load != last; ++load) {
        CallId row = load->call;
        if (row.is_refresh()) row = run()->recording->call(row).parent;
        if (!row.is_request() || row.number() - 1 < w.first || row.number() - 1 >= w.last) continue;
        const double y = keptWithin(w.top(row.number() - 1) + w.laneHeight() / 2 - line / 2, 0.0,
                                    lanesRect().height() - line);
        drawLoads(timeline.lanes.lane(load->call), lanesRect().top() + y, line);
    }
}

void RequestsTrack::paintLive(QPainter& painter)
{
    measure();
    lanes_ ? paintLaneTexts(painter) : paintColumnTexts(painter);
    if (lanes_) paintLaneNumbers(painter);
    painter.save();
    painter.setClipRect(plotRect().adjusted(-2, -4, 2, 4));
    paintForkEnds(painter);
    if (session().hovered() != session().selected())
        paintMarked(painter, session().hovered(), theme().muted, 1);
    paintMarked(painter, session().selected(), theme().ink, 1.6);
    painter.restore();
}

QRectF RequestsTrack::laneRect(CallId call) const
{
    if (call.is_refresh()) call = run()->recording->call(call).parent;
    if (!call.is_request() || call.number() > run()->timeline.lanes.requests) return QRectF();
    const Lanes& lanes = run()->timeline.lanes;
    const std::uint32_t lane = call.number() - 1;
    if (lanes.empty(lane)) return QRectF();
    const TimeAxis time = axis();
    const QRectF area = lanesRect();
    if (!lanes_) {
        const auto column = std::size_t(std::max<std::int64_t>(0, density_.column(lanes.begins(lane))));
        const double left = time.x(density_.begins(column)), right = time.x(density_.begins(column + 1));
        return QRectF(left - 1.5, plotRect().top(), right - left + 3, plotRect().height());
    }
    const LaneWindow w = window(1);
    if (lane < w.first || lane >= w.last) return QRectF();
    const double left = time.x(lanes.begins(lane)) - 1, right = time.x(lanes.ends(lane)) + w.tail + 1;
    const double height = std::max(w.laneHeight(), double(theme().px(5)));
    const double middle =
        keptWithin(w.top(lane) + w.laneHeight() / 2, height / 2, area.height() - height / 2);
    return QRectF(left, area.top() + middle - height / 2, std::max(right - left, 8.0), height);
}

void RequestsTrack::paintMarked(QPainter& painter, CallId call, const QColor& colour, double width)
{
    if (call.is_nobody()) return;
    const QRectF rect = laneRect(call);
    if (rect.isEmpty()) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().panel, (width + 2) * theme().scale));
    painter.drawRect(rect);
    painter.setPen(QPen(colour, width * theme().scale));
    painter.drawRect(rect);
}

void RequestsTrack::paintLaneNumbers(QPainter& painter)
{
    const LaneWindow w = window(1);
    if (w.lanes() == 0) return;
    const Theme& t = theme();
    const QRectF area = lanesRect();
    const double half = t.px(8), right = gutterLeft() - t.px(10);
    double taken = -100;
    const auto write = [&](double y, const QString& text) {
        painter.drawText(QRectF(0, area.top() + y - half, right, 2 * half), Qt::AlignRight | Qt::AlignVCenter,
                         text);
    };
    const QRectF marked = laneRect(session().selected());
    if (!marked.isEmpty()) {
        taken = keptWithin(marked.center().y() - area.top(), half, area.height() - half);
        CallId call = session().selected();
        if (call.is_refresh()) call = run()->recording->call(call).parent;
        painter.setFont(t.strong);
        painter.setPen(t.ink);
        write(taken, fitting({toldOther(countText(call.number())), toldOther(shortNumber(call.number()))},
                             t.strong, right));
    }
    painter.setFont(t.small);
    painter.setPen(t.muted);
    const double top = std::max(w.laneHeight() / 2, half * 0.6), bottom = w.usedRows() - top;
    if (std::abs(taken - top) > 1.8 * half) write(top, toldOther(shortNumber(w.first + 1)));
    if (std::abs(taken - bottom) > 1.8 * half && bottom - top > 2 * half)
        write(bottom, toldOther(shortNumber(w.last)));
    if (orphans_.empty()) return;
    // Above the lanes, where it may come closer to them.
    painter.drawText(QRectF(0, plotRect().top() - half, right + t.px(8), 2 * half),
                     Qt::AlignRight | Qt::AlignVCenter, tr("refresher"));
}

void RequestsTrack::paintLaneTexts(QPainter& painter)
{
    const Theme& t = theme();
    painter.setFont(t.strong);
    LabelRoom room(plotRect());
    room.take(laneRect(session().selected()).adjusted(0, -2, 0, 2));
    for (const BlockText& text : texts_) {
        const QRectF rect = room.place(text.rect);
        // Farther away it would leave the block that it speaks of.
        if (rect.isEmpty() || (rect.topLeft() - text.rect.topLeft()).manhattanLength() > 1.5 * rect.height())
            continue;
        painter.setPen(legible(text.loads ? t.loadText : t.waitingText, t.waitingFill));
        painter.drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
            blockWords(*run(), text, session().playback().playhead(), session().viewport().visible()));
    }
}

}  // namespace stampede::ui
