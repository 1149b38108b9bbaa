#include "app/stampede/command.h"
#include "app/stampede/terminal.h"
#include "core/analysis/phrases.h"
#include "core/lesson/lesson_check.h"
#include "core/lesson/lesson_file.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"

#include <fmt/format.h>

#include <memory>

namespace stampede {

namespace {

/// Says what is wrong, or what the lesson is. Returns whether it is sound.
bool check_file(const std::string& file)
{
    try {
        const Lesson lesson = load_lesson(file);
        check_lesson(lesson, measure_runs(lesson));
        for (const std::string& remark : remarks_on(lesson)) tell(say("{}: remark: {}", file, remark));
        std::size_t questions = 0;
        for (const LessonStep& step : lesson.steps) questions += step.ask.has_value();
        fmt::print("{}\n", say("{}: \"{}\" is sound: {}, {}, {}", file, lesson.title,
                               counted(lesson.steps.size(), "step", "steps"),
                               counted(questions, "question", "questions"),
                               counted(lesson.runs.size(), "run", "runs")));
        return true;
    } catch (const InputError& e) {
        tell(e.what());
        return false;
    }
}

int check_files(const std::vector<std::string>& files)
{
    bool sound = true;
    for (const std::string& file : files) sound = check_file(file) && sound;
    return sound ? exit_done : exit_bad_input;
}

}  // namespace

void add_lesson(CLI::App& app, Command& chosen)
{
    CLI::App* lesson =
        app.add_subcommand("lesson", say("Lessons: files that teachers write (docs/lessons.md)"));
    lesson->require_subcommand(1);
    CLI::App* check = lesson->add_subcommand(
        "check", say("Say whether lessons are sound: their runs are made, their references looked up"));
    const auto files = std::make_shared<std::vector<std::string>>();
    check->add_option("FILE", *files, say("Lesson files, or ids of shipped lessons"))->required();
    check->callback([&chosen, files] { chosen = [files] { return check_files(*files); }; });
}

}  // namespace stampede
