#include "ui/study/compare/comparison.h"

#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/run.h"
#include "ui/session/workbench/workbench.h"

#include <algorithm>
#include <cmath>

namespace stampede::ui {

std::optional<double> betaOf(const StrategySpec& spec)
{
    for (const When& w : spec.when)
        if (w.has_beta()) return w.beta;
    return {};
}

void setBetaOf(StrategySpec& spec, double beta)
{
    for (When& w : spec.when)
        if (w.has_beta()) w.beta = beta;
}

namespace {

/// β of the session's strategy where somebody has moved it away from the strategy's own.
std::optional<double> movedBeta(const StrategySpec& spec)
{
    const std::optional<double> now = betaOf(spec);
    const NamedStrategy* named = find_strategy(spec.name);
    return now && named && betaOf(named->spec) != now ? now : std::nullopt;
}

}  // namespace

Comparison::Comparison(Session& session, Workbench& workbench, QObject* parent)
    : QObject(parent), session_(session), workbench_(workbench), batch_(Batch::Urgency::now)
{
    connect(&session_, &Session::scenarioChanged, this, &Comparison::follow);
    connect(&session_, &Session::maskedChanged, this, [this] {
        mask();
        emit changed();
    });
    connect(&workbench_, &Workbench::opened, this, [this] { beta_.reset(); });
    connect(&batch_, &Batch::progressed, this, &Comparison::progressed);
    connect(&batch_, &Batch::failed, this, [this](const QString& sentence) { trouble_ = sentence; });
    connect(&batch_, &Batch::finished, this, &Comparison::settledNow);
}

void Comparison::setWatched(bool watched)
{
    if (std::exchange(watched_, watched) == watched) return;
    if (watched) return follow();
    batch_.stop();
}

int Comparison::current() const
{
    const std::string& name = session_.scenario().strategy.name;
    for (std::size_t i = 0; i < contenders_.size(); ++i)
        if (contenders_[i].id.toStdString() == name) return int(i);
    return -1;
}

bool Comparison::settled() const
{
    if (!watched_ || batch_.busy()) return false;
    return !trouble_.isEmpty() || std::none_of(contenders_.begin(), contenders_.end(),
                                               [](const Contender& c) { return c.outdated; });
}

double Comparison::beta() const
{
    return beta_.value_or(betaOf(session_.scenario().strategy).value_or(1));
}

void Comparison::setBeta(double beta)
{
    beta_ = beta;
    if (!betaOf(session_.scenario().strategy)) follow();
}

void Comparison::takeToLab(int index)
{
    const Contender& chosen = contenders_[std::size_t(index)];
    if (chosen.scenario == session_.scenario()) return;
    workbench_.change([&](Scenario& s) { s.strategy = chosen.scenario.strategy; });
}

std::vector<Contender> Comparison::wanted() const
{
    const StrategySpec& own = session_.scenario().strategy;
    const std::optional<double> beta = beta_ ? beta_ : movedBeta(own);
    std::vector<Contender> list;
    for (const NamedStrategy& named : catalogue()) {
        Contender c;
        c.id = QString::fromStdString(named.id);
        c.name = nameText(named);
        c.scenario = workbench_.under(c.id);
        if (beta) setBetaOf(c.scenario.strategy, *beta);
        list.push_back(std::move(c));
    }
    if (find_strategy(own.name)) return list;
    Contender custom;
    custom.id = QString::fromStdString(own.name);
    custom.name = tr("Custom");
    custom.scenario = session_.scenario();
    if (beta) setBetaOf(custom.scenario.strategy, *beta);
    list.push_back(std::move(custom));
    return list;
}

/// Takes over what is asked for; runs that are still right stay.
void Comparison::follow()
{
    if (!watched_) return;
    trouble_.clear();
    // In the lab β belongs to the scenario: once it is moved there, that is what holds.
    if (const auto own = betaOf(session_.scenario().strategy); own && beta_ && own != beta_) beta_.reset();
    std::vector<Contender> next = wanted();
    const bool sameList = next.size() == contenders_.size();
    bool any = false;
    for (std::size_t i = 0; i < next.size(); ++i) {
        if (i < contenders_.size()) {
            next[i].run = contenders_[i].run;
            next[i].latencies = contenders_[i].latencies;
        }
        next[i].outdated = !next[i].run || next[i].run->scenario != next[i].scenario;
        any |= next[i].outdated;
    }
    contenders_ = std::move(next);
    mask();
    if (!sameList) emit listed();
    emit changed();
    if (any)
        compute();
    else if (batch_.busy())
        batch_.stop();
    if (settled()) emit settledNow();
}

void Comparison::mask()
{
    masked_.clear();
    if (!session_.masked()) return;
    masked_ = contenders_;
    for (Contender& c : masked_) {
        c.run = nullptr;
        c.latencies = {};
    }
}

void Comparison::compute()
{
    std::vector<Batch::Task> tasks;
    for (std::size_t i = 0; i < contenders_.size(); ++i) {
        if (!contenders_[i].outdated) continue;
        tasks.push_back(
            [this, i, made = contenders_[i]](const std::stop_token& stop) mutable -> Batch::Deliver {
                RecordingPtr recording = simulate(made.scenario, {.stop = stop, .end = {}, .progress = {}});
                if (!recording || stop.stop_requested()) return {};
                if (recording->requests.size() > mostDrawn) {
                    auto bare = std::make_shared<Run>();
                    bare->scenario = made.scenario;
                    bare->metrics = measure(*recording);
                    made.latencies = latency_shape(build_timeline(*recording));
                    made.run = std::move(bare);
                } else {
                    auto run = prepareRun(made.scenario, std::move(recording), false);
                    made.latencies = latency_shape(run->timeline);
                    made.run = std::move(run);
                }
                return [this, i, made = std::move(made)] { receive(i, made); };
            });
    }
    batch_.start(std::move(tasks));
}

void Comparison::receive(std::size_t index, const Contender& made)
{
    if (index >= contenders_.size() || contenders_[index].id != made.id) return;
    Contender& c = contenders_[index];
    Batch::letGo(std::exchange(c.run, made.run));
    c.latencies = made.latencies;
    c.outdated = c.run->scenario != c.scenario;
    emit arrived(int(index));
}

}  // namespace stampede::ui
