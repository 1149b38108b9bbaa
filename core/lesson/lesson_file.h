#pragma once

#include "core/lesson/lesson.h"

#include <span>
#include <string>
#include <string_view>

namespace stampede {

// Lesson files, `stampede-lesson/1`; docs/lessons.md describes them, resources/lessons/lesson.schema.json
// says the same for editors. Reading is strict: unknown fields, runs that are not there, choices without a
// right one, too much of anything are InputErrors of one sentence that names the path (`steps[2].ask.choices:
// …`). What takes a run to find out is found out by check_lesson (lesson_check.h).

inline constexpr std::size_t longest_lesson = 512 * 1024;  ///< bytes

/// `source` names the text in errors. `directory` is where scenario files start; when it is empty there are
/// only presets. Scenario files lie beside the lesson or below: a path that is absolute or has ".." is
/// refused.
Lesson parse_lesson(std::string_view text, std::string_view source, const std::string& directory = {});

/// The id of a shipped lesson, or else the path of a file.
Lesson load_lesson(const std::string& id_or_file);

/// Whether a shipped lesson has this id. Reads none.
bool is_lesson_id(std::string_view id);

/// The shipped lessons (resources/lessons/*.json), in order of their files' names. Read when first asked for.
std::span<const Lesson> lessons();
/// nullptr when there is none.
const Lesson* find_lesson(std::string_view id);

/// What a scene can point at, besides "parameter:PATH".
std::span<const std::string_view> look_at_words();

}  // namespace stampede
