#include "ui/tracks/lane_scan.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <thread>
#include <vector>

namespace stampede::ui {

namespace {

constexpr std::uint32_t one = 64;  ///< a column's width in the units of coverage
/// shades of a column lie side by side: one cache line holds two columns
constexpr std::size_t stride = 8;
constexpr std::uint32_t worthThreads = 100'000;  ///< lanes from which on a thread pays for itself
constexpr QRgb white = ~0U;
constexpr float rareShare = 0.66F;  ///< what a rare state keeps of its colour

constexpr Shade ofState[call_states] = {Shade::lookup,  Shade::lookup, Shade::waiting, Shade::waiting,
                                        Shade::waiting, Shade::load,   Shade::lookup};
constexpr Shade ofOutcome[outcomes] = {Shade::fresh, Shade::fresh, Shade::stale,
                                       Shade::fresh, Shade::fresh, Shade::failed};

Shade shadeOf(CallState state)
{
    return ofState[std::size_t(state)];
}
Shade shadeOf(Outcome outcome)
{
    return ofOutcome[std::size_t(outcome)];
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

/// The colour of a pixel in which the shades cover so much. `hatched`: on a line of the stale pattern.
QRgb blend(const std::int32_t (&cover)[shades], std::int32_t total, float full, const ShadeColors& colors,
           bool hatched)
{
    const auto share = [&](Shade s) { return float(cover[std::size_t(s)]); };
    const float calm = float(total) - share(Shade::load) - share(Shade::failed);
    float alpha = std::min(1.0F, float(total) * full);
    Rgb c;
    if (calm > 0) {
        for (Shade s : {Shade::lookup, Shade::waiting, Shade::fresh})
            c.add(colors[std::size_t(s)], share(s) / calm);
        const float stale = share(Shade::stale) / calm;
        c.add(colors[std::size_t(Shade::stale)], hatched ? stale / 2 : stale);
        if (hatched) c.add(white, stale / 2);
    }
    for (Shade s : {Shade::load, Shade::failed}) {
        if (share(s) <= 0) continue;
        const float mix = calm > 0 ? std::max(rareShare, share(s) / float(total)) : 1.0F;
        c.blend(colors[std::size_t(s)], mix);
        alpha = std::max(alpha, std::min(1.0F, std::max(rareShare, share(s) * full)));
    }
    return premultiplied(c, alpha);
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

/// The columns of an image and what changes in them; a thread's own.
class LaneScan::Row {
public:
    explicit Row(const LaneWindow& window);
    void add(const Lanes& lanes, std::uint32_t lane);
    void colour(std::uint32_t lanes, const ShadeColors& colors, int y, QRgb* pixels);

private:
    std::uint32_t column(Instant t)
    {
        if (warp_) t = warp_->bent(t, hint_);
        const double c = double((t - from_).count()) * perNs_;
        return std::uint32_t(std::int32_t(std::min(std::max(c, 0.0), double(limit_))));
    }
    /// The shade begins (ends) to cover at `place`: the rest of that column, and all of the next ones.
    void begin(Shade shade, std::uint32_t place)
    {
        std::int32_t* d = change_.data() + place / one * stride + std::size_t(shade);
        const auto part = std::int32_t(place % one);
        d[0] += std::int32_t(one) - part;
        d[stride] += part;
    }
    void end(Shade shade, std::uint32_t place)
    {
        std::int32_t* d = change_.data() + place / one * stride + std::size_t(shade);
        const auto part = std::int32_t(place % one);
        d[0] -= std::int32_t(one) - part;
        d[stride] -= part;
    }

    const TimeWarp* warp_;
    std::size_t hint_ = 0;
    Instant begin_;  ///< of the range
    Instant from_;   ///< the same on the axis
    double perNs_, pixel_;
    std::uint32_t limit_, tail_;
    std::vector<std::int32_t> change_;  ///< by column and shade: change of coverage, in 1/64 columns
};

LaneScan::Row::Row(const LaneWindow& w)
    : warp_(w.warp), begin_(w.range.from), from_(w.warp ? w.warp->bent(w.range.from) : w.range.from),
      perNs_(w.columns * double(one) /
             double(std::max<std::int64_t>(
                 1, ((w.warp ? w.warp->bent(w.range.until) : w.range.until) - from_).count()))),
      pixel_(w.pixel), limit_(std::uint32_t(w.columns) * one), tail_(std::uint32_t(w.tail * one)),
      change_((std::size_t(w.columns) + 2) * stride)
{
}

void LaneScan::Row::add(const Lanes& lanes, std::uint32_t lane)
{
    const std::uint32_t first = lanes.first[lane], last = lanes.first[lane + 1];
    if (first == last) return;
    const Instant* at = lanes.at.data();
    const CallState* state = lanes.state.data();
    std::uint32_t from = column(at[first]);
    for (std::uint32_t i = first; i + 1 < last; ++i) {
        const Shade shade = shadeOf(state[i]);
        begin(shade, from);
        from = column(at[i + 1]);
        end(shade, from);
    }
    const Outcome outcome = lanes.outcome[lane];
    if (outcome == Outcome::none || at[last - 1] < begin_) return;
    begin(shadeOf(outcome), from);
    end(shadeOf(outcome), std::min(from + tail_, limit_));
}

/// Turns the changes of coverage of one row into pixels, and clears them. Where nothing changes the last
/// colour holds.
void LaneScan::Row::colour(std::uint32_t lanes, const ShadeColors& colors, int y, QRgb* pixels)
{
    const std::size_t columns = change_.size() / stride - 2;
    const float full = 1.0F / (float(one) * float(lanes));
    const int period = std::max(4, int(6 * pixel_));
    std::int32_t cover[shades] = {};
    std::int32_t total = 0;
    QRgb last = 0;
    for (std::size_t x = 0; x < columns; ++x) {
        std::int32_t* change = change_.data() + x * stride;
        std::int32_t any = 0;
        for (std::size_t s = 0; s < stride; ++s) any |= change[s];
        if (any != 0) {
            total = 0;
            for (std::size_t s = 0; s < shades; ++s) total += cover[s] += change[s];
            std::memset(change, 0, stride * sizeof *change);
        }
        if (any != 0 || cover[std::size_t(Shade::stale)] != 0) {
            const bool hatched = (int(x) + y) % period < period / 3;
            last = total == 0 ? 0 : blend(cover, total, full, colors, hatched);
        }
        pixels[x] = last;
    }
    std::fill(change_.end() - 2 * stride, change_.end(), 0);
}

void LaneScan::drawBlocks(const Timeline& timeline, std::span<const RowOfRefresh> refreshes,
                          const LaneWindow& w, const ShadeColors& colors, Blocks blocks, Pixels pixels)
{
    Row row(w);
    const auto used = std::uint64_t(w.usedRows());
    const std::uint64_t lanes = w.lanes();
    const int gap = w.laneHeight() >= 4 * w.pixel ? std::max(1, int(w.pixel)) : 0;
    const auto laneOf = [&](std::uint64_t block) {
        return w.first + std::uint32_t(block * lanes / blocks.of);
    };
    auto refresh =
        std::lower_bound(refreshes.begin(), refreshes.end(), laneOf(blocks.from),
                         [](const RowOfRefresh& r, std::uint32_t lane) { return r.request < lane; });
    for (std::uint64_t block = blocks.from; block < blocks.until; ++block) {
        const std::uint32_t first = laneOf(block), last = laneOf(block + 1);
        const int y = int(block * used / blocks.of), next = int((block + 1) * used / blocks.of);
        for (std::uint32_t lane = first; lane < last; ++lane) row.add(timeline.lanes, lane);
        for (; refresh != refreshes.end() && refresh->request < last; ++refresh)
            row.add(timeline.lanes, refresh->lane);
        QRgb* line = pixels.first + std::ptrdiff_t(y) * pixels.stride;
        row.colour(last - first, colors, y, line);
        for (int copy = y + 1; copy < next - gap; ++copy)
            std::memcpy(pixels.first + std::ptrdiff_t(copy) * pixels.stride, line,
                        std::size_t(w.columns) * sizeof *line);
    }
}

QImage LaneScan::draw(const Timeline& timeline, std::span<const RowOfRefresh> refreshes, const LaneWindow& w,
                      const ShadeColors& colors)
{
    QImage image(w.columns, w.rows, QImage::Format_ARGB32_Premultiplied);
    std::memset(image.bits(), 0,
                std::size_t(image.sizeInBytes()));  // QImage::fill would leave the scan slower
    if (w.lanes() == 0) return image;
    const Pixels pixels{reinterpret_cast<QRgb*>(image.bits()),
                        image.bytesPerLine() / std::ptrdiff_t(sizeof(QRgb))};
    const std::uint64_t blocks = std::min<std::uint64_t>(w.lanes(), std::uint64_t(w.usedRows()));
    const unsigned cores =
        w.lanes() < worthThreads ? 1 : std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    const auto part = [&](unsigned i) {
        const Blocks some{blocks * i / cores, blocks * (i + 1) / cores, blocks};
        drawBlocks(timeline, refreshes, w, colors, some, pixels);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < cores; ++i) others.emplace_back(part, i);
    part(0);
    others.clear();
    return image;
}

}  // namespace stampede::ui
