#pragma once

#include <csignal>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace stampede {

/// "stampede: …" on standard error. If that is closed, nobody is told, and nothing is thrown.
void tell(std::string_view sentence);
/// Whatever `tell` says from now on leaves out what may be passwords in these arguments.
void hide_passwords_of(int argc, const char* const* argv);

/// Shows on standard error how much is done, where somebody is watching; leaves nothing behind. For one
/// thread at a time.
class Progress {
public:
    /// "sweeping", of `total` things.
    Progress(std::string doing, std::size_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void done(std::size_t count);

private:
    const std::string doing_;
    const std::size_t total_;
    const bool watched_;
    bool shown_ = false;
};

/// While it lives, the first signal that asks to end (Ctrl-C, SIGTERM, SIGHUP, SIGQUIT) asks the runs that
/// hold its token to stop; a second one ends the program at once. To be made before other threads are.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    std::stop_token token() const { return source_.get_token(); }

private:
    void listen(const std::stop_token& over);

    std::stop_source source_;
    sigset_t before_{};
    std::jthread listener_;
};

/// The exit status of a program that was interrupted.
inline constexpr int exit_interrupted = 130;

}  // namespace stampede
