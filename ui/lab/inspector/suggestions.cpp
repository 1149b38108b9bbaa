#include "ui/lab/inspector/suggestions.h"

#include "core/strategy/catalogue.h"
#include "ui/lab/inspector/state_model.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/look/words/tr.h"
#include "ui/session/workbench/workbench.h"

#include <algorithm>

namespace stampede::ui {

namespace {

constexpr std::size_t most = 4;
constexpr std::uint32_t mostRequests = 1'000'000;

using Edit = std::function<void(Scenario&)>;

/// Proposes in order of what teaches most; what comes first wins.
class Proposer {
public:
    Proposer(const Run& run, CallId selected, Instant t)
        : run_(run), scenario_(run.scenario), spec_(run.scenario.strategy), o_(spec_.options),
          key_(keyInQuestion(run, selected)), t_(t)
    {
    }
    std::vector<Suggestion> propose();

private:
    void add(const char* id, const QString& title, const QString& tip, Edit edit)
    {
        list_.push_back({QString::fromLatin1(id), title, tip,
                         [edit = std::move(edit)](Workbench& w) { w.change(edit); }});
    }
    void choose(const char* id, const QString& title, const QString& tip)
    {
        if (spec_.name == id) return;
        list_.push_back({QStringLiteral("strategy-") + QLatin1String(id), title, tip,
                         [id](Workbench& w) { w.chooseStrategy(QLatin1String(id)); }});
    }
    void mendings();
    void forLocks();
    void forLease();
    void forCoalescing();
    void forDice();
    void forStale();
    void forSchedule();
    void forNone();
    void forAll();
    void tenTimes();
    bool hasFault(FaultKind kind) const
    {
        return std::any_of(scenario_.faults.begin(), scenario_.faults.end(),
                           [kind](const Fault& f) { return f.kind == kind; });
    }
    bool clustered() const
    {
        return spec_.who == Who::one_per_cluster || spec_.who == Who::instance_then_cluster;
    }
    /// An instant at which the lock is held: the playhead if it is then, else amid its longest holding.
    std::optional<Instant> whileLocked() const;

