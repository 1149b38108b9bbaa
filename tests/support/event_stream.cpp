#include "tests/support/event_stream.h"

#include "core/recording/events.h"

#include <array>
#include <bit>
#include <cmath>

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

Fields numbers_of_detail(EventKind what, const Detail& d)
{
    const auto ns = [](Instant t) { return t.time_since_epoch().count(); };
    Fields f;
    switch (what) {
    case EventKind::hit:
    case EventKind::due_early: {
        const RollNumbers roll = RollNumbers::of(d);
        f.add("remaining_ns", roll.remaining.count());
        f.add("roll_bits", std::bit_cast<std::int64_t>(roll.u.value_or(-1.0)));
        f.add("generation", roll.generation);
        break;
    }
    case EventKind::found_stale:
        f.add("age_ns", StaleEntry::of(d).age.count());
        f.add("generation", StaleEntry::of(d).generation);
        break;
    case EventKind::load_began:
        f.add("replaced_generation", Replaced::of(d).generation);
        f.add("fresh_until_ns", ns(Replaced::of(d).fresh_until));
        break;
    case EventKind::stored: {
        const StoredEntry e = StoredEntry::of(d);
        f.add("generation", e.generation);
        f.add("version", e.version);
        f.add("fresh_until_ns", ns(e.fresh_until));
        f.add("kept_until_ns", ns(e.kept_until));
        break;
    }
    case EventKind::fill_refused:
        f.add("token", Tokens::of(d).own);
        f.add("entry_token", Tokens::of(d).met);
        break;
    case EventKind::lock_taken:
        f.add("token", TakenLock::of(d).token);
        f.add("valid_until_ns", ns(TakenLock::of(d).valid_until));
        break;
    case EventKind::lock_released: f.add("token", Tokens::of(d).own); break;
    case EventKind::release_lost:
        f.add("token", Tokens::of(d).own);
        f.add("owner_token", Tokens::of(d).met);
        break;
    case EventKind::lock_deleted: f.add("owner_token", Tokens::of(d).met); break;
    case EventKind::erased:
        f.add("key", Erased::of(d).key);
        if (d.b != 0) f.add("with", static_cast<std::uint64_t>(d.b));
        break;
    case EventKind::alert: f.add("hit_rate_ppm", std::llround(1e6 * alerted_hit_rate(d))); break;
    default: break;
    }
    return f;
}

/// The name of the small number that an event carries itself; nullptr: it has none.
const char* name_of_aux(EventKind what)
{
    switch (what) {
    case EventKind::won:
    case EventKind::refused: return "of_cluster";
    case EventKind::load_ended:
    case EventKind::query_ended:
    case EventKind::answered_fresh:
    case EventKind::answered_stale:
    case EventKind::answered_loaded:
    case EventKind::answered_shared: return "version";
    case EventKind::batch_sent: return "keys";
    case EventKind::instance_killed:
    case EventKind::instance_paused:
    case EventKind::instance_resumed:
    case EventKind::instance_removed:
    case EventKind::instance_returned:
    case EventKind::health_check_failed: return "instance";
    case EventKind::fault_began:
    case EventKind::fault_ended: return "fault";
    case EventKind::warmed: return "warming";
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
    const auto facts = [&](const CallFacts& c) {
        sink.name("key");
        sink.number(c.key);
        sink.name("instance");
        sink.number(c.instance);
    };
    const auto calls = [&](const auto& all) {
        for (const CallFacts& c : all) {
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
