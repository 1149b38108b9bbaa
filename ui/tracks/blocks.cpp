#include "ui/tracks/blocks.h"

#include <QCoreApplication>

#include "core/analysis/now.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"

#include <algorithm>
#include <tuple>

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

/// "999 wait for the value"; at the playhead, or at most.
QString text(CallState state, bool now, const QString& count)
{
    const auto tr = [](const char* source) {
        return QCoreApplication::translate("stampede::ui::Blocks", source);
    };
    switch (state) {
    case CallState::waiting:
        return (now ? tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 wait for the value"))
                    : tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "up to %1 wait for the value")))
            .arg(count);
    case CallState::loading:
        return (now ? tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 queries run at once"))
                    : tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "up to %1 queries run at once")))
            .arg(count);
    default:
        return (now ? tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "%1 wait for a connection"))
                    : tr(QT_TRANSLATE_NOOP("stampede::ui::Blocks", "up to %1 wait for a connection")))
            .arg(count);
    }
}

std::uint32_t mostIn(const Timeline& t, CallState state, TimeRange range)
{
    switch (state) {
    case CallState::waiting: return most_waiting(t, t.busiest_key, range.from, range.until);
    case CallState::loading: return most_in_flight(t, range.from, range.until);
    default: return most_queued(t, range.from, range.until);
    }
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
    constexpr std::size_t few = 12;
    const std::vector<const Load*> loads = loads_seen(run.timeline, w.range.from, w.range.until, few);
    LoadsSeen seen;
    seen.until = w.range.until;
    for (const Load* load : loads) {
        const CallId row = load->call.is_refresh() ? run.recording->call(load->call).parent : load->call;
        if (load->began >= seen.until || !row.is_request()) return {};
        if (!seen.first) seen.first = load;
        seen.until = std::min({seen.until, load->ended, run.timeline.end});
        seen.lowest = std::max(seen.lowest, row.number() - 1);
    }
    seen.count = std::uint32_t(loads.size());
    return seen;
}

QString loadsText(const LoadsSeen& seen, const Where& where)
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
        .arg(toldCount("loads.seen", seen.count, where));
}

/// The loads that everything waits for, named under their lines.
void addLoads(std::vector<BlockText>& out, const Run& run, const LaneWindow& w, const TimeAxis& axis,
              const QRectF& area, const QFontMetricsF& metrics)
{
    const LoadsSeen seen = fewLoads(run, w);
    if (!seen.first || seen.lowest < w.first || seen.lowest >= w.last) return;
    const QString said = loadsText(seen, between(run.scenario, w.range.from, w.range.until));
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
    for (const CallState state : {CallState::waiting, CallState::loading, CallState::connection_queue}) {
        const double words = metrics.horizontalAdvance(text(state, false, countText(8888)));
        const QRectF block = largestBlock(run.timeline, w, axis, area, state, words + 3 * metrics.height(),
                                          metrics.height() * 1.6);
        if (block.isEmpty()) continue;
        if (mostIn(run.timeline, state, w.range) < 2) continue;
        QRectF rect(0, 0, words + 2, metrics.height());
        rect.moveCenter(block.center());
        rect.moveLeft(block.left() + metrics.height() * 1.5);
        const auto intersects = [&](const BlockText& other) { return other.rect.intersects(rect); };
        if (std::any_of(out.begin(), out.end(), intersects)) continue;
        out.push_back(
            {{}, rect, state == CallState::loading, state, {axis.at(block.left()), axis.at(block.right())}});
    }
    return out;
}

QString blockWords(const Run& run, const BlockText& block, Instant playhead, TimeRange visible)
{
    if (block.state == CallState::absent) return block.text;
    const Timeline& t = run.timeline;
    const std::int64_t key = block.state == CallState::waiting ? std::int64_t(t.busiest_key) : -1;
    const bool now = block.stretch.holds(playhead);
    const auto [quantityNow, quantityMost, count] =
        block.state == CallState::waiting
            ? std::tuple("waiting.value", "most.waiting", t.waiting_at(t.busiest_key, playhead))
        : block.state == CallState::loading
            ? std::tuple("database.in_flight", "most.in_flight", t.in_flight_at(playhead))
            : std::tuple("waiting.connection", "most.queued", t.queued_at(playhead));
    if (now) return text(block.state, true, toldCount(quantityNow, count, at(run.scenario, playhead, key)));
    return text(block.state, false,
                toldCount(quantityMost, mostIn(t, block.state, visible),
                          between(run.scenario, visible.from, visible.until, key)));
}

}  // namespace stampede::ui
