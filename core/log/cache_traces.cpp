// Traces of caches, as research publishes them: columns in a fixed order.

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

std::optional<LogTime> seconds_of(std::string_view text)
{
    return parse_time_number(text, TimeUnit::seconds);
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// github.com/twitter/cache-trace: timestamp in seconds, key, key size, value size, client, operation, ttl.
class TwitterTrace final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        constexpr std::array<std::string_view, 11> operations{
            "get", "gets", "set", "add", "replace", "cas", "append", "prepend", "delete", "incr", "decr"};
        if (line.starts_with('#')) return {};
        std::array<std::string_view, 5> last;  // a key may have commas
        for (std::size_t i = last.size(); i-- > 0;) {
            const std::size_t comma = line.rfind(',');
            if (comma == line.npos) return unreadable(to_say("fewer than seven columns"));
            last[i] = line.substr(comma + 1);
            line = line.substr(0, comma);
        }
        const std::size_t comma = line.find(',');
        if (comma == line.npos) return unreadable(to_say("fewer than seven columns"));
        if (!is_digits(last[0]) || !is_digits(last[1]) || !is_one_of(last[3], operations))
            return unreadable(to_say("not the columns of a trace of Twitter"));
        return key_read(seconds_of(line.substr(0, comma)), line.substr(comma + 1), last[3], requests);
    }
};

/// For traces without times: the i-th request comes i milliseconds after the first.
class EvenTimes {
public:
    LogTime next() { return 1'000'000 * count_++; }

private:
    LogTime count_ = 0;
};
constexpr const char* no_times = to_say("it has no times, so that its requests are taken 1 ms apart");

/// cachelib.org, "Evaluating SSD hardware for Facebook workloads": key, op, size, op_count, key_size in the
/// older traces, with op_time in the newer ones; a heading has their order.
class CacheLibTrace final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const auto columns = columns_of(line, ',');
        if (!columns) return unreadable(to_say("quotes that do not end"));
        if (take_heading(*columns)) return {};
        const auto column = [&, this](std::size_t at) {
            return at < columns->size() ? std::string_view((*columns)[at]) : std::string_view();
        };
        constexpr std::array<std::string_view, 7> operations{"GET",    "GET_LEASE", "SET", "SET_LEASE",
                                                             "DELETE", "ADD",       "CAS"};
        if (columns->size() < 5 || !is_one_of(column(op_), operations))
            return unreadable(to_say("not the columns of a trace of CacheLib"));
        const auto n = whole_number(column(count_));
        if (!n || *n == 0 || *n > 10'000) return unreadable(to_say("a count that is none"));
        const LineVerdict v = key_read(time_ ? seconds_of(column(*time_)) : std::optional(LogTime()),
                                       column(key_), column(op_), requests);
        if (v.kind != LineVerdict::requests) return v;
        requests.resize(*n, LogRequest(requests.front()));
        if (!time_)
            for (LogRequest& r : requests) r.at = even_.next();
        return v;
    }
    std::string how() const override { return time_ ? std::string() : say_marked(no_times); }

private:
    bool take_heading(const std::vector<std::string>& names)
    {
        const auto at = [&](std::string_view name) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
        };
        if (at("key") == names.size() || at("op") == names.size() || at("op_count") == names.size())
            return false;
        key_ = at("key");
        op_ = at("op");
        count_ = at("op_count");
        time_ = at("op_time") < names.size() ? std::optional(at("op_time")) : std::nullopt;
        return true;
    }

    std::size_t key_ = 0, op_ = 1, count_ = 3;
    std::optional<std::size_t> time_;
    EvenTimes even_;
};

/// Megiddo and Modha 2003: starting block, number of blocks, 0, number of the request.
class ArcTrace final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const std::vector<LineWord> words = words_of(line);
        if (words.size() != 4 || words[2].text != "0" || !is_digits(words[3].text))
            return unreadable(to_say("not the columns of an ARC trace"));
        const auto block = whole_number(words[0].text), blocks = whole_number(words[1].text);
        if (!block || !blocks || *blocks == 0 || *blocks > 4'096 || *block > UINT64_MAX - *blocks)
            return unreadable(to_say("no range of blocks"));
        const LogTime at = even_.next();
        for (std::uint64_t i = 0; i < *blocks; ++i) requests.push_back({at, std::to_string(*block + i), {}});
        return {LineVerdict::requests};
    }
    std::string how() const override { return say_marked(no_times); }

