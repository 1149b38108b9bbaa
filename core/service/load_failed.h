#pragma once

#include <stdexcept>

namespace stampede {

/// No value could be had: the load failed and there was no old value to serve, the cache was closed, or
/// loaders wait for each other. what() is one sentence, with the loader's own if it gave one.
class LoadFailed : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

}  // namespace stampede
