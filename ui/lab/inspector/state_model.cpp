#include "ui/lab/inspector/state_model.h"

#include "core/analysis/explanation.h"
#include "core/analysis/now.h"
#include "core/analysis/phrases.h"
#include "ui/lab/inspector/state_writer.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"
#include "ui/tracks/entry_track.h"
#include "ui/tracks/lock_track.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::size_t mostFlightsShown = 4;

QString shortened(const QString& name)
{
    return name.size() <= 18 ? name : name.left(8) + QChar(0x2026) + name.right(9);
}

}  // namespace

TextSpan plainSpan(const QString& text)
{
    return {text, Tone::plain, {}};
}
TextSpan spanInTone(const QString& text, Tone tone)
{
    return {text, tone, {}};
}
TextSpan callSpan(CallId call)
{
    return {callText(call), call.is_nobody() ? Tone::plain : Tone::call, call};
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
    const QString word = entryWord(run_.scenario, key_, view.state, t_);
    if (view.state == EntryState::absent) {
        const auto bands = timeline_.entries.of(key_);
        const auto after = std::partition_point(bands.begin(), bands.end(),
                                                [&](const EntryBand& b) { return b.stored_at <= t_; });
        const Instant gone =
            after == bands.begin() ? longAgo : std::min((after - 1)->gone_at, (after - 1)->kept_until);
        row(name(key_), {spanInTone(word, Tone::miss)}, gone);
        return;
    }
    const EntryBand& e = *view.band;
    const bool fresh = view.state == EntryState::fresh;
    std::vector<TextSpan> spans{spanInTone(word, fresh ? Tone::hit : Tone::stale),
                                plainSpan(QStringLiteral(", ") +
                                          entryName(run_.scenario, timeline_, key_, e, t_) +
                                          QStringLiteral(", "))};
    const Where now = at(run_.scenario, t_, key_);
    if (fresh) {
        spans.push_back(
            spanInTone(tr("%1 left").arg(toldTime("entry.left", e.fresh_until - t_, now)), Tone::strong));
    } else {
        spans.push_back(
            plainSpan(tr("expired %1 ago, kept for ").arg(toldTime("entry.age", t_ - e.fresh_until, now))));
        spans.push_back(
            spanInTone(tr("%1 more").arg(toldTime("entry.kept", e.kept_until - t_, now)), Tone::strong));
    }
    if (fresh && e.kept_until > e.fresh_until)
        spans.push_back(
            plainSpan(tr(", then kept for %1").arg(toldOther(durationText(e.kept_until - e.fresh_until)))));
    if (spec_.rolls())
        spans.push_back(
            plainSpan(tr(", δ = %1").arg(toldTime("entry.delta", delta_of(e, run_.scenario), now))));
    row(name(key_), std::move(spans), fresh ? e.stored_at : std::max(e.stored_at, e.fresh_until));
}

void StateWriter::manyKeys()
{
    const KeysNow keys = keys_now(timeline_, standing_, t_);
    std::vector<TextSpan> spans{spanInTone(tr("%1 fresh").arg(count("keys.fresh", keys.fresh)), Tone::hit),
                                plainSpan(QStringLiteral(", "))};
    if (keys.stale > 0)
        spans.insert(spans.end(),
                     {spanInTone(tr("%1 stale").arg(count("keys.stale", keys.stale)), Tone::stale),
                      plainSpan(QStringLiteral(", "))});
    spans.push_back(plainSpan(tr("%1 absent").arg(count("keys.absent", keys.absent))));
    if (clustered()) spans.push_back(plainSpan(tr("; %1 locked").arg(count("keys.locked", keys.locked))));
    if (here())
        spans.push_back(plainSpan(plural(keys.in_flight, "; %1 load in flight", "; %1 loads in flight")
                                      .arg(count("keys.in_flight", keys.in_flight))));
    row(plural(keys.all, "%1 key", "%1 keys").arg(toldOther(countText(keys.all))), std::move(spans), longAgo);
}

