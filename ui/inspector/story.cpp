#include "ui/inspector/story.h"

#include "ui/tracks/call_text.h"
#include "ui/tracks/time_axis.h"

#include <QCoreApplication>

#include <bit>

namespace stampede::ui {

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("Story", text, nullptr, n);
}

/// Tells the events of one call.
class Teller {
public:
    Teller(const Run& run, CallId call)
        : recording_(*run.recording), scenario_(run.scenario), call_(call), facts_(recording_.call(call)),
          key_(QString::fromStdString(recording_.key_name(facts_.key)))
    {
    }

    std::vector<StoryLine> tell();

private:
    QString sentence(std::size_t index) const;
    QString ofLook(const Event& e, const Detail* d) const;
    QString ofWaiting(const Event& e) const;
    QString ofLoad(const Event& e) const;
    QString ofStore(const Event& e, const Detail* d) const;
    QString ofEnd(const Event& e) const;
    QString ofRefresh(const Event& e, std::size_t index) const;
    QString beginning() const;
    QString lockName() const { return QString::fromStdString(scenario_.strategy.options.lock_prefix) + key_; }

    const Recording& recording_;
    const Scenario& scenario_;
    CallId call_;
    const Call& facts_;
    QString key_;
    Instant began_{};
};

std::vector<StoryLine> Teller::tell()
{
    std::vector<StoryLine> lines;
    int inVain = 0;
    bool first = true;
    for (std::size_t i = 0; i < recording_.events.size(); ++i) {
        const Event& e = recording_.events[i];
        if (e.call != call_) {
            if (const QString text = ofRefresh(e, i); !text.isEmpty()) lines.push_back({e.at, text});
            continue;
        }
        if (std::exchange(first, false)) began_ = e.at;
        if (e.what() == What::poll_missed && inVain++ > 0) {
            lines.back() = {e.at, tr("looked %1 times in vain, waits on").arg(inVain)};
            continue;
        }
        if (e.what() != What::poll_missed) inVain = 0;
        const QString text = sentence(i);
        if (!text.isEmpty()) lines.push_back({e.at, text});
    }
    return lines;
}

/// What the background refresh does that this call has started.
QString Teller::ofRefresh(const Event& e, std::size_t index) const
{
    if (call_.is_refresh() || !e.call.is_refresh() || recording_.call(e.call).parent != call_) return {};
    const Detail* d = recording_.detail(index);
    switch (e.what()) {
    case What::load_began: return tr("its %1 asks the database").arg(callText(e.call));
    case What::load_failed: return tr("its %1 has failed").arg(callText(e.call));
    case What::refused: return tr("its %1 may not load: another does").arg(callText(e.call));
    case What::stored: return tr("its %1 stores version %2").arg(callText(e.call)).arg(d ? quint32(d->a) : 0);
    default: return {};
    }
}

QString Teller::beginning() const
{
    const int instance = facts_.instance + 1;
    switch (facts_.origin) {
    case Origin::client: return tr("arrives at instance %1").arg(instance);
    case Origin::stale_hit: return tr("begins on instance %1, started by %2").arg(instance).arg(callText(facts_.parent));
    case Origin::schedule: return tr("begins on instance %1, started by the schedule").arg(instance);
    case Origin::warming: return tr("begins on instance %1, to warm the cache").arg(instance);
    case Origin::health_check: return tr("asks instance %1 whether it is well").arg(instance);
    }
    return {};
}

QString Teller::ofLook(const Event& e, const Detail* d) const
{
    const auto roll = [&](const char* verdict) {
        const double u = d ? std::bit_cast<double>(d->b) : -1;
        return u < 0 ? QString() : tr("; rolled u = %1: %2").arg(QString::number(u, 'f', 3), tr(verdict));
    };
    const QString left = d ? tr(", %1 left").arg(durationText(Duration(d->a))) : QString();
    switch (e.what()) {
    case What::hit: return tr("GET %1 → hit").arg(key_) + left + roll("no refresh");
    case What::due_early: return tr("GET %1 → hit").arg(key_) + left + roll("refresh");
    case What::found_stale: return tr("GET %1 → stale").arg(key_) + (d ? tr(", expired %1 ago").arg(durationText(Duration(d->a))) : QString());
    case What::missed: return tr("GET %1 → miss").arg(key_);
    case What::second_look_hit: return tr("looks once more: the value has come");
    case What::store_failed: return tr("Redis does not answer");
    default: return {};
    }
}

