#include "core/lesson/step_words.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/scenario/strict_json.h"

#include <cmath>

namespace stampede {

namespace {

/// Calls `visit` with every text of a step and the path of its field.
template <class Visit>
void for_each_text(const LessonStep& s, Visit visit)
{
    visit(".say", s.say);
    if (s.ask) visit(".ask.question", s.ask->question);
    if (s.ask && std::holds_alternative<Choices>(s.ask->answer)) {
        const auto& choices = std::get<Choices>(s.ask->answer);
        for (std::size_t i = 0; i < choices.size(); ++i)
            visit(".ask.choices[" + std::to_string(i) + "].text", choices[i].text);
    }
    if (s.reveal) visit(".reveal.say", s.reveal->say);
    if (s.check) visit(".check.goal", s.check->goal);
}

/// Does it; what it refuses is refused at the path.
template <class Act>
auto at_path(const Lesson& lesson, std::size_t step, const std::string& field, Act act)
{
    try {
        return act();
    } catch (const InputError& e) {
        refuse_input(lesson.id, "steps[" + std::to_string(step) + "]" + field, e.what());
    }
}

}  // namespace

std::set<std::string, std::less<>> runs_needed(const Lesson& lesson, std::size_t step)
{
    const LessonStep& s = lesson.steps[step];
    std::set<std::string, std::less<>> names;
    for_each_text(s, [&](const std::string& field, const std::string& text) {
        at_path(lesson, step, field, [&] { names.merge(runs_named(text)); });
    });
    if (!s.ask) return names;
    if (const auto* number = std::get_if<NumberQuestion>(&s.ask->answer))
        at_path(lesson, step, ".ask.number.of", [&] { names.merge(runs_of(number->of)); });
    if (const auto* curve = std::get_if<CurveQuestion>(&s.ask->answer)) names.insert(curve->run);
    return names;
}

StepWords words_of(const Lesson& lesson, std::size_t step, const MeasuredRuns& runs)
{
    const LessonStep& s = lesson.steps[step];
    StepWords words;
    for_each_text(s, [&](const std::string& field, const std::string& text) {
        std::string out = at_path(lesson, step, field, [&] {
            return field.ends_with(".text") ? filled(text, runs) : filled_markdown(text, runs);
        });
        if (field == ".say")
            words.say = std::move(out);
        else if (field == ".ask.question")
            words.question = std::move(out);
        else if (field == ".reveal.say")
            words.reveal = std::move(out);
        else if (field == ".check.goal")
            words.goal = std::move(out);
        else
            words.choices.push_back(std::move(out));
    });
    if (!s.ask) return words;
    if (const auto* number = std::get_if<NumberQuestion>(&s.ask->answer)) {
        words.truth = at_path(lesson, step, ".ask.number.of", [&] { return resolve(number->of, runs); });
        if (words.truth.unit == Unit::words)
            refuse_input(lesson.id, "steps[" + std::to_string(step) + "].ask.number.of",
                         say("comes to \"{}\", which is no number", words.truth.text));
    }
    if (const auto* curve = std::get_if<CurveQuestion>(&s.ask->answer))
        words.curve = true_curve(*curve, runs.find(curve->run)->second);
    return words;
}

bool is_right(const NumberQuestion& q, double truth, double said)
{
    const double room = q.within ? *q.within : std::abs(truth) * q.tolerance.value_or(0);
    return std::abs(said - truth) <= room * (1 + 1e-9);
}

bool is_right(const CurveQuestion& q, const CurveValues& truth, const CurveValues& said)
{
    return said.size() == truth.size() && mean_distance(truth, said) <= q.tolerance;
}

}  // namespace stampede
