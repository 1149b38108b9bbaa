#include "core/lesson/lesson_file.h"

#include "core/lesson/lesson_reader.h"
#include "core/runtime/input_error.h"
#include "core/runtime/input_file.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/embedded.h"
#include "core/scenario/metric_names.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

namespace stampede {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 1> schemas{"stampede-lesson/1"};
constexpr std::size_t most_steps = 60, most_runs = 30, most_set = 40, most_expect = 12;

void one_line(FieldReader& f, std::string_view name, std::string& text, std::size_t most)
{
    f.text(name, text, 1, most);
    if (text.find('\n') != text.npos) f.refuse(name, say("has more than one line; one line"));
}

/// A text of more than one line, in Markdown.
void markdown(FieldReader& f, std::string_view name, std::string& text)
{
    f.text(name, text, 1, 12'000);
    if (text.find("![") != text.npos) f.refuse(name, say("has a picture in it; the scene is the picture"));
}

std::string file_beside(FieldReader& f, std::string_view where, const std::string& name,
                        const std::string& directory)
{
    const std::filesystem::path path(name);
    const bool above = std::find(path.begin(), path.end(), "..") != path.end();
    if (path.is_absolute() || above)
        f.refuse(where, say("{} does not lie beside the lesson; a preset, or a file there or below",
                            in_quotes(name)));
    return (std::filesystem::path(directory) / path).string();
}

/// Passes the refusal of a scenario on, without the names of options, which only mean something on a command
/// line.
[[noreturn]] void refuse_scenario(FieldReader& f, std::string_view where, std::string_view sentence)
{
    constexpr std::string_view set = "--set ", strategy = "--strategy: ";
    if (sentence.starts_with(strategy)) f.refuse("strategy", sentence.substr(strategy.size()));
    if (sentence.starts_with(set)) f.refuse("set", sentence.substr(set.size()));
    f.refuse(where, sentence);
}

bool is_run_name(const std::string& name)
{
    const auto known = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    };
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), known);
}

void read_run(FieldReader& f, LessonRun& run, const std::string& directory)
{
    f.need("scenario", to_say("a preset, or a file beside the lesson"));
    f.text("scenario", run.base, 1, 200);
    read_changes(f, run.strategy, run.set);
    f.finish();
    run.scenario = make_scenario(f, "scenario", run.base, directory, run.strategy, run.set);
}

void read_task(FieldReader& parent, const LessonRun& run, const std::string& directory,
               std::optional<Task>& task)
{
    parent.object("check", [&](Fields& fields) {
        auto& f = static_cast<FieldReader&>(fields);
        Task& t = task.emplace();
        f.need("goal", to_say("what is to be reached, in words"));
        f.text("goal", t.goal, 1, 600);
        f.need("expect", to_say("what the figures are to be"));
        f.sections<Expectation>("expect", t.expect, most_expect, read_expectation);
        if (t.expect.empty()) f.refuse("expect", say("has nothing in it; at least one figure"));
        f.need("par", "a solution");
        f.object("par", [&](Fields& inside) {
            auto& par = static_cast<FieldReader&>(inside);
            read_changes(par, t.strategy, t.set);
            std::vector<Override> all = run.set;
            all.insert(all.end(), t.set.begin(), t.set.end());
            t.par = make_scenario(par, "set", run.base, directory,
                                  t.strategy.empty() ? run.strategy : t.strategy, all);
        });
    });
}

void read_step(FieldReader& f, std::size_t at, const std::string& directory, Lesson& lesson)
{
    LessonStep& step = lesson.steps[at];
    f.need("title", to_say("what the step is about, in one line"));
    one_line(f, "title", step.title, 160);
    f.need("say", to_say("the text of the step"));
    markdown(f, "say", step.say);
    read_scene(f, "scene", lesson, step.scene);
    if (at == 0 && step.scene.run.empty())
        f.refuse("scene", say("shows no run; the first step says with which one the lesson begins"));
    read_question(f, lesson, step.ask);
    f.object("reveal", [&](Fields& fields) {
        auto& inside = static_cast<FieldReader&>(fields);
        step.reveal.emplace();
        inside.need("say", to_say("what is to be seen"));
        markdown(inside, "say", step.reveal->say);
        read_scene(inside, "scene", lesson, step.reveal->scene);
    });
    if (step.reveal && !step.ask) f.refuse("reveal", say("has no question to follow; an ask beside it"));
    if (step.ask && f.raw("check")) f.refuse("check", say("is a task beside a question; a step of its own"));
    if (f.raw("check")) read_task(f, *lesson.run(scene_at(lesson, at, true).run), directory, step.check);
}

void read_lesson(FieldReader& f, std::string_view source, const std::string& directory, Lesson& lesson)
{
    std::size_t schema = 0;
    f.need("schema", "\"stampede-lesson/1\"");
    f.word_index("schema", schema, schemas);
    f.need("title", to_say("what the lesson is called"));
    one_line(f, "title", lesson.title, 120);
    one_line(f, "about", lesson.about, 400);
    std::uint32_t minutes = lesson.minutes;
    f.count("minutes", minutes, 1, 120);
    lesson.minutes = minutes;
    read_runs(f, source, directory, lesson, most_runs);
    f.need("steps", to_say("what the lesson consists of"));
    // Without runs, nothing in the steps could be understood.
    if (!f.raw("runs")) f.raw("steps"), f.finish();
    f.list(
        "steps", 0, most_steps, [&](std::size_t n) { lesson.steps.assign(n, {}); },
        [&](Fields& step, std::size_t i) {
            read_step(static_cast<FieldReader&>(step), i, directory, lesson);
        });
    f.finish();
    if (lesson.steps.empty()) f.refuse("steps", say("has none; at least one"));
}

