#pragma once

#include "core/recording/event.h"

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// Sentences whose words carry what they mean, so that a window can colour and follow them, while a terminal
// shows the words alone. A marked text is a std::string with marks that no printed text has, so sentences are
// put together as any text is.

/// What a piece of a sentence is.
enum class Tone : std::uint8_t {
    plain,
    strong,  ///< what matters in the sentence
    code,    ///< a command, a key, a formula
    miss,
    hit,
    stale,
    load,
    lock,
    waiting,
    failed,  ///< a word for a state
    call,    ///< names a request or refresh
    cause,   ///< leads to what brought it about
};

struct Piece {
    std::string text;
    Tone tone = Tone::plain;
    CallId call;  ///< of Tone::call
    friend bool operator==(const Piece&, const Piece&) = default;
};

std::string marked(Tone tone, std::string_view text);
/// "request 17", as something that can be followed; "Request 17" where it begins a sentence.
std::string named(CallId call);
std::string named_first(CallId call);

/// The same text with a capital where it begins.
std::string with_capital(std::string marked_text);

/// Neighbouring pieces differ in tone. Marks that do not fit together are left out; never throws.
std::vector<Piece> pieces(std::string_view marked_text);
/// The words alone.
std::string unmarked(std::string_view marked_text);

}  // namespace stampede
