// Whatever else a web server was told to write, as long as a line has a time, a request in quotes and a
// status after it: `1779012303.123 203.0.113.7 "GET /product/123 HTTP/1.1" 200 0.120 0.118`.

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

namespace stampede {

namespace {

/// The time of a word, or of two words that are a date and a time of day.
std::optional<LogTime> time_at(const std::vector<LineWord>& words, std::size_t i)
{
    if (const auto time = parse_date_time(words[i].text)) return time;
    if (const auto unit = unit_of_epoch(words[i].text)) return parse_time_number(words[i].text, *unit);
    if (i + 1 == words.size() || words[i].text.size() > 12) return std::nullopt;
    return parse_date_time(std::string(words[i].text) + ' ' + std::string(words[i + 1].text));
}

bool is_seconds(std::string_view word)
{
    return word == "-" || (word.find('.') != word.npos && word.find_first_not_of("0123456789.") == word.npos);
}

class OtherWebLog final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const std::vector<LineWord> words = words_of(line);
        HttpRequest r;
        std::size_t request = 0;
        while (request < words.size() &&
               (words[request].enclosed != '"' || !split_request_line(words[request].text, r)))
            ++request;
        if (request == words.size()) return {LineVerdict::unreadable, to_say("no request in quotes")};
        for (std::size_t i = 0; i < words.size() && !r.at; ++i)
            if (i != request) r.at = time_at(words, i);
        std::size_t status = request + 1;
        while (status < words.size() && !is_status(words[status].text)) ++status;
        if (status >= words.size()) return {LineVerdict::unreadable, to_say("no status")};
        r.status = words[status].text;
        // Two numbers with a point after the status are what the request took, and its upstream.
        if (status + 2 < words.size() && is_seconds(words[status + 1].text) &&
            is_seconds(words[status + 2].text))
            r.upstream = parse_upstream_times(words[status + 2].text);
        return page_read(r, requests);
    }

private:
    static bool is_status(std::string_view word)
    {
        return word.size() == 3 && is_digits(word) && word[0] >= '1' && word[0] <= '5';
    }
};

}  // namespace

std::unique_ptr<LogReader> other_web_log(LogSample, const LogReading&)
{
    return std::make_unique<OtherWebLog>();
}

}  // namespace stampede
