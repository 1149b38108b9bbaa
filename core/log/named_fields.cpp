#include "core/log/named_fields.h"

#include "core/log/http_request.h"
#include "core/log/text.h"
#include "core/runtime/say.h"

#include <algorithm>
#include <array>

namespace stampede {

namespace {

struct Alias {
    std::string_view name;  ///< letters and digits alone, in lower case
    LogField field;
};
using enum LogField;

/// What logs call their fields, the likeliest first.
constexpr Alias aliases[] = {
    {"startutc", time},  // of Traefik, whose "time" is that of the line, without fractions
    {"startlocal", time},
    {"time", time},
    {"timestamp", time},
    {"ts", time},
    {"timeiso8601", time},
    {"timelocal", time},
    {"datetime", time},
    {"starttime", time},
    {"start", time},
    {"edgestarttimestamp", time},
    {"eventtime", time},
    {"requesttimestamp", time},
    {"receivetimestamp", time},
    {"msec", time},
    {"epoch", time},
    {"unix", time},
    {"unixtime", time},
    {"relativeunix", time},
    {"clocktime", time},
    {"optime", time},
    {"t", time},
    {"at", time},
    {"when", time},
    {"seconds", time},
    {"secs", time},
    {"sec", time},
    {"s", time},
    {"milliseconds", time},
    {"millis", time},
    {"ms", time},
    {"microseconds", time},
    {"micros", time},
    {"us", time},
    {"nanoseconds", time},
    {"nanos", time},
    {"ns", time},
    {"date", date},
    {"day", date},
    {"key", key},
    {"cachekey", key},
    {"anonymizedkey", key},
    {"objid", key},
    {"objectid", key},
    {"object", key},
    {"obj", key},
    {"item", key},
    {"keyid", key},
    {"id", key},
    {"hashedpathquery", key},
    {"hashedhostpathquery", key},
    {"hashedhostandpath", key},
    {"requesturi", page},
    {"uri", page},
    {"path", page},
    {"url", page},
    {"requestpath", page},
    {"requesturl", page},
    {"clientrequesturi", page},
    {"clientrequestpath", page},
    {"uripath", page},
    {"urlpath", page},
    {"urloriginal", page},
    {"csuristem", page},
    {"endpoint", page},
    {"page", page},
    {"resource", page},
    {"request", request},
    {"requestline", request},
    {"method", method},
    {"requestmethod", method},
    {"httpmethod", method},
    {"httprequestmethod", method},
    {"clientrequestmethod", method},
    {"csmethod", method},
    {"verb", method},
    {"host", host},
    {"httphost", host},
    {"requesthost", host},
    {"clientrequesthost", host},
    {"vhost", host},
    {"virtualhost", host},
    {"servername", host},
    {"domain", host},
    {"authority", host},
    {"cshost", host},
    {"status", status},
    {"statuscode", status},
    {"httpstatus", status},
    {"responsestatus", status},
    {"responsecode", status},
    {"downstreamstatus", status},
    {"edgeresponsestatus", status},
    {"scstatus", status},
    {"httpresponsestatuscode", status},
    {"upstreamresponsetime", upstream},
    {"upstreamtime", upstream},
    {"urt", upstream},
    {"originduration", upstream},
    {"originresponsetime", upstream},
    {"originresponsedurationms", upstream},
    {"targetprocessingtime", upstream},
    {"backendprocessingtime", upstream},
    {"backendtime", upstream},
    {"origintime", upstream},
    {"dbtime", upstream},
    {"querytime", upstream},
    {"upstream", upstream},
    {"op", operation},
    {"operation", operation},
    {"optype", operation},
    {"command", operation},
    {"cmd", operation},
    {"opcount", count},
    {"count", count},
};

/// "cs(User-Agent)" as "csuseragent".
std::string letters_of(std::string_view name)
{
    std::string letters;
    for (const char c : lower(name))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) letters += c;
    return letters;
}

/// Without a unit at its end: "ts_ms" as "ts", "startMicros" as "start".
std::string without_unit(std::string_view name)
{
    std::size_t end = name.size();
    while (end-- > 1) {
        const bool capital =
            name[end] >= 'A' && name[end] <= 'Z' && name[end - 1] >= 'a' && name[end - 1] <= 'z';
        if (capital || std::string_view("_-. ([").find(name[end]) != std::string_view::npos) break;
    }
    if (end == 0 || end > name.size() || !unit_in_name(name.substr(end))) return letters_of(name);
    return letters_of(name.substr(0, end));
}

/// The last part of "request.uri" where what it is in says nothing more: an object for the request or its
/// answer.
std::string_view inner_name(std::string_view name)
{
    const std::size_t point = name.rfind('.');
    if (point == name.npos) return name;
    const std::string_view outer = name.substr(0, point);
    constexpr std::array<std::string_view, 14> plain{"request", "req",  "http", "httprequest", "response",
                                                     "resp",    "res",  "data", "fields",      "event",
                                                     "url",     "json", "log",  "httpresponse"};
    const std::string letters =
        letters_of(outer.substr(outer.rfind('.') == outer.npos ? 0 : outer.rfind('.') + 1));
    return std::find(plain.begin(), plain.end(), letters) != plain.end() ? name.substr(point + 1) : name;
}

std::optional<MeantField> known(const std::string& letters)
{
    for (int rank = 0; rank < static_cast<int>(std::size(aliases)); ++rank)
        if (aliases[rank].name == letters) return MeantField{aliases[rank].field, rank + 1};
    return std::nullopt;
}

bool is_number(std::string_view text, bool comma)
{
    return parse_time_number(text, TimeUnit::nanoseconds, comma).has_value();
}

}  // namespace

