#include "ui/tracks/blocks.h"

#include <QCoreApplication>

#include "ui/look/words/format.h"
#include "ui/tracks/call_text.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::uint32_t samples = 96;

struct Span {
    double left = 0, right = 0;
    double width() const { return right - left; }
};

/// The longest time a lane is in a state, as x.
Span longest(const Lanes& lanes, std::uint32_t lane, CallState state, const TimeAxis& axis)
{
    Span best;
    for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i) {
        if (lanes.state[i] != state) continue;
        const Span span{std::max(axis.x(lanes.at[i]), axis.left()),
                        std::min(axis.x(lanes.at[i + 1]), axis.right())};
        if (span.width() > best.width()) best = span;
    }
    return best;
}

QString text(const char* source, std::uint32_t n)
{
    return QCoreApplication::translate("stampede::ui::Blocks", source).arg(countText(n));
}

struct LoadsSeen {
    std::uint32_t count = 0;
    const Load* first = nullptr;
    Instant until{};           ///< when all that are seen still run
    std::uint32_t lowest = 0;  ///< row of the lowest one, from 0
};

/// The loads of a window, if they are few and all of them run at one time.
LoadsSeen fewLoads(const Run& run, const LaneWindow& w)
{
    constexpr std::uint32_t few = 12;
    LoadsSeen seen;
    seen.until = w.range.until;
    for (const Load& load : run.timeline.loads) {
        const Instant ended = std::min(load.ended, run.timeline.end);
        if (load.began > w.range.until) break;
        if (ended < w.range.from) continue;
        const CallId row = load.call.is_refresh() ? run.recording->call(load.call).parent : load.call;
        if (++seen.count > few || load.began >= seen.until || !row.is_request()) return {};
        if (!seen.first) seen.first = &load;
        seen.until = std::min(seen.until, ended);
        seen.lowest = std::max(seen.lowest, row.number() - 1);
    }
    return seen;
}

QString loadsText(const LoadsSeen& seen)
{
    const auto tr = [](const char* source) {
        return QCoreApplication::translate("stampede::ui::Blocks", source);
    };
    const bool refresh = seen.first->call.is_refresh();
    if (seen.count == 1)
        return (refresh ? tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks",
                                               "%1 loads from the database, nobody waits for it"))
                        : tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 loads from the database")))
            .arg(callText(seen.first->call));
    return (refresh ? tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 refreshes load from the database"))
                    : tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 requests load from the database")))
        .arg(countText(seen.count));
}

/// The loads that everything waits for, named under their lines.
void addLoads(std::vector<BlockText>& out, const Run& run, const LaneWindow& w, const TimeAxis& axis,
              const QRectF& area, const QFontMetricsF& metrics)
{
    const LoadsSeen seen = fewLoads(run, w);
    if (!seen.first || seen.lowest < w.first || seen.lowest >= w.last) return;
    const QString said = loadsText(seen);
    const double left = std::max(axis.x(seen.first->began), axis.left()) + metrics.height() * 1.5;
    const double right = std::min(axis.x(seen.until), axis.right());
    if (right - left < metrics.horizontalAdvance(said) + 8) return;
    const double below = area.top() + std::max(w.top(seen.lowest + 1), 3.0) + 3;
    if (below + metrics.height() > area.bottom()) return;
    out.push_back({said, QRectF(left, below, metrics.horizontalAdvance(said) + 2, metrics.height()), true});
}

}  // namespace

QRectF largestBlock(const Timeline& timeline, const LaneWindow& w, const TimeAxis& axis, const QRectF& area,
                    CallState state, double width, double height)
{
    const std::uint32_t count = std::min(w.lanes(), samples);
    std::vector<Span> spans(count);
    const auto laneOf = [&](std::uint32_t i) {
        return static_cast<std::uint32_t>(w.first + std::uint64_t(i) * w.lanes() / count);
    };
    for (std::uint32_t i = 0; i < count; ++i) spans[i] = longest(timeline.lanes, laneOf(i), state, axis);
    QRectF best;
    for (std::uint32_t i = 0; i < count; ++i) {
        Span common = spans[i];
        for (std::uint32_t j = i; j < count; ++j) {
            common = {std::max(common.left, spans[j].left), std::min(common.right, spans[j].right)};
            if (common.width() < width) break;
            const double top = w.top(laneOf(i)),
                         bottom = j + 1 < count ? w.top(laneOf(j + 1)) : w.top(w.last);
            const QRectF block(common.left, area.top() + top, common.width(), bottom - top);
            if (block.height() >= height && block.width() * block.height() > best.width() * best.height())
                best = block;
        }
    }
    return best;
}

std::vector<BlockText> blockTexts(const Run& run, const LaneWindow& w, const TimeAxis& axis,
                                  const QRectF& area, const QFontMetricsF& metrics)
{
    std::vector<BlockText> out;
    if (w.lanes() < 2) return out;
    addLoads(out, run, w, axis, area, metrics);
    const auto add = [&](CallState state, const char* source, auto countAt) {
        const double least = metrics.horizontalAdvance(text(source, 8888)) + 3 * metrics.height();
        const QRectF block = largestBlock(run.timeline, w, axis, area, state, least, metrics.height() * 1.6);
        if (block.isEmpty()) return;
        const std::uint32_t count = countAt(axis.at(block.center().x()));
        if (count < 2) return;
        const QString said = text(source, count);
        QRectF rect(0, 0, metrics.horizontalAdvance(said) + 2, metrics.height());
        rect.moveCenter(block.center());
        rect.moveLeft(block.left() + metrics.height() * 1.5);
        for (const BlockText& other : out)
            if (other.rect.intersects(rect)) return;
        out.push_back({said, rect, state == CallState::loading});
    };
    const Timeline& timeline = run.timeline;
    add(CallState::waiting, QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 wait for the value"),
        [&](Instant t) { return timeline.waiting_at(timeline.busiest_key, t); });
    add(CallState::loading, QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 queries run at once"),
        [&](Instant t) { return timeline.in_flight_at(t); });
    add(CallState::connection_queue, QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 wait for a connection"),
        [&](Instant t) { return timeline.queued_at(t); });
    return out;
}

}  // namespace stampede::ui
