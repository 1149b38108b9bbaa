#include "core/recording/recording_reader.h"

#include "core/recording/recording_file.h"
#include "core/recording/recording_format.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace stampede {

namespace {

using namespace recording_format;
using Json = nlohmann::ordered_json;

constexpr std::uint32_t most_keys = 1'000'000, most_instances = 1'000;
constexpr std::size_t most_changes = 100'000, most_troubles = 10'000;

}  // namespace

Recording RecordingReader::read()
{
    read_header();
    read_arrays();
    if (!in_.good()) fail(say("cannot be read to its end"));
    if (!in_.sum_matches()) fail(say("is damaged: its checksum does not match what it holds"));
    check_calls(r_.requests, false);
    check_calls(r_.refreshes, true);
    check_events();
    check_details();
    return std::move(r_);
}

void RecordingReader::fail(const std::string& what) const
{
    throw InputError(source_ + " " + what);
}

std::uint64_t RecordingReader::whole(const Json& header, const char* field) const
{
    const auto value = header.find(field);
    if (value == header.end() || !value->is_number_unsigned())
        fail(say("is inconsistent: its header needs \"{}\" as a whole number", field));
    return value->get<std::uint64_t>();
}

Json RecordingReader::parse_header(const std::string& text) const
{
    Json h = Json::parse(text, nullptr, false);
    if (!h.is_object()) fail(say("is damaged: its header is not JSON"));
    for (const char* field : {"world", "scenario"})
        if (!h.contains(field) || !h[field].is_string())
            fail(say("is inconsistent: its header needs \"{}\" as a text", field));
    const bool names =
        h.contains("keys") && h["keys"].is_array() && h["keys"].size() <= most_keys &&
        std::all_of(h["keys"].begin(), h["keys"].end(), [](const Json& k) { return k.is_string(); });
    if (!names) fail(say("is inconsistent: its header needs \"keys\" as a list of at most 1000000 names"));
    if (!h.contains("end_ns") || !h["end_ns"].is_number_integer())
        fail(say("is inconsistent: its header needs \"end_ns\" as a whole number"));
    return h;
}

void RecordingReader::read_header()
{
    const std::uint64_t size = in_.left();
    if (size > largest_recording_file)
        fail(say("has {} bytes; a recording has at most {}", size, largest_recording_file));
    const std::string line =
        in_.text(static_cast<std::size_t>(std::min<std::uint64_t>(size, first_line.size())));
    if (line.substr(0, magic.size()) != magic.substr(0, line.size()) || line.empty())
        fail(say("is not a recording of Stampede Lab"));
    if (line.size() < first_line.size() || in_.left() < sizeof(std::uint32_t))
        fail(say("is cut off: it ends within its first lines"));
    if (line != first_line)
        fail(say("is a recording of another version; this program reads \"stampede-recording/1\""));

    const auto length = in_.number<std::uint32_t>();
    if (length > largest_header) fail(say("is damaged: the length of its header cannot be right"));
    if (length > in_.left()) fail(say("is cut off: it ends within its header"));
    const Json h = parse_header(in_.text(length));
    r_.world = h["world"].get<std::string>();
    r_.scenario_json = h["scenario"].get<std::string>();
    r_.key_names = h["keys"].get<std::vector<std::string>>();
    r_.end = Instant(Duration(h["end_ns"].get<std::int64_t>()));
    read_changes(h);
    read_trouble(h);
    r_.seed = whole(h, "seed");
    r_.resumptions = whole(h, "resumptions");
    r_.tasks_left = whole(h, "tasks_left");
    counts_ = {whole(h, "requests"), whole(h, "refreshes"),
               whole(h, "events"),   whole(h, "details"),
               whole(h, "commands"), h.contains("store_load") ? whole(h, "store_load") : 0};
}

/// Later than the end of the run none can be; of a run that nobody steered there are none.
void RecordingReader::read_changes(const Json& header)
{
    r_.cut_short = header.value("cut_short", Json(false)) == Json(true);
    const Json changes = header.value("changes", Json::array());
    if (!changes.is_array() || changes.size() > most_changes)
        fail(say("is inconsistent: its header needs \"changes\" as a list of at most 100000 settings"));
    Instant last{-never.time_since_epoch()};
    for (const Json& c : changes) {
        const bool right = c.is_object() && c.contains("at_ns") && c["at_ns"].is_number_integer() &&
                           c.contains("path") && c["path"].is_string() && c.contains("value") &&
                           c["value"].is_string();
        if (!right)
            fail(say("is inconsistent: a change of settings needs \"at_ns\", \"path\" and \"value\""));
        const Instant at(Duration(c["at_ns"].get<std::int64_t>()));
        if (at < last || at > r_.end)
            fail(say("is inconsistent: a change of settings stands at the wrong time"));
        r_.changes.push_back({last = at, c["path"].get<std::string>(), c["value"].get<std::string>()});
    }
}

