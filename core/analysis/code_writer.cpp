#include "core/analysis/code_writer.h"

#include "core/analysis/marked_text.h"
#include "core/analysis/phrases.h"

#include <algorithm>
#include <utility>

namespace stampede {

using enum EventKind;

std::vector<Cue> cues(std::initializer_list<EventKind> list, Cue::By by)
{
    std::vector<Cue> out;
    for (EventKind w : list) out.push_back({w, by});
    return out;
}

std::vector<Cue> both(std::vector<Cue> a, const std::vector<Cue>& b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

std::string wrong(const std::string& remark)
{
    return "  " + marked(Tone::failed, "# " + remark);
}

Code CodeWriter::write()
{
    old_for_requests_ = s_.serves_old() && !in_background() && (early() || keeps());
    if (workers_) line("take a worker, or queue for one", cues({queued}));
    if (!in_background() && !s_.scheduled())
        in_one_piece();
    else if (refresh_who() == Who::everyone && s_.who == Who::everyone && !s_.scheduled())
        with_a_copy_in_background();
    else
        with_a_function();
    return std::move(code_);
}

void CodeWriter::in_one_piece()
{
    get();
    dice();
    line(not_due_text(), cues({hit, answered_fresh}));
    body(s_.who, By::anybody, cues({missed, found_stale, due_early}));
    if (!clustered(s_.who) && !here(s_.who))
        line("return value", cues({answered_loaded, answered_stale, answered_shared}));
}

void CodeWriter::with_a_copy_in_background()
{
    get();
    line("if no value:", cues({missed}, By::request));
    ++indent_;
    body(Who::everyone, By::request, {});
    line("return value", cues({answered_loaded, answered_shared}));
    --indent_;
    dice();
    std::string due = early() ? due_early_text() : "now ≥ fresh_until";
    if (early() && keeps()) due += " (or it is stale)";
    line("if " + due + ":", cues({due_early, found_stale}, By::request));
    ++indent_;
    line("in background:", background());
    ++indent_;
    body(Who::everyone, By::refresh, {});
    --indent_;
    if (o_.soft_timeout)
        line("wait up to " + rounded(*o_.soft_timeout) + " for it",
             cues({joined, soft_timeout, answered_shared}, By::request));
    --indent_;
    line("return value", cues({hit, answered_fresh, answered_stale}));
}

void CodeWriter::with_a_function()
{
    get();
    dice();
    line(not_due_text(), cues({hit, answered_fresh}, By::request));
    if (in_background()) {
        line(early() && keeps() ? "if value:  # due early, or stale"
             : early()          ? "if value:  # due early"
                                : "if value:  # stale, still kept",
             cues({due_early, found_stale}, By::request));
        ++indent_;
        line("in background: refresh(key)" +
                 (o_.makes(Mistake::refresh_without_dedupe) ? wrong("one each") : ""),
             background());
        if (o_.soft_timeout)
            line("wait up to " + rounded(*o_.soft_timeout) + " for it",
                 cues({joined, soft_timeout, answered_shared}, By::request));
        line("return value", cues({answered_stale, answered_fresh}, By::request));
        --indent_;
    }
    line("return refresh(key)");
    if (s_.scheduled()) refresher();
    line("");
    line("refresh(key):", s_.scheduled() || in_background() ? std::vector<Cue>{} : cues({refresh_began}));
    ++indent_;
    body(s_.who, By::anybody,
         both(cues({missed}),
              cues({due_early, found_stale, hit}, in_background() ? By::refresh : By::anybody)));
    if (!clustered(s_.who) && !here(s_.who))
        line("return value", cues({answered_loaded, answered_stale, answered_shared}));
    --indent_;
}

void CodeWriter::refresher()
{
    Duration buffer{};
    for (const When& w : s_.when)
        if (w.kind == When::Kind::schedule) buffer = w.span;
    line("");
    line("every " + rounded(o_.refresh_period) + ", on each instance:");
    ++indent_;
    line("for each hot key with " + rounded(buffer) + " left:");
    ++indent_;
    line("in background: refresh(key)", background());
    indent_ -= 2;
}

void CodeWriter::get()
{
    std::string text = "value = cache.get(key)";
    const bool xfetch = std::any_of(s_.when.begin(), s_.when.end(),
                                    [](const When& w) { return w.kind == When::Kind::xfetch; });
    std::vector<Cue> c = cues({arrived, worker_taken});
    if (s_.who == Who::lease) {
        text = "value, lease = cache.get_or_lease(key)";
        c.push_back({lock_taken});
    } else if (xfetch) {
        text = "value, delta, expiry = cache.read(key)";
    } else if (early()) {
        text = "value, remaining = cache.read(key)";
    } else if (keeps()) {
        text = "value, fresh_until = cache.read(key)";
    }
    if (!in_background() && !s_.scheduled()) c.push_back({refresh_began});
    if (!clustered(s_.who)) c.push_back({store_failed});
    line(text, std::move(c));
}

void CodeWriter::dice()
{
    for (const When& w : s_.when) {
        if (w.kind == When::Kind::power) line("p = 1 − (remaining / ttl)^beta");
        if (w.kind == When::Kind::xfetch) line("early = −delta · beta · ln(random())");
        if (w.kind == When::Kind::uniform) line("gap = random() · " + rounded(w.span));
    }
}

std::string CodeWriter::due_early_text() const
{
    std::string text;
    for (const When& w : s_.when) {
        std::string part;
        if (w.kind == When::Kind::power) part = "random() < p";
        if (w.kind == When::Kind::xfetch) part = "now + early ≥ expiry";
        if (w.kind == When::Kind::uniform) part = "remaining < gap";
        if (!part.empty()) text += (text.empty() ? "" : " or ") + part;
    }
    return text;
}

std::string CodeWriter::not_due_text() const
{
    if (early()) return "if value and not (" + due_early_text() + "): return value";
    if (s_.who == Who::lease) return "if value is fresh: return value";
    return keeps() ? "if now < fresh_until: return value" : "if value: return value";
}

Code code_for(const StrategySpec& spec, bool workers)
{
    return CodeWriter(spec, workers).write();
}

}  // namespace stampede
