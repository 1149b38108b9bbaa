#include "core/learn/guide.h"

#include "core/learn/learn_reader.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/scenario_file.h"
#include "core/scenario/strict_json.h"
#include "core/strategy/catalogue.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace stampede {

namespace {

constexpr std::size_t deepest = 12;

void read_answer(FieldReader& f, GuideFork::Answer& a)
{
    need_line(f, "answer", a.answer, 80, say("the answer in a few words"));
    need_line(f, "about", a.about, 120, say("what it means"));
    need_line(f, "to", a.to, 60, say("the fork or leaf it leads to"));
}

void read_fork(FieldReader& f, GuideFork& fork)
{
    need_id(f, fork.id);
    need_line(f, "question", fork.question, 120, say("what is asked"));
    read_list(f, "answers", fork.answers, read_answer);
}

void need_strategy(FieldReader& f, std::string& strategy)
{
    need_line(f, "strategy", strategy, 60, say("one of the named strategies"));
    if (!strategy.empty() && !find_strategy(strategy))
        f.refuse("strategy", say("{} is none of the named strategies", in_quotes(strategy)));
}

void read_leaf(FieldReader& f, GuideLeaf& leaf)
{
    need_id(f, leaf.id);
    need_strategy(f, leaf.strategy);
    need_line(f, "in_short", leaf.in_short, 200, say("what it does, in one sentence"));
    need_lines(f, "use", leaf.use, say("when to use it"));
    need_lines(f, "avoid", leaf.avoid, say("when not to"));
    need_line(f, "production", leaf.production, 400, say("how those who run it do it"));
    need_lines(f, "presets", leaf.presets, say("where it can be seen"));
    for (const std::string& id : leaf.presets)
        if (!find_preset(id)) f.refuse("presets", say("{} is no preset", in_quotes(id)));
}

void read_words(FieldReader& f, InWords& words)
{
    need_strategy(f, words.strategy);
    need_line(f, "latency", words.latency, 60, say("in a word or two"));
    need_line(f, "complexity", words.complexity, 60, say("in a word or two"));
    need_line(f, "consistency", words.consistency, 60, say("in a word or two"));
    need_line(f, "best_for", words.best_for, 60, say("in a word or two"));
}

/// Walks every way to its end and notes what it came by.
void walk(FieldReader& f, const Guide& g, const std::string& id, std::size_t depth,
          std::set<std::string>& seen)
{
    if (depth > deepest)
        f.refuse("forks", say("{} comes after itself; every way ends at a leaf", in_quotes(id)));
    seen.insert(id);
    if (g.leaf(id)) return;
    const GuideFork* fork = g.fork(id);
    if (!fork) f.refuse("forks", say("{} is neither a fork nor a leaf", in_quotes(id)));
    for (const GuideFork::Answer& a : fork->answers) walk(f, g, a.to, depth + 1, seen);
}

void check_ways(FieldReader& f, const Guide& g)
{
    std::set<std::string> seen;
    walk(f, g, g.start, 0, seen);
    for (const GuideFork& fork : g.forks)
        if (!seen.contains(fork.id)) f.refuse("forks", say("no way leads to {}", in_quotes(fork.id)));
    for (const GuideLeaf& leaf : g.leaves)
        if (!seen.contains(leaf.id)) f.refuse("leaves", say("no way leads to {}", in_quotes(leaf.id)));
}

}  // namespace

const GuideFork* Guide::fork(std::string_view id) const
{
    const auto found =
        std::find_if(forks.begin(), forks.end(), [&](const GuideFork& f) { return f.id == id; });
    return found == forks.end() ? nullptr : &*found;
}

const GuideLeaf* Guide::leaf(std::string_view id) const
{
    const auto found =
        std::find_if(leaves.begin(), leaves.end(), [&](const GuideLeaf& l) { return l.id == id; });
    return found == leaves.end() ? nullptr : &*found;
}

Guide parse_guide(std::string_view text, std::string_view source)
{
    const nlohmann::json file = parse_strict_json(text, source);
    FieldReader f(file, "", source);
    Guide g;
    read_schema(f, "stampede-guide/1");
    need_line(f, "start", g.start, 60, say("the first fork"));
    read_list(f, "forks", g.forks, read_fork);
    read_list(f, "leaves", g.leaves, read_leaf);
    read_list(f, "comparison", g.comparison, read_words);
    f.finish();
    refuse_twins(f, "forks", g.forks);
    refuse_twins(f, "leaves", g.leaves);
    check_ways(f, g);
    return g;
}

const Guide& guide()
{
    static const Guide shipped = parse_guide(learn_file("guide"), "guide");
    return shipped;
}

}  // namespace stampede
