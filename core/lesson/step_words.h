#pragma once

#include "core/lesson/curve.h"
#include "core/lesson/lesson.h"
#include "core/lesson/references.h"

namespace stampede {

/// A step with all that its runs say filled in: texts, and what the answer to its question is.
struct StepWords {
    std::string say, question, reveal, goal;
    std::vector<std::string> choices;
    Figure truth;       ///< of a number question
    CurveValues curve;  ///< of a curve question
};

/// The runs that words_of takes.
std::set<std::string, std::less<>> runs_needed(const Lesson& lesson, std::size_t step);

/// Throws InputError that names the lesson and the path. REQUIRES: `runs` has those that the step needs.
StepWords words_of(const Lesson& lesson, std::size_t step, const MeasuredRuns& runs);

/// Whether a prediction is right.
bool is_right(const NumberQuestion& question, double truth, double said);
bool is_right(const CurveQuestion& question, const CurveValues& truth, const CurveValues& said);

}  // namespace stampede
