#pragma once

#include "core/analysis/trail.h"
#include "core/strategy/spec.h"

#include <string>
#include <vector>

namespace stampede {

/// An event that means that a line of the code is being executed, until the next such event.
struct Cue {
    enum class By : std::uint8_t { anybody, request, refresh };
    EventKind what = EventKind::arrived;
    By by = By::anybody;
    int aux = -1;  ///< −1: whatever it is
    bool fits(const Event& event) const;
};

struct CodeLine {
    std::string text;  ///< a marked text; what a mistake leaves out or adds has Tone::failed
    int indent = 0;
    std::vector<Cue> cues;
    bool has(const Event& event) const;
};

/// A strategy as code that people read. Made from the three answers and the options, so a composed point has
/// its own as well.
struct Code {
    std::vector<CodeLine> lines;
};
/// `workers`: instances have a limited number of them, for which requests queue.
Code code_for(const StrategySpec& spec, bool workers = false);

/// What has a line of its own in no code: it happens while the call stays where it is.
bool has_no_place(EventKind what);

/// Where a call is in the code at any instant.
class CodeWalk {
public:
    CodeWalk() = default;
    CodeWalk(const Code& code, const Recording& recording, const Trail& trail);

    struct Place {
        int line = -1;               ///< −1: it has not begun
        bool in_background = false;  ///< the call is over, and this is where a refresh is that it has started
        bool over = false;           ///< all is over: this is where it ended
        friend bool operator==(const Place&, const Place&) = default;
    };
    Place at(Instant t) const;
    /// By line: executed by `t`, by the call or a refresh that it has started.
    std::vector<bool> passed(Instant t) const;

private:
    struct Stop {
        Instant at;
        int line;
    };
    static int last_until(const std::vector<Stop>& stops, Instant t);

    std::size_t lines_ = 0;
    std::vector<Stop> own_, started_;
    Instant ends_ = never, started_ends_ = never;
};

}  // namespace stampede
