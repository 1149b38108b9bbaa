#include "core/store/redis_keys.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

namespace {

/// What would need quoting in a key's name, or means something to a Redis cluster, is refused rather than
/// changed.
const std::string& plain(const std::string& text, const char* what)
{
    const bool sound = std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == 127 || c == '{' || c == '}';
    });
    if (!sound)
        throw InputError(
            say("{}: it has a blank, a control character or a brace in it; use letters, digits and signs "
                "such as - _ and :",
                translated(what)));
    return text;
}

}  // namespace

RedisKeys::RedisKeys(const std::string& run, const std::string& lock_prefix, std::vector<std::string> names)
    : prefix_("stampede:{" + plain(run, to_say("the name of the run")) + "}:"),
      channel_(prefix_ + "released"), value_(prefix_ + "value:"),
      lock_(prefix_ + (lock_prefix.starts_with("lock:") ? "" : "lock:") +
            plain(lock_prefix, "strategy.lock_prefix")),
      token_(prefix_ + "token:"), deleted_(prefix_ + "deleted:"), names_(std::move(names))
{
    for (std::uint32_t i = 0; i < names_.size(); ++i) name(i, std::move(names_[i]));
}

void RedisKeys::name(std::uint32_t key, std::string name)
{
    // A name that looks like a number beyond the names would be two keys in one.
    if (name.empty() || name.size() > longest_name || name.front() == '#') name = "#" + std::to_string(key);
    if (key >= names_.size()) names_.resize(key + 1);
    names_[key] = std::move(name);
}

std::string_view RedisKeys::name(std::uint32_t key) const
{
    if (key < names_.size()) return names_[key];
    number_ = "#" + std::to_string(key);
    return number_;
}

}  // namespace stampede
