#pragma once

#include "core/analysis/explanation.h"
#include "core/analysis/pseudo_code.h"
#include "ui/lab/inspector/text_row.h"

#include <optional>
#include <vector>

namespace stampede::ui {

/// The story of a call as rows. Only what the playhead changes is made anew.
class StoryRows {
public:
    /// As they are before anything of it has happened. `length` is that of the run, for how finely instants
    /// are written.
    void tell(const std::vector<ExplainedStep>& steps, Duration length);
    /// One sentence instead of a story.
    void say(const QString& sentence);
    /// What is still to come at `t` is muted. Nullopt: the rows are those of the last call.
    std::optional<std::vector<TextRow>> at(Instant t);

private:
    std::vector<Instant> instants_;  ///< of the rows that tell of one
    std::vector<TextRow> rows_;
    std::size_t past_ = SIZE_MAX;  ///< rows that were past at the last call
    bool exactly_ = false;         ///< the newest of them was at the playhead
};

/// The strategy's code as rows, and where a call is in it.
class CodeRows {
public:
    void write(const Code& code);
    /// The place has to be looked up anew.
    void forget() { place_.reset(); }
    /// `walk`: nullptr where no call is selected. Nullopt: the rows are those of the last call.
    std::optional<std::vector<TextRow>> at(const CodeWalk* walk, Instant t);

private:
    std::vector<TextRow> rows_;
    std::optional<CodeWalk::Place> place_;
};

std::vector<TextRow> sentenceRow(std::vector<TextSpan> spans, bool muted = false);

}  // namespace stampede::ui
