#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/measured_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// One thing that a good answer says.
struct AnswerPoint {
    std::string say;            ///< Markdown with figure references and [[terms]]
    std::optional<Scene> show;  ///< where a run shows it; it always names its run
};

struct InterviewLevel {
    std::string level;  ///< "L4"
    std::string name, about;
    unsigned minutes = 2;  ///< that an answer should take
};

struct InterviewQuestion {
    std::string id;
    std::string level;
    std::string question;
    std::string follows;              ///< the question it is a follow-up to; empty for a classic one
    std::vector<AnswerPoint> points;  ///< 4 to 8
};

struct Interview {
    std::vector<InterviewLevel> levels;
    Lesson book;  ///< its runs are those that points refer to and show; it has no steps
    std::vector<InterviewQuestion> questions;  ///< by level, follow-ups among them

    const InterviewQuestion* find(std::string_view id) const;
    const InterviewLevel* level(std::string_view level) const;
    /// The run, and all others that the texts of the question refer to.
    std::vector<std::string> runs_of(const InterviewQuestion& question) const;
};

/// Reads interview questions, `stampede-interview/1`: `levels` ({level, name, about, minutes}), `runs` as in
/// lessons, `questions` ({id, level, question, follows?, points: [{say, show?}]}), where `show` is a scene.
/// Throws InputError with one sentence that names the path. What takes the runs to find out is found out by
/// check_interview.
Interview parse_interview(std::string_view text, std::string_view source);

/// The shipped questions (resources/learn/interview.json). Read when first asked for.
const Interview& interview();

/// Checks that every reference comes to something and that scenes lie within their runs. Throws InputError
/// with the path.
/// REQUIRES: `runs` are those of the book.
void check_interview(const Interview& interview, const MeasuredRuns& runs);

}  // namespace stampede
