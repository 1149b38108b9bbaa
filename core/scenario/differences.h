#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace stampede {

/// A field in which two scenarios differ, with the path and the words that scenario files and --set use.
struct Difference {
    std::string path;    ///< "cache.ttl"
    std::string before;  ///< "5s"; empty where there is no such field
    std::string after;
    friend bool operator==(const Difference&, const Difference&) = default;
};

/// All of them, in the order of the file. Empty exactly when the scenarios are equal in all that files hold.
std::vector<Difference> differences(const Scenario& before, const Scenario& after);

}  // namespace stampede