private:
    EvenTimes even_;
};

/// Of wikibench.eu: counter, seconds since 1970, address, "-" or "save". And of
/// wikitech.wikimedia.org/wiki/Analytics/Data_Lake/Traffic/Caching: seconds, hash of host and path, perhaps
/// a kind, size, time to the first byte.
class WikipediaTrace final : public LogReader {
public:
    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#') || line.starts_with("relative_unix")) return {};
        const std::vector<LineWord> words = words_of(line);
        if (words.size() == 4 && words[2].text.find("://") != std::string_view::npos &&
            is_digits(words[0].text)) {
            if (words[3].text != "-") return {LineVerdict::left_out, to_say("no read")};
            HttpRequest r;
            r.at = seconds_of(words[1].text);
            r.target = words[2].text;
            return page_read(r, requests);
        }
        const bool caching = (words.size() == 4 || words.size() == 5) && is_digits(words[0].text) &&
                             is_digits(words[words.size() - 2].text) &&
                             words.back().text.find('.') != std::string_view::npos &&
                             seconds_of(words.back().text);
        if (!caching) return unreadable(to_say("not the columns of a trace of Wikipedia"));
        return key_read(seconds_of(words[0].text), words[1].text, "", requests);
    }
};

/// github.com/1a1a11a/libCacheSim: time in seconds, object, size, perhaps more numbers; commas or blanks.
class LibCacheSimTrace final : public LogReader {
public:
    /// A heading of other names makes it another table.
    explicit LibCacheSimTrace(LogSample sample)
    {
        const auto first = std::find_if(sample.begin(), sample.end(), [](const std::string& line) {
            return !line.empty() && !line.starts_with('#');
        });
        other_ = first != sample.end() && !is_digits(first->substr(0, 1)) && !is_heading(*first);
    }

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        const char separator = line.find(',') != line.npos ? ',' : line.find('\t') != line.npos ? '\t' : ' ';
        const auto columns = columns_of(line, separator);
        if (is_heading(line)) {
            if (!columns) return {};
            const auto op = std::find(columns->begin(), columns->end(), "op");
            if (op != columns->end()) op_ = static_cast<std::size_t>(op - columns->begin());
            return {};
        }
        if (line.starts_with('#')) return {};
        const bool numbers = !other_ && columns && columns->size() >= std::max<std::size_t>(3, op_ + 1) &&
                             is_digits((*columns)[0]) && are_numbers(*columns);
        if (!numbers) return unreadable(to_say("not the columns of a trace of libCacheSim"));
        return key_read(seconds_of((*columns)[0]), (*columns)[1],
                        op_ > 0 ? (*columns)[op_] : std::string_view(), requests);
    }
    std::string how() const override { return say("times in seconds"); }

private:
    /// All after time and object are, but for the operation.
    bool are_numbers(const std::vector<std::string>& columns) const
    {
        for (std::size_t i = 2; i < columns.size(); ++i) {
            const std::string_view c = columns[i];
            if (i != op_ && !is_digits(c) && !(c.starts_with('-') && is_digits(c.substr(1)))) return false;
        }
        return true;
    }
    static bool is_heading(std::string_view line)
    {
        if (line.starts_with('#')) line.remove_prefix(1);
        return line.starts_with("time") && line.find("obj") != line.npos && line.find("size") != line.npos;
    }

    bool other_ = false;
    std::size_t op_ = 0;  ///< the column of the operation; 0: none
};

}  // namespace

std::unique_ptr<LogReader> twitter_trace(LogSample, const LogReading&)
{
    return std::make_unique<TwitterTrace>();
}
std::unique_ptr<LogReader> cachelib_trace(LogSample, const LogReading&)
{
    return std::make_unique<CacheLibTrace>();
}
std::unique_ptr<LogReader> arc_trace(LogSample, const LogReading&)
{
    return std::make_unique<ArcTrace>();
}
std::unique_ptr<LogReader> wikipedia_trace(LogSample, const LogReading&)
{
    return std::make_unique<WikipediaTrace>();
}
std::unique_ptr<LogReader> libcachesim_trace(LogSample sample, const LogReading&)
{
    return std::make_unique<LibCacheSimTrace>(sample);
}

}  // namespace stampede
