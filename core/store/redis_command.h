#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stampede {

/// Every command this program ever sends to a Redis server. Nothing that lists, flushes, configures or inspects what
/// belongs to others. resources/redis-acl.txt is the same list for the server's side: keep them alike.
enum class Word : std::uint8_t { auth, select, ping, subscribe, get, set, unlink, pttl, pexpire, eval, evalsha };

/// The name of a key under the run's prefix, in two parts so that nothing is put together twice.
struct KeyName {
    std::string_view space;  ///< begins with the run's prefix
    std::string_view name;
};

/// Writes one command in the Redis protocol at the end of a buffer. The one way to make a command, so that two rules hold
/// for all of them: the command is one of Word, and each key begins with the run's prefix (else std::logic_error).
class RedisCommand {
public:
    /// `arguments` counts what follows the word.
    RedisCommand(std::string& out, std::string_view prefix, Word word, std::size_t arguments);

    RedisCommand& key(KeyName name);
    RedisCommand& text(std::string_view argument);
    RedisCommand& number(std::int64_t argument);

private:
    std::string& out_;
    std::string_view prefix_;
};

}  // namespace stampede
