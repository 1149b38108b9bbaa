#include "ui/lab/inspector/state_model.h"

#include "core/analysis/explanation.h"
#include "core/analysis/phrases.h"
#include "ui/look/words/format.h"
#include "ui/tracks/call_text.h"
#include "ui/tracks/time_axis.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::ptrdiff_t mostLoadsLookedAt = 20'000;
constexpr std::size_t mostFlightsShown = 4, mostInstancesShown = 4;

QString tr(const char* text)
{
    return QCoreApplication::translate("State", text);
}

TextSpan plain(const QString& text)
{
    return {text, Tone::plain, {}};
}
TextSpan inTone(const QString& text, Tone tone)
{
    return {text, tone, {}};
}
TextSpan link(CallId call)
{
    return {callText(call), call.is_nobody() ? Tone::plain : Tone::call, call};
}

/// Writes the rows of one instant.
class StateWriter {
public:
    StateWriter(const Run& run, std::uint32_t key, Instant t)
        : run_(run), timeline_(run.timeline), standing_(run.standing), spec_(run.scenario.strategy),
          key_(key), t_(t), recent_(std::max<Duration>(run.content().length() / 100, Duration(1)))
    {
    }
    std::vector<TextRow> write();

private:
    void entry();
    void manyKeys();
    void lock();
    void lockHeld(TextRow& row, const LockBand& band);
    void waiting();
    void flights();
    void schedule();
    void loads();
    void instances();
    void breakers();
    void database();
    TextRow& row(const QString& left, std::vector<TextSpan> spans, Instant changed);
    /// The last change of a curve at or before the instant.
    Instant lastStep(std::span<const Step> curve) const;
    QString name(std::uint32_t key) const { return QString::fromStdString(run_.recording->key_name(key)); }
    std::uint32_t instanceCount() const { return run_.scenario.instances.count; }
    bool here() const
    {
        return spec_.who == Who::one_per_instance || spec_.who == Who::instance_then_cluster;
    }
    bool clustered() const { return spec_.who != Who::everyone && spec_.who != Who::one_per_instance; }

    const Run& run_;
    const Timeline& timeline_;
    const Standing& standing_;
    const StrategySpec& spec_;
    std::uint32_t key_;
    Instant t_;
    Duration recent_;
    std::vector<TextRow> rows_;
};

const Instant longAgo(-never.time_since_epoch());

QString shortened(const QString& name)
{
    return name.size() <= 18 ? name : name.left(8) + QChar(0x2026) + name.right(9);
}

TextRow& StateWriter::row(const QString& left, std::vector<TextSpan> spans, Instant changed)
{
    TextRow r;
    r.left = shortened(left);
    r.tip = left == r.left ? QString() : left;
    r.spans = std::move(spans);
    r.changed = changed <= t_ && (changed == t_ || t_ - changed < recent_) && changed > run_start;
    rows_.push_back(std::move(r));
    return rows_.back();
}

Instant StateWriter::lastStep(std::span<const Step> curve) const
{
    const auto after =
        std::partition_point(curve.begin(), curve.end(), [&](const Step& s) { return s.at <= t_; });
    return after == curve.begin() ? longAgo : (after - 1)->at;
}

std::vector<TextRow> StateWriter::write()
{
    entry();
    if (timeline_.keys.size() > 1) manyKeys();
    lock();
    if (here())
        flights();
    else
        waiting();
    if (spec_.scheduled()) schedule();
    loads();
    instances();
    if (spec_.options.breaker) breakers();
    database();
    return std::move(rows_);
}

void StateWriter::entry()
{
    const auto view = timeline_.entry_at(key_, t_);
    if (view.state == EntryState::absent) {
        const auto bands = timeline_.entries.of(key_);
        const auto after = std::partition_point(bands.begin(), bands.end(),
                                                [&](const EntryBand& b) { return b.stored_at <= t_; });
        const Instant gone =
            after == bands.begin() ? longAgo : std::min((after - 1)->gone_at, (after - 1)->kept_until);
        row(name(key_), {inTone(tr("absent"), Tone::miss)}, gone);
        return;
    }
    const EntryBand& e = *view.band;
    const bool fresh = view.state == EntryState::fresh;
    std::vector<TextSpan> spans{inTone(fresh ? tr("fresh") : tr("stale"), fresh ? Tone::hit : Tone::stale),
                                plain(tr(", version %1, ").arg(e.version))};
    if (fresh) {
        spans.push_back(inTone(tr("%1 left").arg(durationText(e.fresh_until - t_)), Tone::strong));
    } else {
        spans.push_back(plain(tr("expired %1 ago, kept for ").arg(durationText(t_ - e.fresh_until))));
        spans.push_back(inTone(tr("%1 more").arg(durationText(e.kept_until - t_)), Tone::strong));
    }
    if (fresh && e.kept_until > e.fresh_until)
        spans.push_back(plain(tr(", then kept for %1").arg(durationText(e.kept_until - e.fresh_until))));
    if (spec_.rolls()) spans.push_back(plain(tr(", δ = %1").arg(durationText(delta_of(e, run_.scenario)))));
    row(name(key_), std::move(spans), fresh ? e.stored_at : std::max(e.stored_at, e.fresh_until));
}

