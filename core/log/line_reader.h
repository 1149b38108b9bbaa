#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace stampede {

/// Lines of a text of any length, one in memory at a time.
class LineReader {
public:
    /// Puts up to `size` more bytes into `buffer`; 0 at the end. May throw.
    using Fill = std::function<std::size_t(char* buffer, std::size_t size)>;
    explicit LineReader(Fill fill) : fill_(std::move(fill)) {}

    static constexpr std::size_t longest_line = 64 * 1024;

    /// The next line, without its end ("\n" or "\r\n"); false after the last. What is longer than
    /// longest_line is cut there.
    bool next();
    std::string_view line() const { return line_; }
    bool too_long() const { return too_long_; }
    std::uint64_t number() const { return number_; }  ///< from 1
    std::uint64_t bytes() const { return bytes_; }    ///< taken so far

private:
    bool refill();

    Fill fill_;
    std::string buffer_, line_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0, bytes_ = 0;
    bool too_long_ = false;
};

/// A file's lines, unpacked where it is gzip or zstd (unpacked_file.cpp). Throws InputError that names the
/// file when it cannot be opened, is damaged or cut off, is packed in another way, or has more than 4 GiB
/// of text.
LineReader lines_of_file(const std::string& path);

/// Lines of a text that outlives the reader.
LineReader lines_of_text(std::string_view text);

}  // namespace stampede
