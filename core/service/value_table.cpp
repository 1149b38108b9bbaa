#include "core/service/value_table.h"

namespace stampede {

std::uint32_t ValueTable::keep(std::string_view text)
{
    std::uint32_t version = 0;
    if (spare_.empty()) {
        version = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
    } else {
        version = spare_.back();
        spare_.pop_back();
        texts_[version] = text;
    }
    made_[epoch_ % epochs].push_back(version);
    return version;
}

std::uint8_t ValueTable::call_began()
{
    const auto slot = static_cast<std::uint8_t>(epoch_ % epochs);
    ++active_[slot];
    return slot;
}

void ValueTable::call_ended(std::uint8_t epoch)
{
    --active_[epoch];
    if (active_[(epoch_ - 1) % epochs] == 0) advance();
}

void ValueTable::advance()
{
    ++epoch_;
    std::vector<std::uint32_t>& old =
        made_[epoch_ % epochs];  // made in epoch_ − 4, so three epochs have ended since
    for (std::uint32_t version : old) {
        texts_[version].clear();
        texts_[version].shrink_to_fit();
        spare_.push_back(version);
    }
    old.clear();
}

}  // namespace stampede
