// Theory has a value only where it holds: inside of its domain runs come to it, outside there is a reason.

#include "core/analysis/expected.h"
#include "core/analysis/metrics.h"
#include "core/analysis/rates.h"
#include "core/scenario/scenario_file.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace stampede;

namespace {

/// A named strategy, or else an answer to when, such as "uniform:window=5s".
Scenario steady(const std::string& strategy, double beta, double rate, const char* ttl)
{
    StrategyChoice choice;
    (strategy.find(':') == strategy.npos ? choice.name : choice.when) = strategy;
    std::vector<Override> set{{"traffic.0.rate", std::to_string(rate)},
                              {"cache.ttl", ttl},
                              {"cache.start", "warm"},
                              {"database.query_time", "200ms"},
                              {"database.pool", "1000"}};
    if (beta > 0) set.push_back({"strategy.beta", std::to_string(beta)});
    return load_scenario("steady-hot-key", choice, set);
}

bool has_beta(const std::string& strategy)
{
    return strategy == "xfetch" || strategy == "early-expiration";
}

}  // namespace

class tst_Expected : public QObject {
    Q_OBJECT

private slots:
    void insideOfTheDomainRunsComeToIt_data()
    {
        QTest::addColumn<QString>("strategy");
        QTest::addColumn<double>("beta");
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("ttl");
        for (const std::string strategy :
             {"none", "xfetch", "early-expiration", "uniform:window=1s", "uniform:window=4s"})
            for (double beta : {0.3, 0.6, 1.0, 2.0, 6.5})
                for (double rate : {20.0, 300.0})
                    for (const char* ttl : {"370ms", "2s", "5s", "20s"})
                        if (has_beta(strategy) || beta == 1.0)
                            QTest::addRow("%s, beta %g, %g a second, ttl %s", strategy.c_str(), beta, rate,
                                          ttl)
                                << QString::fromStdString(strategy) << beta << rate << ttl;
    }
    void insideOfTheDomainRunsComeToIt()
    {
        QFETCH(QString, strategy);
        QFETCH(double, beta);
        QFETCH(double, rate);
        QFETCH(QString, ttl);
        const std::string name = strategy.toStdString();
        const Scenario s = steady(name, has_beta(name) ? beta : 0, rate, ttl.toUtf8());
        const Value loads = expected_loads_per_cycle(s), gap = expected_first_gap_ms(s);
        if (!loads) QVERIFY(!loads.why_not().empty());
        if (!gap) QVERIFY(!gap.why_not().empty());
        if (!loads && !gap) return;
        const Metrics m = measure(*simulate(s));
        QVERIFY(m.refresh.cycles > 5);
        const double cycles = double(m.refresh.cycles);
        if (gap) {
            QVERIFY(*gap < milliseconds(s.cache.ttl));
            const double deviation = 1e3 * beta * 0.2 * std::numbers::pi / std::sqrt(6.0);
            const double allowed = 4 * deviation / std::sqrt(cycles) + 0.05 * *gap;
            QVERIFY2(std::abs(m.refresh.first_gap_ms - *gap) < allowed,
                     qPrintable(QString("expected %1, was %2").arg(*gap).arg(m.refresh.first_gap_ms)));
        }
        if (loads) {
            // A geometric number deviates by about its mean; the others by less.
            const double allowed = (4 / std::sqrt(cycles) + 0.08) * *loads;
            QVERIFY2(std::abs(m.refresh.loads_per_cycle - *loads) < allowed,
                     qPrintable(QString("expected %1, was %2").arg(*loads).arg(m.refresh.loads_per_cycle)));
        }
    }

    void aGapIsNeverLongerThanTheTtl()
    {
        StrategyChoice xfetch;
        xfetch.name = "xfetch";
        const auto hot = [&](std::vector<Override> set) { return load_scenario("hot-page", xfetch, set); };
        QVERIFY(std::abs(*expected_first_gap_ms(hot({})) - 1036) < 5);  // the burst does not count as a rate
        QVERIFY(!expected_first_gap_ms(hot({{"strategy.beta", "6.5"}})));
        QVERIFY(!expected_first_gap_ms(hot({{"cache.ttl", "370ms"}})));
        QVERIFY(!expected_loads_per_cycle(hot({{"cache.ttl", "370ms"}})));
    }

    void whatIsAskedForAndWhatArrivesAreTwoRates()
    {
        const Scenario s = load_scenario("hot-page");
        const RecordingPtr r = simulate(s);
        const Timeline t = build_timeline(*r);
        QCOMPARE(*rate_asked(s), 500.0);
        const Value all = rate_measured(t, run_start, never);
        QVERIFY(std::abs(*all - double(r->requests.size()) / 15) < 2);  // the burst arrives, too
        // Air around the run, and how far one has zoomed, change nothing.
        QCOMPARE(*rate_measured(t, run_start - std::chrono::seconds(1), r->end + std::chrono::seconds(1)),
                 *all);
        QVERIFY(!rate_measured(t, r->end + std::chrono::seconds(1), r->end + std::chrono::seconds(2)));
        using std::chrono::milliseconds;
        const Instant burst(milliseconds(10'000));
        QCOMPARE(most_arrivals(t, burst, burst + milliseconds(3)),
                 most_arrivals(t, burst, burst + milliseconds(90)));
    }
};

STAMPEDE_TESTS(tst_Expected, nothing)
#include "tst_expected.moc"
