#pragma once

#include "core/lesson/lesson.h"
#include "core/scenario/field_reader.h"

#include <string>
#include <string_view>

namespace stampede {

// The parts that lesson files, and others that are about runs, are read by. All throw InputError.

/// Makes the scenario of a run or of a solution. `where` is the field to complain about.
Scenario make_scenario(FieldReader& f, std::string_view where, const std::string& base,
                       const std::string& directory, const StrategyChoice& choice,
                       const std::vector<Override>& set);

/// The fields `strategy`, `set` and `seed`, as overrides.
void read_changes(FieldReader& f, StrategyChoice& strategy, std::vector<Override>& set);

/// The field `name` as a scene. REQUIRES: lesson.runs are read.
void read_scene(FieldReader& f, std::string_view name, const Lesson& lesson, Scene& scene);

/// The field `ask`. REQUIRES: lesson.runs are read.
void read_question(FieldReader& f, const Lesson& lesson, std::optional<Question>& question);

/// The field `runs`. `directory` is where scenario files start; when it is empty there are only presets.
/// More than `most` are refused.
void read_runs(FieldReader& f, std::string_view source, const std::string& directory, Lesson& lesson,
               std::size_t most);

/// One element of a list of expectations.
void read_expectation(Fields& f, Expectation& e);

/// Refuses the field unless it names a run of the lesson.
void require_run(FieldReader& f, std::string_view name, const Lesson& lesson, const std::string& run);

}  // namespace stampede
