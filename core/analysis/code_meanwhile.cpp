#include "core/analysis/code_writer.h"

#include "core/analysis/phrases.h"
#include "core/strategy/meanwhile.h"

// What a call does that was refused.

namespace stampede {

using enum EventKind;

void CodeWriter::keep_old()
{
    if (!s_.serves_old()) return;
    std::vector<Cue> c = cues({refresh_held_off});
    if (old_for_requests_) c.push_back({answered_stale, By::request});
    if (old_for_requests_ && early()) c.push_back({answered_fresh, By::request});
    line(old_for_requests_ ? "if value: return value  # the old one" : "if value: leave it, try later",
         std::move(c));
}

/// What a call does that was refused: by its preferences, in order.
void CodeWriter::others(bool elsewhere)
{
    for (Meanwhile m : s_.meanwhile) {
        if (m == Meanwhile::serve_old) keep_old();
        if (m == Meanwhile::fail) return line("fail");
        if (m == Meanwhile::wait) return wait_lines(elsewhere);
        if (m == Meanwhile::share && !elsewhere) break;
    }
    if (elsewhere) return wait_lines(true);
    line("return its result, once it is there", cues({joined, answered_shared}));
    if (o_.on_leader_failure == OnLeaderFailure::re_elect)
        line("or, if it fails: try again", cues({re_elected}));
}

void CodeWriter::wait_lines(bool elsewhere)
{
    const bool told = elsewhere && o_.wait_by == WaitBy::notify;
    std::string text =
        told ? "wait for its release, then look" : "look every " + rounded(o_.poll) + " until it is there";
    line(text, cues({waits, poll_missed, notified}));
    if (o_.on_leader_failure == OnLeaderFailure::re_elect) line("and try to take over", cues({re_elected}));
    if (!elsewhere) line("return value", cues({answered_shared}));
}

void CodeWriter::deadline()
{
    std::vector<Cue> c = cues({deadline_passed, store_failed, joined});
    if (s_.who != Who::one_per_instance) c.push_back({led});
    std::string text = "or after " + rounded(o_.wait_timeout) + ": ";
    switch (o_.on_deadline) {
    case OnDeadline::load: text += "load it ourselves"; break;
    case OnDeadline::fail: text += "fail"; break;
    case OnDeadline::stale: text += "the old value"; break;
    }
    const bool waits_long = next_step(s_.meanwhile, Verdict::theirs_elsewhere, false) == MeanwhileStep::wait;
    if (!waits_long && s_.who != Who::one_per_instance) text = "or, without Redis: load it";
    if (o_.makes(Mistake::infinite_wait)) text = "or, without Redis: load it" + wrong("waits for ever");
    if (o_.makes(Mistake::timeout_herd)) text += wrong("all at once");
    line(text, std::move(c));
}

}  // namespace stampede
