// Squid's own format (its documentation, "access.log"):
//
//     1779012303.123    120 203.0.113.7 TCP_MISS/200 5120 GET http://www.example.com/p - HIER_DIRECT/- text

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

namespace stampede {

namespace {

class SquidLog final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const std::vector<LineWord> words = words_of(line);
        const std::size_t slash = words.size() < 9 ? std::string_view::npos : words[3].text.find('/');
        if (slash == std::string_view::npos || !unit_of_epoch(words[0].text) || !is_digits(words[1].text))
            return {LineVerdict::unreadable, to_say("not the words of a log of Squid")};
        HttpRequest r;
        r.at = parse_time_number(words[0].text, TimeUnit::seconds);
        r.status = words[3].text.substr(slash + 1);
        r.method = words[5].text;
        r.target = words[6].text;
        const std::string_view result = words[3].text.substr(0, slash);
        if (result.find("MISS") != result.npos)
            r.upstream = parse_time_number(words[1].text, TimeUnit::milliseconds);
        return page_read(r, requests);
    }
};

}  // namespace

std::unique_ptr<LogReader> squid_log(LogSample, const LogReading&)
{
    return std::make_unique<SquidLog>();
}

}  // namespace stampede
