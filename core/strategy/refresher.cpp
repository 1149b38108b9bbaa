#include "core/strategy/refresher.h"

#include <algorithm>

namespace stampede {

using namespace std::chrono_literals;

namespace {

constexpr Duration first_pause = 1s;
constexpr Duration longest_pause = 30s;

}  // namespace

void Refresher::asked_for(std::uint32_t key, Instant now)
{
    const auto [place, is_new] = places_.try_emplace(key, static_cast<std::uint32_t>(schedule_.size()));
    if (is_new) schedule_.push_back({key, Instant(), Instant()});
    schedule_[place->second].asked_at = now;
}

void Refresher::seen(std::uint32_t key, Instant fresh_until)
{
    const auto place = places_.find(key);
    if (place != places_.end()) schedule_[place->second].fresh_until = fresh_until;
}

bool Refresher::held_off(std::uint32_t key, std::uint32_t generation, Instant now) const
{
    if (hold_offs_.empty()) return false;
    const auto found = hold_offs_.find(key);
    return found != hold_offs_.end() && found->second.generation == generation && now < found->second.until;
}

Refresher::HoldOff& Refresher::hold_off(std::uint32_t key, std::uint32_t generation, bool renewed)
{
    HoldOff& h = hold_offs_[key];
    if (h.generation != generation && !renewed) h = HoldOff();
    h.generation = generation;
    return h;
}

void Refresher::wait_for_another(std::uint32_t key, std::uint32_t generation, bool renewed, Instant until)
{
    HoldOff& h = hold_off(key, generation, renewed);
    h.until = std::max(h.until, until);
}

void Refresher::back_off(std::uint32_t key, std::uint32_t generation, bool renewed, Instant now)
{
    HoldOff& h = hold_off(key, generation, renewed);
    h.pause = h.pause == Duration::zero() ? first_pause : std::min(2 * h.pause, longest_pause);
    h.until = now + h.pause;
}

Duration Refresher::pause_of(std::uint32_t key) const
{
    const auto found = hold_offs_.find(key);
    return found == hold_offs_.end() ? first_pause : found->second.pause;
}

}  // namespace stampede
