#pragma once

#include "core/runtime/random.h"
#include "core/scenario/scenario.h"

#include <vector>

namespace stampede {

/// Which key the next request asks for. Key 0 is the most popular one.
class KeyPicker {
public:
    KeyPicker(const Keys& keys, std::uint64_t seed);
    std::uint32_t pick();

private:
    Random random_;
    std::uint32_t count_;
    std::vector<double> cumulative_;  ///< of zipf: the share of keys 0…i
};

}  // namespace stampede
