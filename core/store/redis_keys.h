#pragma once

#include "core/store/redis_command.h"

#include <string>
#include <vector>

namespace stampede {

/// Names of everything a run keeps on a server. All begin with `prefix()`, whose braces put them into one
/// slot of a Redis
/// cluster:
///
///     stampede:{1f3a9c24}:value:product:123      the entry
///     stampede:{1f3a9c24}:lock:product:123       its lock or lease
///     stampede:{1f3a9c24}:token:product:123      counter of fencing tokens
///     stampede:{1f3a9c24}:deleted:product:123    token of the delete that voided a lease
///     stampede:{1f3a9c24}:released               channel: numbers of keys whose lock was released
class RedisKeys {
public:
    static constexpr std::size_t longest_name = 256;  ///< bytes

    /// `names` by key; a key beyond them, or with a name longer than 256 bytes, is called by its number. A
    /// lock prefix that does not begin with "lock:" gets it in front, so that a lock is never taken for an
    /// entry. Throws InputError for blanks, control characters and braces in `run` or `lock_prefix`.
    RedisKeys(const std::string& run, const std::string& lock_prefix, std::vector<std::string> names);

    /// Names one more key, or another one.
    void name(std::uint32_t key, std::string name);

    const std::string& prefix() const { return prefix_; }
    const std::string& channel() const { return channel_; }
    // Valid until the next call.
    KeyName value(std::uint32_t key) const { return {value_, name(key)}; }
    KeyName lock(std::uint32_t key) const { return {lock_, name(key)}; }
    KeyName token(std::uint32_t key) const { return {token_, name(key)}; }
    KeyName deleted(std::uint32_t key) const { return {deleted_, name(key)}; }

private:
    std::string_view name(std::uint32_t key) const;

    std::string prefix_, channel_, value_, lock_, token_, deleted_;
    std::vector<std::string> names_;
    mutable std::string number_;
};

}  // namespace stampede
