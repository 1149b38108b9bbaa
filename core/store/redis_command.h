#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace stampede {

/// Every command this program ever sends to a Redis server. Nothing that lists, flushes, configures or
/// inspects what belongs to others. resources/redis-acl.txt is the same list for the server's side: keep them
/// alike.
enum class Word : std::uint8_t {
    auth,
    select,
    ping,
    subscribe,
    get,
    set,
    unlink,
    pttl,
    pexpire,
    eval,
    evalsha
};

/// The name of a key under the run's prefix, in two parts so that nothing is put together twice.
struct KeyName {
    std::string_view space;  ///< begins with the run's prefix
    std::string_view name;
};

/// Bytes on their way out. Growing is the only thing that allocates.
class WriteBuffer {
public:
    /// At least `n` bytes behind what is there; tell by `took` how many of them were written.
    char* room(std::size_t n)
    {
        if (size_ + n > bytes_.size()) bytes_.resize(2 * (size_ + n));
        return bytes_.data() + size_;
    }
    void took(std::size_t n) { size_ += n; }
    void clear() { size_ = 0; }
    std::size_t size() const { return size_; }
    const char* data() const { return bytes_.data(); }

private:
    std::vector<char> bytes_;
    std::size_t size_ = 0;
};

/// Writes one command in the Redis protocol at the end of a buffer. The one way to make a command, so that
/// two rules hold for all of them: the command is one of Word, and each key begins with the run's prefix
/// (else std::logic_error).
class RedisCommand {
public:
    /// `arguments` counts what follows the word.
    RedisCommand(WriteBuffer& out, std::string_view prefix, Word word, std::size_t arguments);

    RedisCommand& key(KeyName name);
    RedisCommand& text(std::string_view argument);
    RedisCommand& number(std::int64_t argument);

private:
    RedisCommand& bulk(std::string_view first, std::string_view second);

    WriteBuffer& out_;
    std::string_view prefix_;
};

}  // namespace stampede
