#include "core/analysis/timeline_parts.h"

#include "core/recording/events.h"

#include <algorithm>

namespace stampede {

LockBand* LockReader::find(std::uint32_t key, std::int64_t token)
{
    for (std::uint32_t i = last_[key]; i != nobody; i = before_[i])
        if (bands_[i].token == token) return &bands_[i];
    return nullptr;
}

/// The band of a lock that was not given back: gone at its expiry, or forgotten by the store before it.
void LockReader::end(LockBand& band, Instant at)
{
    if (band.how != LockEnd::open) return;
    band.how = at >= band.valid_until ? LockEnd::expired : LockEnd::lost;
    band.until = band.valid_until;
    if (band.how == LockEnd::lost)
        band.until = last_fault_ > band.taken && last_fault_ < at ? last_fault_ : at;
}

void LockReader::taken(std::uint32_t key, const Event& event, const Detail& detail)
{
    if (last_[key] != nobody) end(bands_[last_[key]], event.at);
    LockBand band;
    band.holder = event.call;
    const auto lock = TakenLock::of(detail);
    band.token = lock.token;
    band.taken = event.at;
    band.valid_until = lock.valid_until;
    band.believed_until = never;
    before_.push_back(last_[key]);
    last_[key] = static_cast<std::uint32_t>(bands_.size());
    bands_.add(key, band);
}

void LockReader::released(std::uint32_t key, const Event& event, std::int64_t token)
{
    LockBand* band = find(key, token);
    if (!band) return;
    if (band->how == LockEnd::open) {
        band->how = LockEnd::released;
        band->until = event.at;
    }
    band->believed_until = std::min(band->believed_until, event.at);
}

void LockReader::release_lost(std::uint32_t key, const Event& event, std::int64_t token)
{
    LockBand* band = find(key, token);
    if (!band) return;
    end(*band, event.at);
    band->believed_until = std::min(band->believed_until, event.at);
}

void LockReader::deleted(std::uint32_t key, const Event& event, std::int64_t token)
{
    LockBand* band = find(key, token);
    if (band && band->how == LockEnd::open) {
        const bool own = band->holder == event.call;
        band->how = own ? LockEnd::released : LockEnd::deleted;
        band->until = event.at;
    }
    for (std::uint32_t i = last_[key]; i != nobody; i = before_[i])
        if (bands_[i].holder == event.call)
            bands_[i].believed_until = std::min(bands_[i].believed_until, event.at);
}

void LockReader::erased(std::uint32_t key, Instant at)
{
    if (last_[key] == nobody) return;
    LockBand& band = bands_[last_[key]];
    if (band.how != LockEnd::open || at >= band.valid_until) return;
    band.how = LockEnd::lost;
    band.until = at;
}

void LockReader::finish(Timeline& out, std::uint32_t keys)
{
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        LockBand& band = bands_[i];
        if (band.how == LockEnd::open) {
            band.until = std::min(band.valid_until, out.end);
            if (band.valid_until <= out.end) band.how = LockEnd::expired;
        }
        if (!band.holder.is_nobody() && !out.lanes.empty(out.lanes.lane(band.holder)))
            band.believed_until = std::min(band.believed_until, out.lanes.ends(out.lanes.lane(band.holder)));
        band.believed_until = std::min(band.believed_until, out.end);
    }
    out.locks = bands_.by_key(keys);
    Collected<LockOverlap> overlaps;
    for (std::uint32_t key = 0; key < keys; ++key) {
        const auto bands = out.locks.of(key);
        for (std::size_t i = 0; i < bands.size(); ++i) {
            const LockBand& first = bands[i];
            if (first.how != LockEnd::released && first.how != LockEnd::open &&
                first.believed_until > first.until)
                out.markers.push_back({first.until, Marker::Kind::lock_lost, first.holder, key});
            for (std::size_t j = i + 1; j < bands.size() && bands[j].taken < first.believed_until; ++j)
                overlaps.add(key, {bands[j].taken, std::min(first.believed_until, bands[j].believed_until),
                                   first.holder, bands[j].holder, first.how});
        }
    }
    out.overlaps = overlaps.by_key(keys);
}

void EntryReader::stored(std::uint32_t key, CallId by, Instant at, const Detail& detail, const Load* load)
{
    if (last_[key] != nothing) {
        EntryBand& before = bands_[last_[key]];
        before.replaced = at < before.kept_until && before.gone_at == never;
        before.gone_at = std::min({before.gone_at, before.kept_until, at});
    }
    EntryBand band;
    const auto entry = StoredEntry::of(detail);
    band.generation = entry.generation;
    band.version = entry.version;
    band.by = by;
    band.stored_at = at;
    band.fresh_until = entry.fresh_until;
    band.kept_until = entry.kept_until;
    band.gone_at = never;
    if (load && load->ended != never) band.load_time = load->ended - load->began;
    last_[key] = static_cast<std::uint32_t>(bands_.size());
    bands_.add(key, band);
}

void EntryReader::erased(std::uint32_t key, Instant at)
{
    deletes_.add(key, at);
    if (last_[key] == nothing) return;
    EntryBand& band = bands_[last_[key]];
    band.gone_at = std::min(band.gone_at, at);
}

void EntryReader::finish(Timeline& out, std::uint32_t keys)
{
    for (std::size_t i = 0; i < bands_.size(); ++i)
        if (bands_[i].kept_until <= out.end)
            bands_[i].gone_at = std::min(bands_[i].gone_at, bands_[i].kept_until);
    out.entries = bands_.by_key(keys);
    out.deletes = deletes_.by_key(keys);
    for (std::uint32_t key = 0; key < keys; ++key)
        for (const EntryBand& band : out.entries.of(key))
            if (band.fresh_until >= out.begin && band.fresh_until <= std::min(out.end, band.gone_at))
                out.markers.push_back({band.fresh_until, Marker::Kind::expiry, band.by, key});
}

}  // namespace stampede
