#include "ui/lab/inspector/state_model.h"

#include "core/analysis/explanation.h"
#include "core/analysis/now.h"
#include "core/analysis/phrases.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/tracks/call_text.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/lock_track.h"
#include "ui/tracks/time_axis.h"

#include <QCoreApplication>

#include <algorithm>

namespace stampede::ui {

namespace {

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
    QString count(const char* quantity, std::uint64_t n, std::int64_t subject = -1) const
    {
        return toldCount(quantity, n, at(run_.scenario, t_, subject));
    }
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

QString instanceName(std::uint16_t instance)
{
    return toldOther(tr("instance %1").arg(instance + 1));
}

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
                                plain(QStringLiteral(", ") +
                                      entryName(run_.scenario, timeline_, key_, e, t_) +
                                      QStringLiteral(", "))};
    const Where now = at(run_.scenario, t_, key_);
    if (fresh) {
        spans.push_back(
            inTone(tr("%1 left").arg(toldTime("entry.left", e.fresh_until - t_, now)), Tone::strong));
    } else {
        spans.push_back(
            plain(tr("expired %1 ago, kept for ").arg(toldTime("entry.age", t_ - e.fresh_until, now))));
        spans.push_back(
            inTone(tr("%1 more").arg(toldTime("entry.kept", e.kept_until - t_, now)), Tone::strong));
    }
    if (fresh && e.kept_until > e.fresh_until)
        spans.push_back(
            plain(tr(", then kept for %1").arg(toldOther(durationText(e.kept_until - e.fresh_until)))));
    if (spec_.rolls())
        spans.push_back(plain(tr(", δ = %1").arg(toldTime("entry.delta", delta_of(e, run_.scenario), now))));
    row(name(key_), std::move(spans), fresh ? e.stored_at : std::max(e.stored_at, e.fresh_until));
}

void StateWriter::manyKeys()
{
    const KeysNow keys = keys_now(timeline_, standing_, t_);
    std::vector<TextSpan> spans{inTone(tr("%1 fresh").arg(count("keys.fresh", keys.fresh)), Tone::hit),
                                plain(QStringLiteral(", "))};
    if (keys.stale > 0)
        spans.insert(spans.end(), {inTone(tr("%1 stale").arg(count("keys.stale", keys.stale)), Tone::stale),
                                   plain(QStringLiteral(", "))});
    spans.push_back(plain(tr("%1 absent").arg(count("keys.absent", keys.absent))));
    if (clustered()) spans.push_back(plain(tr("; %1 locked").arg(count("keys.locked", keys.locked))));
    if (here())
        spans.push_back(plain(tr("; %1 loads in flight").arg(count("keys.in_flight", keys.in_flight))));
    row(tr("%1 keys").arg(toldOther(countText(keys.all))), std::move(spans), longAgo);
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
    const QString how = lockEndText(last.how).arg(QString());
    row(left,
        {plain(tr("free, ") + how), link(last.holder),
         plain(tr(" %1 ago").arg(toldTime("lock.free_for", t_ - last.until, at(run_.scenario, t_, key_))))},
        last.until);
}

void StateWriter::lockHeld(TextRow& held, const LockBand& band)
{
    held.spans = {link(band.holder), plain(tr(", token %1, ").arg(tokenText(band.token)))};
    if (band.valid_until >= never)
        held.spans.push_back(inTone(tr("no expiry"), Tone::failed));
    else
        held.spans.push_back(inTone(
            tr("%1 left").arg(toldTime("lock.left", band.valid_until - t_, at(run_.scenario, t_, key_))),
            Tone::strong));
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
        {waiting == 0
             ? plain(tr("nobody"))
             : inTone(tr("%1 for the value").arg(count("waiting.value", waiting, key_)), Tone::waiting)},
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
            spans.push_back(
                inTone((f.joined == 1 ? tr("%1 waits for the value") : tr("%1 wait for the value"))
                           .arg(count("flight.joined", f.joined, f.flight->leader.raw())),
                       Tone::waiting));
        }
        TextRow& r = row(instanceName(f.flight->instance), std::move(spans), f.changed);
        QStringList names;
        for (CallId c : f.first)
            if (!c.is_nobody()) names += callText(c);
        if (!names.isEmpty())
            r.tip = tr("In-flight map of instance %1: %2 is loaded by %3; the first who joined: %4")
                        .arg(f.flight->instance + 1)
                        .arg(name(key_), callText(f.flight->leader), names.join(QStringLiteral(", ")));
    }
    if (flights.size() > mostFlightsShown)
        row(QString(),
            {plain(tr("and on %1 more").arg(toldOther(countText(flights.size() - mostFlightsShown))))},
            longAgo);
}

