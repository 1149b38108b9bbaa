#pragma once

#include <cstddef>
#include <string>

namespace stampede {

/// A file that a person named, opened for reading: a regular file, or a pipe somebody writes to. Everything
/// else is refused with InputError before anything is read: folders, devices, loops of links, pipes without a
/// writer.
class InputFile {
public:
    /// `wanted` ends the sentences: "a scenario file in JSON".
    InputFile(std::string path, std::string wanted);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    int descriptor() const { return fd_; }
    bool is_regular() const { return regular_; }
    /// Who calls it closes the descriptor.
    int release();

    /// What is there, but at most `most` bytes. Throws InputError when it cannot be read.
    std::string read(std::size_t most);

private:
    [[noreturn]] void refuse(const std::string& what) const;
    void wait_for_writer() const;

    std::string path_, wanted_;
    int fd_ = -1;
    bool regular_ = false;
};

}  // namespace stampede
