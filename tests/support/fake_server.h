#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

namespace stampede {

/// A server of 127.0.0.1 that says whatever a test wants it to: `serve` gets each connection, one after the
/// other, and the connection is closed when it returns.
class FakeServer {
public:
    explicit FakeServer(std::function<void(int fd)> serve)
        : serve_(std::move(serve)), listening_(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in any{};
        any.sin_family = AF_INET;
        any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(listening_, reinterpret_cast<sockaddr*>(&any), sizeof any);
        ::listen(listening_, 16);
        socklen_t length = sizeof any;
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&any), &length);
        port_ = ntohs(any.sin_port);
        thread_ = std::thread([this] {
            for (int fd; (fd = ::accept(listening_, nullptr, nullptr)) >= 0; ::close(fd)) {
                ++accepted_;
                serve_(fd);
            }
        });
    }
    ~FakeServer()
    {
        ::shutdown(listening_, SHUT_RDWR);
        thread_.join();
        ::close(listening_);
    }

    std::uint16_t port() const { return port_; }
    int accepted() const { return accepted_; }

    static void say(int fd, const std::string& text)
    {
        (void)!::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    }
    /// Until the other side closes.
    static void listen_on(int fd)
    {
        char ignored[4096];
        while (::recv(fd, ignored, sizeof ignored, 0) > 0) {
        }
    }
    /// A port of 127.0.0.1 where nobody listens just now.
    static std::uint16_t free_port()
    {
        return FakeServer([](int) {}).port();
    }

private:
    std::function<void(int)> serve_;
    int listening_;
    std::uint16_t port_ = 0;
    std::atomic<int> accepted_ = 0;
    std::thread thread_;
};

}  // namespace stampede