void StateWriter::manyKeys()
{
    const std::uint32_t all = static_cast<std::uint32_t>(timeline_.keys.size());
    const std::uint32_t fresh = standing_.fresh.open_at(t_), stale = standing_.stale.open_at(t_);
    const std::uint32_t absent = all > fresh + stale ? all - fresh - stale : 0;
    std::vector<TextSpan> spans{inTone(tr("%1 fresh").arg(countText(fresh)), Tone::hit),
                                plain(QStringLiteral(", "))};
    if (stale > 0)
        spans.insert(spans.end(), {inTone(tr("%1 stale").arg(countText(stale)), Tone::stale),
                                   plain(QStringLiteral(", "))});
    spans.push_back(plain(tr("%1 absent").arg(countText(absent))));
    if (clustered()) spans.push_back(plain(tr("; %1 locked").arg(countText(standing_.locked.open_at(t_)))));
    if (here())
        spans.push_back(plain(tr("; %1 loads in flight").arg(countText(standing_.in_flight.open_at(t_)))));
    row(tr("%1 keys").arg(countText(all)), std::move(spans), longAgo);
}

void StateWriter::lock()
{
    const bool lease = spec_.who == Who::lease;
    const QString left = lease ? tr("lease") : tr("lock");
    if (!clustered()) {
        row(tr("locks"), {plain(tr("none taken by this strategy"))}, longAgo).muted = true;
        return;
    }
    if (const LockBand* band = timeline_.lock_at(key_, t_)) {
        TextRow& held = row(left, {}, band->taken);
        if (!lease) held.tip = QString::fromStdString(spec_.options.lock_prefix) + name(key_);
        return lockHeld(held, *band);
    }
    const auto bands = timeline_.locks.of(key_);
    const auto after =
        std::partition_point(bands.begin(), bands.end(), [&](const LockBand& b) { return b.taken <= t_; });
    if (after == bands.begin()) {
        row(left, {plain(tr("free"))}, longAgo);
        return;
    }
    const LockBand& last = *(after - 1);
    const QString how = last.how == LockEnd::released  ? tr("given back by ")
                        : last.how == LockEnd::expired ? tr("ran out under ")
                        : last.how == LockEnd::deleted ? tr("deleted from under ")
                                                       : tr("lost by ");
    row(left,
        {plain(tr("free, ") + how), link(last.holder),
         plain(tr(" %1 ago").arg(durationText(t_ - last.until)))},
        last.until);
}

void StateWriter::lockHeld(TextRow& held, const LockBand& band)
{
    held.spans = {link(band.holder), plain(tr(", token %1, ").arg(tokenText(band.token)))};
    if (band.valid_until >= never)
        held.spans.push_back(inTone(tr("no expiry"), Tone::failed));
    else
        held.spans.push_back(inTone(tr("%1 left").arg(durationText(band.valid_until - t_)), Tone::strong));
    const std::uint16_t instance = run_.recording->call(band.holder).instance;
    const auto view = timeline_.instance_at(instance, t_);
    if (!view.alive)
        held.spans.insert(held.spans.end(),
                          {plain(QStringLiteral("; ")), inTone(tr("its holder is dead"), Tone::failed)});
    else if (view.paused)
        held.spans.insert(held.spans.end(),
                          {plain(QStringLiteral("; ")), inTone(tr("its holder stands still"), Tone::failed)});
}

void StateWriter::waiting()
{
    const std::uint32_t waiting = timeline_.waiting_at(key_, t_);
    row(tr("waiting"),
        {waiting == 0 ? plain(tr("nobody"))
                      : inTone(tr("%1 for this key").arg(countText(waiting)), Tone::waiting)},
        lastStep(timeline_.waiting.of(key_)));
}

