#pragma once

#include "core/analysis/pseudo_code.h"

#include <initializer_list>

namespace stampede {

// The cues of a line, put together.
std::vector<Cue> cues(std::initializer_list<EventKind> list, Cue::By by = Cue::By::anybody);
std::vector<Cue> both(std::vector<Cue> a, const std::vector<Cue>& b);
/// What a mistake leaves out or adds, at the end of its line.
std::string wrong(const std::string& remark);

/// Writes a strategy as code: when a load is due (code_writer.cpp), who may load (code_load.cpp), what the
/// others do meanwhile (code_meanwhile.cpp).
class CodeWriter {
public:
    CodeWriter(const StrategySpec& spec, bool workers) : s_(spec), o_(spec.options), workers_(workers) {}
    Code write();

private:
    using By = Cue::By;

    void in_one_piece();
    void with_a_copy_in_background();
    void with_a_function();
    void refresher();
    void get();
    void dice();
    std::string due_early_text() const;
    std::string not_due_text() const;
    void body(Who who, By by, std::vector<Cue> asks);
    void instance_gate(std::vector<Cue>& asks);
    void cluster_gate(std::vector<Cue> asks, By by);
    void lease_gate(std::vector<Cue> asks, By by);
    void second_look(By by);
    void guarded_load(By by, bool instance);
    void query(By by, std::vector<Cue> first, const std::string& lead);
    void store(By by, bool instance, const std::string& lead);
    void others(bool elsewhere);
    void keep_old();
    void wait_lines(bool elsewhere);
    void deadline();
    void refused_elsewhere();
    std::string store_text() const;

    bool early() const { return s_.rolls(); }
    bool keeps() const { return o_.keep > Duration::zero(); }
    bool in_background() const
    {
        return ((s_.serves_old() && o_.refresh_in == RefreshIn::background) || o_.soft_timeout) &&
               (early() || keeps());
    }
    /// A soft timeout lets the one whose look started a refresh join it, whoever may load.
    std::vector<Cue> background() const
    {
        return o_.soft_timeout ? both(cues({EventKind::refresh_began}), cues({EventKind::led}, By::refresh))
                               : cues({EventKind::refresh_began});
    }
    bool clustered(Who who) const
    {
        return who == Who::one_per_cluster || who == Who::instance_then_cluster || who == Who::lease;
    }
    bool here(Who who) const { return who == Who::one_per_instance || who == Who::instance_then_cluster; }
    Who refresh_who() const { return o_.makes(Mistake::refresh_without_dedupe) ? Who::everyone : s_.who; }

    void line(const std::string& text, std::vector<Cue> c = {})
    {
        code_.lines.push_back({text, indent_, std::move(c)});
    }

    const StrategySpec& s_;
    const StrategyOptions& o_;
    bool workers_;
    bool old_for_requests_ = false;  ///< a request that is refused can have an old value at hand
    int indent_ = 0;
    Code code_;
};

}  // namespace stampede
