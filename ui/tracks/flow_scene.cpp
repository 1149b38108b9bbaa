#include "ui/tracks/flow_scene.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

constexpr std::size_t clientDots = 110;

/// A place inside `area` that depends on nothing but `n`: the plastic-number sequence covers it evenly
/// without a pattern.
QPointF scattered(const QRectF& area, std::uint64_t n)
{
    const auto part = [n](double step) { return std::fmod(0.5 + step * static_cast<double>(n), 1.0); };
    return {area.left() + part(0.7548776662466927) * area.width(),
            area.top() + part(0.5698402909980532) * area.height()};
}

QPointF gridPlace(const QRectF& area, double step, std::size_t n)
{
    const auto rows = std::max<std::size_t>(1, static_cast<std::size_t>(area.height() / step));
    return {area.left() + step * (static_cast<double>(n / rows) + 0.5),
            area.top() + step * (static_cast<double>(n % rows) + 0.5)};
}

/// Dots of a grid that fit.
std::size_t roomIn(const QRectF& area, double step)
{
    return static_cast<std::size_t>(area.width() / step) *
           std::max<std::size_t>(1, static_cast<std::size_t>(area.height() / step));
}

QPointF between(QPointF a, QPointF b, double share)
{
    return a + (b - a) * share;
}

FlowKind kindOf(Outcome outcome)
{
    return outcome == Outcome::stale    ? FlowKind::stale
           : outcome == Outcome::failed ? FlowKind::failed
                                        : FlowKind::fresh;
}

class Scene {
public:
    Scene(const Run& run, const FlowLayout& layout, Instant t, std::uint32_t perDot, Duration moment)
        : run_(run), lanes_(run.timeline.lanes), layout_(layout), t_(t), perDot_(perDot), moment_(moment),
          waiting_(layout.waiting.size())
    {
    }
    void clients();
    void requests();
    void refreshes(std::pair<std::uint32_t, std::uint32_t> range);
    void database();
    std::vector<FlowDot> take() { return std::move(dots_); }

private:
    const Run& run_;
    const Lanes& lanes_;
    const FlowLayout& layout_;
    Instant t_;
    std::uint32_t perDot_;
    Duration moment_;
    std::vector<std::size_t> waiting_;  ///< by row: dots beside it
    std::vector<FlowDot> dots_;

    /// The request that stands for its block of `perDot_`: not always the same one, since instances take
    /// turns.
    std::uint32_t oneOf(std::uint32_t block) const
    {
        return block * perDot_ + static_cast<std::uint32_t>((block * 2654435761ULL >> 7) % perDot_);
    }
    void active(std::uint32_t lane);
    void onTheWay(CallId call, std::size_t row, FlowKind kind, Instant since);
    void wait(CallId call, std::size_t row, Instant since);
    QPointF exitOf(std::size_t row) const
    {
        return {layout_.waiting[row].right(), layout_.instances[row].center().y()};
    }
};

/// All requests of the run, a sample of them: before they ask, on their way, and with the colour of their
/// answer.
void Scene::clients()
{
    const std::size_t count = std::min<std::size_t>(lanes_.requests, clientDots);
    for (std::size_t i = 0; i < count; ++i) {
        const auto lane = static_cast<std::uint32_t>(std::uint64_t(i) * lanes_.requests / count);
        if (lanes_.empty(lane)) continue;
        const bool before = t_ < lanes_.begins(lane), open = !before && t_ < lanes_.ends(lane);
        const bool unanswered = open || lanes_.outcome[lane] == Outcome::none;
        const FlowKind kind = before       ? FlowKind::idle
                              : unanswered ? FlowKind::gone
                                           : kindOf(lanes_.outcome[lane]);
        dots_.push_back({scattered(layout_.clients, i), kind, lanes_.call(lane)});
    }
}

void Scene::requests()
{
    const auto [first, last] = lanes_.seen(t_ - moment_, t_ + moment_);
    for (std::uint32_t block = first / perDot_; block * std::uint64_t(perDot_) < last; ++block) {
        const std::uint32_t lane = oneOf(block);
        if (lane < first || lane >= last || lanes_.empty(lane)) continue;
        const CallId call = lanes_.call(lane);
        const std::size_t row = layout_.rowOf(run_.recording->call(call).instance);
        const QPointF door(layout_.instances[row].left(), layout_.instances[row].center().y());
        const QPointF home(layout_.clients.right(), scattered(layout_.clients, lane).y());
        const double length = static_cast<double>(moment_.count());
        if (t_ < lanes_.begins(lane)) {
            const double left = static_cast<double>((lanes_.begins(lane) - t_).count()) / length;
            dots_.push_back({between(door, home, std::clamp(left, 0.0, 1.0)), FlowKind::asking, call});
        } else if (t_ >= lanes_.ends(lane)) {
            const double gone = static_cast<double>((t_ - lanes_.ends(lane)).count()) / length;
            if (gone < 1 && lanes_.outcome[lane] != Outcome::none)
                dots_.push_back({between(door, home, gone), kindOf(lanes_.outcome[lane]), call});
        } else {
            active(lane);
        }
    }
}

