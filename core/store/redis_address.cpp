#include "core/store/redis_address.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/store/store_unreachable.h"

#include <netdb.h>
#include <sys/un.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

namespace stampede {

namespace {

constexpr std::string_view form = "redis://[user[:password]@]host[:port][/database]";
constexpr double polite_commands_per_second = 50;
constexpr std::uint32_t polite_connections = 4;

[[noreturn]] void refuse(const std::string& what)
{
    throw InputError(say("Redis address: {}; write {}", what, form));
}

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number n{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return n;
}

int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode_percent(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            refuse(say("user or password has a % without two hexadecimal digits after it"));
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

/// Splits at the first `mark`: `text` keeps what is before it; what is after it is returned, if there is a
/// mark.
std::optional<std::string_view> split_at(std::string_view& text, char mark)
{
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = text.substr(at + 1);
    text = text.substr(0, at);
    return rest;
}

void read_credentials(RedisAddress& a, std::string_view text)
{
    const auto password = split_at(text, ':');
    a.user = decode_percent(text);
    if (password) a.password = decode_percent(*password);
    a.names_user = !a.user.empty() && !a.password.empty();
}

void read_host(RedisAddress& a, std::string_view text)
{
    std::optional<std::string_view> port;
    if (text.starts_with('[')) {
        text.remove_prefix(1);
        const auto rest = split_at(text, ']');
        if (!rest) refuse(say("an IPv6 host needs its closing bracket"));
        if (!rest->empty() && rest->front() != ':') refuse(say("only a port may follow the host"));
        if (!rest->empty()) port = rest->substr(1);
    } else {
        port = split_at(text, ':');
    }
    if (text.empty()) refuse(say("the host is missing"));
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == 127)
            refuse(say("the host has a space or control character"));
    a.host = text;
    if (!port) return;
    const auto n = number<std::uint16_t>(*port);
    if (!n || *n == 0) refuse(say("the port must be a number from 1 to 65535"));
    a.port = *n;
}

void read_database(RedisAddress& a, std::string_view text)
{
    if (text.empty()) return;
    const auto n = number<std::uint32_t>(text);
    if (!n || *n > 65535) refuse(say("the database must be a number from 0 to 65535"));
    a.database = *n;
}

void read_limits(RedisAddress& a, std::string_view text)
{
    while (!text.empty()) {
        std::string_view value = text;
        const auto rest = split_at(value, '&');
        std::string_view name = value;
        value = split_at(name, '=').value_or("");
        if (name == "commands_per_second") {
            const auto n = number<double>(value);
            if (!n || !(*n >= 1 && *n <= 1e7)) refuse(say("commands_per_second must be from 1 to 10000000"));
            a.commands_per_second = *n;
        } else if (name == "connections") {
            const auto n = number<std::uint32_t>(value);
            if (!n || *n < 1 || *n > 64) refuse(say("connections must be from 1 to 64"));
            a.connections = *n;
        } else {
            refuse(say("after the ? only commands_per_second=… and connections=… are known"));
        }
        text = rest.value_or("");
    }
}

}  // namespace

std::string RedisAddress::display() const
{
    if (!socket.empty()) return "unix:" + socket;
    const bool v6 = host.find(':') != std::string::npos;
    return "redis://" +
           (names_user     ? user + "@"
            : user.empty() ? ""
                           : "…@") +
           (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port) + "/" + std::to_string(database);
}

RedisAddress parse_redis_address(std::string_view text)
{
    if (text.starts_with("rediss://"))
        throw InputError(say(
            "Redis address: rediss:// asks for TLS, which this program does not have; use a tunnel that ends "
            "on "
            "this machine and redis://localhost"));
    constexpr std::string_view scheme = "redis://";
    if (!text.starts_with(scheme)) refuse(say("it must begin with redis://"));
    if (text.size() > 2048) refuse(say("it is longer than 2048 characters"));
    text.remove_prefix(scheme.size());

    RedisAddress a;
    a.connections = polite_connections;
    a.commands_per_second = polite_commands_per_second;
    // The last @ of the authority, since people forget to write %40 in passwords: what is before it is never
    // a host.
    const std::string_view authority =
        text.substr(0, text.find('/', text.rfind('@') == text.npos ? 0 : text.rfind('@')));
    if (const auto at = authority.rfind('@'); at != authority.npos) {
        read_credentials(a, authority.substr(0, at));
        text.remove_prefix(at + 1);
    }
    const auto limits = split_at(text, '?');
    const auto database = split_at(text, '/');
    read_host(a, text);
    if (database) read_database(a, *database);
    if (limits) read_limits(a, *limits);
    if (a.password.empty())
        if (const char* auth = std::getenv("REDISCLI_AUTH")) a.password = auth;
    return a;
}

std::vector<SocketAddress> resolve(const RedisAddress& address)
{
    std::vector<SocketAddress> found;
    if (!address.socket.empty()) {
        SocketAddress s;
        auto& un = reinterpret_cast<sockaddr_un&>(s.storage);
        if (address.socket.size() >= sizeof un.sun_path)
            throw StoreUnreachable(say("The path of the Redis socket is too long: {}", address.socket));
        un.sun_family = AF_UNIX;
        std::memcpy(un.sun_path, address.socket.c_str(), address.socket.size() + 1);
        s.length = sizeof un;
        found.push_back(s);
        return found;
    }
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int error = getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &list);
    if (error != 0)
        throw StoreUnreachable(
            say("The host of {} is not known: {}.", address.display(), gai_strerror(error)));
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner(list, freeaddrinfo);
    for (const addrinfo* i = list; i; i = i->ai_next) {
        SocketAddress s;
        std::memcpy(&s.storage, i->ai_addr, i->ai_addrlen);
        s.length = i->ai_addrlen;
        found.push_back(s);
    }
    return found;
}

}  // namespace stampede
