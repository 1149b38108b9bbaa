#include "ui/lab/transport/overview_painter.h"

#include "ui/look/theme/theme.h"

#include <array>
#include <cmath>

namespace stampede::ui {

namespace {

struct Share {
    QRgb colour;
    double weight;
    bool hatched = false;
};

QRgb mixed(const QColor& a, const QColor& b, double shareOfB)
{
    const auto mix = [&](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * shareOfB)); };
    return qRgb(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue()));
}

double state(const Overview::Slice& s, CallState c)
{
    return s.in_state[static_cast<std::size_t>(c)];
}

double ended(const Overview::Slice& s, Outcome o)
{
    return s.ended[static_cast<std::size_t>(o)];
}

/// The time in states; how requests ended is taken from a wider stretch.
void add(Overview::Slice& sum, const Overview::Slice& s)
{
    for (std::size_t i = 0; i < call_states; ++i) sum.in_state[i] += s.in_state[i];
}

/// From the bottom up. Time in a state and ends are both "how many requests one would see doing that".
std::array<Share, 7> sharesOf(const Overview::Slice& s, const Theme& t)
{
    const double loads = state(s, CallState::loading);
    const double waits = state(s, CallState::waiting) + state(s, CallState::worker_queue) +
                         state(s, CallState::connection_queue);
    const double lookups = state(s, CallState::lookup) + state(s, CallState::storing);
    const double total = loads + waits + lookups;
    const double answers = ended(s, Outcome::fresh) + ended(s, Outcome::loaded) + ended(s, Outcome::shared);
    const double all = total + answers + ended(s, Outcome::stale);
    const double rare = loads > 0 ? std::max(3 * loads, 0.12 * all) : 0;
    // A load on its own does not fill the strip: a hundred of them do.
    const double besideLoads = std::max(0.0, 2 * loads / (1 + loads) - (all - loads));
    return {Share{t.load.rgb(), rare},
            Share{t.waitingFill.rgb(), waits},
            Share{t.lookup.rgb(), lookups},
            Share{mixed(t.fresh, t.panel, 0.5), answers},
            Share{t.stale.rgb(), ended(s, Outcome::stale), true},
            Share{t.failure.rgb(), 2 * ended(s, Outcome::failed)},
            Share{t.sunken.rgb(), besideLoads}};
}

void paintColumn(QImage& image, int x, const std::array<Share, 7>& shares, QRgb nothing, QRgb hatch)
{
    double total = 0;
    for (const Share& s : shares) total += s.weight;
    double level = image.height();
    int y = image.height() - 1;
    for (const Share& s : shares) {
        if (total <= 0 || s.weight <= 0) continue;
        level -= s.weight / total * image.height();
        const int until = std::max(-1, static_cast<int>(std::lround(level)) - 1);
        for (; y > until; --y) {
            const bool line = s.hatched && ((x + y) % 6 + 6) % 6 < 2;
            reinterpret_cast<QRgb*>(image.scanLine(y))[x] = line ? hatch : s.colour;
        }
    }
    for (; y >= 0; --y) reinterpret_cast<QRgb*>(image.scanLine(y))[x] = nothing;
}

}  // namespace

QImage paintOverview(const Overview& overview, const Theme& theme, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    const std::size_t slices = overview.slices.size();
    const QRgb hatch = theme.panel.rgb();
    for (int x = 0; x < size.width(); ++x) {
        Overview::Slice sum;
        const std::size_t from =
            slices * static_cast<std::size_t>(x) / static_cast<std::size_t>(size.width());
        const std::size_t until =
            slices * static_cast<std::size_t>(x + 1) / static_cast<std::size_t>(size.width());
        for (std::size_t i = from; i < std::max(until, from + 1) && i < slices; ++i)
            add(sum, overview.slices[i]);
        std::array<std::uint32_t, outcomes> around{};
        // A slice in which by chance nobody was answered is no gap: it has the answers of its neighbours.
        for (std::size_t i = from > 2 ? from - 2 : 0; i < until + 2 && i < slices; ++i)
            for (std::size_t o = 0; o < outcomes; ++o) around[o] += overview.slices[i].ended[o];
        const auto width = static_cast<std::uint32_t>(std::max(until, from + 1) - from), wider = width + 4;
        for (std::size_t o = 0; o < outcomes; ++o) sum.ended[o] = (around[o] * width + wider - 1) / wider;
        paintColumn(image, x, sharesOf(sum, theme), theme.sunken.rgb(), hatch);
    }
    return image;
}

}  // namespace stampede::ui