/// The in-flight map of each instance: who loads, who waits for it.
void StateWriter::flights()
{
    const auto flights = standing_.flights_at(key_, t_, 1000);
    if (flights.empty()) {
        row(tr("in flight"), {plain(tr("nothing, on any instance"))}, longAgo);
        const std::uint32_t waiting = timeline_.waiting_at(key_, t_);
        if (waiting > 0) this->waiting();
        return;
    }
    for (std::size_t i = 0; i < std::min(flights.size(), mostFlightsShown); ++i) {
        const auto& f = flights[i];
        const Load* load = timeline_.load_of(f.flight->leader);
        const bool loads = load && load->began <= t_ && t_ < load->ended;
        std::vector<TextSpan> spans{
            link(f.flight->leader),
            loads ? inTone(tr(" loads"), Tone::load)
                  : plain(load && load->ended <= t_ ? tr(" has the value") : tr(" leads"))};
        if (f.joined > 0) {
            spans.push_back(plain(QStringLiteral(", ")));
            spans.push_back(inTone(f.joined == 1 ? tr("1 waits") : tr("%1 wait").arg(countText(f.joined)),
                                   Tone::waiting));
        }
        TextRow& r = row(tr("instance %1").arg(f.flight->instance + 1), std::move(spans), f.changed);
        QStringList names;
        for (CallId c : f.first)
            if (!c.is_nobody()) names += callText(c);
        if (!names.isEmpty())
            r.tip = tr("In-flight map of instance %1: %2 is loaded by %3; the first who joined: %4")
                        .arg(f.flight->instance + 1)
                        .arg(name(key_), callText(f.flight->leader), names.join(QStringLiteral(", ")));
    }
    if (flights.size() > mostFlightsShown)
        row(QString(), {plain(tr("and on %1 more").arg(countText(flights.size() - mostFlightsShown)))},
            longAgo);
}

/// When the refresher will renew the key: at its first look at which no more than the buffer is left.
void StateWriter::schedule()
{
    const auto view = timeline_.entry_at(key_, t_);
    const auto asked = standing_.asked.of(key_);
    const bool hot = !asked.empty() && asked.front() <= t_;
    if (!hot || view.state != EntryState::fresh) {
        row(tr("next refresh"),
            {plain(hot ? tr("when the value is there again") : tr("not planned: nobody has asked yet"))},
            longAgo);
        return;
    }
    Duration buffer{};
    for (const When& w : spec_.when)
        if (w.kind == When::Kind::schedule)
            buffer = w.span < run_.scenario.cache.ttl ? w.span : run_.scenario.cache.ttl / 2;
    const Duration period = std::max<Duration>(spec_.options.refresh_period, Duration(1));
    const Instant due = std::max(view.band->fresh_until - buffer, t_);
    const Instant tick = run_start + ((due - run_start + period - Duration(1)) / period) * period;
    std::vector<TextSpan> spans{tick <= t_ ? inTone(tr("now"), Tone::strong)
                                           : inTone(tr("in %1").arg(durationText(tick - t_)), Tone::strong)};
    spans.push_back(
        plain(tr(", %1 before expiry; looked for every %2").arg(durationText(buffer), durationText(period))));
    row(tr("next refresh"), std::move(spans), longAgo);
}

/// Loads under way, of all keys.
void StateWriter::loads()
{
    const auto begun = std::partition_point(timeline_.loads.begin(), timeline_.loads.end(),
                                            [&](const Load& l) { return l.began <= t_; });
    const auto earliest =
        begun - std::min<std::ptrdiff_t>(begun - timeline_.loads.begin(), mostLoadsLookedAt);
    std::uint64_t refreshes = 0, requests = 0;
    CallId one;
    Instant changed = begun == timeline_.loads.begin() ? longAgo : (begun - 1)->began;
    for (auto load = earliest; load != begun; ++load) {
        if (load->ended <= t_) {
            changed = std::max(changed, load->ended);
            continue;
        }
        (load->call.is_refresh() ? refreshes : requests) += 1;
        one = load->call;
    }
    std::vector<TextSpan> spans;
    if (requests + refreshes == 0)
        spans = {plain(tr("none"))};
    else if (requests + refreshes == 1)
        spans = {inTone(tr("1"), Tone::load), plain(tr(", by ")), link(one)};
    else if (refreshes == 0)
        spans = {inTone(countText(requests), Tone::load), plain(tr(", by requests"))};
    else if (requests == 0)
        spans = {inTone(countText(refreshes), Tone::load), plain(tr(", in the background"))};
    else
        spans = {inTone(countText(requests), Tone::load), plain(tr(" by requests, ")),
                 inTone(countText(refreshes), Tone::load), plain(tr(" in the background"))};
    row(tr("loads"), std::move(spans), changed);
}