void StateWriter::lock()
{
    const bool lease = spec_.who == Who::lease;
    const QString left = lease ? tr("lease") : tr("lock");
    if (!clustered()) {
        row(tr("locks"), {plainSpan(tr("none taken by this strategy"))}, longAgo).muted = true;
        return;
    }
    const LockBand* band = timeline_.lock_at(key_, t_);
    holderText(band, at(run_.scenario, t_, key_));
    if (band) {
        TextRow& held = row(left, {}, band->taken);
        if (!lease) held.tip = QString::fromStdString(spec_.options.lock_prefix) + name(key_);
        return lockHeld(held, *band);
    }
    const auto bands = timeline_.locks.of(key_);
    const auto after =
        std::partition_point(bands.begin(), bands.end(), [&](const LockBand& b) { return b.taken <= t_; });
    if (after == bands.begin()) {
        row(left, {plainSpan(tr("free"))}, longAgo);
        return;
    }
    const LockBand& last = *(after - 1);
    const QString how = lockEndText(last.how).arg(QString());
    row(left,
        {plainSpan(tr("free, ") + how), callSpan(last.holder),
         plainSpan(
             tr(" %1 ago").arg(toldTime("lock.free_for", t_ - last.until, at(run_.scenario, t_, key_))))},
        last.until);
}

void StateWriter::lockHeld(TextRow& held, const LockBand& band)
{
    held.spans = {callSpan(band.holder), plainSpan(tr(", token %1, ").arg(tokenText(band.token)))};
    if (band.valid_until >= never)
        held.spans.push_back(spanInTone(tr("no expiry"), Tone::failed));
    else
        held.spans.push_back(spanInTone(
            tr("%1 left").arg(toldTime("lock.left", band.valid_until - t_, at(run_.scenario, t_, key_))),
            Tone::strong));
    const std::uint16_t instance = run_.recording->call(band.holder).instance;
    const auto view = timeline_.instance_at(instance, t_);
    if (!view.alive)
        held.spans.insert(held.spans.end(), {plainSpan(QStringLiteral("; ")),
                                             spanInTone(tr("its holder is dead"), Tone::failed)});
    else if (view.paused)
        held.spans.insert(held.spans.end(), {plainSpan(QStringLiteral("; ")),
                                             spanInTone(tr("its holder stands still"), Tone::failed)});
}

void StateWriter::waiting()
{
    const std::uint32_t waiting = timeline_.waiting_at(key_, t_);
    row(tr("waiting"),
        {waiting == 0
             ? plainSpan(tr("nobody"))
             : spanInTone(tr("%1 for the value").arg(count("waiting.value", waiting, key_)), Tone::waiting)},
        lastStep(timeline_.waiting.of(key_)));
}

/// The in-flight map of each instance: who loads, who waits for it.
void StateWriter::flights()
{
    const auto flights = standing_.flights_at(key_, t_, 1000);
    if (flights.empty()) {
        row(tr("in flight"), {plainSpan(tr("nothing, on any instance"))}, longAgo);
        const std::uint32_t waiting = timeline_.waiting_at(key_, t_);
        if (waiting > 0) this->waiting();
        return;
    }
    for (std::size_t i = 0; i < std::min(flights.size(), mostFlightsShown); ++i) {
        const auto& f = flights[i];
        const Load* load = timeline_.load_of(f.flight->leader);
        const bool loads = load && load->began <= t_ && t_ < load->ended;
        std::vector<TextSpan> spans{
            callSpan(f.flight->leader),
            loads ? spanInTone(tr(" loads"), Tone::load)
                  : plainSpan(load && load->ended <= t_ ? tr(" has the value") : tr(" leads"))};
        if (f.joined > 0) {
            spans.push_back(plainSpan(QStringLiteral(", ")));
            spans.push_back(spanInTone(plural(f.joined, "%1 waits for the value", "%1 wait for the value")
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
            {plainSpan(tr("and on %1 more").arg(toldOther(countText(flights.size() - mostFlightsShown))))},
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
            {plainSpan(hot ? tr("when the value is there again") : tr("not planned: nobody has asked yet"))},
            longAgo);
        return;
    }
    const QString in = toldTime("refresh.next", next->at - t_, at(run_.scenario, t_, key_));
    std::vector<TextSpan> spans{spanInTone(next->at <= t_ ? tr("now") : tr("in %1").arg(in), Tone::strong)};
    spans.push_back(
        plainSpan(tr(", %1 before expiry; looked for every %2")
                      .arg(toldOther(durationText(next->buffer)), toldOther(durationText(next->period)))));
    row(tr("next refresh"), std::move(spans), longAgo);
}

std::uint32_t keyInQuestion(const Run& run, CallId selected)
{
    return selected.is_nobody() ? run.timeline.busiest_key : run.recording->call(selected).key;
}

std::vector<TextRow> stateRows(const Run& run, CallId selected, Instant t)
{
    return StateWriter(run, keyInQuestion(run, selected), t).write();
}

}  // namespace stampede::ui
