#pragma once

#include "core/store/entry_values.h"

#include <cstdint>
#include <string>
#include <vector>

namespace stampede {

/// The texts behind the versions of entries, while calls are about that may hold them. A call registers when
/// it begins; a text made in epoch e goes when epoch e + 3 begins, and an epoch ends only when all calls of
/// the one before it have. By then a call that held the text, and whoever shared its load, is over. Belongs
/// to one thread.
class ValueTable final : public EntryValues {
public:
    std::uint32_t keep(std::string_view text) override;
    std::string_view text(std::uint32_t version) const override { return texts_[version]; }

    /// What `call_ended` is to be given.
    std::uint8_t call_began();
    void call_ended(std::uint8_t epoch);

    /// Texts that are kept now.
    std::size_t size() const { return texts_.size() - spare_.size(); }

private:
    static constexpr std::size_t epochs = 4;
    void advance();

    std::vector<std::string> texts_{std::string()};  // version 0 is no text
    std::vector<std::uint32_t> spare_;
    std::vector<std::uint32_t> made_[epochs];  ///< versions, by epoch
    std::uint64_t active_[epochs] = {};        ///< calls, by the epoch in which they began
    std::uint64_t epoch_ = epochs;
};

}  // namespace stampede
