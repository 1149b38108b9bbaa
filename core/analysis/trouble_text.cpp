#include "core/analysis/trouble_text.h"

#include "core/analysis/phrases.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <algorithm>

namespace stampede {

namespace {

/// A server that never came back is noticed up to the last wake-up before the end.
constexpr Duration about_the_end = std::chrono::milliseconds(50);

std::string when(const ServerTrouble& t, Instant end)
{
    const std::string from = rounded(t.from.time_since_epoch());
    if (t.until + about_the_end >= end)
        return say("from {} to the end of the run at {}", from, rounded(end.time_since_epoch()));
    const std::string until = rounded(t.until.time_since_epoch());
    return from == until ? say("at {}", from) : say("from {} to {}", from, until);
}

}  // namespace

std::string to_text(const ServerTrouble& t, Instant end)
{
    std::string text = fmt::format("{}, {}", t.what, when(t, end));
    if (t.commands > 0) text += say("; it failed {}", counted(t.commands, "command", "commands"));
    if (t.asked_for) text += say(" (the scenario asks for it)");
    return text;
}

bool server_was_there(const Recording& recording)
{
    return std::all_of(recording.trouble.begin(), recording.trouble.end(),
                       [](const ServerTrouble& t) { return t.asked_for; });
}

}  // namespace stampede
