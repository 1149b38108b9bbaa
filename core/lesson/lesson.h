#pragma once

#include "core/scenario/scenario.h"
#include "core/scenario/scenario_file.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace stampede {

/// A run that a lesson is about.
struct LessonRun {
    std::string name;  ///< "locking": what texts and scenes call it
    std::string base;  ///< the preset or file it is made from, as written
    StrategyChoice strategy;
    std::vector<Override> set;
    Scenario scenario;  ///< what came of it
    friend bool operator==(const LessonRun& a, const LessonRun& b)
    {
        return a.name == b.name && a.scenario == b.scenario;
    }
};

/// Where the playhead is to stand.
struct ScenePlayhead {
    enum class Kind : std::uint8_t { start, end, instant } kind = Kind::start;
    Instant at{};  ///< of Kind::instant
    friend bool operator==(const ScenePlayhead&, const ScenePlayhead&) = default;
};
struct SceneRange {
    bool all = true;
    Instant from{}, until{};  ///< unless all
    friend bool operator==(const SceneRange&, const SceneRange&) = default;
};
struct ScenePlay {
    std::optional<Instant> until;  ///< none: to the end
    friend bool operator==(const ScenePlay&, const ScenePlay&) = default;
};
enum class SceneView : std::uint8_t { lab, compare };

/// What is shown. What is not written stays as it was.
struct Scene {
    std::string run;  ///< of Lesson::runs; empty: as it was
    std::optional<SceneView> view;
    std::optional<ScenePlayhead> playhead;
    std::optional<SceneRange> range;
    std::optional<std::uint32_t> select;  ///< a request's number, or 0 for none
    std::vector<std::string> look_at;     ///< of look_at_words, or "parameter:PATH"
    std::optional<ScenePlay> play;
    friend bool operator==(const Scene&, const Scene&) = default;
};

struct Choice {
    std::string text;
    bool right = false;
    friend bool operator==(const Choice&, const Choice&) = default;
};
using Choices = std::vector<Choice>;

struct NumberQuestion {
    std::string of;                   ///< a reference, as in texts but without braces
    std::optional<double> tolerance;  ///< right within this share of the truth
    std::optional<double> within;     ///< or within this much, in the unit that is asked for
    std::string unit;                 ///< a word behind the field: "queries"
    friend bool operator==(const NumberQuestion&, const NumberQuestion&) = default;
};

enum class CurveOf : std::uint8_t {
    in_flight,
    queued,
    waiting,
    arrived,
    answered,
    queries,
    refresh_probability
};
struct CurveQuestion {
    CurveOf of = CurveOf::in_flight;
    std::string run;
    /// of the run; not of refresh_probability, which goes from the store to the expiry
    Instant from{}, until{};
    double most = 1;         ///< the top of the chart
    double tolerance = 0.2;  ///< right when the mean distance is within this share of `most`
    friend bool operator==(const CurveQuestion&, const CurveQuestion&) = default;
};

struct Question {
    std::string question;
    std::variant<Choices, NumberQuestion, CurveQuestion> answer;
    friend bool operator==(const Question&, const Question&) = default;
};

struct Reveal {
    std::string say;
    Scene scene;
    friend bool operator==(const Reveal&, const Reveal&) = default;
};

/// A goal to be reached by moving sliders.
struct Task {
    std::string goal;
    std::vector<Expectation> expect;
    StrategyChoice strategy;  ///< of the solution, as are the settings
    std::vector<Override> set;
    Scenario par;  ///< the solution: the step's run with these
    friend bool operator==(const Task& a, const Task& b)
    {
        return a.goal == b.goal && a.expect == b.expect && a.par == b.par;
    }
};

struct LessonStep {
    std::string title, say;
    Scene scene;
    std::optional<Question> ask;
    std::optional<Reveal> reveal;  ///< only with ask
    std::optional<Task> check;     ///< never with ask
    friend bool operator==(const LessonStep&, const LessonStep&) = default;
};

/// A lesson, read from a file in the format of docs/lessons.md. Immutable; texts still hold their references
/// (references.h).
struct Lesson {
    std::string id;  ///< of a shipped one, "locking"; else its file
    std::string title, about;
    unsigned minutes = 10;
    std::vector<LessonRun> runs;
    std::vector<LessonStep> steps;
    friend bool operator==(const Lesson&, const Lesson&) = default;

    /// nullptr when there is none.
    const LessonRun* run(std::string_view name) const;
};

/// What is shown at a step when one goes through the lesson from its beginning: every field but look_at and
/// play, which belong to their step alone, is that of the last scene that says something about it. Another
/// run starts at its beginning, seen whole. REQUIRES: step < steps.size(); `revealed` matters for a step with
/// a reveal.
Scene scene_at(const Lesson& lesson, std::size_t step, bool revealed);

}  // namespace stampede
