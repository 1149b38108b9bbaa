#pragma once

#include "core/analysis/timeline.h"

namespace stampede {

/// Items of many keys as they come, to be put side by side by key in the end.
template <class T>
class Collected {
public:
    void add(std::uint32_t key, const T& item)
    {
        keys_.push_back(key);
        items_.push_back(item);
    }
    /// Adds a step, or replaces the last one if that is of the same key and instant.
    void set(std::uint32_t key, const T& item)
    {
        if (!items_.empty() && keys_.back() == key && items_.back().at == item.at)
            items_.back() = item;
        else
            add(key, item);
    }
    std::size_t size() const { return items_.size(); }
    T& operator[](std::size_t i) { return items_[i]; }

    /// Stable, O(items + keys).
    ByKey<T> by_key(std::uint32_t keys)
    {
        ByKey<T> out;
        out.first.assign(keys + 1, 0);
        for (std::uint32_t key : keys_) ++out.first[key + 1];
        for (std::uint32_t key = 0; key < keys; ++key) out.first[key + 1] += out.first[key];
        if (keys <= 1) {
            out.items = std::move(items_);
            return out;
        }
        std::vector<std::uint32_t> next(out.first.begin(), out.first.end() - 1);
        out.items.resize(items_.size());
        for (std::size_t i = 0; i < items_.size(); ++i) out.items[next[keys_[i]]++] = items_[i];
        return out;
    }

private:
    std::vector<std::uint32_t> keys_;
    std::vector<T> items_;
};

/// Turns what happened to locks into bands.
class LockReader {
public:
    void resize(std::uint32_t keys) { last_.assign(keys, nobody); }
    void taken(std::uint32_t key, const Event& event, const Detail& detail);
    void released(std::uint32_t key, const Event& event, std::int64_t token);
    void release_lost(std::uint32_t key, const Event& event, std::int64_t token);
    void deleted(std::uint32_t key, const Event& event, std::int64_t token);
    /// The lock was deleted together with its entry.
    void erased(std::uint32_t key, Instant at);
    /// The store may have forgotten its locks.
    void fault(Instant at) { last_fault_ = at; }
    /// Fills in `locks`, `overlaps` and the markers of lost locks. REQUIRES: the lanes are complete.
    void finish(Timeline& out, std::uint32_t keys);

private:
    static constexpr std::uint32_t nobody = UINT32_MAX;
    LockBand* find(std::uint32_t key, std::int64_t token);
    void end(LockBand& band, Instant at);

    Collected<LockBand> bands_;
    std::vector<std::uint32_t> before_;  ///< by band: the one before it of the same key
    std::vector<std::uint32_t> last_;    ///< by key
    Instant last_fault_ = Instant(-never.time_since_epoch());
};

/// Turns fills and losses into the bands of entries.
class EntryReader {
public:
    void resize(std::uint32_t keys) { last_.assign(keys, nothing); }
    /// `load`: the load that made the value, or nullptr.
    void stored(std::uint32_t key, CallId by, Instant at, const Detail& detail, const Load* load);
    void erased(std::uint32_t key, Instant at);
    /// Fills in `entries` and the markers of expiries.
    void finish(Timeline& out, std::uint32_t keys);

private:
    static constexpr std::uint32_t nothing = UINT32_MAX;
    Collected<EntryBand> bands_;
    Collected<Instant> deletes_;
    std::vector<std::uint32_t> last_;  ///< by key
};

}  // namespace stampede
