#include "core/recording/output_file.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace stampede {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_buffered = 1 << 16;
/// A reader that is started together with this program may need a moment.
constexpr std::chrono::milliseconds wait_for_reader = 2s, look_every = 20ms;

std::string reason()
{
    return std::generic_category().message(errno);
}

/// Whether a standard stream goes to the same file: to rename another one over it would lose what is said
/// there.
bool is_standard_stream(const struct stat& about)
{
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
        struct stat s {};
        if (::fstat(stream, &s) == 0 && s.st_dev == about.st_dev && s.st_ino == about.st_ino) return true;
    }
    return false;
}

/// "out.rec" leads to "/data/out.rec", through all links.
std::string without_links(const std::string& path)
{
    const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
    return real ? real.get() : "";
}

/// In the same folder, so that renaming is one step. It does not grow with the name, which may be as long as
/// names can be.
std::string unguessable_beside(const std::string& target)
{
    std::uint64_t bits[2]{};
    if (::getrandom(bits, sizeof bits, 0) != sizeof bits) return "";
    char name[64];
    std::snprintf(name, sizeof name, ".stampede-%016llx%016llx", static_cast<unsigned long long>(bits[0]),
                  static_cast<unsigned long long>(bits[1]));
    const auto slash = target.rfind('/');
    return (slash == target.npos ? "" : target.substr(0, slash + 1)) + name;
}

mode_t mode_of_new_files()
{
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

}  // namespace

OutputFile::OutputFile(std::string path) : path_(std::move(path))
{
    open();
}

void OutputFile::open()
{
    struct stat about {};
    if (::stat(path_.c_str(), &about) != 0) {
        if (errno != ENOENT) fail(reason());
        if (::lstat(path_.c_str(), &about) == 0) fail(say("it is a link that leads nowhere"));
        return open_beside(path_, false);
    }
    if (S_ISDIR(about.st_mode)) fail(say("it is a folder"));
    if (!S_ISREG(about.st_mode) || is_standard_stream(about)) return open_straight();
    // Whoever may not write it may not replace it either; through links the system decides.
    const int allowed = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
    if (allowed < 0) fail(reason());
    ::close(allowed);
    const std::string target = without_links(path_);
    if (target.empty()) fail(reason());
    open_beside(target, true);
    ::fchmod(fd_, about.st_mode & 07777);
}

OutputFile::~OutputFile()
{
    drop();
}

void OutputFile::open_beside(const std::string& target, bool exists)
{
    target_ = target;
    const std::string name = unguessable_beside(target);
    if (name.empty()) fail(say("no name for it could be drawn"));
    const mode_t mode = exists ? 0600 : mode_of_new_files();
    fd_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd_ < 0) fail(reason());
    beside_ = name;
}

/// Without waiting for ever for somebody to read a pipe.
void OutputFile::open_straight()
{
    const auto until = std::chrono::steady_clock::now() + wait_for_reader;
    for (;;) {
        fd_ = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (fd_ >= 0) break;
        if (errno != ENXIO) fail(reason());
        if (std::chrono::steady_clock::now() >= until) fail(say("nobody reads from it"));
        std::this_thread::sleep_for(look_every);
    }
    ::fcntl(fd_, F_SETFL, 0);
}

void OutputFile::write(std::string_view bytes)
{
    buffer_.append(bytes);
    if (buffer_.size() < most_buffered) return;
    send(buffer_);
    buffer_.clear();
}

void OutputFile::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
        if (n >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(n));
        else if (errno != EINTR)
            fail(reason());
    }
}

void OutputFile::commit()
{
    send(buffer_);
    buffer_.clear();
    if (::close(std::exchange(fd_, -1)) != 0) fail(reason());
    if (beside_.empty()) return;
    // What has become something else meanwhile is left alone.
    struct stat about {};
    if (::lstat(target_.c_str(), &about) == 0 && !S_ISREG(about.st_mode))
        fail(say("it is no regular file any more"));
    if (::rename(beside_.c_str(), target_.c_str()) != 0) fail(reason());
    beside_.clear();
}

void OutputFile::drop()
{
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    if (!beside_.empty()) ::unlink(std::exchange(beside_, "").c_str());
}

void OutputFile::fail(const std::string& why)
{
    drop();
    throw InputError(say("{}: cannot be written: {}", path_, why));
}

}  // namespace stampede
