#include "tests/support/event_stream.h"

#include <array>
#include <bit>

namespace stampede::test {

namespace {

/// A number of an event, by its name.
struct Field {
    const char* name;
    std::uint64_t value;
};

/// The numbers of one event.
struct Fields {
    std::array<Field, 4> all{};
    std::size_t count = 0;

    void add(const char* name, std::int64_t value)
    {
        all[count++] = {name, static_cast<std::uint64_t>(value)};
    }
};

Fields numbers_of_detail(What what, const Detail& d)
{
    Fields f;
    switch (what) {
    case What::hit:
    case What::due_early:
        f.add("remaining_ns", d.a);
        f.add("roll_bits", d.b);
        f.add("generation", d.c);
        break;
    case What::found_stale:
        f.add("age_ns", d.a);
        f.add("generation", d.c);
        break;
    case What::load_began:
        f.add("replaced_generation", d.a);
        f.add("fresh_until_ns", d.b);
        break;
    case What::stored:
        f.add("generation", static_cast<std::int64_t>(static_cast<std::uint64_t>(d.a) >> 32));
        f.add("version", d.a & 0xffffffff);
        f.add("fresh_until_ns", d.b);
        f.add("kept_until_ns", d.c);
        break;
    case What::fill_refused:
        f.add("token", d.a);
        f.add("entry_token", d.b);
        break;
    case What::lock_taken:
        f.add("token", d.a);
        f.add("valid_until_ns", d.b);
        break;
    case What::lock_released: f.add("token", d.a); break;
    case What::release_lost:
        f.add("token", d.a);
        f.add("owner_token", d.b);
        break;
    case What::lock_deleted: f.add("owner_token", d.b); break;
    case What::erased: f.add("key", d.a); break;
    case What::alert: f.add("hit_rate_ppm", d.a); break;
    default: break;
    }
    return f;
}

/// The name of the small number that an event carries itself; nullptr: it has none.
const char* name_of_aux(What what)
{
    switch (what) {
    case What::won:
    case What::refused: return "of_cluster";
    case What::load_ended:
    case What::query_ended:
    case What::answered_fresh:
    case What::answered_stale:
    case What::answered_loaded:
    case What::answered_shared: return "version";
    case What::batch_sent: return "keys";
    case What::instance_killed:
    case What::instance_paused:
    case What::instance_resumed:
    case What::instance_removed:
    case What::instance_returned:
    case What::health_check_failed: return "instance";
    case What::fault_began:
    case What::fault_ended: return "fault";
    case What::warmed: return "warming";
    default: return nullptr;
    }
}

const char* name_of(Origin origin)
{
    switch (origin) {
    case Origin::client: return "client";
    case Origin::stale_hit: return "stale_hit";
    case Origin::schedule: return "schedule";
    case Origin::warming: return "warming";
    case Origin::health_check: return "health_check";
    }
    return "unknown";
}

/// Hands names and numbers of a recording, one after another, to `sink`, which has `name(const char*)`,
/// `number(uint64)` and `line()`.
template <class Sink>
void tell(const Recording& r, Sink& sink)
{
    const auto call = [&](CallId id) {
        sink.name(id.is_nobody() ? "nobody" : id.is_refresh() ? "refresh" : "request");
        if (!id.is_nobody()) sink.number(id.number());
    };
    const auto facts = [&](const Call& c) {
        sink.name("key");
        sink.number(c.key);
        sink.name("instance");
        sink.number(c.instance);
    };
    const auto calls = [&](const auto& all) {
        for (const Call& c : all) {
            facts(c);
            sink.name(name_of(c.origin));
            call(c.parent);
            sink.line();
        }
    };
    calls(r.requests);
    calls(r.refreshes);
    std::size_t detail = 0;
    for (std::size_t i = 0; i < r.events.size(); ++i) {
        const Event& e = r.events[i];
        sink.number(static_cast<std::uint64_t>(e.at.time_since_epoch().count()));
        call(e.call);
        if (!e.call.is_nobody()) facts(r.call(e.call));
        sink.name(stampede::name(e.what()));
        if (const char* aux = name_of_aux(e.what())) {
            sink.name(aux);
            sink.number(e.aux());
        }
        while (detail < r.details.size() && r.details[detail].event < i) ++detail;
        if (detail < r.details.size() && r.details[detail].event == i) {
            const Fields f = numbers_of_detail(e.what(), r.details[detail]);
            for (std::size_t n = 0; n < f.count; ++n) {
                sink.name(f.all[n].name);
                sink.number(f.all[n].value);
            }
        }
        sink.line();
    }
    sink.name("commands");
    for (const std::uint32_t n : r.commands) sink.number(n);
    sink.name("end_ns");
    sink.number(static_cast<std::uint64_t>(r.end.time_since_epoch().count()));
    sink.line();
}

/// FNV-1a over the letters of names, and over numbers as wholes with the upper bits folded in.
struct Hash {
    static constexpr std::uint64_t prime = 0x100000001b3;
    std::uint64_t value = 0xcbf29ce484222325;

    void name(const char* text)
    {
        for (; *text; ++text) value = (value ^ static_cast<unsigned char>(*text)) * prime;
    }
    void number(std::uint64_t n) { value = std::rotl((value ^ n) * prime, 29); }
    void line() { number('\n'); }
};

struct Text {
    std::string value;

    void word(const std::string& text)
    {
        if (!value.empty() && value.back() != '\n') value += ' ';
        value += text;
    }
    void name(const char* text) { word(text); }
    void number(std::uint64_t n) { word(std::to_string(static_cast<std::int64_t>(n))); }
    void line() { value += '\n'; }
};

}  // namespace

std::uint64_t stream_hash(const Recording& recording)
{
    Hash hash;
    tell(recording, hash);
    return hash.value;
}

std::string stream_text(const Recording& recording)
{
    Text text;
    tell(recording, text);
    return text.value;
}

}  // namespace stampede::test
