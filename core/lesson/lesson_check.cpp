#include "core/lesson/lesson_check.h"

#include "core/analysis/metrics_json.h"
#include "core/lesson/references.h"
#include "core/lesson/step_words.h"
#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"
#include "core/world/world.h"

#include <fmt/format.h>

namespace stampede {

namespace {

class Checker {
public:
    Checker(const Lesson& lesson, const MeasuredRuns& runs) : lesson_(lesson), runs_(runs) {}

    void step(std::size_t at)
    {
        const LessonStep& s = lesson_.steps[at];
        path_ = fmt::format("steps[{}]", at);
        const StepWords words = words_of(lesson_, at, runs_);
        scene(".scene", scene_at(lesson_, at, false), s.scene);
        if (!words.choices.empty()) differ(words.choices);
        if (s.ask) curve(*s.ask);
        if (s.reveal) scene(".reveal.scene", scene_at(lesson_, at, true), s.reveal->scene);
        if (s.check) task(*s.check, runs_.find(scene_at(lesson_, at, true).run)->second);
    }

private:
    [[noreturn]] void refuse(const std::string& field, const std::string& sentence) const
    {
        refuse_input(lesson_.id, path_ + field, sentence);
    }

    void instant(const std::string& field, Instant t, const MeasuredRun& run) const
    {
        if (t < run_start || t > run.recording->end)
            refuse(field, say("{} lies outside of the run, which ends at {}", to_text(t - run_start),
                              to_text(run.recording->end - run_start)));
    }

    /// Of the scene's own fields; what was said before has been checked there.
    void scene(const std::string& field, const Scene& shown, const Scene& written) const
    {
        const MeasuredRun& run = runs_.find(shown.run)->second;
        if (written.playhead && written.playhead->kind == ScenePlayhead::Kind::instant)
            instant(field + ".playhead", written.playhead->at, run);
        if (written.range && !written.range->all) {
            instant(field + ".range[0]", written.range->from, run);
            if (written.range->from >= run.recording->end)
                refuse(field + ".range", say("begins where the run ends"));
        }
        if (written.play && written.play->until) instant(field + ".play", *written.play->until, run);
        if (shown.select && *shown.select > run.recording->requests.size())
            refuse(field + ".select", say("{} is no request of this run; it has {}", *shown.select,
                                          run.recording->requests.size()));
    }

    void curve(const Question& q) const
    {
        const auto* curve = std::get_if<CurveQuestion>(&q.answer);
        if (!curve || curve->of == CurveOf::refresh_probability) return;
        instant(".ask.curve.from", curve->from, runs_.find(curve->run)->second);
    }

    void differ(const std::vector<std::string>& said) const
    {
        for (std::size_t i = 0; i < said.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (said[j] == said[i])
                    refuse(fmt::format(".ask.choices[{}].text", i),
                           say("says {}, as choices[{}] does", in_quotes(said[i]), j));
    }

    void task(const Task& t, const MeasuredRun& before) const
    {
        if (missed_expectations(before.metrics, t.expect).empty())
            refuse(".check.expect", say("is met before anything was done"));
        const MeasuredRun par = measure_run({"par", "", {}, {}, t.par});
        const auto missed = missed_expectations(par.metrics, t.expect);
        if (!missed.empty())
            refuse(".check.par", say("does not solve the task: {}", to_text(missed.front())));
    }

    const Lesson& lesson_;
    const MeasuredRuns& runs_;
    std::string path_;
};

void remark(std::vector<std::string>& out, const std::string& path, const std::string& text)
{
    for (const std::string& number : bare_numbers(text))
        out.push_back(
            say("{}: {} is written out; a reference such as {} stays true, {} says that it is no measurement",
                path, number, "{{RUN.metrics.…}}", "{{=" + number + "}}"));
}

}  // namespace

void check_lesson(const Lesson& lesson, const MeasuredRuns& runs)
{
    Checker checker(lesson, runs);
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) checker.step(i);
}

std::vector<std::string> remarks_on(const Lesson& lesson)
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
        const LessonStep& s = lesson.steps[i];
        const std::string path = fmt::format("steps[{}]", i);
        remark(out, path + ".say", s.say);
        if (s.ask) {
            remark(out, path + ".ask.question", s.ask->question);
            if (const auto* choices = std::get_if<Choices>(&s.ask->answer))
                for (std::size_t j = 0; j < choices->size(); ++j)
                    if ((*choices)[j].right)
                        remark(out, fmt::format("{}.ask.choices[{}].text", path, j), (*choices)[j].text);
        }
        if (s.reveal) remark(out, path + ".reveal.say", s.reveal->say);
    }
    return out;
}

}  // namespace stampede