void Scene::refreshes(std::pair<std::uint32_t, std::uint32_t> range)
{
    for (std::uint32_t lane = range.first; lane < range.second; lane += perDot_)
        if (!lanes_.empty(lane) && lanes_.begins(lane) <= t_ && t_ < lanes_.ends(lane)) active(lane);
}

void Scene::active(std::uint32_t lane)
{
    const auto first = lanes_.at.begin() + lanes_.first[lane],
               last = lanes_.at.begin() + lanes_.first[lane + 1];
    const auto step = static_cast<std::size_t>(std::upper_bound(first, last, t_) - lanes_.at.begin()) - 1;
    const CallId call = lanes_.call(lane);
    const std::size_t row = layout_.rowOf(run_.recording->call(call).instance);
    switch (lanes_.state[step]) {
    case CallState::lookup: return onTheWay(call, row, FlowKind::lookup, lanes_.at[step]);
    case CallState::storing: return onTheWay(call, row, FlowKind::load, lanes_.at[step]);
    case CallState::waiting:
    case CallState::worker_queue: return wait(call, row, lanes_.at[step]);
    default: return;  // at the database
    }
}

/// A command is half a round trip on its way to Redis, its answer the other half; one follows the other at
/// once.
void Scene::onTheWay(CallId call, std::size_t row, FlowKind kind, Instant since)
{
    const double trip = static_cast<double>(run_.scenario.cache.round_trip.count());
    const double phase = trip > 0 ? std::fmod(static_cast<double>((t_ - since).count()), trip) / trip : 0;
    const double share = 1 - std::abs(2 * phase - 1);
    const QPointF redis(layout_.redis.left(),
                        layout_.redis.center().y() + (exitOf(row).y() - layout_.redis.center().y()) * 0.15);
    dots_.push_back({between(exitOf(row), redis, share), kind, call});
}

/// Who polls sleeps, then looks: for a round trip it is on its way.
void Scene::wait(CallId call, std::size_t row, Instant since)
{
    const StrategySpec& strategy = run_.scenario.strategy;
    const bool polls = strategy.who == Who::one_per_cluster && strategy.options.wait_by == WaitBy::poll &&
                       strategy.options.poll_jitter == 0;
    const Duration period = strategy.options.poll + run_.scenario.cache.round_trip;
    if (polls && period > Duration{} && (t_ - since) % period > strategy.options.poll)
        return onTheWay(call, row, FlowKind::lookup, t_ - (t_ - since) % period + strategy.options.poll);
    const std::size_t n = waiting_[row]++;
    if (n < layout_.waitingRoom())
        dots_.push_back({gridPlace(layout_.waiting[row], layout_.step, n), FlowKind::waiting, call});
}

/// Connections in use inside the database, queries that wait for one in front of it.
void Scene::database()
{
    const auto fill = [&](const QRectF& area, std::uint32_t count, std::uint32_t each, FlowKind kind) {
        const std::size_t dots = std::min<std::size_t>((count + each - 1) / each, roomIn(area, layout_.step));
        for (std::size_t n = 0; n < dots; ++n)
            dots_.push_back({gridPlace(area, layout_.step, n), kind, CallId()});
    };
    fill(layout_.queue, run_.timeline.queued_at(t_), perDot_, FlowKind::waiting);
    const std::vector<CallId> named = loadingAt(run_.timeline, t_, FlowLayout::namedLoads);
    for (std::size_t i = 0; i < named.size(); ++i)
        dots_.push_back({{layout_.connections.left() + layout_.step / 2,
                          layout_.connections.top() + layout_.line * (double(i) + 0.5)},
                         FlowKind::load,
                         named[i]});
    if (!named.empty()) return;
    const bool poolFits = run_.scenario.database.pool <= roomIn(layout_.connections, layout_.step);
    fill(layout_.connections, run_.timeline.in_flight_at(t_), poolFits ? 1 : perDot_, FlowKind::load);
}

}  // namespace

std::size_t FlowLayout::waitingRoom() const
{
    return roomIn(waiting.front(), step);
}