std::string read_text(const std::string& path)
{
    return InputFile(path, say("a lesson file that can be read")).read(longest_lesson + 1);
}

std::vector<Lesson> read_shipped()
{
    std::vector<Lesson> all;
    for (const EmbeddedFile& file : embedded_lessons()) all.push_back(parse_lesson(file.text, file.name));
    return all;
}

}  // namespace

void read_runs(FieldReader& f, std::string_view source, const std::string& directory, Lesson& lesson,
               std::size_t most)
{
    f.need("runs", to_say("the runs that the lesson is about, by name"));
    const json* runs = f.raw("runs");
    if (!runs) return;
    if (!runs->is_object() || runs->empty())
        f.refuse("runs", say("{} has no runs in it; {{ NAME: {{\"scenario\": … }}, … }}", shown(*runs)));
    if (runs->size() > most) f.refuse("runs", say("has {}; at most {}", runs->size(), most));
    for (const auto& [name, value] : runs->items()) {
        if (!is_run_name(name))
            f.refuse("runs", say("{} is no name; at most 40 letters, digits, - and _", in_quotes(name)));
        LessonRun& run = lesson.runs.emplace_back();
        run.name = name;
        FieldReader one(value, "runs." + name, source);
        read_run(one, run, directory);
    }
}

void read_expectation(Fields& f, Expectation& e)
{
    f.need("metric", to_say("a figure of the run, such as \"database.queries\""));
    std::size_t index = std::size(metric_names);
    f.word_index("metric", index, metric_names);
    if (index < std::size(metric_names)) e.metric = metric_names[index];
    f.maybe_number("at_most", e.at_most, -1e18, 1e18);
    f.maybe_number("at_least", e.at_least, -1e18, 1e18);
    if (!e.at_most && !e.at_least)
        f.refuse("at_most", say("is missing, and so is at_least; a number, for one of them or both"));
}

Scenario make_scenario(FieldReader& f, std::string_view where, const std::string& base,
                       const std::string& directory, const StrategyChoice& choice,
                       const std::vector<Override>& set)
{
    const Preset* preset = find_preset(base);
    if (!preset && directory.empty()) {
        std::vector<std::string_view> ids;
        for (const Preset& p : presets()) ids.push_back(p.id);
        const std::string_view near = nearest(base, ids);
        f.refuse(where, say("there is no preset {}{}; \"stampede scenarios\" lists them", in_quotes(base),
                            near.empty() ? "" : say(" (did you mean \"{}\"?)", near)));
    }
    try {
        if (preset) return parse_scenario(preset->text, preset->id, ".", choice, set);
        return load_scenario(file_beside(f, where, base, directory), choice, set);
    } catch (const InputError& e) {
        refuse_scenario(f, where, e.what());
    }
}

void read_changes(FieldReader& f, StrategyChoice& strategy, std::vector<Override>& set)
{
    f.text("strategy", strategy.name, 0, 60);
    if (const json* fields = f.raw("set")) {
        if (!fields->is_object())
            f.refuse("set",
                     say("{} is no object; fields and values: {{\"cache.ttl\": \"10s\"}}", shown(*fields)));
        if (fields->size() > most_set)
            f.refuse("set", say_number(fields->size(), "has {} field; at most {}",
                                       "has {} fields; at most {}", fields->size(), most_set));
        for (const auto& [path, value] : fields->items()) {
            if (path.empty() || path.size() > 200)
                f.refuse("set", say("has a field without a name; one such as \"cache.ttl\""));
            set.push_back({path, value.dump(-1, ' ', false, json::error_handler_t::replace)});
        }
    }
    if (f.raw("seed")) {
        std::uint64_t seed = 1;
        f.whole("seed", seed, 0, UINT64_MAX);
        set.push_back({"seed", std::to_string(seed)});
    }
}

Lesson parse_lesson(std::string_view text, std::string_view source, const std::string& directory)
{
    const json file = parse_strict_json(text, source, {.bytes = longest_lesson});
    Lesson lesson;
    lesson.id = source;
    FieldReader reader(file, "", source);
    read_lesson(reader, source, directory, lesson);
    return lesson;
}

Lesson load_lesson(const std::string& id_or_file)
{
    for (const EmbeddedFile& file : embedded_lessons())
        if (file.name == id_or_file) return parse_lesson(file.text, file.name);
    const std::string directory = std::filesystem::path(id_or_file).parent_path().string();
    return parse_lesson(read_text(id_or_file), id_or_file, directory.empty() ? "." : directory);
}

bool is_lesson_id(std::string_view id)
{
    const auto files = embedded_lessons();
    return std::any_of(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.name == id; });
}

std::span<const Lesson> lessons()
{
    static const std::vector<Lesson> all = read_shipped();
    return all;
}

const Lesson* find_lesson(std::string_view id)
{
    for (const Lesson& l : lessons())
        if (l.id == id) return &l;
    return nullptr;
}

}  // namespace stampede
