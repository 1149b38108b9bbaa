#include "core/log/http_request.h"

#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

constexpr const char* no_time = to_say("no time");
constexpr const char* no_key = to_say("no key that can be shown");

LineVerdict left_out(const char* why)
{
    return {LineVerdict::left_out, why};
}

bool is_method(std::string_view text)
{
    return !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
}

/// "shop.example" of "Shop.example:443".
std::string host_in_key(std::string_view host)
{
    if (host == "-") return {};
    for (const std::string_view port : {":443", ":80"})
        if (host.ends_with(port)) {
            host.remove_suffix(port.size());
            break;
        }
    return lower(host);
}

/// Host and path of "http://shop.example/product/123?ref=mail#top"; the host is left alone where there is
/// none.
std::string_view path_of(std::string_view target, std::string_view& host)
{
    if (const std::size_t scheme = target.find("://");
        scheme != target.npos && scheme < target.find_first_of("/?#")) {
        target.remove_prefix(scheme + 3);
        const std::size_t path = std::min(target.find_first_of("/?#"), target.size());
        host = target.substr(0, path);
        host.remove_prefix(host.rfind('@') == host.npos ? 0 : host.rfind('@') + 1);
        target.remove_prefix(path);
        if (target.empty() || target[0] != '/') return "/";
    }
    return target.substr(0, target.find_first_of("?#"));
}

/// Why an answer with this status read no page; null if it did.
const char* no_page(std::string_view status)
{
    if (status.size() != 3 || !is_digits(status)) return nullptr;  // "-": the connection ended before
    if (status == "408" || status == "460" || status == "499") return nullptr;
    if (status[0] == '1') return to_say("answered with 1xx");
    if (status[0] == '4') return to_say("answered with 4xx");
    return nullptr;
}

}  // namespace

bool split_request_line(std::string_view line, HttpRequest& into)
{
    const std::size_t method_end = line.find(' ');
    if (method_end == line.npos || !is_method(line.substr(0, method_end))) return false;
    std::string_view target = line.substr(method_end + 1);
    const std::size_t version = target.rfind(' ');  // a path may have blanks
    if (version != target.npos &&
        (target.substr(version + 1).starts_with("HTTP/") || target.substr(version) == " -"))
        target = target.substr(0, version);
    into.method = line.substr(0, method_end);
    into.target = trimmed(target);
    return true;
}

LineVerdict page_read(const HttpRequest& r, std::vector<LogRequest>& requests)
{
    if (!r.at) return unreadable(no_time);
    if (!r.method.empty() && !same_letters(r.method, "GET") && !same_letters(r.method, "HEAD"))
        return left_out(to_say("no GET or HEAD"));
    if (const char* why = no_page(r.status)) return left_out(why);
    std::string_view host = r.host;
    const std::string_view path = path_of(r.target, host);
    if (path.empty()) return unreadable(to_say("no path"));
    auto key = key_of(host_in_key(host) + std::string(path));
    if (!key) return unreadable(no_key);
    requests.push_back({*r.at, std::move(*key), r.upstream});
    return {LineVerdict::requests};
}

LineVerdict key_read(std::optional<LogTime> at, std::string_view key, std::string_view operation,
                     std::vector<LogRequest>& requests)
{
    if (!at) return unreadable(no_time);
    constexpr std::array<std::string_view, 9> reads{"get",  "gets", "get_lease", "gat", "gats",
                                                    "read", "mget", "lookup",    "r"};
    if (!operation.empty() && std::none_of(reads.begin(), reads.end(), [&](std::string_view read) {
            return same_letters(operation, read);
        }))
        return left_out(to_say("no read"));
    auto shown = key_of(key);
    if (!shown) return unreadable(no_key);
    requests.push_back({*at, std::move(*shown), std::nullopt});
    return {LineVerdict::requests};
}

}  // namespace stampede
