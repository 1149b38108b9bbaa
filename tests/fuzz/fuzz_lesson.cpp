// A lesson file may say anything, and its texts may refer to anything. The runs are left out: that scenarios
// can be run is said elsewhere.
#include "core/lesson/lesson_check.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "core/runtime/input_error.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    const std::string_view text(bytes, size);
    try {
        const stampede::Lesson read = stampede::parse_lesson(text, "fuzz");
        if (read.steps.empty()) std::abort();
        for (std::size_t i = 0; i < read.steps.size(); ++i)
            if (!read.run(stampede::scene_at(read, i, true).run)) std::abort();
        stampede::remarks_on(read);
    } catch (const stampede::InputError&) {
    }
    try {
        stampede::filled(text, {});
    } catch (const stampede::InputError&) {
    }
    try {
        stampede::bare_numbers(text);
        stampede::runs_named(text);
    } catch (const stampede::InputError&) {
    }
    return 0;
}
