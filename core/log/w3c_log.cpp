// The W3C extended log format (https://www.w3.org/TR/WD-logfile): a line `#Fields: …` says what the columns
// of the lines after it are. IIS separates them by blanks, CloudFront by tabs.

#include "core/log/http_request.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

namespace {

class W3cLog final : public LogReader {
public:
    W3cLog(bool of_cloudfront, const LogFieldNames& names) : of_cloudfront_(of_cloudfront), names_(names) {}

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return heading(line.substr(1));
        if (fields_.empty()) return {LineVerdict::unreadable, to_say("no #Fields line before it")};
        const std::vector<std::string> values = values_of(line);
        if (values.size() < fields_.size())
            return {LineVerdict::unreadable, to_say("fewer columns than #Fields has")};
        HttpRequest r;
        const std::string when = time_of(values);
        r.at = parse_date_time(when);
        if (!r.at && unit_of_epoch(when)) r.at = parse_time_number(when, *unit_of_epoch(when));
        r.method = one_of(values, {names_.method, "cs-method", "x-method"});
        r.target = one_of(values, {names_.key, "cs-uri-stem", "cs-uri", "cs-url", "x-path"});
        r.host = one_of(values, {names_.host, "x-host-header", "cs-host", "cs(Host)"});
        r.status = one_of(values, {names_.status, "sc-status"});
        if (!names_.upstream.empty()) r.upstream = parse_upstream_times(one_of(values, {names_.upstream}));
        LineVerdict v = page_read(r, requests);
        v.typical = !of_cloudfront_ || has("x-edge-location");
        return v;
    }

private:
    LineVerdict heading(std::string_view text)
    {
        const std::size_t colon = std::min(text.find(':'), text.size());
        const std::string_view value = trimmed(text.substr(std::min(colon + 1, text.size())));
        if (same_letters(text.substr(0, colon), "Fields")) {
            fields_.clear();
            for (const LineWord& w : words_of(value)) fields_.emplace_back(w.text);
        }
        if (same_letters(text.substr(0, colon), "Date")) date_ = value.substr(0, value.find(' '));
        return {};
    }

    static std::vector<std::string> values_of(std::string_view line)
    {
        std::vector<std::string> values;
        if (line.find('\t') != line.npos) {
            for (std::size_t end = 0; end != line.npos; line.remove_prefix(std::min(end + 1, line.size()))) {
                end = line.find('\t');
                values.emplace_back(trimmed(line.substr(0, end)));
            }
            return values;
        }
        for (const LineWord& w : words_of(line)) values.emplace_back(w.text);
        return values;
    }

    bool has(std::string_view field) const
    {
        return std::find(fields_.begin(), fields_.end(), field) != fields_.end();
    }

    /// The value of a field; "" where it is not there, or is "-".
    std::string_view value(const std::vector<std::string>& values, std::string_view field) const
    {
        for (std::size_t i = 0; i < fields_.size() && !field.empty(); ++i)
            if (same_letters(fields_[i], field)) return values[i] == "-" ? std::string_view() : values[i];
        return {};
    }

    std::string_view one_of(const std::vector<std::string>& values,
                            std::initializer_list<std::string_view> fields) const
    {
        for (const std::string_view field : fields)
            if (const std::string_view v = value(values, field); !v.empty()) return v;
        return {};
    }

    std::string time_of(const std::vector<std::string>& values) const
    {
        if (!names_.time.empty()) return std::string(value(values, names_.time));
        const std::string_view date = one_of(values, {"date", "x-date"}), time = value(values, "time");
        if (time.empty()) return std::string(one_of(values, {"timestamp", "x-timestamp", "datetime"}));
        return std::string(date.empty() ? std::string_view(date_) : date) + ' ' + std::string(time);
    }

    bool of_cloudfront_;
    LogFieldNames names_;
    std::vector<std::string> fields_;
    std::string date_;  ///< of the last #Date, for logs that write the time alone
};

}  // namespace

std::unique_ptr<LogReader> w3c_log(LogSample, const LogReading& asked)
{
    return std::make_unique<W3cLog>(false, asked.fields);
}
std::unique_ptr<LogReader> cloudfront_log(LogSample, const LogReading& asked)
{
    return std::make_unique<W3cLog>(true, asked.fields);
}

}  // namespace stampede
