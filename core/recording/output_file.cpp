#include "core/recording/output_file.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace stampede {

OutputFile::OutputFile(std::string path) : path_(std::move(path)), beside_(path_ + ".part")
{
    std::error_code error;
    if (std::filesystem::is_directory(path_, error)) fail(say("it is a folder"));
    file_.reset(std::fopen(beside_.c_str(), "wb"));
    if (!file_) fail(std::strerror(errno));
}

OutputFile::~OutputFile()
{
    if (!file_) return;
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(beside_, ignored);
}

void OutputFile::write(std::string_view bytes)
{
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) fail(std::strerror(errno));
}

void OutputFile::commit()
{
    const bool closed = std::fclose(file_.release()) == 0;
    std::string why = closed ? "" : std::strerror(errno);
    std::error_code error;
    if (closed) std::filesystem::rename(beside_, path_, error);
    if (closed && !error) return;
    if (error) why = error.message();
    std::filesystem::remove(beside_, error);
    fail(why);
}

void OutputFile::fail(const std::string& why) const
{
    throw InputError(path_ + say(": cannot be written: ") + why);
}

}  // namespace stampede