    const Run& run_;
    const Scenario& scenario_;
    const StrategySpec& spec_;
    const StrategyOptions& o_;
    std::uint32_t key_;
    Instant t_;
    std::vector<Suggestion> list_;
};

std::vector<Suggestion> Proposer::propose()
{
    mendings();
    if (spec_.who == Who::lease) forLease();
    if (clustered()) forLocks();
    if (spec_.rolls()) forDice();
    if (spec_.scheduled()) forSchedule();
    if (spec_.who == Who::one_per_instance && !o_.keep.count()) forCoalescing();
    if (o_.keep.count()) forStale();
    if (spec_.who == Who::everyone && !spec_.rolls()) forNone();
    forAll();
    if (list_.size() > most) list_.resize(most);
    return std::move(list_);
}

std::optional<Instant> Proposer::whileLocked() const
{
    if (run_.timeline.lock_at(key_, t_) && t_ > run_start) return t_;
    const auto bands = run_.timeline.locks.of(key_);
    if (bands.empty()) return {};
    const auto longest =
        std::max_element(bands.begin(), bands.end(), [](const LockBand& a, const LockBand& b) {
            return a.until - a.taken < b.until - b.taken;
        });
    return longest->taken + (longest->until - longest->taken) / 2;
}

void Proposer::mendings()
{
    for (Mistake m : o_.mistakes)
        add("mend", tr("Mend the mistake: %1").arg(QString::fromStdString(to_text(m)).replace(u'-', u' ')),
            tr("The same run, done right"), [m](Scenario& s) { std::erase(s.strategy.options.mistakes, m); });
    if (!scenario_.faults.empty())
        add("no-faults", tr("The same without the faults"), tr("What the faults have cost"),
            [](Scenario& s) { s.faults.clear(); });
}

void Proposer::forLocks()
{
    const auto locked = whileLocked();
    if (locked && !hasFault(FaultKind::kill_lock_holder)) {
        add("kill-holder", tr("Kill the lock holder mid-query"),
            tr("At %1: how long do the others wait for a lock that nobody gives back?")
                .arg(clockText(*locked, run_.content().length())),
            [at = *locked](Scenario& s) {
                Fault kill;
                kill.at = at;
                kill.kind = FaultKind::kill_lock_holder;
                s.faults.push_back(kill);
            });
    }
    if (hasFault(FaultKind::kill_lock_holder) && o_.on_leader_failure != OnLeaderFailure::re_elect)
        add("re-elect", tr("Let those who wait take over"),
            tr("Re-election: the next look tries to take the lock"),
            [](Scenario& s) { s.strategy.options.on_leader_failure = OnLeaderFailure::re_elect; });
    if (!o_.makes(Mistake::lock_without_expiry))
        add("no-expiry", tr("Remove the lock's timeout (a common mistake)"),
            tr("It does no harm until a holder dies"),
            [](Scenario& s) { s.strategy.options.mistakes.push_back(Mistake::lock_without_expiry); });
    if (spec_.who == Who::one_per_cluster)
        choose("coalescing", tr("What would coalescing have done?"),
               tr("One query for each instance, and no polling"));
    if (o_.wait_by == WaitBy::poll)
        add("notify", tr("Wait for a message instead of polling"),
            tr("The latency after the value is there goes down to a round trip"),
            [](Scenario& s) { s.strategy.options.wait_by = WaitBy::notify; });
}

void Proposer::forLease()
{
    if (o_.fencing)
        add("no-fencing", tr("Switch fencing off"),
            tr("A late fill then overwrites a newer one: count the answers that go back in time"),
            [](Scenario& s) { s.strategy.options.fencing = false; });
    else
        add("fencing", tr("Switch fencing on"), tr("A late fill is refused when something newer is there"),
            [](Scenario& s) { s.strategy.options.fencing = true; });
    const auto locked = whileLocked();
    const LockBand* band = locked ? run_.timeline.lock_at(key_, *locked) : nullptr;
    if (band && !hasFault(FaultKind::pause_instance))
        add("pause-holder", tr("Let the holder's instance stand still"),
            tr("Longer than the lease lasts: another takes over meanwhile"),
            [at = *locked, instance = run_.recording->call(band->holder).instance](Scenario& s) {
                Fault pause;
                pause.at = at;
                pause.kind = FaultKind::pause_instance;
                pause.instance = instance + 1u;
                pause.duration = s.strategy.options.lease_timeout + s.strategy.options.lease_timeout / 2;
                s.faults.push_back(pause);
            });
    choose("locking", tr("What would locking have done?"),
           tr("One round trip more, and nobody gets an old value"));
}

void Proposer::forCoalescing()
{
    add("twice-instances", tr("Twice the instances: how many queries now?"),
        tr("The map is each instance's own"),
        [](Scenario& s) { s.instances.count = std::min(1000u, s.instances.count * 2); });
    const auto flights = run_.standing.flights_at(key_, t_, 1);
    if (!flights.empty() && !hasFault(FaultKind::kill_instance))
        add("kill-leader", tr("Kill an instance whose leader loads"),
            tr("Its joiners die with it: the map was in its memory"),
            [at = t_, instance = flights[0].flight->instance](Scenario& s) {
                Fault kill;
                kill.at = at;
                kill.kind = FaultKind::kill_instance;
                kill.instance = instance + 1u;
                s.faults.push_back(kill);
            });
    choose("locking", tr("What would locking have done?"),
           tr("One query for the whole cluster, and polling"));
    choose("stale-while-revalidate", tr("Let nobody wait: serve the old value"),
           tr("Stale-while-revalidate over the same map"));
}

void Proposer::forDice()
{
    const double beta = spec_.when.front().beta;
    const double other = beta == 0.5 ? 2 : 0.5;
    tenTimes();
    if (spec_.when.front().has_beta())
        add("beta", other == 0.5 ? tr("β = 0.5, then 2") : tr("β = 2"),
            tr("Greater: earlier and more often; smaller: later and rarer"),
            [other](Scenario& s) { s.strategy.when.front().beta = other; });
    if (spec_.name == "xfetch")
        choose("early-expiration", tr("The power formula instead of XFetch"),
               tr("It refreshes far more often than needed"));
    else
        choose("xfetch", tr("XFetch instead"), tr("It knows how long a load takes"));
    if (spec_.who == Who::everyone)
        choose("combined", tr("Only one refresh for the whole cluster"),
               tr("What production systems do: the combined strategy"));
}

void Proposer::forStale()
{
    add("keep-short", tr("Keep old values for one second only"),
        tr("Who waits now, and who is served stale?"),
        [](Scenario& s) { s.strategy.options.keep = std::chrono::seconds(1); });
    add("slow-database", tr("A database ten times as slow from here on"),
        tr("Answers stay fast and grow older"), [at = std::max(t_, run_start)](Scenario& s) {
            Fault slow;
            slow.at = at;
            slow.kind = FaultKind::database_slow;
            slow.times = 10;
            slow.duration = std::chrono::seconds(30);
            s.faults.push_back(slow);
        });
    if (spec_.who == Who::one_per_instance)
        choose("locking", tr("What would locking have done?"), tr("No answer is stale; people wait"));
}

void Proposer::forSchedule()
{
    add("short-buffer", tr("A buffer shorter than a query takes"),
        tr("The refresh starts too late: who waits?"), [](Scenario& s) {
            for (When& w : s.strategy.when)
                if (w.kind == When::Kind::schedule)
                    w.span = std::max<Duration>(s.database.query_time / 2, std::chrono::milliseconds(1));
        });
    add("rare-looks", tr("A refresher that looks only every 20 s"),
        tr("It can miss the time before expiry altogether"),
        [](Scenario& s) { s.strategy.options.refresh_period = std::chrono::seconds(20); });
    choose("stale-while-revalidate", tr("Refresh only what people ask for"),
           tr("Stale-while-revalidate: no schedule, no list of hot keys"));
}

void Proposer::forNone()
{
    choose("locking", tr("What would locking have done?"), tr("One query for the whole cluster"));
    choose("coalescing", tr("What would coalescing have done?"), tr("One query for each instance"));
    tenTimes();
    if (scenario_.database.pool > 10)
        add("small-pool", tr("A pool of ten connections"),
            tr("The queue behind the pool makes everyone slow"), [](Scenario& s) { s.database.pool = 10; });
}

void Proposer::forAll()
{
    if (scenario_.keys.count > 1 && scenario_.cache.jitter == 0)
        add("jitter", tr("Put jitter on the ttl"),
            tr("Keys that were stored together no longer expire together"),
            [](Scenario& s) { s.cache.jitter = 0.2; });
    if (list_.size() < 2) tenTimes();
    if (list_.size() < 2) choose("none", tr("And without prevention?"), tr("The stampede itself"));
}

void Proposer::tenTimes()
{
    for (const Suggestion& s : list_)
        if (s.id == u"ten-times") return;
    if (run_.recording->requests.empty() || run_.recording->requests.size() * 10 > mostRequests) return;
    add("ten-times", tr("Ten times the traffic: how many loads now?"),
        tr("From %1 requests to ten times as many")
            .arg(toldCount("requests", run_.metrics.requests, ofRun(run_.scenario))),
        [](Scenario& s) {
            for (Traffic& t : s.traffic) {
                if (auto* burst = std::get_if<Burst>(&t))
                    burst->requests = std::min(mostRequests, burst->requests * 10);
                if (auto* steady = std::get_if<Steady>(&t)) steady->rate *= 10;
                if (auto* closed = std::get_if<Closed>(&t))
                    closed->clients = std::min(100'000u, closed->clients * 10);
                if (auto* ramp = std::get_if<Ramp>(&t)) {
                    ramp->rate_from *= 10;
                    ramp->rate_to *= 10;
                }
            }
        });
}

}  // namespace

std::vector<Suggestion> suggestionsFor(const Run& run, CallId selected, Instant t)
{
    return Proposer(run, selected, t).propose();
}

}  // namespace stampede::ui
