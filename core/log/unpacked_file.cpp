#include "core/log/line_reader.h"
#include "core/log/oracle_general.h"
#include "core/runtime/input_error.h"
#include "core/runtime/input_file.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

namespace stampede {

namespace {

constexpr std::uint64_t longest_text = std::uint64_t(4) << 30;
constexpr const char* complete = to_say("a file that can be read to its end");

[[noreturn]] void refuse(const std::string& path, const std::string& sentence)
{
    throw InputError(in_quotes(path) + ": " + sentence);
}

[[noreturn]] void refuse_damaged(const std::string& path, const std::string& why)
{
    refuse(path, say("is damaged ({}); {}", why, say_marked(complete)));
}

/// The text of a gzip file, or that of a file which is not packed.
class Gzip {
public:
    Gzip(InputFile& file, const std::string& path)
        : path_(path), file_(gzdopen(file.descriptor(), "rb"), gzclose)
    {
        if (!file_) throw std::bad_alloc();
        file.release();
    }

    std::size_t operator()(char* buffer, std::size_t size)
    {
        const int got = gzread(file_.get(), buffer, static_cast<unsigned>(size));
        int state = Z_OK;
        const std::string why = gzerror(file_.get(), &state);
        if (got < 0 && state == Z_ERRNO)
            refuse(path_, say("{}; {}", std::strerror(errno), say_marked(complete)));
        if (got < 0) refuse_damaged(path_, why);
        if (got == 0 && state == Z_BUF_ERROR) refuse(path_, say("is cut off; a gzip file that is complete"));
        return static_cast<std::size_t>(got);
    }

private:
    std::string path_;
    std::shared_ptr<gzFile_s> file_;
};

/// The text of a zstd file, of one frame or several.
class Zstd {
public:
    Zstd(InputFile& file, const std::string& path)
        : path_(path), descriptor_(new int(file.descriptor()),
                                   [](const int* d) {
                                       ::close(*d);
                                       delete d;
                                   }),
          stream_(ZSTD_createDStream(), ZSTD_freeDStream), packed_(64 * 1024)
    {
        file.release();
        if (!stream_) throw std::bad_alloc();
    }

    std::size_t operator()(char* buffer, std::size_t size)
    {
        ZSTD_outBuffer out{buffer, size, 0};
        while (out.pos == 0) {
            if (in_.pos == in_.size && !full_ && !refill()) {
                if (inside_frame_) refuse(path_, say("is cut off; a zstd file that is complete"));
                return 0;
            }
            const std::size_t left = ZSTD_decompressStream(stream_.get(), &out, &in_);
            if (ZSTD_isError(left)) refuse_damaged(path_, ZSTD_getErrorName(left));
            inside_frame_ = left != 0;
            full_ = out.pos == out.size && inside_frame_;  // more may be waiting inside
        }
        return out.pos;
    }

private:
    bool refill()
    {
        ssize_t got = -1;
        do got = ::read(*descriptor_, packed_.data(), packed_.size());
        while (got < 0 && errno == EINTR);
        if (got < 0) refuse(path_, say("{}; {}", std::strerror(errno), say_marked(complete)));
        in_ = {packed_.data(), static_cast<std::size_t>(got), 0};
        return got > 0;
    }

    std::string path_;
    std::shared_ptr<int> descriptor_;
    std::shared_ptr<ZSTD_DStream> stream_;
    std::vector<char> packed_;
    ZSTD_inBuffer in_{nullptr, 0, 0};
    bool inside_frame_ = false, full_ = false;
};

/// What a file begins with, as far as it tells how it is packed; nothing of a pipe, which cannot be looked
/// into.
std::string beginning_of(const InputFile& file)
{
    std::array<char, 6> bytes{};
    const ssize_t got = ::pread(file.descriptor(), bytes.data(), bytes.size(), 0);
    return std::string(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
}

LineReader::Fill text_of(InputFile& file, const std::string& path)
{
    using namespace std::string_view_literals;
    const std::string beginning = beginning_of(file);
    for (const auto& [magic, name] : {std::pair("BZh"sv, "bzip2"),
                                      std::pair("\xfd"
                                                "7zXZ"sv,
                                                "xz"),
                                      std::pair("PK\x03\x04"sv, "zip")})
        if (beginning.starts_with(magic))
            refuse(path, say("is packed with {}; a text, or packed with gzip or zstd", name));
    if (beginning.starts_with("\x28\xb5\x2f\xfd"sv)) return Zstd(file, path);
    return Gzip(file, path);
}

}  // namespace

namespace {

/// Gives what has been taken already, and then what follows.
LineReader::Fill with_beginning(std::string beginning, LineReader::Fill rest)
{
    return
        [beginning = std::move(beginning), rest = std::move(rest)](char* buffer, std::size_t size) mutable {
            if (beginning.empty()) return rest(buffer, size);
            const std::size_t n = beginning.copy(buffer, size);
            beginning.erase(0, n);
            return n;
        };
}

LineReader::Fill at_most_longest(LineReader::Fill fill, const std::string& path)
{
    return [fill = std::move(fill), path, total = std::uint64_t(0)](char* buffer, std::size_t size) mutable {
        const std::size_t got = fill(buffer, size);
        total += got;
        if (total > longest_text)
            refuse(path, say("has more than 4 GiB of text; a shorter log, or a part of it"));
        return got;
    };
}

}  // namespace

LineReader lines_of_file(const std::string& path)
{
    InputFile opened(path, say("an access log, or a trace of a cache"));
    LineReader::Fill bytes = at_most_longest(text_of(opened, path), path);
    std::string beginning(64 * 1024, '\0');
    beginning.resize(bytes(beginning.data(), beginning.size()));
    const bool binary = is_oracle_general(beginning);
    bytes = with_beginning(std::move(beginning), std::move(bytes));
    return LineReader(binary ? lines_of_oracle_general(std::move(bytes)) : std::move(bytes));
}

}  // namespace stampede
