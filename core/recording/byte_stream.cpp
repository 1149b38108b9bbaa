#include "core/recording/byte_stream.h"

#include <algorithm>

namespace stampede {

namespace {

constexpr std::uint64_t mixed(std::uint64_t state, std::uint64_t word)
{
    return std::rotl((state ^ word) * 0x9e3779b97f4a7c15, 29) + 0x94d049bb133111eb;
}

}  // namespace

void Checksum::add(const char* bytes, std::size_t size)
{
    std::size_t i = 0;
    while (i < size) {
        if (pending_bytes_ == 0 && std::endian::native == std::endian::little)
            for (std::uint64_t word = 0; size - i >= sizeof word; i += sizeof word) {
                std::memcpy(&word, bytes + i, sizeof word);
                state_ = mixed(state_, word);
            }
        if (i == size) return;
        pending_ |= std::uint64_t{static_cast<unsigned char>(bytes[i++])} << (8 * pending_bytes_);
        if (++pending_bytes_ < 8) continue;
        state_ = mixed(state_, pending_);
        pending_ = pending_bytes_ = 0;
    }
}

std::uint64_t Checksum::value() const
{
    const std::uint64_t last = mixed(mixed(state_, pending_), pending_bytes_);
    return last ^ (last >> 32);
}

void ByteWriter::text(std::string_view t)
{
    flush();
    sum_.add(t.data(), t.size());
    sink_(t.data(), t.size());
}

void ByteWriter::flush()
{
    sum_.add(buffer_.data(), used_);
    sink_(buffer_.data(), used_);
    used_ = 0;
}

std::uint64_t ByteWriter::finish()
{
    flush();
    const std::uint64_t sum = sum_.value();
    number(sum);
    sink_(buffer_.data(), used_);
    used_ = 0;
    return sum;
}

void ByteReader::refill()
{
    sum_.add(buffer_.data(), at_);
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(at_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= at_;
    at_ = 0;
    const auto more = static_cast<std::size_t>(std::min<std::uint64_t>(capacity - end_, beyond_));
    if (!good_ || !origin_(&buffer_[end_], more)) {
        good_ = false;
        std::fill_n(buffer_.begin() + static_cast<std::ptrdiff_t>(end_), more, '\0');
    }
    end_ += more;
    beyond_ -= more;
}

std::string ByteReader::text(std::size_t size)
{
    std::string t;
    t.reserve(size);
    while (t.size() < size) {
        if (at_ == end_) refill();
        const std::size_t part = std::min(size - t.size(), end_ - at_);
        t.append(&buffer_[at_], part);
        at_ += part;
    }
    return t;
}

bool ByteReader::sum_matches()
{
    if (end_ - at_ < sizeof(std::uint64_t)) refill();
    sum_.add(buffer_.data(), at_);
    const std::uint64_t sum = sum_.value();
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(at_));
    end_ -= at_;
    at_ = 0;
    return number<std::uint64_t>() == sum;
}

}  // namespace stampede
