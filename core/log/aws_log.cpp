// Logs of Amazon: load balancers (docs.aws.amazon.com, "Access logs for your Classic Load Balancer" and "…
// Application Load Balancer") and S3 ("Amazon S3 server access log format"). Words separated by blanks, in
// a fixed order.

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

/// Classic balancers begin with the time, application ones with the kind of the connection; what follows
/// has the same order.
class BalancerLog final : public LogReader {
public:
    explicit BalancerLog(bool application) : application_(application) {}

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const std::vector<LineWord> words = words_of(line);
        const std::size_t first = application_ ? 1 : 0;
        constexpr std::array<std::string_view, 6> kinds{"http", "https", "h2", "grpcs", "ws", "wss"};
        if (words.size() < first + 12 || words[first + 11].enclosed != '"' ||
            (application_ && std::find(kinds.begin(), kinds.end(), words[0].text) == kinds.end()))
            return unreadable(to_say("not the words of a load balancer's log"));
        HttpRequest r;
        r.at = parse_date_time(words[first].text);
        r.upstream = parse_upstream_times(words[first + 5].text);  // -1: nothing stood behind it
        r.status = words[first + 7].text;
        if (!split_request_line(words[first + 11].text, r)) return unreadable(to_say("no request"));
        return page_read(r, requests);
    }

private:
    bool application_;
};

class S3Log final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        const std::vector<LineWord> words = words_of(line);
        if (words.size() < 15 || words[2].enclosed != '[' || words[8].enclosed != '"')
            return line.starts_with('#') ? LineVerdict{} : unreadable(to_say("not the words of an S3 log"));
        const std::string_view operation = words[6].text;
        if (!operation.ends_with(".OBJECT")) return {LineVerdict::left_out, to_say("no read")};
        const std::size_t point = operation.find('.') + 1;  // "REST.GET.OBJECT", "WEBSITE.GET.OBJECT"
        HttpRequest r;
        r.at = parse_date_time(words[2].text);
        r.method = operation.substr(point, operation.find('.', point) - point);
        r.host = words[1].text;
        const std::string target =
            '/' + std::string(words[7].text == "-" ? std::string_view() : words[7].text);
        r.target = target;
        r.status = words[9].text;
        if (const auto took = parse_time_number(words[14].text, TimeUnit::milliseconds); took && *took >= 0)
            r.upstream = took;
        return page_read(r, requests);
    }
};

}  // namespace

std::unique_ptr<LogReader> elb_log(LogSample, const LogReading&)
{
    return std::make_unique<BalancerLog>(false);
}
std::unique_ptr<LogReader> alb_log(LogSample, const LogReading&)
{
    return std::make_unique<BalancerLog>(true);
}
std::unique_ptr<LogReader> s3_log(LogSample, const LogReading&)
{
    return std::make_unique<S3Log>();
}

}  // namespace stampede
