#pragma once

#include "core/lesson/lesson.h"
#include "core/lesson/measured_run.h"

#include <string>
#include <vector>

namespace stampede {

/// Checks what takes the runs: that every reference comes to something, that instants and requests lie within
/// their runs, that choices differ, that a task is not done before it began and that its solution solves it.
/// Runs the solutions. Throws InputError with one sentence (`FILE: steps[2].say: …`). REQUIRES: `runs` are
/// those of the lesson.
void check_lesson(const Lesson& lesson, const MeasuredRuns& runs);

/// What a teacher should look at, one sentence each: `steps[2].say: 1000 is written out; …`.
std::vector<std::string> remarks_on(const Lesson& lesson);

}  // namespace stampede