namespace {

/// What logs mean by this name.
MeantField usual_meaning(std::string_view name)
{
    const std::string_view inner = inner_name(name);
    for (const std::string& letters : {letters_of(name), letters_of(inner), without_unit(inner)})
        if (const auto found = known(letters)) return *found;
    return {};
}

}  // namespace

MeantField meant_field(std::string_view name, const LogFieldNames& asked)
{
    const MeantField usual = usual_meaning(name);
    const auto is_page = [](LogField f) { return f == page || f == request; };
    const std::array<std::pair<const std::string&, LogField>, 6> named{{{asked.time, time},
                                                                        {asked.key, key},
                                                                        {asked.method, method},
                                                                        {asked.status, status},
                                                                        {asked.host, host},
                                                                        {asked.upstream, upstream}}};
    for (const auto& [wanted, field] : named)
        if (!wanted.empty() && wanted == name)
            return {field == key && is_page(usual.field) ? usual.field : field, 0};
    const auto is_another = [&](LogField field) {  // somebody said which one it is
        return usual.field == field || (field == key && is_page(usual.field)) ||
               (field == time && usual.field == date);
    };
    for (const auto& [wanted, field] : named)
        if (!wanted.empty() && is_another(field)) return {};
    return usual;
}

LineVerdict read_named(std::optional<LogTime> at, const NamedValues& line, TimeUnit upstream_unit,
                       std::vector<LogRequest>& requests)
{
    HttpRequest r;
    r.at = at;
    r.method = line[method];
    r.host = line[host];
    r.status = line[status];
    r.upstream = parse_upstream_times(line[upstream], upstream_unit);
    const bool by_request = line[page].empty() && split_request_line(line[request], r);
    if (!by_request) r.target = line[page].empty() ? std::string_view(line[request]) : line[page];

    std::uint64_t times = 1;
    if (!line[count].empty()) {
        const auto n = whole_number(line[count]);
        if (!n || *n == 0 || *n > 10'000) return {LineVerdict::unreadable, to_say("a count that is none")};
        times = *n;
    }
    LineVerdict v;
    if (!line[key].empty()) {
        r.target = "/";  // what says whether it is a read
        v = page_read(r, requests);
        if (v.kind != LineVerdict::requests) return v;
        requests.clear();
        v = key_read(at, line[key], line[operation], requests);
        if (!requests.empty()) requests.back().upstream = r.upstream;
    } else {
        v = page_read(r, requests);
    }
    if (v.kind == LineVerdict::requests) requests.resize(times, LogRequest(requests.front()));
    return v;
}

NumberTimes::NumberTimes(const std::optional<TimeUnit>& asked, std::string_view name,
                         const std::vector<std::string>& times, bool comma)
    : unit_(asked), comma_(comma)
{
    bool any = false, whole = true;
    std::optional<TimeUnit> of_epoch;
    for (const std::string& text : times) {
        if (!is_number(text, comma)) continue;
        any = true;
        whole = whole && text.find_first_of(comma ? ".,eE" : ".eE") == text.npos;
        if (!of_epoch) of_epoch = unit_of_epoch(text);
    }
    if (unit_ || !any) return;
    unit_ = unit_in_name(name);
    if (!unit_) unit_ = of_epoch;
    doubtful_ = !unit_ && whole;
    if (!unit_) unit_ = TimeUnit::seconds;
}

std::optional<LogTime> NumberTimes::parse(std::string_view text) const
{
    if (const auto time = parse_date_time(text)) return time;
    if (text.starts_with('[') && text.ends_with(']')) return parse_date_time(text.substr(1, text.size() - 2));
    if (const auto time = parse_time_with_unit(text)) return time;
    return unit_ ? parse_time_number(text, *unit_, comma_) : std::nullopt;
}

const char* name_of(TimeUnit unit)
{
    static constexpr std::array<const char*, 4> names{to_say("seconds"), to_say("milliseconds"),
                                                      to_say("microseconds"), to_say("nanoseconds")};
    return names[static_cast<std::size_t>(unit)];
}

}  // namespace stampede