FlowLayout flowLayout(const QRectF& area, std::uint32_t instances, double scale)
{
    FlowLayout out;
    out.step = 5.7 * scale;
    out.line = 16 * scale;
    const auto x = [&](double share) { return area.left() + share * area.width(); };
    const auto zone = [&](double from, double until, double top, double bottom) {
        return QRectF(QPointF(x(from), area.top() + top), QPointF(x(until), area.bottom() - bottom));
    };
    out.clients = zone(0.005, 0.085, 20 * scale, 4 * scale);
    out.redis = zone(0.49, 0.655, 2 * scale, 2 * scale);
    out.queue = zone(0.715, 0.815, 22 * scale, 4 * scale);
    out.database = zone(0.83, 0.995, 2 * scale, 2 * scale);
    out.connections = out.database.adjusted(12 * scale, 46 * scale, -10 * scale, -6 * scale);
    constexpr auto mostRows = static_cast<std::uint32_t>(FlowLayout::mostRows);
    out.instancesPerRow = std::max(1U, (instances + mostRows - 1) / mostRows);
    const std::uint32_t rows = std::max(1U, (instances + out.instancesPerRow - 1) / out.instancesPerRow);
    const double pitch = std::min(area.height() / rows, 32 * scale);
    const double top = area.center().y() - pitch * rows / 2;
    for (std::uint32_t i = 0; i < rows; ++i) {
        const double gap = std::min(4 * scale, pitch * 0.15);
        const QRectF box(x(0.125), top + pitch * i + gap / 2, x(0.245) - x(0.125), pitch - gap);
        out.instances.push_back(box);
        out.waiting.push_back(QRectF(box.right() + 6 * scale, box.top() - gap / 2,
                                     x(0.375) - box.right() - 6 * scale, box.height() + gap));
    }
    return out;
}

namespace {

/// The most requests that are open, or on their way, around one instant; of a sample of instants.
std::uint32_t mostAtOnce(const Lanes& lanes, Duration moment)
{
    constexpr std::uint32_t samples = 256;
    std::uint32_t most = 0;
    for (std::uint32_t i = 0; i < samples && lanes.requests > 0; ++i) {
        const Instant t =
            lanes.arrived[static_cast<std::size_t>(std::uint64_t(i) * lanes.requests / samples)];
        const auto [first, last] = lanes.seen(t - moment, t + moment);
        most = std::max(most, last - first);
    }
    return most;
}

}  // namespace

std::uint32_t requestsPerDot(const Timeline& timeline, const FlowLayout& layout, Duration moment)
{
    constexpr double mostDots = 900;  // that can still be told apart on their way
    const double rows = static_cast<double>(layout.instances.size());
    const std::uint32_t waiting =
        timeline.keys.empty() ? 0 : timeline.keys[timeline.busiest_key].peak_waiting;
    const auto per = [](double count, std::size_t room) {
        return count / static_cast<double>(std::max<std::size_t>(1, room));
    };
    double needed = std::max(per(waiting / rows, layout.waitingRoom()),
                             per(timeline.peak_queued.value, roomIn(layout.queue, layout.step)));
    needed = std::max(needed, mostAtOnce(timeline.lanes, moment) / mostDots);
    for (std::uint32_t power = 1; power < 1'000'000'000; power *= 10)
        for (std::uint32_t m : {1U, 2U, 5U})
            if (0.95 * m * power >= needed) return m * power;
    return 1'000'000'000;
}

Duration flowMoment(const Scenario& scenario)
{
    return std::max<Duration>(scenario.cache.round_trip, std::chrono::microseconds(100));
}

RefreshIndex::RefreshIndex(const Timeline& timeline) : offset_(timeline.lanes.requests)
{
    const Lanes& lanes = timeline.lanes;
    Instant begin{}, latest{};
    for (std::uint32_t lane = offset_; lane < lanes.size(); ++lane) {
        if (!lanes.empty(lane)) {
            begin = std::max(begin, lanes.begins(lane));
            latest = std::max(latest, lanes.ends(lane));
        }
        begins_.push_back(begin);
        latestEnd_.push_back(latest);
    }
}

std::pair<std::uint32_t, std::uint32_t> RefreshIndex::around(Instant t) const
{
    const auto low = std::upper_bound(latestEnd_.begin(), latestEnd_.end(), t) - latestEnd_.begin();
    const auto high = std::upper_bound(begins_.begin(), begins_.end(), t) - begins_.begin();
    return {offset_ + static_cast<std::uint32_t>(low),
            offset_ + static_cast<std::uint32_t>(std::max(low, high))};
}

std::vector<CallId> loadingAt(const Timeline& timeline, Instant t, std::size_t most)
{
    constexpr std::ptrdiff_t looksBack = 1000;
    std::vector<CallId> out;
    if (timeline.in_flight_at(t) > most) return out;
    const auto after = std::upper_bound(timeline.loads.begin(), timeline.loads.end(), t,
                                        [](Instant x, const Load& l) { return x < l.began; });
    for (auto load = after - std::min(after - timeline.loads.begin(), looksBack); load != after; ++load)
        if (t < load->ended && timeline.state_at(load->call, t) == CallState::loading)
            out.push_back(load->call);
    if (out.size() > most) out.clear();
    return out;
}

std::vector<FlowDot> flowDots(const Run& run, const RefreshIndex& refreshes, const FlowLayout& layout,
                              Instant t, std::uint32_t perDot)
{
    Scene scene(run, layout, t, perDot, flowMoment(run.scenario));
    scene.clients();
    scene.requests();
    scene.refreshes(refreshes.around(t));
    scene.database();
    return scene.take();
}

}  // namespace stampede::ui
