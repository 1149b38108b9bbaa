#include "ui/lab/inspector/call_rows.h"

#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"

#include <algorithm>

namespace stampede::ui {

namespace {

/// Fine enough to tell the ends of a round trip apart.
QString storyTime(Instant t, Duration length)
{
    return clockText(t, length, length < std::chrono::seconds(2) ? 3 : 4);
}

}  // namespace

std::vector<TextRow> sentenceRow(std::vector<TextSpan> spans, bool muted)
{
    TextRow row;
    row.spans = std::move(spans);
    row.muted = muted;
    return {std::move(row)};
}

void StoryRows::tell(const std::vector<ExplainedStep>& steps, Duration length)
{
    if (steps.empty()) return say(tr("It left no trace: it was there when the run began."));
    rows_.clear();
    instants_.clear();
    past_ = SIZE_MAX;
    for (const ExplainedStep& step : steps) {
        TextRow row;
        row.left = storyTime(step.at, length);
        row.spans = spansOf(step.marked);
        row.muted = true;
        row.active = true;
        row.tip = tr("Go to this instant");
        rows_.push_back(std::move(row));
        instants_.push_back(step.at);
    }
}

void StoryRows::say(const QString& sentence)
{
    rows_ = sentenceRow({{sentence, Tone::plain, {}}}, true);
    instants_.clear();
    past_ = SIZE_MAX;
}

std::optional<std::vector<TextRow>> StoryRows::at(Instant t)
{
    const auto after = std::upper_bound(instants_.begin(), instants_.end(), t);
    const auto past = static_cast<std::size_t>(after - instants_.begin());
    const bool exactly = past > 0 && instants_[past - 1] == t;
    if (past == past_ && exactly == exactly_) return {};
    past_ = past;
    exactly_ = exactly;
    std::vector<TextRow> rows = rows_;
    for (std::size_t i = 0; i < past; ++i) {
        rows[i].muted = false;
        rows[i].changed = instants_[i] == t;
    }
    return rows;
}

void CodeRows::write(const Code& code)
{
    rows_.clear();
    place_.reset();
    for (const CodeLine& line : code.lines) {
        TextRow row;
        row.spans = spansOf(line.text);
        row.indent = line.indent;
        rows_.push_back(std::move(row));
    }
}

std::optional<std::vector<TextRow>> CodeRows::at(const CodeWalk* walk, Instant t)
{
    const CodeWalk::Place place = walk ? walk->at(t) : CodeWalk::Place{};
    if (place_ == place) return {};
    place_ = place;
    const std::vector<bool> passed = walk ? walk->passed(t) : std::vector<bool>{};
    std::vector<TextRow> rows = rows_;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].lit = int(i) == place.line;
        rows[i].passed = i < passed.size() && passed[i];
        rows[i].muted = place.over && rows[i].lit;
    }
    return rows;
}

}  // namespace stampede::ui