/// What the server did, if anything.
void RecordingReader::read_trouble(const Json& header)
{
    const Json trouble = header.value("trouble", Json::array());
    if (!trouble.is_array() || trouble.size() > most_troubles)
        fail(say("is inconsistent: its header needs \"trouble\" as a list of at most 10000 troubles"));
    const auto is_text = [](const Json& t, const char* field) {
        return t.contains(field) && t[field].is_string() &&
               t[field].get_ref<const std::string&>().size() < 1000;
    };
    const auto is_whole = [](const Json& t, const char* field) {
        return t.contains(field) && t[field].is_number_integer();
    };
    for (const Json& t : trouble) {
        if (!t.is_object() || !is_text(t, "what") || !is_whole(t, "from_ns") || !is_whole(t, "until_ns"))
            fail(
                say("is inconsistent: a trouble of its server needs \"what\", \"from_ns\" and \"until_ns\""));
        ServerTrouble one;
        one.what = t["what"].get<std::string>();
        one.from = Instant(Duration(t["from_ns"].get<std::int64_t>()));
        one.until = Instant(Duration(t["until_ns"].get<std::int64_t>()));
        if (is_whole(t, "commands")) one.commands = t["commands"].get<std::uint64_t>();
        one.asked_for = t.value("asked_for", Json(false)) == Json(true);
        if (one.from > one.until || one.until > r_.end)
            fail(say("is inconsistent: a trouble of its server stands at the wrong time"));
        r_.trouble.push_back(std::move(one));
    }
    const Json outcomes = header.value("outcomes", Json());
    if (outcomes.is_null()) return;
    const bool right =
        outcomes.is_array() && outcomes.size() == 4 &&
        std::all_of(outcomes.begin(), outcomes.end(), [](const Json& n) { return n.is_number_unsigned(); });
    if (!right) fail(say("is inconsistent: its header needs \"outcomes\" as four whole numbers"));
    r_.outcomes = {outcomes[0].get<std::uint64_t>(), outcomes[1].get<std::uint64_t>(),
                   outcomes[2].get<std::uint64_t>(), outcomes[3].get<std::uint64_t>()};
}

void RecordingReader::read_arrays()
{
    for (std::uint64_t n : {counts_.requests, counts_.refreshes, counts_.events, counts_.details,
                            counts_.commands, counts_.loads})
        if (n > largest_recording_file)
            fail(say("is inconsistent: its header tells of more than a recording can hold"));
    const std::uint64_t expected = body_size(counts_.requests + counts_.refreshes, counts_.events,
                                             counts_.details, counts_.commands, counts_.loads);
    if (in_.left() < expected) fail(say("is cut off: {} of its bytes are missing", expected - in_.left()));
    if (in_.left() > expected) fail(say("is damaged: there is more in it than its header says"));

    const auto call = [this] {
        CallFacts c;
        c.key = in_.number<std::uint32_t>();
        c.instance = in_.number<std::uint16_t>();
        c.origin = static_cast<Origin>(in_.number<std::uint8_t>());
        c.parent = CallId::from_raw(in_.number<std::uint32_t>());
        return c;
    };
    r_.requests.reserve(counts_.requests);
    r_.refreshes.reserve(counts_.refreshes);
    r_.events.resize(counts_.events);
    r_.details.resize(counts_.details);
    r_.commands.resize(counts_.commands);
    r_.store_load.resize(counts_.loads);
    for (std::uint64_t i = 0; i < counts_.requests; ++i) r_.requests.push_back(call());
    for (std::uint64_t i = 0; i < counts_.refreshes; ++i) r_.refreshes.push_back(call());
    for (Event& e : r_.events) {
        e.at = Instant(Duration(in_.number<std::int64_t>()));
        e.call = CallId::from_raw(in_.number<std::uint32_t>());
        e.packed = in_.number<std::uint32_t>();
    }
    for (Detail& d : r_.details) {
        d.event = in_.number<std::uint64_t>();
        d.a = in_.number<std::int64_t>();
        d.b = in_.number<std::int64_t>();
        d.c = in_.number<std::int64_t>();
    }
    for (std::uint32_t& n : r_.commands) n = in_.number<std::uint32_t>();
    for (StoreLoad& l : r_.store_load)
        for (std::uint32_t* n : {&l.applied, &l.most_per_ms, &l.most_queued, &l.most_connections, &l.busy_ns})
            *n = in_.number<std::uint32_t>();
}

void RecordingReader::check_calls(const std::vector<CallFacts>& calls, bool refreshes) const
{
    for (std::size_t i = 0; i < calls.size(); ++i) {
        const CallFacts& c = calls[i];
        if (c.key < most_keys && c.instance < most_instances && c.origin <= Origin::health_check &&
            known(c.parent))
            continue;
        fail(say("is inconsistent: {} {} has a key, instance, origin or parent that cannot be",
                 refreshes ? "refresh" : "request", i + 1));
    }
}

void RecordingReader::check_events() const
{
    Instant last{-never.time_since_epoch()};
    for (std::size_t i = 0; i < r_.events.size(); ++i) {
        const Event& e = r_.events[i];
        if (e.what() >= EventKind::count_)
            fail(say("is inconsistent: event {} is of a kind that is not known", i));
        if (!known(e.call)) fail(say("is inconsistent: event {} belongs to a call that is not there", i));
        if (e.at < last) fail(say("is inconsistent: event {} comes before the one in front of it", i));
        if (e.at > r_.end) fail(say("is inconsistent: event {} comes after the end of the run", i));
        last = e.at;
    }
    if (r_.end > never || r_.end < Instant(-never.time_since_epoch()))
        fail(say("is inconsistent: its end is out of range"));
}

void RecordingReader::check_details() const
{
    for (std::size_t i = 0; i < r_.details.size(); ++i) {
        const bool rising = i == 0 || r_.details[i - 1].event < r_.details[i].event;
        if (!rising || r_.details[i].event >= r_.events.size())
            fail(say("is inconsistent: detail {} belongs to no event, or comes before the one in front of it",
                     i));
    }
}

}  // namespace stampede
