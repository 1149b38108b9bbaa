#include "app/stampede/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>

namespace stampede {

Progress::Progress(std::string doing, std::size_t total)
    : doing_(std::move(doing)), total_(total), watched_(isatty(STDERR_FILENO) != 0)
{
}

Progress::~Progress()
{
    if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::done(std::size_t count)
{
    if (!watched_) return;
    shown_ = true;
    fmt::print(stderr, "\r\033[K{}: {} of {}", doing_, count, total_);
}

namespace {

sigset_t interrupts()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

Interrupt::Interrupt()
{
    const sigset_t set = interrupts();
    pthread_sigmask(SIG_BLOCK, &set, &before_);
    listener_ = std::jthread([this](const std::stop_token& over) { listen(over); });
}

Interrupt::~Interrupt()
{
    listener_.request_stop();
    listener_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Interrupt::listen(const std::stop_token& over)
{
    const sigset_t set = interrupts();
    const timespec a_moment{0, 20'000'000};
    while (!over.stop_requested()) {
        if (sigtimedwait(&set, nullptr, &a_moment) != SIGINT) continue;
        if (source_.stop_requested()) _exit(exit_interrupted);
        source_.request_stop();
    }
}

}  // namespace stampede
