#pragma once

#include <cstdint>
#include <string_view>

namespace stampede {

/// Texts that entries stand for, where a cache holds more than the number of a row's version:
/// `Entry::version` is then what `keep` gave. Without one a store keeps versions only.
class EntryValues {
public:
    /// Keeps a copy of `text`.
    virtual std::uint32_t keep(std::string_view text) = 0;
    /// REQUIRES: `version` came from keep() and its text has not been let go of.
    virtual std::string_view text(std::uint32_t version) const = 0;

protected:
    ~EntryValues() = default;
};

}  // namespace stampede
