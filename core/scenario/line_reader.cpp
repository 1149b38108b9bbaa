#include "core/scenario/line_reader.h"

#include "core/runtime/input_error.h"
#include "core/runtime/input_file.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

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

namespace {

constexpr std::uint64_t longest_text = std::uint64_t(4) << 30;

struct CloseGzip {
    void operator()(gzFile f) const { gzclose(f); }
};
using Gzip = std::shared_ptr<gzFile_s>;

[[noreturn]] void refuse(const std::string& path, const std::string& sentence)
{
    throw InputError(in_quotes(path) + ": " + sentence);
}

std::size_t read_gzip(gzFile file, const std::string& path, std::uint64_t& total, char* buffer,
                      std::size_t size)
{
    const int got = gzread(file, buffer, static_cast<unsigned>(size));
    if (got < 0) {
        int error = 0;
        const std::string why = gzerror(file, &error);
        refuse(path, say("{}; a file that can be read to its end",
                         error == Z_ERRNO ? std::strerror(errno) : say("is damaged ({})", why)));
    }
    int state = Z_OK;
    gzerror(file, &state);
    if (got == 0 && state == Z_BUF_ERROR) refuse(path, say("is cut off; a gzip file that is complete"));
    total += static_cast<std::uint64_t>(got);
    if (total > longest_text)
        refuse(path, say("has more than 4 GiB of text; a shorter log, or a part of it"));
    return static_cast<std::size_t>(got);
}

}  // namespace

LineReader lines_of_file(const std::string& path)
{
    InputFile opened(path, say("an access log, or a CSV file of seconds,key"));
    const Gzip file(gzdopen(opened.descriptor(), "rb"), CloseGzip{});
    if (!file) throw std::bad_alloc();
    opened.release();
    return LineReader([file, path, total = std::uint64_t(0)](char* buffer, std::size_t size) mutable {
        return read_gzip(file.get(), path, total, buffer, size);
    });
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
