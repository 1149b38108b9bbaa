#include "core/runtime/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

namespace stampede {

void secure_standard_streams() noexcept
{
    std::signal(SIGPIPE, SIG_IGN);
    // In this order each gets the number that is free. They are opened the wrong way round: reading from the
    // first and writing to the others fails, as it does when they are closed.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0)
            (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace stampede
