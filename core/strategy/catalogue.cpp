#include "core/strategy/catalogue.h"

#include "core/runtime/say.h"

#include <array>
#include <utility>

namespace stampede {

namespace {

using Kind = When::Kind;

NamedStrategy named(std::string id, std::string name, std::string about, Kind kind, Who who,
                    std::vector<Meanwhile> meanwhile, StrategyOptions options = {})
{
    StrategySpec spec;
    spec.name = id;
    spec.when = {default_when(kind)};
    spec.who = who;
    spec.meanwhile = std::move(meanwhile);
    spec.options = std::move(options);
    return {std::move(id), std::move(name), std::move(about), std::move(spec)};
}

/// The reference text's stale ttl.
StrategyOptions keeping()
{
    StrategyOptions o;
    o.keep = 60s;
    return o;
}

StrategyOptions leasing()
{
    StrategyOptions o = keeping();
    o.refresh_in = RefreshIn::foreground;
    o.fencing = true;
    return o;
}

StrategyOptions batching()
{
    StrategyOptions o;
    o.collapse_window = 10ms;
    return o;
}

using enum Meanwhile;

std::array<NamedStrategy, 10> all()
{
    return {
        named("none", to_say("No prevention"),
              to_say("Whoever misses loads. One expired hot key becomes as many database queries as requests "
                     "arrive during the load."),
              Kind::expiry, Who::everyone, {}),
        named(
            "locking", to_say("Locking"),
            to_say("The first to miss takes a lock in Redis and loads; the others look again every so often "
                   "until the value is there. One query for the whole cluster, paid for with waiting."),
            Kind::expiry, Who::one_per_cluster, {wait}),
        named("coalescing", to_say("Request coalescing"),
              to_say(
                  "Each instance keeps a map of the loads in flight; whoever comes while one runs shares its "
                  "result. No lock and no polling, but one query for each instance."),
              Kind::expiry, Who::one_per_instance, {share}),
        named("early-expiration", to_say("Probabilistic early expiration"),
              to_say("Each request rolls a die and may refresh before the entry expires, with p = 1 − "
                     "(remaining/ttl)^β: the older the entry, the likelier. Simple, and nobody waits, but it "
                     "refreshes far more often than needed."),
              Kind::power, Who::everyone, {serve_old}),
        named(
            "xfetch", to_say("XFetch"),
            to_say("Early expiration that knows how long a load takes: a request refreshes when −δ·β·ln(u) "
                   "reaches the time that is left. However hot the key, only a few refreshes start, shortly "
                   "before expiry."),
            Kind::xfetch, Who::everyone, {serve_old}),
        named(
            "stale-while-revalidate", to_say("Stale-while-revalidate"),
            to_say("An expired value stays usable for a while: requests get it at once, while one request of "
                   "each instance refreshes in the background. Nobody waits; some answers are old."),
            Kind::expiry, Who::one_per_instance, {serve_old, share}, keeping()),
        named("background-refresh", to_say("Background refresh"),
              to_say(
                  "A refresher renews hot keys on a schedule, some time before they expire, so that requests "
                  "never miss. It needs to know the hot keys, and loads them whether anybody asks or not."),
              Kind::schedule, Who::instance_then_cluster, {serve_old, share, wait}),
        named("lease", to_say("Lease"),
              to_say("The look that misses hands out a lease: its holder loads and fills, the others get the "
                     "old value or wait. A fill under an outdated lease is refused, so an old value never "
                     "replaces a newer one."),
              Kind::expiry, Who::lease, {serve_old, wait}, leasing()),
        named("collapsing", to_say("Request collapsing"),
              to_say("Coalescing over a batching loader: the queries that one instance has within a short "
                     "window become one, even for different keys. Each load waits for the window to close."),
              Kind::expiry, Who::one_per_instance, {share}, batching()),
        named(
            "combined", to_say("Combined"),
            to_say(
                "What production systems do: refresh early by XFetch, by one request of an instance and then "
                "of the cluster, while all others get the old value; only a cold cache makes anybody wait."),
            Kind::xfetch, Who::instance_then_cluster, {serve_old, share, wait}, keeping()),
    };
}

}  // namespace

std::span<const NamedStrategy> catalogue()
{
    static const std::array<NamedStrategy, 10> strategies = all();
    return strategies;
}

const NamedStrategy* find_strategy(std::string_view id)
{
    for (const NamedStrategy& s : catalogue())
        if (s.id == id) return &s;
    return nullptr;
}

bool same_answers(const StrategySpec& spec, const std::vector<When>& when, Who who,
                  const std::vector<Meanwhile>& meanwhile)
{
    if (spec.who != who || spec.meanwhile != meanwhile || spec.when.size() != when.size()) return false;
    for (std::size_t i = 0; i < when.size(); ++i)
        if (spec.when[i].kind != when[i].kind) return false;
    return true;
}

std::span<const std::string_view> owned_options()
{
    static constexpr std::array<std::string_view, 7> owned{
        "keep", "fail_safe", "breaker", "fencing", "refresh_in", "collapse_window", "mistakes"};
    return owned;
}

StrategySpec choose(const NamedStrategy& strategy, const StrategySpec& now)
{
    StrategySpec chosen = strategy.spec;
    StrategyOptions own = std::exchange(chosen.options, now.options);
    StrategyOptions& to = chosen.options;
    to.keep = own.keep;
    to.fail_safe = own.fail_safe;
    to.breaker = own.breaker;
    to.fencing = own.fencing;
    to.refresh_in = own.refresh_in;
    to.collapse_window = own.collapse_window;
    to.mistakes = std::move(own.mistakes);
    return chosen;
}

StrategySpec compose(std::vector<When> when, Who who, std::vector<Meanwhile> meanwhile)
{
    StrategySpec spec;
    spec.name = "custom";
    for (const NamedStrategy& s : catalogue())
        if (same_answers(s.spec, when, who, meanwhile)) {
            spec = s.spec;
            break;
        }
    spec.when = std::move(when);
    spec.who = who;
    spec.meanwhile = std::move(meanwhile);
    if (spec.name != "custom") return spec;

    spec.options = who == Who::lease ? leasing() : StrategyOptions{};
    spec.options.keep = spec.serves_old() && who != Who::everyone ? Duration(60s) : Duration{};
    return spec;
}

StrategySpec with_answers(const StrategySpec& now, std::vector<When> when, Who who,
                          std::vector<Meanwhile> meanwhile)
{
    const NamedStrategy* named = find_strategy(now.name);
    const StrategyOptions before =
        named ? named->spec.options : compose(now.when, now.who, now.meanwhile).options;
    StrategySpec next = compose(std::move(when), who, std::move(meanwhile));
    StrategyOptions options = now.options;
    // These alone have other defaults under other answers.
    const auto follow = [&](auto option) {
        if (options.*option == before.*option) options.*option = next.options.*option;
    };
    follow(&StrategyOptions::keep);
    follow(&StrategyOptions::fencing);
    follow(&StrategyOptions::refresh_in);
    follow(&StrategyOptions::collapse_window);
    next.options = std::move(options);
    return next;
}

}  // namespace stampede
