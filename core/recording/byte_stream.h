#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// Little-endian numbers through a buffer, with a running checksum. Internal to recording files.

/// The same however the bytes are divided among calls. It finds damage, not forgery.
class Checksum {
public:
    void add(const char* bytes, std::size_t size);
    std::uint64_t value() const;

private:
    std::uint64_t state_ = 0;
    std::uint64_t pending_ = 0;  ///< bytes that do not make up a word yet
    unsigned pending_bytes_ = 0;
};

class ByteWriter {
public:
    using Sink = std::function<void(const char* bytes, std::size_t size)>;
    explicit ByteWriter(Sink sink) : sink_(std::move(sink)), buffer_(capacity) {}

    template <class Number>
    void number(Number n)
    {
        if (used_ + sizeof n > capacity) flush();
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(&buffer_[used_], &n, sizeof n);
        } else {
            const auto bits = static_cast<std::uint64_t>(n);
            for (std::size_t i = 0; i < sizeof n; ++i)
                buffer_[used_ + i] = static_cast<char>(bits >> (8 * i));
        }
        used_ += sizeof n;
    }
    void text(std::string_view t);
    /// Ends with the checksum of all before, and gives it.
    std::uint64_t finish();

private:
    static constexpr std::size_t capacity = 1 << 16;
    void flush();

    Sink sink_;
    std::vector<char> buffer_;
    std::size_t used_ = 0;
    Checksum sum_;
};

class ByteReader {
public:
    /// Gives the next `size` bytes, and true; false if they cannot be had. Never asked for more than there
    /// are.
    using Origin = std::function<bool(char* bytes, std::size_t size)>;
    ByteReader(Origin origin, std::uint64_t size)
        : origin_(std::move(origin)), beyond_(size), buffer_(capacity)
    {
    }

    /// Bytes not yet read.
    std::uint64_t left() const { return beyond_ + (end_ - at_); }

    /// REQUIRES: sizeof(Number) ≤ left().
    template <class Number>
    Number number()
    {
        if (end_ - at_ < sizeof(Number)) refill();
        Number n{};
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(&n, &buffer_[at_], sizeof n);
        } else {
            std::uint64_t bits = 0;
            for (std::size_t i = 0; i < sizeof n; ++i)
                bits |= std::uint64_t{static_cast<unsigned char>(buffer_[at_ + i])} << (8 * i);
            n = static_cast<Number>(bits);
        }
        at_ += sizeof n;
        return n;
    }
    /// REQUIRES: size ≤ left().
    std::string text(std::size_t size);
    /// Whether the last eight bytes are the checksum of all before. REQUIRES: left() = 8.
    bool sum_matches();
    /// All bytes that were asked for could be had.
    bool good() const { return good_; }

private:
    static constexpr std::size_t capacity = 1 << 16;
    void refill();

    Origin origin_;
    std::uint64_t beyond_;  ///< bytes not yet in the buffer
    std::vector<char> buffer_;
    std::size_t at_ = 0, end_ = 0;
    Checksum sum_;  ///< of what was read and has left the buffer
    bool good_ = true;
};

}  // namespace stampede
