#include "core/world/key_picker.h"

#include <algorithm>

namespace stampede {

KeyPicker::KeyPicker(const Keys& keys, std::uint64_t seed) : random_(seed, Stream::keys), count_(keys.count)
{
    if (keys.popularity != Popularity::zipf) return;
    cumulative_.reserve(keys.count);
    double sum = 0;
    for (std::uint32_t i = 0; i < keys.count; ++i)
        cumulative_.push_back(sum += exact_pow(i + 1.0, -keys.exponent));
    for (double& c : cumulative_) c /= sum;
}

std::uint32_t KeyPicker::pick()
{
    if (count_ == 1) return 0;
    if (cumulative_.empty()) return random_.below(count_);
    const auto at = std::lower_bound(cumulative_.begin(), cumulative_.end(), random_.unit());
    return std::min(static_cast<std::uint32_t>(at - cumulative_.begin()), count_ - 1);
}

}  // namespace stampede
