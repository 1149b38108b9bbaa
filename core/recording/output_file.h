#pragma once

#include <string>
#include <string_view>

namespace stampede {

/// A file that a person named, to be written. The one way in which this program writes files.
///
/// A regular file, or one that is not there yet, is written beside its place under a name that nobody can
/// guess, and gets its own when it is complete: it is either whole or what it was before, and no other file
/// is touched. It keeps its permissions. A link stays a link: what it leads to is written so. Pipes and
/// devices are written straight into, and so is a file that one of the standard streams goes to. Refused are
/// folders, links that lead nowhere, files that may not be written and pipes that nobody reads. Throws
/// InputError, one sentence that names the file.
class OutputFile {
public:
    explicit OutputFile(std::string path);
    /// Without commit() nothing is left.
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    void write(std::string_view bytes);
    void commit();

private:
    void open();
    void open_beside(const std::string& target, bool exists);
    void open_straight();
    void send(std::string_view bytes);
    void drop();
    [[noreturn]] void fail(const std::string& why);

    const std::string path_;
    std::string target_, beside_;  ///< where it gets to, and stands until then; empty: straight into it
    std::string buffer_;
    int fd_ = -1;
};

}  // namespace stampede
