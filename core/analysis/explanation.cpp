#include "core/analysis/explanation.h"

#include "core/analysis/causes.h"
#include "core/analysis/phrases.h"

#include <fmt/format.h>

#include <bit>
#include <optional>

namespace stampede {

namespace {

/// Tells what one call went through.
class Teller {
public:
    Teller(const Recording& r, const Scenario& s, CallId call)
        : r_(r),
          s_(s),
          call_(call),
          facts_(r.call(call)),
          key_(r.key_name(facts_.key)),
          lock_(s.strategy.options.lock_prefix + key_)
    {
    }

    std::vector<ExplainedStep> steps();

private:
    std::string sentence(std::size_t index);
    std::string beginning() const;
    std::string of_look(const Event& e, const Detail* d) const;
    std::string of_waiting(const Event& e) const;
    std::string of_load(const Event& e) const;
    std::string of_breaker(const Event& e) const;
    std::string of_store(const Event& e, const Detail* d) const;
    std::string of_end(const Event& e) const;

    const Recording& r_;
    const Scenario& s_;
    CallId call_;
    const Call& facts_;
    std::string key_, lock_;
};

std::vector<ExplainedStep> Teller::steps()
{
    std::vector<ExplainedStep> list;
    std::size_t in_vain = 0;
    for (std::size_t i = 0; i < r_.events.size(); ++i) {
        const Event& e = r_.events[i];
        if (e.call != call_) continue;
        in_vain = e.what() == What::poll_missed ? in_vain + 1 : 0;
        if (in_vain > 1) {
            list.back() = {
                e.at, fmt::format("has looked {} times in vain, the last time now (GET {})", in_vain, key_)};
            continue;
        }
        if (std::string text = sentence(i); !text.empty()) list.push_back({e.at, std::move(text)});
    }
    return list;
}

std::string Teller::sentence(std::size_t index)
{
    const Event& e = r_.events[index];
    if (e.what() == What::arrived || e.what() == What::refresh_began) return beginning();
    const Detail* d = r_.detail(index);
    for (std::string text :
         {of_look(e, d), of_waiting(e), of_load(e), of_breaker(e), of_store(e, d), of_end(e)})
        if (!text.empty()) return text;
    return {};
}

std::string Teller::beginning() const
{
    const int instance = facts_.instance + 1;
    switch (facts_.origin) {
        case Origin::client:
            return fmt::format("arrives at instance {} and asks for {}", instance, key_);
        case Origin::stale_hit:
            return fmt::format("begins on instance {}, started by {}", instance, phrase(facts_.parent));
        case Origin::schedule:
            return fmt::format("begins on instance {}, started by the schedule", instance);
        case Origin::warming:
            return fmt::format("begins on instance {}, to warm the cache", instance);
        case Origin::health_check:
            return fmt::format("asks whether instance {} is well", instance);
    }
    return {};
}

std::string Teller::of_look(const Event& e, const Detail* d) const
{
    const auto roll = [d](const char* verdict) {
        const double u = d ? std::bit_cast<double>(d->b) : -1;
        return u < 0 ? std::string() : fmt::format("; draws u = {:.4f}: {}", u, verdict);
    };
    const std::string left = d ? fmt::format(", {} before its expiry", phrase(Duration(d->a))) : "";
    switch (e.what()) {
        case What::hit:
            return fmt::format("finds the entry fresh{} (GET {}){}", left, key_, roll("no refresh"));
        case What::due_early:
            return fmt::format("finds the entry fresh{}, but due for a refresh (GET {}){}", left, key_,
                               roll("refresh"));
        case What::found_stale:
            return fmt::format("finds the entry expired{}, and still kept (GET {})",
                               d ? " " + phrase(Duration(d->a)) + " ago" : "", key_);
        case What::missed:
            return fmt::format("finds nothing usable (GET {})", key_);
        case What::second_look_hit:
            return fmt::format("looks once more, and the value has come meanwhile (GET {})", key_);
        case What::store_failed:
            return "gets no answer from Redis";
        default:
            return {};
    }
}

std::string Teller::of_waiting(const Event& e) const
{
    switch (e.what()) {
        case What::queued:
            return "waits for a worker of its instance";
        case What::worker_taken:
            return "gets a worker";
        case What::won:
            return e.aux() == 1 ? "learns that it may load: the lock is its own" : "";
        case What::refused:
            return e.aux() == 1 ? fmt::format("is refused: another holds the lock (SET {} NX PX)", lock_)
                                : "may not load: a load is under way on its instance";
        case What::led:
            return "leads the load of its instance; others may join it";
        case What::joined:
            return "joins the load of its instance and waits";
        case What::waits:
            return "waits for the load of another instance";
        case What::poll_missed:
            return fmt::format("looks in vain, and waits on (GET {})", key_);
        case What::notified:
            return fmt::format("is told that the lock is free (SUBSCRIBE {})", lock_);
        case What::deadline_passed:
            return "has waited as long as it may";
        case What::re_elected:
            return "tries to take over";
        case What::soft_timeout:
            return "stops waiting and takes the old value";
        case What::refresh_held_off:
            return "is held off: the last refresh was refused or failed";
        default:
            return {};
    }
}

std::string Teller::of_load(const Event& e) const
{
    switch (e.what()) {
        case What::load_began:
            return "begins to load";
        case What::batch_sent:
            return fmt::format("sends one query for {}", counted(e.aux(), "key", "keys"));
        case What::query_queued:
            return "its query waits for a connection of the database";
        case What::query_started:
            return "its query runs";
        case What::query_timed_out:
            return "stops waiting for its query, which runs on";
        case What::query_failed:
            return "its query fails";
        case What::load_ended:
            return fmt::format("has the row, version {}", e.aux());
        case What::load_failed:
            return "its load has failed";
        case What::load_found_nothing:
            return "learns that the database has no such row";
        case What::fail_safe_used:
            return "takes the old value, since the load failed";
        default:
            return {};
    }
}

std::string Teller::of_breaker(const Event& e) const
{
    switch (e.what()) {
        case What::breaker_opened:
            return "the breaker of its instance opens";
        case What::breaker_refused:
            return "the breaker lets no query through";
        case What::breaker_probed:
            return "the breaker is half open, and lets this one query try";
        case What::breaker_closed:
            return "the breaker closes again";
        default:
            return {};
    }
}

std::string Teller::of_store(const Event& e, const Detail* d) const
{
    const std::string token = d ? fmt::format(", token {}", static_cast<std::uint64_t>(d->a)) : "";
    switch (e.what()) {
        case What::stored:
            if (!d) return fmt::format("its value is stored (SET {} PX)", key_);
            return fmt::format("its value is stored, fresh until {} (SET {} PX)",
                               phrase(Instant(Duration(d->b))), key_);
        case What::fill_refused:
            return "its value is refused: a later token has written";
        case What::lock_taken:
            return s_.strategy.who == Who::lease
                       ? "gets the lease with its look" + token
                       : fmt::format("takes the lock{} (SET {} NX PX)", token, lock_);
        case What::lock_released:
            return fmt::format("gives the lock back (compare-and-delete {})", lock_);
        case What::release_lost:
            return fmt::format("finds the lock lost when it gives it back (compare-and-delete {})", lock_);
        case What::lock_deleted:
            return fmt::format("deletes the lock, whoever has it (DEL {})", lock_);
        default:
            return {};
    }
}

std::string Teller::of_end(const Event& e) const
{
    switch (e.what()) {
        case What::answered_fresh:
            return "is answered from the cache";
        case What::answered_stale:
            return "is answered with the old value";
        case What::answered_loaded:
            return "is answered with what it loaded itself";
        case What::answered_shared:
            return "is answered with what another loaded";
        case What::failed:
            return "fails";
        case What::rejected:
            return "is rejected: the queue of its instance is full";
        case What::refresh_ended:
            return "is over";
        default:
            return {};
    }
}

std::string headline_of(const Recording& r, const Explanation& e, CallId loader)
{
    std::string who = phrase(e.call);
    who.front() = who.front() == 'r' ? 'R' : who.front();
    std::optional<Event> begin, end;
    for (const Event& x : r.events) {
        if (x.call != e.call) continue;
        if (!begin) begin = x;
        if (ends_request(x.what()) || x.what() == What::refresh_ended) end = x;
    }
    if (!begin) return who + " left no trace: it was there when the run began.";
    if (!end) return who + " had not ended when the run was over.";
    const std::string after = " after " + phrase(end->at - begin->at);
    switch (end->what()) {
        case What::answered_fresh:
            return who + " was answered" + after + " from the cache.";
        case What::answered_stale:
            return who + " was answered" + after + " with the old value.";
        case What::answered_loaded:
            return who + " was answered" + after + " with what it loaded itself.";
        case What::answered_shared:
            return who + " was answered" + after + " with what " +
                   (loader.is_nobody() ? "another" : phrase(loader)) + " had loaded.";
        case What::rejected:
            return who + " was rejected: the queue of its instance was full.";
        case What::failed:
            return who + " failed" + after + ".";
        default:
            return who + " ended" + after + ".";
    }
}

}  // namespace

Explanation explain(const Recording& r, const Scenario& s, CallId call)
{
    Explanation e;
    e.call = call;
    e.steps = Teller(r, s, call).steps();
    e.causes = causes_of(r, call);
    e.headline = headline_of(r, e, loader_of(r, call));
    return e;
}

}  // namespace stampede
