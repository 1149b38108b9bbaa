#pragma once

#include "core/analysis/marked_text.h"

#include <QString>

#include <vector>

namespace stampede::ui {

struct TextSpan {
    QString text;
    Tone tone = Tone::plain;
    CallId call;  ///< of Tone::call
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};
/// A marked text as spans.
std::vector<TextSpan> spansOf(const std::string& markedText);

/// One line, which wraps: perhaps a word at its left, then text whose words mean something.
struct TextRow {
    QString left;
    std::vector<TextSpan> spans;
    int indent = 0;
    bool muted = false;    ///< yet to come
    bool lit = false;      ///< it is here now
    bool passed = false;   ///< it was here (of code)
    bool changed = false;  ///< it has just changed
    bool active = false;   ///< can be clicked as a whole
    QString tip;
    friend bool operator==(const TextRow&, const TextRow&) = default;
};

}  // namespace stampede::ui
