// The lines of Apache and nginx:
//
//     203.0.113.7 - ann [17/May/2026:10:05:03 +0200] "GET /product/123?ref=mail HTTP/1.1" 200 5120 "…" "…"
//
// with a virtual host before them, or more after them: times of an upstream, what ingress-nginx and Traefik
// add.

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

enum class Flavour : std::uint8_t { common, combined, vhost, nginx, ingress, traefik, varnish };

/// What stands around the time of a line.
struct Parts {
    std::string_view before;  ///< the time
    LogTime at = 0;
    std::string_view request;
    std::string_view after;  ///< the request
};

/// Finds the time in brackets that a request in quotes follows: a user's name may hold brackets, too.
std::optional<Parts> parts_of(std::string_view line)
{
    for (std::size_t open = line.find('['); open != line.npos; open = line.find('[', open + 1)) {
        if (open > 0 && line[open - 1] != ' ') continue;
        const std::size_t close = line.find("] \"", open);
        if (close == line.npos) return std::nullopt;
        const auto at = parse_date_time(line.substr(open + 1, close - open - 1));
        if (!at) continue;
        const std::string_view rest = line.substr(close + 3);
        const auto request = up_to_quote(rest);
        if (!request) return std::nullopt;
        return Parts{line.substr(0, open), *at, *request, rest.substr(request->size() + 1)};
    }
    return std::nullopt;
}

/// Takes ` 200 5120` from the front; nothing if it is not there. "-" may stand for either.
std::optional<std::string_view> take_status(std::string_view& rest)
{
    if (!rest.starts_with(' ')) return std::nullopt;
    const std::size_t end = rest.find(' ', 1);
    if (end == rest.npos) return std::nullopt;
    const std::string_view status = rest.substr(1, end - 1);
    const std::string_view size = rest.substr(end + 1, rest.find(' ', end + 1) - end - 1);
    const bool is_status = status == "-" || (status.size() == 3 && is_digits(status));
    if (!is_status || (size != "-" && !is_digits(size))) return std::nullopt;
    rest.remove_prefix(end + 1 + size.size());
    return status;
}

bool is_address(std::string_view word)
{
    if (word.starts_with('[') && word.ends_with(']')) word = word.substr(1, word.size() - 2);
    word = word.substr(0, word.find('%'));  // fe80::1%eth0
    const auto colons = std::count(word.begin(), word.end(), ':');
    const auto points = std::count(word.begin(), word.end(), '.');
    if (colons >= 2) return word.find_first_not_of("0123456789abcdefABCDEF:.") == word.npos;
    return points == 3 && colons == 0 && word.find_first_not_of("0123456789.") == word.npos;
}

/// The virtual host of `www.example.com:443 203.0.113.7 - - `; "" where the client stands first.
std::string_view virtual_host(std::string_view before)
{
    std::array<std::string_view, 3> first;
    for (std::string_view& word : first) {
        before = trimmed(before);
        const std::size_t end = std::min(before.find(' '), before.size());
        word = before.substr(0, end);
        before.remove_prefix(end);
    }
    if (trimmed(before).empty() || is_address(first[0]) || first[0] == "-" || first[0].ends_with(','))
        return {};
    const bool client_by_name = first[2] == "-" && first[1] != "-";
    return is_address(first[1]) || client_by_name ? first[0] : std::string_view();
}

/// The value of `urt="0.1, 0.2"` or `urt=0.1`; "" where no such name is.
std::string_view named_value(std::string_view text, std::string_view name)
{
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
        std::string_view value = text.substr(at + name.size());
        const bool begins_word = at == 0 || text[at - 1] == ' ' || text[at - 1] == '"' || text[at - 1] == ',';
        if (!begins_word || value.empty() || (value[0] != '=' && value[0] != ':')) continue;
        value.remove_prefix(1);
        if (value.starts_with('"')) return up_to_quote(value.substr(1)).value_or("");
        std::size_t end = 0;  // a blank after a comma or a colon goes on
        while (end < value.size() &&
               std::string_view("0123456789.,:- ").find(value[end]) != std::string_view::npos &&
               (value[end] != ' ' ||
                (end > 0 && std::string_view(",:").find(value[end - 1]) != std::string_view::npos) ||
                value.substr(end).starts_with(" : ")))
            ++end;
        return value.substr(0, end);
    }
    return {};
}

/// Whether it is one or more seconds as nginx writes them, or "-".
bool is_seconds(std::string_view word)
{
    const auto points = std::count(word.begin(), word.end(), '.'),
               commas = std::count(word.begin(), word.end(), ',');
    const bool number = points > 0 && points <= commas + 1;  // more are an address
    return word == "-" || (number && word.find_first_not_of("0123456789.,") == word.npos);
}

