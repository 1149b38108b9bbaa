#pragma once

#include "core/lesson/lesson.h"
#include "core/scenario/field_reader.h"

#include <string>
#include <string_view>

namespace stampede {

// The parts that lesson files are read by. All throw InputError.

/// Makes the scenario of a run or of a solution. `where` is the field to complain about.
Scenario make_scenario(FieldReader& f, std::string_view where, const std::string& base, const std::string& directory,
                       const StrategyChoice& choice, const std::vector<Override>& set);

/// The fields `strategy`, `set` and `seed`, as overrides.
void read_changes(FieldReader& f, StrategyChoice& strategy, std::vector<Override>& set);

/// The field `name` as a scene. REQUIRES: lesson.runs are read.
void read_scene(FieldReader& f, std::string_view name, const Lesson& lesson, Scene& scene);

/// The field `ask`. REQUIRES: lesson.runs are read.
void read_question(FieldReader& f, const Lesson& lesson, std::optional<Question>& question);

/// Refuses the field unless it names a run of the lesson.
void require_run(FieldReader& f, std::string_view name, const Lesson& lesson, const std::string& run);

}  // namespace stampede
