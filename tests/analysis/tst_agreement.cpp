// One quantity has one value, whichever of the parts of analysis is asked for it: at any instant of any run.

#include "core/analysis/figures.h"
#include "core/analysis/metrics.h"
#include "core/analysis/now.h"
#include "core/analysis/range_figures.h"
#include "core/analysis/standing.h"
#include "core/analysis/timeline.h"
#include "core/scenario/random_scenario.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"

#include <QTest>

#include <array>
#include <random>

using namespace stampede;

namespace {

constexpr std::size_t most_events = 150'000;  ///< longer runs say nothing that shorter ones do not

/// What the parts say of one run, compared at one instant.
class Agreement {
public:
    Agreement(const Scenario& scenario, RecordingPtr recording)
        : scenario_(scenario), r_(std::move(recording)), timeline_(build_timeline(*r_)), figures_(*r_),
          standing_(build_standing(*r_, timeline_, false))
    {
    }

    void at(Instant t)
    {
        at_ = t;
        const Metrics m = measure(*r_, t);
        const FiguresAt f = figures_.at(t);
        same("requests", m.requests, f.requests);
        same("queries", m.database.queries, f.queries);
        same("p99", m.latency_ms.p99, milliseconds(f.p99));
        std::uint64_t inside = 0, workers = 0;
        for (std::uint32_t i = 0; i < scenario_.instances.count; ++i) {
            const auto v = standing_.instance_at(static_cast<std::uint16_t>(i), t);
            inside += v.inside;
            workers += v.queued;
        }
        std::uint64_t open = 0, waiting = 0, at_worker = 0, of_key = 0, requests_waiting = 0;
        const Lanes& lanes = timeline_.lanes;
        for (std::uint32_t lane = 0; lane < lanes.size(); ++lane) {
            const CallState s = timeline_.state_at(lanes.call(lane), t);
            const bool request = lane < lanes.requests;
            open += request && s != CallState::absent;
            of_key += s == CallState::waiting;
            requests_waiting += request && s == CallState::waiting;
            at_worker += request && s == CallState::worker_queue;
            waiting += request && (s == CallState::waiting || s == CallState::worker_queue ||
                                   s == CallState::connection_queue);
        }
        std::uint64_t by_key = 0;
        for (std::uint32_t key = 0; key < timeline_.keys.size(); ++key)
            by_key += timeline_.waiting_at(key, t);
        same("open, lanes", f.open, t >= r_->end ? f.open : open);
        same("inside", f.open, inside);
        same("worker queue", t >= r_->end ? workers : at_worker,
             workers);  // lanes that never end are closed there
        same("waiting", f.waiting, t >= r_->end ? f.waiting : waiting);
        same("waiting by key", of_key, t >= r_->end ? of_key : by_key);
        if (timeline_.keys.size() > 1) keys(t);
    }

    void wholeRun()
    {
        at_ = never;
        const Metrics m = measure(*r_);
        same("peak in flight", m.database.peak_in_flight, timeline_.peak_in_flight.value);
        same("peak queued", m.database.peak_queued, timeline_.peak_queued.value);
        const RangeFigures f = figures_between(*r_, timeline_, run_start, r_->end + Duration(1));
        same("range requests", m.requests, f.requests);
        same("range queries", m.database.queries, f.queries);
        same("range p99", m.latency_ms.p99, milliseconds(f.p99));
        same("range waited", m.served.waited, f.waited);
        same("range cycles", m.refresh.cycles, f.cycles);
        same("range failed", m.failed, f.failed);
        same("range open", m.unfinished, f.open);
        same("range stale", m.served.stale, f.stale);
        same("range rejected", m.rejected, f.rejected);
    }

    QStringList complaints;

private:
    /// How many keys are what, and what each of them is.
    void keys(Instant t)
    {
        const KeysNow now = keys_now(timeline_, standing_, t);
        std::array<std::uint32_t, 3> in_state{};
        std::uint32_t locked = 0;
        for (std::uint32_t key = 0; key < timeline_.keys.size(); ++key) {
            ++in_state[static_cast<std::size_t>(timeline_.entry_at(key, t).state)];
            locked += timeline_.lock_at(key, t) != nullptr;
        }
        same("keys absent", in_state[0], now.absent);
        same("keys fresh", in_state[1], now.fresh);
        same("keys stale", in_state[2], now.stale);
        same("keys locked", locked, now.locked);
    }

    void same(const char* what, double a, double b)
    {
        if (a != b)
            complaints += QStringLiteral("%1 at %2: %3 and %4")
                              .arg(QLatin1String(what))
                              .arg(milliseconds(at_.time_since_epoch()))
                              .arg(a)
                              .arg(b);
    }

    Scenario scenario_;
    RecordingPtr r_;
    Timeline timeline_;
    Figures figures_;
    Standing standing_;
    Instant at_{};
};

}  // namespace

class tst_Agreement : public QObject {
    Q_OBJECT

private slots:
    void allPartsSayTheSame_data();
    void allPartsSayTheSame();
};

void tst_Agreement::allPartsSayTheSame_data()
{
    QTest::addColumn<QString>("preset");
    for (const Preset& p : presets()) QTest::newRow(p.id.data()) << QString::fromUtf8(p.id.data());
}

void tst_Agreement::allPartsSayTheSame()
{
    QFETCH(QString, preset);
    std::mt19937_64 random(qHash(preset));
    std::vector<std::string> names{""};  // the preset's own, and two others
    for (int i = 0; i < 2; ++i) names.push_back(catalogue()[random() % catalogue().size()].id);
    for (const std::string& name : names) {
        StrategyChoice choice;
        if (!name.empty()) choice.name = name;
        const Scenario s = load_scenario(preset.toStdString(), choice);
        const RecordingPtr r = simulate(s);
        if (r->events.size() > most_events || r->events.empty()) continue;
        Agreement agreement(s, r);
        agreement.wholeRun();
        for (int i = 0; i < 2; ++i) {
            agreement.at(r->events[random() % r->events.size()].at);
            agreement.at(run_start +
                         Duration(static_cast<std::int64_t>(
                             random() % static_cast<std::uint64_t>((r->end - run_start).count() + 1))));
        }
        agreement.at(r->end);
        QVERIFY2(agreement.complaints.isEmpty(),
                 qPrintable(QString::fromStdString(name) + u' ' +
                            agreement.complaints.mid(0, 12).join(QStringLiteral("; "))));
    }
}

STAMPEDE_TESTS(tst_Agreement, nothing)
#include "tst_agreement.moc"
