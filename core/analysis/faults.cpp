#include "core/analysis/faults.h"

#include "core/runtime/say.h"

#include <array>

namespace stampede {

std::vector<FaultSpan> faults_of(const Recording& recording, const Scenario& scenario,
                                 const Timeline& timeline)
{
    std::vector<FaultSpan> spans;
    Instant before = Instant(-never.time_since_epoch());
    for (const Marker& m : timeline.markers) {
        if (m.kind != Marker::Kind::fault || m.at == before) continue;
        before = m.at;
        for (std::size_t i = recording.first_event_at(m.at);
             i < recording.events.size() && recording.events[i].at == m.at; ++i) {
            const Event& e = recording.events[i];
            if (e.what() != EventKind::fault_began || e.aux() >= scenario.faults.size()) continue;
            const Fault& fault = scenario.faults[e.aux()];
            spans.push_back({&fault, m.at, m.at + fault.duration});
        }
    }
    return spans;
}

std::string fault_clause(FaultKind kind)
{
    static constexpr std::array<const char*, 13> words{
        to_say("an instance is killed"),
        to_say("whoever holds the lock is killed, and its instance with it"),
        to_say("an instance stands still"),
        to_say("Redis cannot be reached"),
        to_say("Redis restarts and has lost everything"),
        to_say("Redis is slow"),
        to_say("the database cannot be reached"),
        to_say("the database is slow"),
        to_say("a key is deleted"),
        to_say("all keys are deleted"),
        to_say("the clock of an instance jumps"),
        to_say("an instance cannot reach Redis"),
        to_say("an answer of Redis is lost")};
    return say_marked(words[static_cast<std::size_t>(kind)]);
}

}  // namespace stampede