QString Teller::ofWaiting(const Event& e) const
{
    switch (e.what()) {
    case What::queued: return tr("waits for a worker");
    case What::worker_taken: return tr("gets a worker");
    case What::refused: return e.aux() == 1 ? tr("SET %1 NX PX → refused").arg(lockName()) : tr("may not load: a load is under way here");
    case What::led: return tr("leads the load of its instance");
    case What::joined: return tr("joins the load of its instance");
    case What::waits: return tr("waits for the load of another");
    case What::poll_missed: return tr("GET %1 → miss, waits on").arg(key_);
    case What::notified: return tr("is told that the lock is free");
    case What::deadline_passed: return tr("has waited as long as it may");
    case What::re_elected: return tr("tries to take over");
    case What::soft_timeout: return tr("stops waiting and takes the old value");
    case What::refresh_held_off: return tr("no refresh: the last one was refused or failed");
    default: return {};
    }
}

QString Teller::ofLoad(const Event& e) const
{
    switch (e.what()) {
    case What::load_began: return tr("asks the database");
    case What::query_queued: return tr("its query waits for a connection");
    case What::query_timed_out: return tr("stops waiting for its query");
    case What::query_failed: return tr("its query fails");
    case What::load_ended: return tr("has the row, version %1").arg(e.aux());
    case What::load_failed: return tr("its load has failed");
    case What::load_found_nothing: return tr("the database has no such row");
    case What::fail_safe_used: return tr("takes the old value instead");
    case What::breaker_opened: return tr("its breaker opens");
    case What::breaker_refused: return tr("the breaker lets no query through");
    case What::breaker_probed: return tr("may try: the breaker is half open");
    case What::breaker_closed: return tr("its breaker closes");
    default: return {};
    }
}

QString Teller::ofStore(const Event& e, const Detail* d) const
{
    switch (e.what()) {
    case What::stored: return tr("SET %1 → stored").arg(key_) + (d ? tr(", version %1").arg(quint32(d->a)) : QString());
    case What::fill_refused: return tr("SET %1 → refused: a later token has written").arg(key_);
    case What::lock_taken:
        if (scenario_.strategy.who == Who::lease) return tr("gets the lease") + (d ? tr(", token %1").arg(tokenText(d->a)) : QString());
        return tr("SET %1 NX PX → taken").arg(lockName()) + (d ? tr(", token %1").arg(tokenText(d->a)) : QString());
    case What::lock_released: return tr("releases the lock");
    case What::release_lost: return tr("finds its lock lost when it releases it");
    case What::lock_deleted: return tr("deletes the lock, whoever has it");
    default: return {};
    }
}

QString Teller::ofEnd(const Event& e) const
{
    const QString after = tr(" after %1").arg(durationText(e.at - began_));
    switch (e.what()) {
    case What::answered_fresh: return tr("answered from the cache") + after;
    case What::answered_stale: return tr("answered with the old value") + after;
    case What::answered_loaded: return tr("answered with what it loaded") + after;
    case What::answered_shared: return tr("answered with what another loaded") + after;
    case What::failed: return tr("fails") + after;
    case What::rejected: return tr("rejected: the queue of its instance is full");
    case What::refresh_ended: return tr("is over") + after;
    default: return {};
    }
}

QString Teller::sentence(std::size_t index) const
{
    const Event& e = recording_.events[index];
    if (e.what() == What::arrived || e.what() == What::refresh_began) return beginning();
    const Detail* d = recording_.detail(index);
    for (const QString& text : {ofLook(e, d), ofWaiting(e), ofLoad(e), ofStore(e, d), ofEnd(e)})
        if (!text.isEmpty()) return text;
    return {};
}

}  // namespace

std::vector<StoryLine> storyOf(const Run& run, CallId call)
{
    if (call.is_nobody()) return {};
    return Teller(run, call).tell();
}

}  // namespace stampede::ui
