#include "core/service/loader_waits.h"

#include "core/runtime/say.h"

#include <algorithm>

namespace stampede {

namespace {

/// A value's name without server and service: what a person calls it.
std::string in_words(const std::string& value)
{
    return '"' + value.substr(value.find('\n') + 1) + '"';
}

}  // namespace

LoaderWaits& LoaderWaits::of_this_process()
{
    static LoaderWaits waits;
    return waits;
}

LoaderWaits::Loading::Loading(std::string value) : value_(std::move(value))
{
    LoaderWaits& all = of_this_process();
    const std::lock_guard lock(all.mutex_);
    all.loading_.emplace(value_, this);
}

LoaderWaits::Loading::~Loading()
{
    LoaderWaits& all = of_this_process();
    const std::lock_guard lock(all.mutex_);
    const auto [first, last] = all.loading_.equal_range(value_);
    all.loading_.erase(std::find_if(first, last, [this](const auto& l) { return l.second == this; }));
}

void LoaderWaits::Loading::wait_for(std::string value, PendingGetPtr get)
{
    const std::lock_guard lock(of_this_process().mutex_);
    std::erase_if(waits_, [](const Wait& w) { return w.get->answered(); });
    waits_.push_back({std::move(value), std::move(get), Clock::now()});
}

void LoaderWaits::break_rings(Clock::duration patience)
{
    const std::lock_guard lock(mutex_);
    Search search{Clock::now() - patience, {}, {}};
    for (const auto& [value, loading] : loading_) look_for_rings(value, search);
}

/// Goes on only where all who load `value` wait: else one of them will end, and nobody waits for ever.
void LoaderWaits::look_for_rings(const std::string& value, Search& search) const
{
    const auto holds = [&search](const Loading::Wait& w) {
        return !w.get->answered() && w.since <= search.before;
    };
    const auto [first, last] = loading_.equal_range(value);
    const bool stuck = first != last && std::all_of(first, last, [&](const auto& l) {
                           return std::any_of(l.second->waits_.begin(), l.second->waits_.end(), holds);
                       });
    if (search.done.contains(value) || !stuck) return;
    search.path.push_back(value);
    for (auto l = first; l != last; ++l)
        for (const Loading::Wait& w : l->second->waits_) {
            if (!holds(w)) continue;
            const auto again = std::find(search.path.begin(), search.path.end(), w.value);
            if (again == search.path.end()) {
                look_for_rings(w.value, search);
                continue;
            }
            std::string ring;
            for (auto v = again; v != search.path.end(); ++v)
                ring = ring.empty() ? in_words(*v) : say("{} needs {}", ring, in_words(*v));
            w.get->fail(say("Loaders wait for each other: {} needs {}.", ring, in_words(w.value)));
        }
    search.path.pop_back();
    search.done.insert(value);
}

}  // namespace stampede
