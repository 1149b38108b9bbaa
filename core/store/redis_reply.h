#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct redisReader;

namespace stampede {

/// An answer of a server, as far as this program has any use for one.
struct Reply {
    enum class Kind : std::uint8_t { nil, status, error, integer, string, array };
    Kind kind = Kind::nil;
    std::int64_t integer = 0;
    std::string text;  ///< of status, error and string
    std::array<Reply*, 4> elements{};
    std::size_t size = 0;  ///< of an array

    bool is(Kind k) const { return kind == k; }
    bool is_status(std::string_view word) const { return kind == Kind::status && text == word; }
    /// The first word of an error, such as "NOSCRIPT", or "ERR" if it is no plain word; empty for what is no
    /// error. The rest of an error may repeat arguments, so it is not shown to anybody.
    std::string_view error_code() const;
};

/// Reads the Redis protocol with hiredis' reader, and trusts nobody: arrays have at most 4 elements and stand
/// at most in one other, texts have at most 64 KiB, an incomplete answer at most 1 MiB, and kinds of RESP 3
/// are refused. Memory for answers is reused, so reading allocates nothing once it is warm.
class ReplyReader {
public:
    static constexpr std::size_t longest_text = std::size_t{64} << 10;
    static constexpr std::size_t most_buffered = std::size_t{1} << 20;

    ReplyReader();
    ReplyReader(const ReplyReader&) = delete;
    ReplyReader& operator=(const ReplyReader&) = delete;
    ~ReplyReader();

    /// Adds bytes. REQUIRES: not failed.
    void feed(std::string_view bytes);
    /// The next complete answer, or nullptr: more bytes are needed, or the stream is unusable. Valid until
    /// the next call.
    const Reply* next();
    /// What came is not what a Redis server sends in answer to this program: the connection must be dropped.
    bool failed() const { return failed_; }

private:
    friend struct ReplyMaker;
    struct Free {
        void operator()(redisReader* r) const;
    };

    /// enough for what is accepted: a root, its 4 elements, 4 more below each
    std::array<Reply, 21> pool_;
    std::size_t used_ = 0;
    bool failed_ = false;
    std::unique_ptr<redisReader, Free> reader_;
};

}  // namespace stampede
