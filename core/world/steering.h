#pragma once

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace stampede {

// What a live run takes on while it goes on: how much traffic there is and until when, the lifetime of
// values, how the database answers, and the numbers and options of the strategy. Its answers (when, who,
// meanwhile), fencing, instances and keys, what the cache began with, and how often rows change make another
// run.

/// `running` with all that it can take on from `wanted`.
Scenario steered(const Scenario& running, const Scenario& wanted);

/// The first field in which `wanted` asks for another run, such as "instances.count"; nothing if the run can
/// take all of it on.
std::optional<std::string> needs_new_run(const Scenario& running, const Scenario& wanted);

/// What holds from an instant on.
struct SettingsFrom {
    Instant at{};
    Scenario settings;
};
/// What changes of a run come to, those of one instant together. Throws InputError when one cannot be read.
std::vector<SettingsFrom> settings_over_time(const Scenario& began, std::span<const SettingChange> changes);

/// Hands new settings to a run that goes on. Of what is given before the run looks, it sees the newest.
class LiveSettings {
public:
    // On any thread.
    void give(Scenario wanted);

    // On the run's thread.
    std::optional<Scenario> take();
    /// Who is told, on the giver's thread, that there is something to take; an empty one: nobody any more.
    void on_given(std::function<void()> wake);

private:
    std::atomic<bool> given_ = false;
    std::mutex mutex_;
    std::optional<Scenario> wanted_;
    std::function<void()> wake_;
};

}  // namespace stampede
