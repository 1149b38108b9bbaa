#include "core/world/live_reports.h"

#include <algorithm>
#include <utility>

namespace stampede {

namespace {

constexpr Duration report_every = 50ms;

}  // namespace

LiveReports::LiveReports(const Scenario& scenario, const LiveControl& control, const RedisStore& store,
                         std::string address)
    : control_(control), store_(store), expected_(seconds(scenario.horizon.value_or(Duration(60s))))
{
    status_.address = std::move(address);
}

void LiveReports::status(LiveStatus::Phase phase)
{
    LiveStatus now = status_;
    now.trouble = store_.trouble();
    now.again_in = store_.tried_again_in();
    const bool lost = phase == LiveStatus::Phase::running && !now.trouble.empty() && now.again_in;
    now.phase = lost ? LiveStatus::Phase::lost : phase;
    if (now == reported_) return;
    reported_ = status_ = now;
    if (control_.status) control_.status(now);
}

bool LiveReports::due(Instant now)
{
    if (now < next_at_) return false;
    next_at_ = now + report_every;
    return true;
}

void LiveReports::progress(Duration of_the_run)
{
    if (control_.progress) control_.progress(std::min(1.0, seconds(of_the_run) / expected_));
}

}  // namespace stampede
