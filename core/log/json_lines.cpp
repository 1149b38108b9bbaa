// An object in JSON a line. Fields are found by their names (named_fields.h), also in objects inside: Caddy
// has the request in "request", cloud providers in "httpRequest".

#include "core/log/named_fields.h"
#include "core/log/readers.h"
#include "core/log/text.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <nlohmann/json.hpp>

#include <unordered_map>

namespace stampede {

namespace {

using nlohmann::json;
enum class Writer : std::uint8_t { any, caddy, traefik };

constexpr int deepest = 4;  // further in there are headers and traces
constexpr std::size_t most_names = 10'000;

/// A line that is an object; null else.
json object_in(std::string_view line)
{
    line = trimmed(line);
    if (!line.starts_with('{')) return nullptr;
    json object = json::parse(line, nullptr, false);
    return object.is_object() ? object : json(nullptr);
}

class JsonLines final : public LogReader {
public:
    JsonLines(Writer writer, LogSample sample, const LogReading& asked)
        : writer_(writer), asked_(asked.fields)
    {
        std::vector<std::string> times;
        std::string name;
        for (const std::string& line : sample) {
            take(object_in(line));
            if (times.empty()) name = std::string(time_name_);
            times.push_back(values_[LogField::time]);
            if (first_line_ == 0 && !times.back().empty()) {
                first_line_ = static_cast<std::size_t>(&line - sample.data()) + 1;
                first_ = line;
            }
        }
        times_.emplace(asked.unit, name, times);
    }

    LineVerdict read(std::string_view line, std::vector<LogRequest>& requests) override
    {
        if (line.starts_with('#')) return {};
        const json object = object_in(line);
        if (object.is_null()) return {LineVerdict::unreadable, to_say("no object in JSON")};
        take(object);
        LineVerdict v = read_named(times_->parse(when()), values_, upstream_unit_, requests);
        v.typical = is_typical(object);
        return v;
    }

    std::string how() const override
    {
        return times_->unit() ? say("times in {}", say_marked(name_of(*times_->unit()))) : std::string();
    }
    std::string doubt() const override
    {
        if (!times_->doubtful()) return {};
        return say(
            "line {} {}: its time may be in seconds as well as in milliseconds; \"time_unit\", or the "
            "option --unit, says which",
            first_line_, in_quotes(first_));
    }

private:
    /// Puts what the fields hold into values_.
    void take(const json& object)
    {
        values_ = NamedValues();
        ranks_.fill(-1);
        time_name_.clear();
        upstream_unit_ = TimeUnit::seconds;
        take_fields(object, "", 0);
    }

    void take_fields(const json& object, const std::string& outer, int depth)
    {
        if (!object.is_object() || depth == deepest) return;
        for (const auto& [name, value] : object.items()) {
            const std::string full = outer.empty() ? name : outer + '.' + name;
            if (value.is_object()) take_fields(value, full, depth + 1);
            if (value.is_string() || value.is_number()) take_value(full, value);
        }
    }

    void take_value(const std::string& name, const json& value)
    {
        if (meanings_.size() > most_names) meanings_.clear();
        const auto [it, is_new] = meanings_.try_emplace(name);
        if (is_new) it->second = meant_field(name, asked_);
        const MeantField meant = it->second;
        int& rank = ranks_[static_cast<std::size_t>(meant.field)];
        if (meant.field == LogField::none || (rank >= 0 && rank <= meant.rank)) return;
        rank = meant.rank;
        values_[meant.field] = value.is_string() ? value.get<std::string>() : value.dump();
        if (meant.field == LogField::time) time_name_ = name;
        if (meant.field == LogField::upstream) upstream_unit_ = unit_of_upstream(name, value);
    }

    /// By the name; whole numbers of Traefik and Cloudflare are nanoseconds.
    static TimeUnit unit_of_upstream(const std::string& name, const json& value)
    {
        if (const auto unit = unit_in_name(name)) return *unit;
        const bool origin = name.find("Origin") != name.npos && value.is_number_integer();
        return origin ? TimeUnit::nanoseconds : TimeUnit::seconds;
    }

    std::string when() const
    {
        const std::string &time = values_[LogField::time], &date = values_[LogField::date];
        if (time.empty()) return date;
        return date.empty() || times_->parse(time) ? time : date + ' ' + time;
    }

    bool is_typical(const json& object) const
    {
        switch (writer_) {
        case Writer::any: return true;
        case Writer::caddy: {
            const auto request = object.find("request");
            return object.contains("ts") && request != object.end() && request->is_object() &&
                   request->contains("uri");
        }
        case Writer::traefik: return object.contains("RequestPath") && object.contains("DownstreamStatus");
        }
        return false;
    }

    Writer writer_;
    LogFieldNames asked_;
    std::optional<NumberTimes> times_;
    std::unordered_map<std::string, MeantField> meanings_;
    NamedValues values_;
    std::array<int, 12> ranks_{};  ///< by LogField: of what values_ holds; -1 where it holds nothing
    std::string time_name_;
    TimeUnit upstream_unit_ = TimeUnit::seconds;
    std::size_t first_line_ = 0;
    std::string first_;
};

}  // namespace

std::unique_ptr<LogReader> json_lines(LogSample sample, const LogReading& asked)
{
    return std::make_unique<JsonLines>(Writer::any, sample, asked);
}
std::unique_ptr<LogReader> caddy_json(LogSample sample, const LogReading& asked)
{
    return std::make_unique<JsonLines>(Writer::caddy, sample, asked);
}
std::unique_ptr<LogReader> traefik_json(LogSample sample, const LogReading& asked)
{
    return std::make_unique<JsonLines>(Writer::traefik, sample, asked);
}

}  // namespace stampede
