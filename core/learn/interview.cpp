#include "core/learn/interview.h"

#include "core/learn/learn_reader.h"
#include "core/lesson/lesson_reader.h"
#include "core/lesson/references.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace stampede {

namespace {

constexpr std::size_t least_points = 4, most_points = 8, most_runs = 100;

void read_level(FieldReader& f, InterviewLevel& level)
{
    need_line(f, "level", level.level, 8, say("such as \"L4\""));
    need_line(f, "name", level.name, 40, say("what the level is called"));
    need_line(f, "about", level.about, 200, say("what is expected of an answer"));
    std::uint32_t minutes = level.minutes;
    f.need("minutes", to_say("how long an answer should take"));
    f.count("minutes", minutes, 1, 60);
    level.minutes = minutes;
}

void read_point(FieldReader& f, const Lesson& book, AnswerPoint& point)
{
    need_line(f, "say", point.say, 1000, say("what the point is"));
    try {
        for (const std::string& run : runs_named(point.say)) require_run(f, "say", book, run);
    } catch (const InputError& e) {
        if (std::string_view(e.what()).starts_with("{{")) f.refuse("say", e.what());
        throw;
    }
    if (!f.raw("show")) return;
    read_scene(f, "show", book, point.show.emplace());
    if (point.show->run.empty()) f.refuse("show", say("names no run"));
    if (!point.show->playhead) f.refuse("show", say("has no playhead"));
}

void read_question(FieldReader& f, const Interview& all, InterviewQuestion& question)
{
    need_id(f, question.id);
    need_line(f, "level", question.level, 8, say("one of the levels"));
    need_line(f, "question", question.question, 300, say("what is asked"));
    f.text("follows", question.follows, 0, 60);
    read_list(f, "points", question.points,
              [&](FieldReader& one, AnswerPoint& point) { read_point(one, all.book, point); });
    const std::size_t points = question.points.size();
    if (points > 0 && (points < least_points || points > most_points))
        f.refuse("points", say("has {}; 4 to 8", points));
    if (!question.level.empty() && !all.level(question.level))
        f.refuse("level", say("{} is none of the levels", in_quotes(question.level)));
}

void check_follows(FieldReader& f, const Interview& all)
{
    for (std::size_t i = 0; i < all.questions.size(); ++i) {
        const std::string& follows = all.questions[i].follows;
        if (follows.empty()) continue;
        const InterviewQuestion* first = all.find(follows);
        if (!first || first == &all.questions[i])
            f.refuse("questions[" + std::to_string(i) + "].follows",
                     say("{} is no other question", in_quotes(follows)));
    }
}

void check_instant(const std::string& path, std::string_view source, Instant t, const MeasuredRun& run)
{
    if (t < run_start || t > run.recording->end)
        refuse_input(source, path,
                     say("{} lies outside of the run, which ends at {}", to_text(t - run_start),
                         to_text(run.recording->end - run_start)));
}

void check_scene(const Scene& scene, const std::string& path, std::string_view source, const MeasuredRun& run)
{
    if (scene.playhead->kind == ScenePlayhead::Kind::instant)
        check_instant(path + ".playhead", source, scene.playhead->at, run);
    if (scene.range && !scene.range->all) check_instant(path + ".range[0]", source, scene.range->from, run);
    if (scene.select && *scene.select > run.recording->requests.size())
        refuse_input(source, path + ".select", say("{} is no request of this run", *scene.select));
}

}  // namespace

const InterviewQuestion* Interview::find(std::string_view id) const
{
    const auto found = std::find_if(questions.begin(), questions.end(),
                                    [&](const InterviewQuestion& q) { return q.id == id; });
    return found == questions.end() ? nullptr : &*found;
}

const InterviewLevel* Interview::level(std::string_view word) const
{
    const auto found =
        std::find_if(levels.begin(), levels.end(), [&](const InterviewLevel& l) { return l.level == word; });
    return found == levels.end() ? nullptr : &*found;
}

std::vector<std::string> Interview::runs_of(const InterviewQuestion& question) const
{
    std::set<std::string, std::less<>> names;
    for (const AnswerPoint& point : question.points) names.merge(runs_named(point.say));
    return {names.begin(), names.end()};
}

Interview parse_interview(std::string_view text, std::string_view source)
{
    const nlohmann::json file = parse_strict_json(text, source);
    FieldReader f(file, "", source);
    Interview all;
    all.book.id = source;
    read_schema(f, "stampede-interview/1");
    read_list(f, "levels", all.levels, read_level);
    read_runs(f, source, {}, all.book, most_runs);
    read_list(f, "questions", all.questions,
              [&](FieldReader& one, InterviewQuestion& q) { read_question(one, all, q); });
    f.finish();
    refuse_twins(f, "questions", all.questions);
    check_follows(f, all);
    return all;
}

const Interview& interview()
{
    static const Interview shipped = parse_interview(learn_file("interview"), "interview");
    return shipped;
}

void check_interview(const Interview& all, const MeasuredRuns& runs)
{
    for (std::size_t i = 0; i < all.questions.size(); ++i) {
        for (std::size_t j = 0; j < all.questions[i].points.size(); ++j) {
            const AnswerPoint& point = all.questions[i].points[j];
            const std::string path = "questions[" + std::to_string(i) + "].points[" + std::to_string(j) + ']';
            try {
                filled(point.say, runs);
            } catch (const InputError& e) {
                refuse_input(all.book.id, path + ".say", e.what());
            }
            if (point.show)
                check_scene(*point.show, path + ".show", all.book.id, runs.find(point.show->run)->second);
        }
    }
}

}  // namespace stampede
