#include "ui/tracks/height_share.h"

#include <algorithm>
#include <numeric>

namespace stampede::ui {

namespace {

int sum(std::span<const TrackShare> shares)
{
    return std::accumulate(shares.begin(), shares.end(), 0,
                           [](int total, const TrackShare& s) { return total + s.height; });
}

/// `amount` in proportion to the weights, whole pixels, and none lost.
template <class Weight, class Give>
void spread(std::size_t count, int amount, Weight weight, Give give)
{
    int total = 0;
    for (std::size_t i = 0; i < count; ++i) total += weight(i);
    for (std::size_t i = 0; i < count && total > 0; ++i) {
        const int its = weight(i), part = amount * its / total;
        give(i, part);
        amount -= part;
        total -= its;
    }
}

}  // namespace

int leastHeight(std::span<const TrackWish> wishes)
{
    return std::accumulate(wishes.begin(), wishes.end(), 0,
                           [](int total, const TrackWish& w) { return total + w.least; });
}

std::vector<TrackShare> shareHeight(std::span<const TrackWish> wishes, int room)
{
    std::vector<TrackShare> shares;
    for (const TrackWish& w : wishes) shares.push_back({false, w.least});
    const std::size_t count = wishes.size();
    std::size_t most = count;  // the first of those that matter most and are open
    for (std::size_t i = 0; i < count; ++i)
        if (wishes[i].least > wishes[i].folded && (most == count || wishes[i].matters > wishes[most].matters))
            most = i;
    while (sum(shares) > room) {
        std::size_t least = count;
        for (std::size_t i = 0; i < count; ++i)
            if (i != most && wishes[i].mayFold && !shares[i].folded &&
                (least == count || wishes[i].matters <= wishes[least].matters))
                least = i;
        if (least == count) break;
        shares[least] = {true, wishes[least].folded};
    }
    const auto add = [&](std::size_t i, int part) { shares[i].height += part; };
    const auto above = [&](std::size_t i) {
        return shares[i].folded ? 0 : shares[i].height - wishes[i].lowest;
    };
    int tooMuch = 0;
    for (std::size_t i = 0; i < count; ++i) tooMuch += above(i);
    if (const int over = sum(shares) - room; over > 0) {
        spread(count, std::min(over, tooMuch), above, [&](std::size_t i, int part) { add(i, -part); });
        return shares;
    }
    const auto below = [&](std::size_t i) {
        return shares[i].folded ? 0 : std::max(0, wishes[i].own - shares[i].height);
    };
    int missing = 0;
    for (std::size_t i = 0; i < wishes.size(); ++i) missing += below(i);
    spread(count, std::min(missing, room - sum(shares)), below, add);
    spread(
        count, room - sum(shares), [&](std::size_t i) { return shares[i].folded ? 0 : wishes[i].stretch; },
        add);
    return shares;
}

}  // namespace stampede::ui
