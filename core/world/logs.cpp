#include "core/world/logs.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace stampede {

namespace {

constexpr std::uint32_t most_names = 10'000;  // beyond it "key 10001" says as much

/// Renumbers keys by how often they are asked, ties by first appearance.
void sort_by_popularity(Logs& all)
{
    std::vector<std::uint64_t> asked(all.key_names.size());
    for (const ReplayLog& log : all.logs)
        for (std::uint32_t key : log.keys) ++asked[key];
    std::vector<std::uint32_t> order(asked.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return asked[a] > asked[b]; });
    std::vector<std::uint32_t> rank(order.size());
    std::vector<std::string> names(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        rank[order[i]] = i;
        names[i] = std::move(all.key_names[order[i]]);
    }
    all.key_names = std::move(names);
    for (ReplayLog& log : all.logs)
        for (std::uint32_t& key : log.keys) key = rank[key];
}

}  // namespace

Logs read_logs(const Scenario& s)
{
    Logs all;
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (const Traffic& t : s.traffic) {
        const auto* r = std::get_if<Replay>(&t);
        if (!r) continue;
        ReplayLog log = read_replay(*r);
        for (std::uint32_t& key : log.keys) {
            const auto [known, is_new] =
                numbers.try_emplace(log.key_names[key], static_cast<std::uint32_t>(numbers.size()));
            if (is_new) all.key_names.push_back(log.key_names[key]);
            key = known->second;
        }
        all.logs.push_back(std::move(log));
    }
    sort_by_popularity(all);
    return all;
}

Scenario with_query_time_of(const Logs& logs, const Scenario& s)
{
    Scenario with = s;
    for (const ReplayLog& log : logs.logs) {
        if (!log.query_time) continue;
        const auto [mean, deviation] = *log.query_time;
        with.database.query_time = mean;
        with.database.distribution =
            deviation > Duration{} ? Distribution::lognormal : Distribution::constant;
        if (deviation > Duration{}) with.database.cv = std::min(seconds(deviation) / seconds(mean), 100.0);
    }
    return with;
}

std::uint32_t key_count(const Scenario& s, const Logs& logs)
{
    return std::max(s.keys.count, static_cast<std::uint32_t>(logs.key_names.size()));
}

std::vector<std::string> key_names(const Scenario& s, const Logs& logs)
{
    if (!logs.key_names.empty()) return logs.key_names;
    if (s.keys.count == 1) return {s.keys.name};
    std::vector<std::string> names;
    for (std::uint32_t i = 1; i <= std::min(s.keys.count, most_names); ++i)
        names.push_back(s.keys.name + ":" + std::to_string(i));
    return names;
}

}  // namespace stampede
