#include "app/stampede/terminal.h"

#include "core/runtime/secrets.h"

#include <fmt/format.h>
#include <unistd.h>

#include <ctime>

namespace stampede {

namespace {

Arguments& arguments()
{
    static Arguments given(0, nullptr);
    return given;
}

}  // namespace

void hide_passwords_of(int argc, const char* const* argv)
{
    arguments() = Arguments(argc, argv);
}

void tell(std::string_view sentence)
{
    const std::string line = fmt::format("stampede: {}\n", arguments().cleaned(std::string(sentence)));
    std::fwrite(line.data(), 1, line.size(), stderr);
}

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
    for (const int asks_to_end : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&set, asks_to_end);
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
        if (sigtimedwait(&set, nullptr, &a_moment) < 0) continue;
        if (source_.stop_requested()) _exit(exit_interrupted);
        source_.request_stop();
    }
}

}  // namespace stampede