/// Those of which there is something to say; else how many there are.
void StateWriter::instances()
{
    struct Line {
        std::uint32_t interest;
        std::uint16_t instance;
        std::vector<TextSpan> spans;
    };
    std::vector<Line> lines;
    std::uint32_t inside = 0, well = 0;
    const std::uint32_t workers = run_.scenario.instances.workers;
    for (std::uint32_t i = 0; i < instanceCount(); ++i) {
        const auto number = static_cast<std::uint16_t>(i);
        const auto state = timeline_.instance_at(number, t_);
        const auto at = standing_.instance_at(number, t_);
        inside += at.inside;
        if (state.alive && !state.paused && !state.removed) ++well;
        std::vector<TextSpan> spans;
        if (!state.alive)
            spans.push_back(inTone(tr("killed"), Tone::failed));
        else if (state.paused)
            spans.push_back(inTone(tr("stands still"), Tone::failed));
        else if (state.removed)
            spans.push_back(inTone(tr("taken out by the balancer"), Tone::failed));
        const std::uint32_t busy = at.inside - std::min(at.inside, at.queued);
        if (state.alive && workers > 0 && busy >= workers) {
            if (!spans.empty()) spans.push_back(plain(QStringLiteral(", ")));
            spans.push_back(plain(tr("all %1 workers busy").arg(countText(workers))));
            if (at.queued > 0)
                spans.insert(spans.end(), {plain(QStringLiteral(", ")),
                                           inTone(tr("%1 queue").arg(countText(at.queued)), Tone::waiting)});
        }
        if (!spans.empty())
            lines.push_back({at.queued + (state.alive && !state.paused && !state.removed ? 0 : 1u << 30),
                             number, std::move(spans)});
    }
    const QString doing = inside == 0   ? tr("no requests inside")
                          : inside == 1 ? tr("1 request inside")
                                        : tr("%1 requests inside").arg(countText(inside));
    const QString all = well == instanceCount()
                            ? tr("%1, ").arg(countText(instanceCount()))
                            : tr("%1 of %2 are well, ").arg(countText(well), countText(instanceCount()));
    Instant changed = longAgo;
    for (const InstanceChange& c : timeline_.instances)
        if (c.at <= t_) changed = c.at;
    row(tr("instances"), {plain(all + doing)}, changed);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.interest > b.interest; });
    for (std::size_t i = 0; i < std::min(lines.size(), mostInstancesShown); ++i)
        row(tr("instance %1").arg(lines[i].instance + 1), std::move(lines[i].spans), longAgo);
    if (lines.size() > mostInstancesShown)
        row(QString(), {plain(tr("and %1 more").arg(countText(lines.size() - mostInstancesShown)))}, longAgo);
}

void StateWriter::breakers()
{
    std::uint32_t open = 0;
    std::size_t shown = 0;
    for (std::uint32_t i = 0; i < instanceCount(); ++i) {
        const BreakerChange* change = standing_.breaker_at(static_cast<std::uint16_t>(i), t_);
        if (!change || change->state == BreakerState::closed) continue;
        ++open;
        if (++shown > 3) continue;
        const Duration left = change->at + spec_.options.breaker->open_for - t_;
        const QString text = change->state == BreakerState::half_open ? tr("half open: one query tries")
                             : left > Duration{} ? tr("open, %1 left").arg(durationText(left))
                                                 : tr("open; the next query may try");
        row(tr("breaker %1").arg(i + 1), {inTone(text, Tone::failed)}, change->at);
    }
    if (open == 0)
        row(tr("breakers"), {plain(tr("closed"))}, longAgo);
    else if (open > 3)
        row(QString(), {plain(tr("and %1 more are open").arg(countText(open - 3)))}, longAgo);
}

void StateWriter::database()
{
    const std::uint32_t busy = timeline_.in_flight_at(t_), queued = timeline_.queued_at(t_),
                        pool = run_.scenario.database.pool;
    std::vector<TextSpan> spans{busy == 0 ? plain(QStringLiteral("0")) : inTone(countText(busy), Tone::load),
                                plain(tr(" of %1 connections busy").arg(countText(pool)))};
    if (queued > 0) {
        spans.push_back(plain(QStringLiteral(", ")));
        spans.push_back(inTone(
            queued == 1 ? tr("1 query waits") : tr("%1 queries wait").arg(countText(queued)), Tone::waiting));
    }
    row(tr("database"), std::move(spans),
        std::max(lastStep(timeline_.in_flight), lastStep(timeline_.queued)));
}

}  // namespace

std::uint32_t keyInQuestion(const Run& run, CallId selected)
{
    return selected.is_nobody() ? run.timeline.busiest_key : run.recording->call(selected).key;
}

std::vector<TextRow> stateRows(const Run& run, CallId selected, Instant t)
{
    return StateWriter(run, keyInQuestion(run, selected), t).write();
}

}  // namespace stampede::ui
