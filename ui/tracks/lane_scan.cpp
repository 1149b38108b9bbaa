#include "ui/tracks/lane_scan.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace stampede::ui {

namespace {

constexpr std::int32_t one = 64;         ///< a column's width in the units of coverage
constexpr std::size_t stride = 8;        ///< shades of a column lie side by side: one cache line holds two columns
constexpr QRgb white = ~0U;
constexpr float rareShare = 0.66F;       ///< what a rare state keeps of its colour

Shade shadeOf(CallState state)
{
    switch (state) {
    case CallState::waiting:
    case CallState::worker_queue:
    case CallState::connection_queue: return Shade::waiting;
    case CallState::loading: return Shade::load;
    default: return Shade::lookup;
    }
}

Shade shadeOf(Outcome outcome)
{
    return outcome == Outcome::stale ? Shade::stale : outcome == Outcome::failed ? Shade::failed : Shade::fresh;
}

struct Rgb {
    float r = 0, g = 0, b = 0;
    void add(QRgb c, float weight)
    {
        r += weight * float(qRed(c));
        g += weight * float(qGreen(c));
        b += weight * float(qBlue(c));
    }
    void blend(QRgb c, float share)
    {
        r += (float(qRed(c)) - r) * share;
        g += (float(qGreen(c)) - g) * share;
        b += (float(qBlue(c)) - b) * share;
    }
};

QRgb premultiplied(const Rgb& c, float alpha)
{
    const auto channel = [alpha](float v) { return std::clamp(int(v * alpha + 0.5F), 0, 255); };
    return qRgba(channel(c.r), channel(c.g), channel(c.b), std::clamp(int(alpha * 255 + 0.5F), 0, 255));
}

}  // namespace

int LaneWindow::usedRows() const
{
    const double most = double(lanes()) * highestLane * pixel;
    return most < rows ? std::max(1, int(most)) : rows;
}

std::int64_t LaneWindow::laneAt(double y) const
{
    if (y < 0 || y >= usedRows() || lanes() == 0) return -1;
    return std::min<std::int64_t>(last - 1, first + std::int64_t(y / laneHeight()));
}

void LaneScan::addSpan(Shade shade, std::int32_t from, std::int32_t until)
{
    std::int32_t* d = change_.data() + std::size_t(shade);
    const std::int32_t a = from & (one - 1), b = until & (one - 1);
    std::int32_t* low = d + std::size_t(from / one) * stride;
    std::int32_t* high = d + std::size_t(until / one) * stride;
    low[0] += one - a;
    low[stride] += a;
    high[0] -= one - b;
    high[stride] -= b;
}

void LaneScan::addLane(const Lanes& lanes, std::uint32_t lane, const Place& place, std::int32_t tail)
{
    const std::uint32_t begin = lanes.first[lane], end = lanes.first[lane + 1];
    if (begin == end) return;
    const auto column = [&](Instant t) {
        const double c = double((t - place.from).count()) * place.perNs;
        return std::int32_t(std::clamp(c, 0.0, double(place.limit)));
    };
    std::int32_t from = column(lanes.at[begin]);
    for (std::uint32_t i = begin; i + 1 < end; ++i) {
        const std::int32_t until = column(lanes.at[i + 1]);
        if (until > from) addSpan(shadeOf(lanes.state[i]), from, until);
        from = until;
    }
    const Outcome outcome = lanes.outcome[lane];
    if (outcome == Outcome::none || lanes.at[end - 1] < place.from) return;
    const std::int32_t until = std::min(from + tail, place.limit);
    if (until > from) addSpan(shadeOf(outcome), from, until);
}

/// Turns the changes of coverage of one row into pixels, and clears them.
void LaneScan::colour(std::uint32_t lanes, const ShadeColors& colors, int y, double pixel, QRgb* row)
{
    const std::size_t columns = change_.size() / stride - 2;
    const float full = 1.0F / (float(one) * float(lanes));
    const int period = std::max(4, int(6 * pixel));
    std::int32_t cover[shades] = {};
    for (std::size_t x = 0; x < columns; ++x) {
        std::int32_t* change = change_.data() + x * stride;
        std::int32_t total = 0;
        for (std::size_t s = 0; s < shades; ++s) total += cover[s] += change[s];
        std::memset(change, 0, stride * sizeof *change);
        if (total == 0) {
            row[x] = 0;
            continue;
        }
        const auto share = [&](Shade s) { return float(cover[std::size_t(s)]); };
        const float calm = float(total) - share(Shade::load) - share(Shade::failed);
        float alpha = std::min(1.0F, float(total) * full);
        Rgb c;
        if (calm > 0) {
            for (Shade s : {Shade::lookup, Shade::waiting, Shade::fresh}) c.add(colors[std::size_t(s)], share(s) / calm);
            const float stale = share(Shade::stale) / calm;
            const bool hatched = (int(x) + y) % period < period / 3;
            c.add(colors[std::size_t(Shade::stale)], hatched ? stale / 2 : stale);
            if (hatched) c.add(white, stale / 2);
        }
        for (Shade s : {Shade::load, Shade::failed}) {
            if (share(s) <= 0) continue;
            const float mix = calm > 0 ? std::max(rareShare, share(s) / float(total)) : 1.0F;
            c.blend(colors[std::size_t(s)], mix);
            alpha = std::max(alpha, std::min(1.0F, std::max(rareShare, share(s) * full)));
        }
        row[x] = premultiplied(c, alpha);
    }
    std::fill(change_.end() - 2 * stride, change_.end(), 0);
}

QImage LaneScan::draw(const Timeline& timeline, std::span<const RowOfRefresh> refreshes, const LaneWindow& w,
                      const ShadeColors& colors)
{
    QImage image(w.columns, w.rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(0);
    if (w.lanes() == 0) return image;
    change_.assign((std::size_t(w.columns) + 2) * stride, 0);
    const double length = double(std::max<std::int64_t>(1, w.range.length().count()));
    const Place place{w.range.from, w.columns * one / length, w.columns * one};
    const auto tail = std::int32_t(w.tail * one);
    const int used = w.usedRows();
    const double height = w.laneHeight();
    const int gap = height >= 4 * w.pixel ? std::max(1, int(w.pixel)) : 0;

    auto refresh = std::lower_bound(refreshes.begin(), refreshes.end(), w.first,
                                    [](const RowOfRefresh& r, std::uint32_t lane) { return r.request < lane; });
    const std::uint64_t lanes = w.lanes(), blocks = std::min<std::uint64_t>(lanes, std::uint64_t(used));
    for (std::uint64_t block = 0; block < blocks; ++block) {
        const auto first = w.first + std::uint32_t(block * lanes / blocks);
        const auto last = w.first + std::uint32_t((block + 1) * lanes / blocks);
        const int y = int(block * std::uint64_t(used) / blocks), next = int((block + 1) * std::uint64_t(used) / blocks);
        for (std::uint32_t lane = first; lane < last; ++lane) addLane(timeline.lanes, lane, place, tail);
        for (; refresh != refreshes.end() && refresh->request < last; ++refresh)
            addLane(timeline.lanes, refresh->lane, place, tail);
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        colour(last - first, colors, y, w.pixel, row);
        for (int copy = y + 1; copy < next - gap; ++copy)
            std::memcpy(image.scanLine(copy), row, std::size_t(w.columns) * sizeof *row);
    }
    return image;
}

}  // namespace stampede::ui
