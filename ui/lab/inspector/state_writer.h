#pragma once

#include "ui/lab/inspector/text_rows.h"
#include "ui/look/words/told.h"
#include "ui/session/session.h"

#include <span>
#include <vector>

namespace stampede::ui {

/// Writes the rows of stateRows() for one instant. Internal to it: one file says how it stands with a key,
/// the other with loads, instances, breakers and the database.
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

TextSpan plainSpan(const QString& text);
TextSpan spanInTone(const QString& text, Tone tone);
TextSpan callSpan(CallId call);
QString instanceName(std::uint16_t instance);
/// When something last changed that has not changed since the run began.
inline const Instant longAgo(-never.time_since_epoch());

}  // namespace stampede::ui
