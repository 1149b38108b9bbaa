#pragma once

#include "tests/support/store_benches.h"

#include <QtTest>

namespace stampede {

using namespace std::chrono_literals;

inline const char* word(Status s)
{
    static constexpr const char* words[] = {"pending", "ok",        "refused", "error",
                                            "timeout", "abandoned", "failed",  "absent"};
    return words[static_cast<std::size_t>(s)];
}

/// Somebody who talks to the store, and writes down what it answers: "ann takes: ok".
struct Client {
    Client(StoreBench& b, std::string called) : bench(b), name(std::move(called)), command(b.scheduler)
    {
        command.call = b.recorder.begin_request(0, 0);
    }

    Await send(CommandKind kind, Duration ttl = 10s)
    {
        command.kind = kind;
        command.entry = &entry;
        command.ttl = ttl;
        return bench.store().send(command);
    }
    Await wait(Duration d)
    {
        command.store = nullptr;
        return bench.scheduler.sleep(command, d);
    }

    StoreBench& bench;
    std::string name;
    Command command;
    Entry entry;
};

/// What was said, line by line.
struct Protocol {
    std::string text;
    void add(const Client& c, const std::string& verb, const std::string& answer)
    {
        text += c.name + " " + verb + ": " + answer + "\n";
    }
    void add(const Client& c, const std::string& verb, Status s) { add(c, verb, word(s)); }
};

inline Entry an_entry(Instant now, std::uint32_t version, std::uint32_t token = 0)
{
    Entry e;
    e.version = version;
    e.generation = 7;
    e.stored_at = now - 1234567ns;
    e.fresh_until = now + 9s + 1ns;
    e.kept_until = now + 20s;
    e.load_time = 104ms + 7ns;
    e.token = token;
    e.present = true;
    return e;
}

inline std::string in_words(const Entry& e, Instant written)
{
    if (!e.present) return "nothing";
    Entry expected = an_entry(written, e.version, e.token);
    const bool same = e.generation == expected.generation && e.stored_at == expected.stored_at &&
                      e.fresh_until == expected.fresh_until && e.kept_until == expected.kept_until &&
                      e.load_time == expected.load_time;
    return "version " + std::to_string(e.version) + " token " + std::to_string(e.token) +
           (e.negative ? " negative" : "") + (e.backed_off ? " backed off" : "") + (same ? "" : ", garbled");
}

using Story = void (*)(StoreBench&, Protocol&);

inline void tell(StoreBench& bench, Story story, const std::string& answers, const std::string& events)
{
    Protocol protocol;
    story(bench, protocol);
    bench.run();
    QCOMPARE(QString::fromStdString(protocol.text), QString::fromStdString(answers));
    QCOMPARE(QString::fromStdString(bench.events()), QString::fromStdString(events));
}

/// One story, told on the model, on a real server, and on one to which messages take time as in the model:
/// the answers and the recorded events must be the same.
inline void on_both(Story story, const std::string& answers, const std::string& events)
{
    SimulatedBench model;
    tell(model, story, answers, events);
    if (QTest::currentTestFailed()) qWarning("… in the simulated store");
    RedisBench real;
    tell(real, story, answers, events);
    if (QTest::currentTestFailed()) qWarning("… in the real one, or in both");
    RedisStoreOptions held;
    held.network = NetworkModel();
    RedisBench real_with_a_way({}, held);
    tell(real_with_a_way, story, answers, events);
    if (QTest::currentTestFailed()) qWarning("… in the real one with messages held, or before");
}

}  // namespace stampede
