#include "ui/study/explore/seed_study.h"

#include "core/analysis/metrics_json.h"
#include "core/world/world.h"

#include <algorithm>

namespace stampede::ui {

namespace {

/// So many that all of them take seconds, not minutes.
std::size_t seedsFor(std::uint64_t requests)
{
    return requests <= 20'000 ? 300 : requests <= 100'000 ? 100 : 30;
}

}  // namespace

SeedStudy::SeedStudy(Session& session, QObject* parent) : Study(session, Batch::Urgency::soon, parent)
{
    followSession();
}

Study::Asked SeedStudy::ask()
{
    if (!runIsThere()) return Asked::later;
    if (base_ == session().scenario()) return Asked::theSame;
    base_ = session().scenario();
    return Asked::another;
}

std::vector<Batch::Task> SeedStudy::begin()
{
    const Run& run = *session().run();
    range_ = {run.extent().from, std::max(run.timeline.last_activity, run.extent().from + Duration(1000)) +
                                     run.content().length() / 50};
    const std::size_t count = seedsFor(run.recording->requests.size());
    metrics_.assign(count, {});
    profiles_.assign(count, {});
    there_.assign(count, 0);
    known_ = 0;
    std::vector<Batch::Task> tasks;
    for (std::size_t i = 0; i < count; ++i) {
        tasks.push_back([this, i, scenario = base_,
                         range = range_](const std::stop_token& stop) mutable -> Batch::Deliver {
            scenario.seed += i;
            const RecordingPtr recording = simulate(scenario, {.stop = stop, .end = {}, .progress = {}});
            if (!recording) return {};
            const Metrics metrics = measure(*recording);
            const Timeline timeline = build_timeline(*recording);
            const Profile profile = in_flight_profile(timeline, slicesOf(range));
            return [this, i, metrics, profile] { receive(i, metrics, profile); };
        });
    }
    return tasks;
}

/// Shown in stages: a picture of each new seed would only flicker.
void SeedStudy::receive(std::size_t seed, const Metrics& metrics, const Profile& profile)
{
    metrics_[seed] = metrics;
    profiles_[seed] = profile;
    there_[seed] = 1;
    const std::size_t before = known_;
    while (known_ < there_.size() && there_[known_]) ++known_;
    for (std::size_t stage : {std::size_t(10), std::size_t(30), std::size_t(100), there_.size()})
        if (before < stage && known_ >= stage) return emit changed();
}

std::vector<double> SeedStudy::values(const std::string& path) const
{
    std::vector<double> out;
    for (std::size_t i = 0; i < known_; ++i) out.push_back(metric(metrics_[i], path));
    return out;
}

Summary SeedStudy::summary(const std::string& path) const
{
    return summarize(values(path));
}

TableData SeedStudy::table(const std::string& path) const
{
    TableData out;
    out.header = {tr("Seed"), QString::fromStdString(path)};
    const std::vector<double> all = values(path);
    for (std::size_t i = 0; i < all.size(); ++i)
        out.rows.push_back({QString::number(base_.seed + i), plainNumber(all[i])});
    return out;
}

Band SeedStudy::band() const
{
    return band_of(std::span(profiles_).first(known_));
}

TableData SeedStudy::bandTable() const
{
    TableData out;
    out.header = {tr("From (s)"), tr("5 %"), tr("median"), tr("95 %"), tr("seed %1").arg(base_.seed)};
    const Band b = band();
    for (std::size_t s = 0; s < b.middle.size(); ++s) {
        const Instant at = slicesOf(range_).begin_of(s);
        out.rows.push_back({plainNumber(seconds(at.time_since_epoch())), plainNumber(b.low[s]),
                            plainNumber(b.middle[s]), plainNumber(b.high[s]), plainNumber(profiles_[0][s])});
    }
    return out;
}

}  // namespace stampede::ui
