#include "core/learn/challenges.h"

#include "core/learn/learn_reader.h"
#include "core/lesson/lesson_reader.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

constexpr std::array<std::string_view, 3> levels{"easy", "medium", "hard"};
constexpr std::array<std::string_view, 4> changes{"strategy", "beta", "ttl", "jitter"};
constexpr std::size_t most_expect = 8;

void read_may_change(FieldReader& f, std::vector<Change>& may_change)
{
    std::vector<std::string> words;
    need_lines(f, "may_change", words, say("what is left to the player: strategy, beta, ttl, jitter"));
    for (const std::string& word : words) {
        const auto at = std::find(changes.begin(), changes.end(), word);
        if (at == changes.end()) f.refuse("may_change", unknown_word(word, changes));
        may_change.push_back(static_cast<Change>(at - changes.begin()));
    }
}

void read_par(FieldReader& parent, const std::string& base, const StrategyChoice& before,
              const std::vector<Override>& set, Challenge& c)
{
    parent.need("par", "a solution");
    parent.object("par", [&](Fields& fields) {
        auto& f = static_cast<FieldReader&>(fields);
        StrategyChoice choice;
        std::vector<Override> all = set;
        read_changes(f, choice, all);
        need_line(f, "say", c.par_says, 600, say("why it works"));
        c.par = make_scenario(f, "set", base, {}, choice.empty() ? before : choice, all);
    });
}

void read_challenge(FieldReader& f, Challenge& c)
{
    need_id(f, c.id);
    need_line(f, "title", c.title, 60, say("what it is called"));
    f.need("level", to_say("easy, medium or hard"));
    f.word("level", c.level, levels);
    need_line(f, "goal", c.goal, 600, say("what is to be reached"));
    need_line(f, "hint", c.hint, 400, say("what to think of"));
    std::string base;
    need_line(f, "scenario", base, 100, "a preset");
    StrategyChoice choice;
    std::vector<Override> set;
    read_changes(f, choice, set);
    f.need("playhead", to_say("where to look at first"));
    f.instant("playhead", c.playhead, std::chrono::hours(1000));
    read_may_change(f, c.may_change);
    std::vector<Expectation> expect;
    f.need("expect", to_say("what the figures are to be"));
    f.sections<Expectation>("expect", expect, most_expect, read_expectation);
    if (base.empty()) f.finish();
    c.start = make_scenario(f, "scenario", base, {}, choice, set);
    read_par(f, base, choice, set, c);
    c.start.expect = c.par.expect = expect;
    if (expect.empty() && f.raw("expect")) f.refuse("expect", say("has nothing in it; at least one figure"));
    if (!same_problem(c, c.par)) f.refuse("par", say("changes what may not be changed"));
}

/// β of every part of *when* that has one becomes that of `from`, where both ask the same.
void take_beta(const Scenario& from, Scenario& to)
{
    auto& parts = to.strategy.when;
    for (std::size_t i = 0; i < parts.size() && i < from.strategy.when.size(); ++i)
        if (parts[i].kind == from.strategy.when[i].kind) parts[i].beta = from.strategy.when[i].beta;
}

void take(Change change, const Scenario& from, Scenario& to)
{
    switch (change) {
    case Change::strategy: to.strategy = from.strategy; break;
    case Change::beta: take_beta(from, to); break;
    case Change::ttl: to.cache.ttl = from.cache.ttl; break;
    case Change::jitter: to.cache.jitter = from.cache.jitter; break;
    }
}

}  // namespace

std::vector<Challenge> parse_challenges(std::string_view text, std::string_view source)
{
    const nlohmann::json file = parse_strict_json(text, source);
    FieldReader f(file, "", source);
    std::vector<Challenge> all;
    read_schema(f, "stampede-challenges/1");
    read_list(f, "challenges", all, read_challenge);
    f.finish();
    refuse_twins(f, "challenges", all);
    return all;
}

std::span<const Challenge> challenges()
{
    static const std::vector<Challenge> shipped = parse_challenges(learn_file("challenges"), "challenges");
    return shipped;
}

const Challenge* find_challenge(std::string_view id)
{
    for (const Challenge& c : challenges())
        if (c.id == id) return &c;
    return nullptr;
}

bool same_problem(const Challenge& challenge, const Scenario& scenario)
{
    Scenario problem = back_to_problem(challenge, scenario);
    problem.name = scenario.name;
    problem.about = scenario.about;
    problem.horizon = scenario.horizon;
    problem.expect = scenario.expect;
    return problem == scenario;
}

Scenario back_to_problem(const Challenge& challenge, const Scenario& scenario)
{
    Scenario problem = challenge.start;
    for (const Change change : challenge.may_change) take(change, scenario, problem);
    return problem;
}

std::string_view word_of(Change change)
{
    return changes[static_cast<std::size_t>(change)];
}

}  // namespace stampede
