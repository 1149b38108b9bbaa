#include "core/runtime/input_file.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace stampede {

namespace {

/// A writer that is started together with this program may need a moment.
constexpr int wait_ms = 2'000, look_every_ms = 20;

std::string reason()
{
    return std::generic_category().message(errno);
}

}  // namespace

InputFile::InputFile(std::string path, std::string wanted)
    : path_(std::move(path)), wanted_(std::move(wanted))
{
    struct stat about {};
    if (::stat(path_.c_str(), &about) != 0) refuse(reason());
    if (S_ISDIR(about.st_mode)) refuse("is a directory");
    if (!S_ISREG(about.st_mode) && !S_ISFIFO(about.st_mode)) refuse(say("is no regular file"));
    regular_ = S_ISREG(about.st_mode);
    fd_ = ::open(path_.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd_ < 0) refuse(reason());
    if (!regular_) wait_for_writer();
    ::fcntl(fd_, F_SETFL, 0);
}

InputFile::~InputFile()
{
    if (fd_ >= 0) ::close(fd_);
}

int InputFile::release()
{
    return std::exchange(fd_, -1);
}

void InputFile::refuse(const std::string& what) const
{
    if (fd_ >= 0) ::close(fd_);
    throw InputError(in_quotes(path_) + ": " + what + "; " + wanted_);
}

/// A pipe that nobody writes to is at its end; one with a writer who has not begun is not. `tee` tells them
/// apart and takes nothing away.
void InputFile::wait_for_writer() const
{
    int copy[2];
    if (::pipe2(copy, O_CLOEXEC) != 0) refuse(reason());
    ssize_t there = 0;
    for (int waited = 0; there == 0 && waited < wait_ms; waited += look_every_ms) {
        pollfd p{fd_, POLLIN, 0};
        if (::poll(&p, 1, look_every_ms) > 0) there = 1;  // data, or a writer who has been here
        if (there == 0) there = ::tee(fd_, copy[1], 1, SPLICE_F_NONBLOCK);
    }
    for (const int end : copy) ::close(end);
    if (there == 0) refuse(say("is a pipe that nobody writes to"));
}

std::string InputFile::read(std::size_t most)
{
    std::string text;
    while (text.size() < most) {
        constexpr std::size_t helping = 64 * 1024;
        const std::size_t had = text.size(), wants = std::min(helping, most - had);
        text.resize(had + wants);
        const ssize_t got = ::read(fd_, text.data() + had, wants);
        text.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0) break;
        if (got < 0 && errno != EINTR) {
            const std::string why = reason();
            ::close(std::exchange(fd_, -1));
            refuse(why);
        }
    }
    return text;
}

}  // namespace stampede
