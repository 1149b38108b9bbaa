#include "core/lesson/lesson_file.h"
#include "core/lesson/lesson_reader.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 10> places{
    "headline",    "flow",     "requests", "lock",      "entry",
    "probability", "database", "overview", "transport", "strategy",
};
constexpr std::string_view parameter_prefix = "parameter:";
constexpr std::array<std::string_view, 2> views{"lab", "compare"};
constexpr std::size_t most_look_at = 8;

Instant instant_of(FieldReader& f, std::string_view name, const json& value)
{
    if (!value.is_string())
        f.refuse(name, say("{} is not an instant; one such as \"63.4ms\", with its unit", shown(value)));
    try {
        const Duration d = parse_duration(value.get_ref<const std::string&>());
        if (d > longest_run || d < -longest_run)
            f.refuse(name, say("{} is outside of any run", shown(value)));
        return Instant(d);
    } catch (const InputError& e) {
        f.refuse(name, e.what());
    }
}

std::optional<ScenePlayhead> playhead_of(FieldReader& f)
{
    const json* v = f.raw("playhead");
    if (!v) return std::nullopt;
    if (*v == "start") return ScenePlayhead{ScenePlayhead::Kind::start, {}};
    if (*v == "end") return ScenePlayhead{ScenePlayhead::Kind::end, {}};
    return ScenePlayhead{ScenePlayhead::Kind::instant, instant_of(f, "playhead", *v)};
}

std::optional<SceneRange> range_of(FieldReader& f)
{
    const json* v = f.raw("range");
    if (!v) return std::nullopt;
    if (*v == "all") return SceneRange{};
    if (!v->is_array() || v->size() != 2)
        f.refuse("range", say("{} is no range; \"all\", or two instants: [\"0ms\", \"120ms\"]", shown(*v)));
    const SceneRange range{false, instant_of(f, "range[0]", (*v)[0]), instant_of(f, "range[1]", (*v)[1])};
    if (range.until <= range.from) f.refuse("range", say("ends before it begins; the earlier instant first"));
    return range;
}

std::optional<ScenePlay> play_of(FieldReader& f)
{
    const json* v = f.raw("play");
    if (!v || *v == false) return std::nullopt;
    if (*v == true) return ScenePlay{};
    return ScenePlay{instant_of(f, "play", *v)};
}

void check_look_at(FieldReader& f, const std::vector<std::string>& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string name = "look_at[" + std::to_string(i) + "]";
        if (words[i].starts_with(parameter_prefix)) {
            if (words[i].size() == parameter_prefix.size())
                f.refuse(name, say("names no setting; one such as \"parameter:strategy.beta\""));
            continue;
        }
        if (std::find(places.begin(), places.end(), words[i]) == places.end())
            f.refuse(name, unknown_word(words[i], places));
    }
}

}  // namespace

std::span<const std::string_view> look_at_words()
{
    return places;
}

void require_run(FieldReader& f, std::string_view name, const Lesson& lesson, const std::string& run)
{
    if (lesson.run(run)) return;
    std::vector<std::string_view> names;
    for (const LessonRun& r : lesson.runs) names.push_back(r.name);
    f.refuse(name, say("the run {}", unknown_word(run, names)));
}

void read_scene(FieldReader& parent, std::string_view name, const Lesson& lesson, Scene& scene)
{
    parent.object(name, [&](Fields& fields) {
        auto& f = static_cast<FieldReader&>(fields);
        std::optional<std::string> run;
        f.maybe_text("run", run, 100);
        if (run) require_run(f, "run", lesson, *run);
        scene.run = run.value_or("");
        if (f.raw("view")) {
            std::size_t view = 0;
            f.word_index("view", view, views);
            scene.view = static_cast<SceneView>(view);
        }
        scene.playhead = playhead_of(f);
        scene.range = range_of(f);
        if (f.raw("select")) f.count("select", scene.select.emplace(0), 0, most_requests);
        std::optional<std::vector<std::string>> look_at;
        f.maybe_texts("look_at", look_at, most_look_at);
        if (look_at) check_look_at(f, *look_at);
        scene.look_at = look_at.value_or(std::vector<std::string>());
        scene.play = play_of(f);
    });
}

}  // namespace stampede
