#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/event_stream.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <cstdio>
#include <fstream>
#include <map>
#include <optional>

using namespace stampede;

namespace {

constexpr std::uint64_t random_runs = 300;

std::string path_of_pins()
{
    return std::string(test::source_folder()) + "/tests/world/event_streams.txt";
}

/// What is pinned, in the order of the file: "hot-page xfetch", "hot-page -" (as the preset has it),
/// "hot-page steered", "random:17 -".
struct Pinned {
    std::string run;
    std::string hash;
};

std::string hexadecimal(std::uint64_t n)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(n));
    return text;
}

/// A preset with a named strategy as the catalogue has it, whatever the file says of options; nothing where
/// the two cannot be together.
std::optional<Scenario> with_strategy(const std::string& preset, const NamedStrategy& strategy)
{
    Scenario s = load_scenario(preset);
    s.strategy = strategy.spec;
    try {
        parse_scenario(to_json(s), preset);
    } catch (const InputError&) {
        return std::nullopt;
    }
    return s;
}

/// A preset whose settings somebody moves while it runs.
RecordingPtr steered_run(const Scenario& s)
{
    const std::vector<SettingChange> changes = {{run_start + 40ms, "database.query_time", "\"35ms\""},
                                                {run_start + 40ms, "strategy.poll", "\"20ms\""},
                                                {run_start + 1500ms, "cache.ttl", "\"4s\""},
                                                {run_start + 1500ms, "database.pool", "7"}};
    return simulate_steered(s, changes);
}

std::vector<Pinned> recomputed()
{
    std::vector<Pinned> all;
    const auto add = [&](const std::string& run, const Scenario& s) {
        all.push_back({run, hexadecimal(test::stream_hash(*simulate(s)))});
    };
    for (const Preset& p : presets()) {
        add(p.id + " -", load_scenario(p.id));
        for (const NamedStrategy& n : catalogue())
            if (const auto s = with_strategy(p.id, n)) add(p.id + ' ' + n.id, *s);
    }
    for (const Preset& p : presets())
        all.push_back({p.id + " steered", hexadecimal(test::stream_hash(*steered_run(load_scenario(p.id))))});
    for (std::uint64_t seed = 1; seed <= random_runs; ++seed)
        add("random:" + std::to_string(seed) + " -", random_scenario(seed));
    return all;
}

void write_pins(const std::vector<Pinned>& all)
{
    std::ofstream out(path_of_pins());
    out << "# What every preset does under its own strategy (-) and under each named one, and what random\n"
           "# scenarios do: a hash of the stream of events (tests/support/event_stream.h). A change that is\n"
           "# not meant to change runs leaves this file as it is; CONTRIBUTING.md says how to renew it.\n";
    for (const Pinned& p : all) out << p.hash << ' ' << p.run << '\n';
}

std::map<std::string, std::string> read_pins()
{
    std::map<std::string, std::string> hashes;
    std::ifstream in(path_of_pins());
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] != '#') hashes[line.substr(17)] = line.substr(0, 16);
    return hashes;
}

}  // namespace

/// Runs stay the same, event for event, unless a change means to change them.
class tst_EventStreams : public QObject {
    Q_OBJECT

private slots:
    void eachRunDoesWhatItDid();
    void aStreamKnowsEveryNumber();
};

void tst_EventStreams::eachRunDoesWhatItDid()
{
    const std::vector<Pinned> now = recomputed();
    if (qEnvironmentVariableIsSet("STAMPEDE_RENEW_EVENT_STREAMS")) write_pins(now);
    std::map<std::string, std::string> pinned = read_pins();
    QStringList changed;
    for (const Pinned& p : now) {
        const auto known = pinned.find(p.run);
        if (known == pinned.end())
            changed << QString::fromStdString(p.run + ": not pinned yet");
        else if (known->second != p.hash)
            changed << QString::fromStdString(p.run + ": does something else");
        if (known != pinned.end()) pinned.erase(known);
    }
    for (const auto& [run, hash] : pinned)
        changed << QString::fromStdString(run + ": is pinned, and there is no such run");
    QVERIFY2(changed.empty(),
             qPrintable(QString::number(changed.size()) + " runs:\n  " + changed.mid(0, 40).join("\n  ") +
                        "\nIf that is meant: STAMPEDE_RENEW_EVENT_STREAMS=1, see CONTRIBUTING.md"));
}

/// A number that the hash passed over would pin nothing.
void tst_EventStreams::aStreamKnowsEveryNumber()
{
    Recording r;
    r.requests.push_back({3, 1, Origin::client, CallId()});
    r.end = Instant(Duration(900));
    const CallId first = CallId::request(1);
    r.events.emplace_back(Instant(Duration(5)), first, EventKind::arrived);
    r.details.push_back({1, (std::int64_t{7} << 32) | 2, 100, 200});
    r.events.emplace_back(Instant(Duration(6)), first, EventKind::stored);
    r.events.emplace_back(Instant(Duration(8)), first, EventKind::answered_loaded, 2);
    r.commands = {4};
    QCOMPARE(test::stream_text(r),
             std::string("key 3 instance 1 client nobody\n"
                         "5 request 1 key 3 instance 1 arrived\n"
                         "6 request 1 key 3 instance 1 stored generation 7 version 2 fresh_until_ns 100 "
                         "kept_until_ns 200\n"
                         "8 request 1 key 3 instance 1 answered_loaded version 2\n"
                         "commands 4 end_ns 900\n"));
    const std::uint64_t hash = test::stream_hash(r);
    Recording other = r;
    other.details[0].c = 201;
    QVERIFY(test::stream_hash(other) != hash);
    other = r;
    other.events[2] = Event(Instant(Duration(8)), first, EventKind::answered_loaded, 3);
    QVERIFY(test::stream_hash(other) != hash);
    other = r;
    other.requests[0].instance = 0;
    QVERIFY(test::stream_hash(other) != hash);
}

STAMPEDE_TESTS(tst_EventStreams, an_event_loop)
#include "tst_event_streams.moc"
