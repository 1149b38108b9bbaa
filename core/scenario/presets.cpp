#include "core/scenario/embedded.h"
#include "core/scenario/scenario_file.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

/// The order in which they are shown: first steps, incidents, what companies chose, what spreads, many keys,
/// mistakes beside their mended twins. What is not named here follows by name.
constexpr std::array<std::string_view, 42> order{
    "hot-page",
    "product-page",
    "steady-hot-key",
    "check-then-set-gap",
    "timeline-without-prevention",
    "timeline-with-locking",
    "early-expiration-minute",
    "refresh-schedule",
    "stale-timeline",
    "ticket-booth",
    "viral-post",
    "cluster-restart",
    "cluster-restart-warmed",
    "celebrity-tweet",
    "facebook-lease",
    "netflix-stale-while-revalidate",
    "twitter-coalescing",
    "amazon-background-refresh",
    "cascade",
    "nine-o-clock",
    "keys-expire-together",
    "keys-expire-together-with-jitter",
    "replay-example",
    "mistake-lock-without-expiry",
    "mended-lock-without-expiry",
    "mistake-no-finally",
    "mended-no-finally",
    "mistake-plain-del",
    "mended-plain-del",
    "mistake-infinite-wait",
    "mended-infinite-wait",
    "mistake-no-second-look",
    "mended-no-second-look",
    "mistake-setnx-then-expire",
    "mended-setnx-then-expire",
    "mistake-refresh-without-dedupe",
    "mended-refresh-without-dedupe",
    "mistake-same-ttl",
    "mended-same-ttl",
    "mistake-timeout-herd",
    "mended-timeout-herd",
    "complete-example",
};

std::size_t place(const std::string& id)
{
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), id) - order.begin());
}

std::vector<Preset> read_presets()
{
    std::vector<Preset> presets;
    for (const EmbeddedFile& file : embedded_scenarios()) {
        const nlohmann::json tree = parse_strict_json(file.text, file.name);
        presets.push_back({std::string(file.name), tree.value("name", ""), tree.value("about", ""),
                           std::string(file.text)});
    }
    std::sort(presets.begin(), presets.end(), [](const Preset& a, const Preset& b) {
        return std::pair(place(a.id), std::string_view(a.id)) <
               std::pair(place(b.id), std::string_view(b.id));
    });
    return presets;
}

}  // namespace

std::span<const Preset> presets()
{
    static const std::vector<Preset> all = read_presets();
    return all;
}

const Preset* find_preset(std::string_view id)
{
    for (const Preset& p : presets())
        if (p.id == id) return &p;
    return nullptr;
}

}  // namespace stampede
