#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace stampede {

/// A file that is written beside its name and gets it when it is complete, so that a file of that name is
/// either whole or what it was before. Throws InputError that names the file when it cannot be written.
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
    struct Close {
        void operator()(std::FILE* f) const { std::fclose(f); }
    };
    [[noreturn]] void fail(const std::string& why) const;

    std::string path_, beside_;
    std::unique_ptr<std::FILE, Close> file_;
};

}  // namespace stampede
