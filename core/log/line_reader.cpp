#include "core/log/line_reader.h"

#include <algorithm>
#include <cstring>

namespace stampede {

bool LineReader::refill()
{
    constexpr std::size_t chunk = 64 * 1024;
    buffer_.resize(chunk);
    buffer_.resize(fill_(buffer_.data(), chunk));
    at_ = 0;
    bytes_ += buffer_.size();
    return !buffer_.empty();
}

bool LineReader::next()
{
    line_.clear();
    too_long_ = false;
    bool any = false;
    while (at_ < buffer_.size() || refill()) {
        any = true;
        const char* begin = buffer_.data() + at_;
        const std::size_t left = buffer_.size() - at_;
        const void* end = std::memchr(begin, '\n', left);
        const std::size_t length =
            end ? static_cast<std::size_t>(static_cast<const char*>(end) - begin) : left;
        const std::size_t room = longest_line - line_.size();
        line_.append(begin, std::min(length, room));
        too_long_ |= length > room;
        at_ += length + (end != nullptr);
        if (end) break;
    }
    if (!any) return false;
    if (line_.ends_with('\r')) line_.pop_back();
    ++number_;
    return true;
}

LineReader lines_of_text(std::string_view text)
{
    return LineReader([text](char* buffer, std::size_t size) mutable {
        const std::size_t n = std::min(size, text.size());
        std::copy_n(text.data(), n, buffer);
        text.remove_prefix(n);
        return n;
    });
}

}  // namespace stampede
