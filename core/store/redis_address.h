#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/socket.h>

namespace stampede {

/// Where a Redis server is, and how much of it may be used.
struct RedisAddress {
    std::string socket;  ///< path of a unix socket; if empty, host and port count
    std::string host;
    std::uint16_t port = 6379;
    std::string user, password;  ///< empty: none
    /// The address had a password beside the user. Else what stands in the user's place may be the password.
    bool names_user = false;
    std::uint32_t database = 0;
    std::uint32_t connections = 4;
    double commands_per_second = 0;  ///< 0: no limit

    /// What may be shown and recorded: without the password, and with the user only beside one.
    std::string display() const;
};

/// "redis://[user[:password]@]host[:port][/database][?commands_per_second=50&connections=4]", user and
/// password with %xx where needed, IPv6 hosts in brackets. Somebody else's server: what is not asked for is
/// at most 50 commands a second over 4 connections. Without a password in the text, that of the environment's
/// REDISCLI_AUTH is used. Throws InputError, which never repeats user or password.
RedisAddress parse_redis_address(std::string_view text);

/// An address as the kernel takes it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t length = 0;
};

/// Asks the resolver, which may take a while. Throws StoreUnreachable.
std::vector<SocketAddress> resolve(const RedisAddress& address);

}  // namespace stampede
