#include "core/store/redis_scripts.h"

#include "core/store/sha1.h"

#include <array>

namespace stampede {

namespace {

// KEYS entry, token of its deletion. ARGV the entry's text, its life in ms.
// 0: stored; else the later token under which the entry there was written, or the key deleted.
constexpr std::string_view fill = R"(
local old = redis.call('GET', KEYS[1])
local later = tonumber(redis.call('GET', KEYS[2]) or '0') or 0
if old and string.find(old, '^%d%d%d%d%d%d%d%d%d%d ') then
  later = math.max(later, tonumber(string.sub(old, 1, 10)))
end
if later > tonumber(string.sub(ARGV[1], 1, 10)) then return later end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 0)";

// KEYS lock, counter of tokens. ARGV life of the lock in ms, the owner's mark, life of the counter in ms.
// The token; 0 or less: somebody holds the lock, or something else stands in its place, for that many ms more
// if they are known.
constexpr std::string_view take_fenced = R"(
local left = redis.call('PTTL', KEYS[1])
if left ~= -2 then return -math.max(left, 0) end
local token = redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('SET', KEYS[1], token .. ARGV[2], 'PX', ARGV[1])
return token)";

// KEYS entry, lock, counter of tokens. ARGV life of the lease in ms, the owner's mark, life of the counter in
// ms, now as text, 1 to ask for a lease though the entry is fresh.
// The entry or nil, and the token; 0: none was needed; -1 and below: another holds it for that many ms less
// one.
constexpr std::string_view lease = R"(
local entry = redis.call('GET', KEYS[1])
if entry and ARGV[5] == '0' and string.find(entry, '^%d%d%d%d%d%d%d%d%d%d %d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d%d ') then
  if string.sub(entry, 12, 30) > ARGV[4] then return {entry, 0} end
end
local left = redis.call('PTTL', KEYS[2])
if left ~= -2 then return {entry, -1 - math.max(left, 0)} end
local token = redis.call('INCR', KEYS[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
redis.call('SET', KEYS[2], token .. ARGV[2], 'PX', ARGV[1])
return {entry, token})";

// KEYS lock. ARGV the lock's text under our own token, the channel of released locks, what to publish there.
// The text of the lock as it was, or nil: it was ours if they are the same.
constexpr std::string_view release = R"(
local owner = redis.call('GET', KEYS[1])
if owner == ARGV[1] then
  redis.call('UNLINK', KEYS[1])
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
return owner)";

// KEYS lock. ARGV the channel of released locks, what to publish there. The mistake of deleting whoever's
// lock it is. The text of the lock as it was, or nil.
constexpr std::string_view delete_lock = R"(
local owner = redis.call('GET', KEYS[1])
if redis.call('UNLINK', KEYS[1]) == 1 then redis.call('PUBLISH', ARGV[1], ARGV[2]) end
return owner)";

// KEYS entry, lock, counter of tokens, token of its deletion. ARGV life of the last two in ms, the channel of
// released locks, what to publish there. The delete takes a token as leases do, and comes after those handed
// out so far.
constexpr std::string_view void_lease = R"(
redis.call('UNLINK', KEYS[1])
local token = redis.call('INCR', KEYS[3])
redis.call('PEXPIRE', KEYS[3], ARGV[1])
redis.call('SET', KEYS[4], token, 'PX', ARGV[1])
if redis.call('UNLINK', KEYS[2]) == 1 then redis.call('PUBLISH', ARGV[2], ARGV[3]) end
return token)";

// KEYS as above. ARGV the channel of released locks, what to publish there. How many of them there were.
constexpr std::string_view forget = R"(
local locks = redis.call('UNLINK', KEYS[2])
if locks == 1 then redis.call('PUBLISH', ARGV[1], ARGV[2]) end
return locks + redis.call('UNLINK', KEYS[1], KEYS[3], KEYS[4]))";

}  // namespace

const ScriptText& text_of(Script s)
{
    static const std::array<ScriptText, static_cast<std::size_t>(Script::count_)> texts{{
        {fill, sha1_hex(fill)},
        {take_fenced, sha1_hex(take_fenced)},
        {lease, sha1_hex(lease)},
        {release, sha1_hex(release)},
        {delete_lock, sha1_hex(delete_lock)},
        {void_lease, sha1_hex(void_lease)},
        {forget, sha1_hex(forget)},
    }};
    return texts[static_cast<std::size_t>(s)];
}

}  // namespace stampede