/// When the refresher will renew the key: at its first look at which no more than the buffer is left.
void StateWriter::schedule()
{
    const auto next = next_refresh(run_.scenario, timeline_, standing_, key_, t_);
    const auto asked = standing_.asked.of(key_);
    const bool hot = !asked.empty() && asked.front() <= t_;
    if (!next) {
        row(tr("next refresh"),
            {plain(hot ? tr("when the value is there again") : tr("not planned: nobody has asked yet"))},
            longAgo);
        return;
    }
    const QString in = toldTime("refresh.next", next->at - t_, at(run_.scenario, t_, key_));
    std::vector<TextSpan> spans{inTone(next->at <= t_ ? tr("now") : tr("in %1").arg(in), Tone::strong)};
    spans.push_back(
        plain(tr(", %1 before expiry; looked for every %2")
                  .arg(toldOther(durationText(next->buffer)), toldOther(durationText(next->period)))));
    row(tr("next refresh"), std::move(spans), longAgo);
}

/// Loads under way, of all keys.
void StateWriter::loads()
{
    const LoadsNow now = loads_now(timeline_, t_);
    const auto all = [&] { return inTone(count("loads", now.all()), Tone::load); };
    std::vector<TextSpan> spans;
    if (now.all() == 0)
        spans = {plain(tr("none"))};
    else if (now.all() == 1)
        spans = {all(), plain(tr(", by ")), link(now.one)};
    else if (now.by_refreshes == 0)
        spans = {all(), plain(tr(", by requests"))};
    else if (now.by_requests == 0)
        spans = {all(), plain(tr(", in the background"))};
    else
        spans = {inTone(count("loads.by_requests", now.by_requests), Tone::load), plain(tr(" by requests, ")),
                 inTone(count("loads.by_refreshes", now.by_refreshes), Tone::load),
                 plain(tr(" in the background"))};
    row(tr("loads"), std::move(spans), now.changed);
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
        const InstanceNow here = instance_now(standing_, number, t_);
        inside += here.inside;
        if (state.alive && !state.paused && !state.removed) ++well;
        std::vector<TextSpan> spans;
        if (!state.alive)
            spans.push_back(inTone(tr("killed"), Tone::failed));
        else if (state.paused)
            spans.push_back(inTone(tr("stands still"), Tone::failed));
        else if (state.removed)
            spans.push_back(inTone(tr("taken out by the balancer"), Tone::failed));
        if (state.alive && workers > 0 && here.busy() >= workers) {
            if (!spans.empty()) spans.push_back(plain(QStringLiteral(", ")));
            spans.push_back(plain(tr("all %1 workers busy").arg(toldOther(countText(workers)))));
            if (here.queued > 0)
                spans.insert(
                    spans.end(),
                    {plain(QStringLiteral(", ")),
                     inTone(tr("%1 wait for a worker").arg(count("waiting.worker", here.queued, number)),
                            Tone::waiting)});
        }
        if (!spans.empty())
            lines.push_back({here.queued + (state.alive && !state.paused && !state.removed ? 0 : 1u << 30),
                             number, std::move(spans)});
    }
    const QString doing =
        inside == 0
            ? tr("no requests inside")
            : (inside == 1 ? tr("%1 request inside") : tr("%1 requests inside")).arg(count("inside", inside));
    const QString all = well == instanceCount()
                            ? tr("%1, ").arg(toldOther(countText(instanceCount())))
                            : tr("%1 of %2 are well, ")
                                  .arg(count("instances.well", well), toldOther(countText(instanceCount())));
    Instant changed = longAgo;
    for (const InstanceChange& c : timeline_.instances)
        if (c.at <= t_) changed = c.at;
    row(tr("instances"), {plain(all + doing)}, changed);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.interest > b.interest; });
    for (std::size_t i = 0; i < std::min(lines.size(), mostInstancesShown); ++i)
        row(instanceName(lines[i].instance), std::move(lines[i].spans), longAgo);
    if (lines.size() > mostInstancesShown)
        row(QString(),
            {plain(tr("and %1 more").arg(toldOther(countText(lines.size() - mostInstancesShown))))}, longAgo);
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
        const QString text =
            change->state == BreakerState::half_open ? tr("half open: one query tries")
            : left > Duration{}
                ? tr("open, %1 left").arg(toldTime("breaker.left", left, at(run_.scenario, t_, i)))
                : tr("open; the next query may try");
        row(toldOther(tr("breaker %1").arg(i + 1)), {inTone(text, Tone::failed)}, change->at);
    }
    if (open == 0)
        row(tr("breakers"), {plain(tr("closed"))}, longAgo);
    else if (open > 3)
        row(QString(), {plain(tr("and %1 more are open").arg(toldOther(countText(open - 3))))}, longAgo);
}

void StateWriter::database()
{
    const std::uint32_t busy = timeline_.in_flight_at(t_), queued = timeline_.queued_at(t_),
                        pool = run_.scenario.database.pool;
    const QString running = count("database.in_flight", busy);
    std::vector<TextSpan> spans{busy == 0 ? plain(running) : inTone(running, Tone::load),
                                plain(tr(" of %1 connections busy").arg(toldOther(countText(pool))))};
    if (queued > 0) {
        spans.push_back(plain(QStringLiteral(", ")));
        spans.push_back(inTone((queued == 1 ? tr("%1 query waits for one") : tr("%1 queries wait for one"))
                                   .arg(count("waiting.connection", queued)),
                               Tone::waiting));
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