/// What follows referer and agent, words of one list ("0.1, 0.2") in one. Of what stands in quotes only
/// seconds count.
std::vector<std::string> words_after_agent(std::string_view after)
{
    std::vector<std::string> words;
    int quoted = 0;
    bool goes_on = false;
    for (const LineWord& w : words_of(after)) {
        if (w.enclosed == '"' && (++quoted <= 2 || w.text == "-" || !is_seconds(w.text))) continue;
        const bool joins = w.enclosed == 0 && !words.empty() && (goes_on || w.text == ":");
        if (joins)
            words.back() += w.text == ":" ? std::string(",") : std::string(w.text);
        else
            words.emplace_back(w.enclosed == '[' ? '[' + std::string(w.text) : std::string(w.text));
        goes_on = w.enclosed == 0 && (w.text.ends_with(',') || w.text == ":");
    }
    return words;
}

/// Of `… 402 0.120 [default-shop-80] [] 10.0.0.1:80 5120 0.118 200 8f1c…` what its upstream took; "" where
/// the words are others.
std::string ingress_upstream(const std::vector<std::string>& words)
{
    if (words.size() < 7 || !is_digits(words[0]) || !is_seconds(words[1]) || !words[2].starts_with('['))
        return {};
    const std::size_t address = words[3].starts_with('[') ? 4 : 3;
    return words.size() > address + 3 && is_seconds(words[address + 2]) ? words[address + 2] : std::string();
}

/// What the upstream took, in the words of nginx; "" where a line does not say.
std::string upstream_in(std::string_view after, const std::vector<std::string>& words)
{
    for (const std::string_view name :
         {"urt", "upstream_response_time", "upstream_time", "us_rt", "ups_resp_time", "upstream"})
        if (const std::string_view value = named_value(after, name); !value.empty())
            return std::string(value);
    if (const std::string value = ingress_upstream(words); !value.empty()) return value;
    if (words.size() >= 2 && is_seconds(words[0]) && is_seconds(words[1]) && words[0] != "-") return words[1];
    return {};
}

class AccessLog final : public LogReader {
public:
    explicit AccessLog(Flavour flavour) : flavour_(flavour) {}

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const auto parts = parts_of(line);
        if (!parts)
            return {LineVerdict::unreadable, to_say("no time in brackets with a request in quotes after it")};
        HttpRequest r;
        if (!split_request_line(parts->request, r)) return {LineVerdict::unreadable, to_say("no request")};
        std::string_view after = parts->after;
        const auto status = take_status(after);
        if (!status) return {LineVerdict::unreadable, to_say("no status and size")};
        r.at = parts->at;
        r.status = *status;
        r.host = virtual_host(parts->before);
        const auto words = words_after_agent(after);
        const std::string upstream = upstream_in(after, words);
        r.upstream = parse_upstream_times(upstream);
        LineVerdict v = page_read(r, requests);
        v.typical = is_typical(r, after, words, upstream);
        return v;
    }

private:
    bool is_typical(const HttpRequest& r, std::string_view after, const std::vector<std::string>& words,
                    const std::string& upstream) const
    {
        switch (flavour_) {
        case Flavour::common: return trimmed(after).empty();
        case Flavour::combined: return std::count(after.begin(), after.end(), '"') >= 4;
        case Flavour::vhost: return !r.host.empty();
        case Flavour::nginx: return !upstream.empty();
        case Flavour::ingress: return !ingress_upstream(words).empty();
        case Flavour::traefik:
            return words.size() >= 2 && is_digits(words[0]) && words.back().ends_with("ms");
        case Flavour::varnish: return r.target.find("://") != r.target.npos;
        }
        return false;
    }

    Flavour flavour_;
};

std::unique_ptr<LogReader> access_log(Flavour flavour)
{
    return std::make_unique<AccessLog>(flavour);
}

}  // namespace

std::unique_ptr<LogReader> common_log(LogSample, const LogReading&)
{
    return access_log(Flavour::common);
}
std::unique_ptr<LogReader> combined_log(LogSample, const LogReading&)
{
    return access_log(Flavour::combined);
}
std::unique_ptr<LogReader> vhost_log(LogSample, const LogReading&)
{
    return access_log(Flavour::vhost);
}
std::unique_ptr<LogReader> nginx_log(LogSample, const LogReading&)
{
    return access_log(Flavour::nginx);
}
std::unique_ptr<LogReader> ingress_nginx_log(LogSample, const LogReading&)
{
    return access_log(Flavour::ingress);
}
std::unique_ptr<LogReader> traefik_log(LogSample, const LogReading&)
{
    return access_log(Flavour::traefik);
}
std::unique_ptr<LogReader> varnish_log(LogSample, const LogReading&)
{
    return access_log(Flavour::varnish);
}

}  // namespace stampede
