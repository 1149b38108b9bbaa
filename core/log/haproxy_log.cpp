// HAProxy's HTTP log (its configuration manual, 8.2.3):
//
//     haproxy[14389]: 10.0.1.2:33317 [06/Feb/2009:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750
//     - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

namespace {

/// How long the server took to answer: the fourth of five timers, in milliseconds; the third of four in old
/// logs.
std::optional<LogTime> server_time(std::string_view timers)
{
    std::vector<std::string_view> parts;
    for (std::size_t end = 0; end != timers.npos; timers.remove_prefix(std::min(end + 1, timers.size()))) {
        end = timers.find('/');
        parts.push_back(timers.substr(0, end));
    }
    if (parts.size() < 4) return std::nullopt;
    const auto time = parse_time_number(parts[parts.size() - 2], TimeUnit::milliseconds);
    return time && *time >= 0 ? time : std::nullopt;
}

class HaproxyLog final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        for (std::size_t open = line.find('['); open != line.npos; open = line.find('[', open + 1)) {
            const std::size_t close = line.find(']', open);
            if (close == line.npos) break;
            const auto at = parse_date_time(line.substr(open + 1, close - open - 1));
            if (at) return rest(*at, line.substr(close + 1), requests);
        }
        return {LineVerdict::unreadable, to_say("no time in brackets")};
    }

private:
    static LineVerdict rest(LogTime at, std::string_view text, std::vector<LogRequest>& requests)
    {
        const std::size_t quote = text.find(" \"");
        if (quote == text.npos) return {LineVerdict::unreadable, to_say("no request")};
        const std::vector<LineWord> words = words_of(text.substr(0, quote));
        const bool timers =
            words.size() >= 5 && std::count(words[2].text.begin(), words[2].text.end(), '/') >= 3;
        if (!timers || words[1].text.find('/') == std::string_view::npos)
            return {LineVerdict::unreadable, to_say("not the words of an HTTP log of HAProxy")};
        HttpRequest r;
        r.at = at;
        r.status = words[3].text;
        r.upstream = server_time(words[2].text);
        std::string_view request =
            text.substr(quote + 2);  // a long one is cut, and then has no closing quote
        request = up_to_quote(request).value_or(request);
        if (!split_request_line(request, r)) return {LineVerdict::unreadable, to_say("no request")};
        return page_read(r, requests);
    }
};

}  // namespace

std::unique_ptr<LogReader> haproxy_log(LogSample, const LogReading&)
{
    return std::make_unique<HaproxyLog>();
}

}  // namespace stampede
