#include "core/lesson/lesson_reader.h"
#include "core/runtime/say.h"
#include "core/scenario/describe.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

constexpr std::size_t most_choices = 6;
constexpr std::array<std::string_view, 7> curves{
    "in_flight", "queued", "waiting", "arrived", "answered", "queries", "refresh_probability",
};

void describe_choice(Fields& f, Choice& c)
{
    f.need("text", to_say("what is chosen, in one line"));
    f.text("text", c.text, 1, 200);
    if (c.text.find('\n') != c.text.npos) f.refuse("text", say("has more than one line; one line"));
    f.flag("right", c.right);
}

void read_choices(FieldReader& f, Question& q)
{
    Choices choices;
    f.sections<Choice>("choices", choices, most_choices, describe_choice);
    if (choices.size() < 2) f.refuse("choices", say("has {}; 2 to 6 of them", choices.size()));
    if (std::none_of(choices.begin(), choices.end(), [](const Choice& c) { return c.right; }))
        f.refuse("choices", say("has no right one; \"right\": true for at least one"));
    if (std::all_of(choices.begin(), choices.end(), [](const Choice& c) { return c.right; }))
        f.refuse("choices",
                 say("has no wrong one, so there is nothing to predict; at least one that is not right"));
    q.answer = std::move(choices);
}

void read_number(FieldReader& parent, Question& q)
{
    NumberQuestion n;
    parent.object("number", [&](Fields& f) {
        f.need("of", to_say("a figure of a run, such as \"none.metrics.database.queries\""));
        f.text("of", n.of, 1, 200);
        f.maybe_number("tolerance", n.tolerance, 0, 10);
        f.maybe_number("within", n.within, 0, 1e15);
        if (n.tolerance && n.within) f.refuse("within", say("is there beside tolerance; one of the two"));
        f.text("unit", n.unit, 0, 40);
    });
    if (!n.tolerance && !n.within) n.tolerance = 0.2;
    q.answer = std::move(n);
}

void read_curve(FieldReader& parent, const Lesson& lesson, Question& q)
{
    CurveQuestion c;
    parent.object("curve", [&](Fields& fields) {
        auto& f = static_cast<FieldReader&>(fields);
        f.need("of", to_say("what is to be drawn, such as \"in_flight\""));
        f.word("of", c.of, curves);
        f.need("run", to_say("the name of one of the runs"));
        f.text("run", c.run, 1, 100);
        if (f.raw("run")) require_run(f, "run", lesson, c.run);
        if (c.of != CurveOf::refresh_probability) {
            f.need("until", to_say("the last instant of the chart, such as \"1.2s\""));
            f.instant("from", c.from, longest_run);
            f.instant("until", c.until, longest_run);
            f.need("most", to_say("the number at the top of the chart"));
            if (f.raw("until") && c.until <= c.from)
                f.refuse("until", say("is not after from; a later instant"));
        }
        f.number("most", c.most, 1e-6, 1e12);
        f.number("tolerance", c.tolerance, 0.001, 1);
    });
    q.answer = std::move(c);
}

}  // namespace

void read_question(FieldReader& parent, const Lesson& lesson, std::optional<Question>& question)
{
    parent.object("ask", [&](Fields& fields) {
        auto& f = static_cast<FieldReader&>(fields);
        Question& q = question.emplace();
        f.need("question", to_say("what is asked"));
        f.text("question", q.question, 1, 600);
        const bool choices = f.raw("choices"), number = f.raw("number"), curve = f.raw("curve");
        if (choices + number + curve > 1)
            f.refuse(curve ? "curve" : "number",
                     say("is a second way to answer; one of choices, number or curve"));
        if (choices)
            read_choices(f, q);
        else if (number)
            read_number(f, q);
        else if (curve)
            read_curve(f, lesson, q);
        else
            f.need("choices", to_say("two or more choices, or else number or curve"));
    });
}

}  // namespace stampede
