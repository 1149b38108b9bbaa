#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/describe.h"
#include "core/strategy/catalogue.h"

#include <array>

namespace stampede {

namespace {

constexpr std::array<std::string_view, 2> wait_by_words{"poll", "notify"};
constexpr std::array<std::string_view, 3> on_deadline_words{"load", "fail", "stale"};
constexpr std::array<std::string_view, 2> on_leader_failure_words{"share-error", "re-elect"};
constexpr std::array<std::string_view, 2> refresh_in_words{"background", "foreground"};

/// The answers as they stand in the file, each of which may be missing.
struct Written {
    std::optional<std::string> name, when, who;
    std::optional<std::vector<std::string>> meanwhile;
    std::optional<double> beta;  // sets β of every part of `when` that has one
};

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& w : words) text += (text.empty() ? "" : ",") + w;
    return text;
}

/// Parses what is at `name` in the file, so that an error names the path.
template <class Parse>
auto parse_at(Fields& f, std::string_view name, Parse parse, const std::string& text)
{
    try {
        return parse(text);
    } catch (const InputError& e) {
        f.refuse(name, e.what());
        throw;
    }
}

/// The named strategy that the file starts from.
StrategySpec basis(Fields& f, const Written& w)
{
    if (!w.name) return find_strategy("locking")->spec;
    if (const NamedStrategy* s = find_strategy(*w.name)) return s->spec;
    if (*w.name == "custom") {
        if (!w.when || !w.who || !w.meanwhile)
            f.refuse("name", say("\"custom\" says too little; the name of a strategy, or the answers when, "
                                 "who and meanwhile"));
        return find_strategy("locking")->spec;
    }
    std::vector<std::string_view> names;
    for (const NamedStrategy& s : catalogue()) names.push_back(s.id);
    f.refuse("name", unknown_word(*w.name, names));
    return {};
}

StrategySpec resolve(Fields& f, const Written& w)
{
    StrategySpec spec = basis(f, w);
    auto when = w.when ? parse_at(f, "when", parse_when, *w.when) : spec.when;
    const Who who = w.who ? parse_at(f, "who", parse_who, *w.who) : spec.who;
    auto meanwhile =
        w.meanwhile ? parse_at(f, "meanwhile", parse_meanwhile, joined(*w.meanwhile)) : spec.meanwhile;
    if (same_answers(spec, when, who, meanwhile))
        spec.when = std::move(when);  // its parameters may be others
    else
        spec = compose(std::move(when), who, std::move(meanwhile));
    if (w.beta)
        for (When& part : spec.when)
            if (part.has_beta()) part.beta = *w.beta;
    return spec;
}

/// The name alone where that says it all, with `beta` if only that is another; else the three answers.
Written written(const StrategySpec& spec)
{
    Written w;
    const NamedStrategy* named = find_strategy(spec.name);
    if (named && same_answers(named->spec, spec.when, spec.who, spec.meanwhile)) {
        std::vector<When> when = named->spec.when;
        for (std::size_t i = 0; i < when.size(); ++i) {
            if (!when[i].has_beta() || when[i].beta == spec.when[i].beta) continue;
            when[i].beta = spec.when[i].beta;
            w.beta = when[i].beta;
        }
        w.name = spec.name;
        if (when == spec.when) return w;
        w = {};
        if (spec.name == "collapsing") w.name = spec.name;  // its answers alone would be coalescing
    }
    w.when = to_text(spec.when);
    w.who = to_text(spec.who);
    w.meanwhile.emplace();
    for (Meanwhile m : spec.meanwhile) w.meanwhile->push_back(to_text({m}));
    return w;
}

void describe_answers(Fields& f, StrategySpec& spec)
{
    Written w;
    if (!f.reading()) w = written(spec);
    f.maybe_text("name", w.name, 100);
    f.maybe_text("when", w.when, 200);
    f.maybe_text("who", w.who, 100);
    f.maybe_texts("meanwhile", w.meanwhile, 4);
    f.maybe_number("beta", w.beta, least_beta, greatest_beta);
    if (f.reading()) spec = resolve(f, w);
}

void describe_half_open(Fields& f, HalfOpen& h)
{
    f.number("share", h.share, 0.001, 1);
    f.duration("double_every", h.double_every, 1ms, longest_duration);
}

void describe_breaker(Fields& f, Breaker& b)
{
    f.count("failures", b.failures, 1, 1'000'000);
    f.duration("open_for", b.open_for, 1ms, longest_duration);
    f.section<HalfOpen>("half_open", b.half_open, describe_half_open, "");
}

void describe_mistakes(Fields& f, std::vector<Mistake>& mistakes)
{
    std::optional<std::vector<std::string>> written;
    if (!f.reading()) {
        written.emplace();
        for (Mistake m : mistakes) written->push_back(to_text(m));
    }
    f.maybe_texts("mistakes", written, all_mistakes().size());
    if (!f.reading() || !written) return;

    std::vector<std::string> all;
    for (Mistake m : all_mistakes()) all.push_back(to_text(m));
    const std::vector<std::string_view> known(all.begin(), all.end());
    mistakes.clear();
    for (std::size_t i = 0; i < written->size(); ++i) {
        const std::string path = "mistakes[" + std::to_string(i) + ']';
        const std::optional<Mistake> m = parse_mistake((*written)[i]);
        if (!m) f.refuse(path, unknown_word((*written)[i], known));
        for (Mistake earlier : mistakes)
            if (earlier == *m)
                f.refuse(path, say("{} is there twice; each at most once", in_quotes((*written)[i])));
        mistakes.push_back(*m);
    }
}

void describe_options(Fields& f, StrategyOptions& o)
{
    constexpr Duration longest = longest_duration;
    f.duration("keep", o.keep, Duration{}, longest);
    f.duration("lock_timeout", o.lock_timeout, 1ms, longest);
    f.duration("wait_timeout", o.wait_timeout, 1ms, longest);
    f.duration("poll", o.poll, 100us, longest);
    f.number("poll_jitter", o.poll_jitter, 0, 0.9);
    f.text("lock_prefix", o.lock_prefix, 1, 64);
    f.word("wait_by", o.wait_by, wait_by_words);
    f.word("on_deadline", o.on_deadline, on_deadline_words);
    f.duration("lease_timeout", o.lease_timeout, 1ms, longest);
    f.duration("collapse_window", o.collapse_window, Duration{}, 1min);
    f.duration("refresh_period", o.refresh_period, 1ms, longest);
    f.maybe_duration("negative_ttl", o.negative_ttl, 1ms, longest, "none");
    f.flag("fail_safe", o.fail_safe);
    f.maybe_duration("soft_timeout", o.soft_timeout, 100us, longest, "none");
    f.maybe_duration("hard_timeout", o.hard_timeout, 100us, longest, "none");
    f.section<Breaker>("breaker", o.breaker, describe_breaker, "none");
    f.word("on_leader_failure", o.on_leader_failure, on_leader_failure_words);
    f.word("refresh_in", o.refresh_in, refresh_in_words);
    f.flag("fencing", o.fencing);
    describe_mistakes(f, o.mistakes);
}

}  // namespace

void describe_strategy(Fields& f, StrategySpec& s)
{
    describe_answers(f, s);
    describe_options(f, s.options);
}

}  // namespace stampede
