#include "core/store/private_redis.h"

#include "core/runtime/say.h"
#include "core/store/store_unreachable.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

namespace stampede {

namespace {

using namespace std::chrono_literals;

constexpr auto start_within = 5s;

/// A descriptor that is closed on the way out.
class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() { close(); }
    void close()
    {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }
    int get() const { return fd_; }

private:
    int fd_;
};

std::string reason()
{
    return std::generic_category().message(errno);
}

/// For the socket's directory: its path must be short enough for sockaddr_un.
std::string base_directory()
{
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    if (runtime && *runtime == '/' && std::string_view(runtime).size() < 60 &&
        ::access(runtime, W_OK | X_OK) == 0)
        return runtime;
    return "/tmp";
}

std::string make_directory()
{
    std::string path = base_directory() + "/stampede-XXXXXX";
    if (!::mkdtemp(path.data()))
        throw StoreUnreachable(say("A directory for the private Redis server could not be made in {}: {}.",
                                   base_directory(), reason()));
    return path;  // mkdtemp makes it 0700
}

/// Between fork and exec: only calls that are safe there. Reports why exec failed through `errors`.
[[noreturn]] void become_redis(const char* program, int configuration, int errors, pid_t parent)
{
    ::setpgid(0, 0);  // a Ctrl-C for us is not one for the server
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);  // the parent died before the line above
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(configuration, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::execlp(program, program, "-", static_cast<char*>(nullptr));
    const int error = errno;
    [[maybe_unused]] const ssize_t written = ::write(errors, &error, sizeof error);
    ::_exit(127);
}

bool answers(const SocketAddress& where)
{
    const Descriptor s(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (s.get() < 0 ||
        ::connect(s.get(), reinterpret_cast<const sockaddr*>(&where.storage), where.length) != 0)
        return false;
    const timeval patience{.tv_sec = 1, .tv_usec = 0};
    ::setsockopt(s.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::send(s.get(), "PING\r\n", 6, MSG_NOSIGNAL) != 6) return false;
    char first = 0;
    return ::recv(s.get(), &first, 1, 0) == 1;  // an error such as NOAUTH is an answer too
}

}  // namespace

PrivateRedis::PrivateRedis(PrivateRedisOptions options)
    : options_(std::move(options)), directory_(make_directory())
{
    spawn();
    wait_until_it_answers();
}

PrivateRedis::~PrivateRedis()
{
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

RedisAddress PrivateRedis::address() const
{
    RedisAddress a;
    a.socket = socket();
    a.password = options_.password;
    return a;
}

std::string PrivateRedis::configuration() const
{
    std::string text =
        "port " + std::to_string(options_.port) + "\nunixsocket " + socket() + "\ndir " + directory_ + R"(
bind 127.0.0.1
unixsocketperm 600
save ""
appendonly no
databases 1
maxmemory 256mb
maxmemory-policy noeviction
daemonize no
loglevel warning
)";
    if (!options_.password.empty()) text += "requirepass \"" + options_.password + "\"\n";
    return text + options_.more;
}

void PrivateRedis::spawn()
{
    int in[2], errors[2];
    if (::pipe2(in, O_CLOEXEC) != 0)
        give_up(say("The private Redis server could not be started: {}.", reason()));
    Descriptor in_read(in[0]), in_write(in[1]);
    if (::pipe2(errors, O_CLOEXEC) != 0)
        give_up(say("The private Redis server could not be started: {}.", reason()));
    Descriptor errors_read(errors[0]), errors_write(errors[1]);
    // Less than a pipe holds, so this cannot block; and nobody can have closed the other end yet.
    const std::string text = configuration();
    if (::write(in_write.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        give_up(say("The private Redis server could not be given its configuration."));
    in_write.close();

    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ == 0) become_redis(options_.program.c_str(), in[0], errors[1], parent);
    if (pid_ < 0) give_up(say("The private Redis server could not be started: {}.", reason()));
    errors_write.close();
    in_read.close();

    int error = 0;
    if (::read(errors_read.get(), &error, sizeof error) == sizeof error) {
        if (error == ENOENT)
            give_up(
                say("The live world needs {}, which is not installed: install the package redis-server (on "
                    "Debian: sudo apt install redis-server). The simulated world works without it.",
                    options_.program));
        errno = error;
        give_up(say("{} could not be started: {}.", options_.program, reason()));
    }
}

void PrivateRedis::wait_until_it_answers()
{
    const SocketAddress where = resolve(address()).front();
    const auto until = std::chrono::steady_clock::now() + start_within;
    bool once_more = true;  // on a busy machine one has been seen to end, and to start at the next try
    while (!answers(where)) {
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) {
            pid_ = -1;
            if (std::exchange(once_more, false)) {
                spawn();
                continue;
            }
            give_up(say("The private Redis server ({}) ended as soon as it was started.", options_.program));
        }
        if (std::chrono::steady_clock::now() > until)
            give_up(say("The private Redis server ({}) does not answer.", options_.program));
        std::this_thread::sleep_for(2ms);
    }
}

void PrivateRedis::stop()
{
    if (pid_ > 0) ::kill(pid_, SIGSTOP);
}

void PrivateRedis::resume()
{
    if (pid_ > 0) ::kill(pid_, SIGCONT);
}

void PrivateRedis::stand_by()
{
    standing_by_.push_back(std::make_unique<PrivateRedis>(options_));
}

void PrivateRedis::restart()
{
    kill();
    if (standing_by_.empty()) return spawn();
    PrivateRedis& next = *standing_by_.back();
    // Its socket takes the place of ours: a server listens on a file, whatever that is called.
    if (std::rename(next.socket().c_str(), socket().c_str()) != 0) return spawn();
    pid_ = std::exchange(next.pid_, -1);
    standing_by_.pop_back();
}

void PrivateRedis::kill()
{
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
}

/// Before the constructor has returned there is no destructor to clean up.
void PrivateRedis::give_up(const std::string& sentence)
{
    kill();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
    throw StoreUnreachable(sentence);
}

}  // namespace stampede
