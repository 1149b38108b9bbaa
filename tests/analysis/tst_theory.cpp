#include <QtTest>

#include "core/analysis/theory.h"
#include "core/runtime/random.h"
#include "core/strategy/when.h"
#include "tests/support/run_tests.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

using namespace stampede;
using namespace std::chrono_literals;

/// One look after another, Poisson: asks `due` with the time of each look and a roll until it says yes. Gives
/// that time.
static double first_due(Random& chance, double rate, const std::function<bool(double at, double roll)>& due)
{
    for (double at = 0;;) {
        at += chance.exponential() / rate;
        if (due(at, chance.unit())) return at;
    }
}

/// The first look that is due starts a load, and so does every due look until that load ends.
static int loads_of_a_cycle(Random& chance, double rate, double load,
                            const std::function<bool(double, double)>& due)
{
    const double first = first_due(chance, rate, due);
    int loads = 1;
    for (double at = first;;) {
        at += chance.exponential() / rate;
        if (at >= first + load) return loads;
        if (due(at, chance.unit())) ++loads;
    }
}

static double mean_of(int runs, const std::function<double()>& draw)
{
    double sum = 0;
    for (int i = 0; i < runs; ++i) sum += draw();
    return sum / runs;
}

static bool near(double value, double expected, double relative)
{
    const bool is = std::abs(value - expected) <= relative * std::abs(expected);
    if (!is) qWarning("%.6g is not within %.3g %% of %.6g", value, 100 * relative, expected);
    return is;
}

/// Is due by the rule of the strategies, for an entry with `ttl` to live at time 0.
static std::function<bool(double, double)> rule(When when, Duration ttl, Duration delta)
{
    return [=](double at, double roll) {
        return roll < refresh_probability(when, ttl - from_seconds(at), ttl, delta);
    };
}

class tst_Theory : public QObject {
    Q_OBJECT

private slots:
    void theFormsHaveTheirPublishedValues();
    void theFirstMissAndThoseDuringItsLoadAreTheStampede();
    void xfetchRollsAsTheStrategyDoes();
    void xfetchLoadsAsOftenWhateverTheTraffic_data();
    void xfetchLoadsAsOftenWhateverTheTraffic();
    void xfetchLoadsAreGeometric();
    void aStoredLoadTimeThatIsTooShortMakesAStampede();
    void theFirstGapIsTheMeanOfItsDistribution_data();
    void theFirstGapIsTheMeanOfItsDistribution();
    void theFirstGapOfLooksThatRoll();
    void uniformRefreshesMoreOftenTheMoreTrafficThereIs();
    void powerRefreshesMuchTooEarly();
    void theWaveOfManyKeysIsThatOfManyDrawnLives_data();
    void theWaveOfManyKeysIsThatOfManyDrawnLives();
    void regularTrafficCanBeCounted();
};

void tst_Theory::theFormsHaveTheirPublishedValues()
{
    QVERIFY(near(theory::none_loads_per_cycle(10, 3s), 31, 1e-12));
    QVERIFY(near(theory::xfetch_loads_per_cycle(100ms, 100ms, 0.5), 7.389, 1e-4));
    QVERIFY(near(theory::xfetch_loads_per_cycle(100ms, 100ms, 1), 2.718, 2e-4));
    QVERIFY(near(theory::xfetch_loads_per_cycle(100ms, 100ms, 1.5), 1.948, 2e-4));
    QVERIFY(near(theory::xfetch_loads_per_cycle(100ms, 100ms, 2), 1.649, 2e-4));
    QVERIFY(near(theory::xfetch_first_gap(1000, 1s, 1), 7.485, 1e-4));
    QVERIFY(near(theory::uniform_loads_per_cycle(1000, 1s, 60s), 14.45, 1e-3));
    QVERIFY(near(theory::power_first_refresh_age(100, 60s, 1), 0.971, 1e-3));
}

void tst_Theory::theFirstMissAndThoseDuringItsLoadAreTheStampede()
{
    Random chance(1, Stream::arrivals);
    const auto expired = [](double at, double) { return at > 5; };
    const double mean = mean_of(4000, [&] { return loads_of_a_cycle(chance, 10, 3, expired); });
    QVERIFY(near(mean, theory::none_loads_per_cycle(10, 3s), 0.01));
}

void tst_Theory::xfetchRollsAsTheStrategyDoes()
{
    const When xfetch{When::Kind::xfetch, 1.5, 0s};
    for (const Duration gap : {1ms, 50ms, 200ms, 1000ms})
        QVERIFY(near(theory::xfetch_refresh_probability(gap, 100ms, 1.5),
                     refresh_probability(xfetch, gap, 10s, 100ms), 1e-12));
    QCOMPARE(theory::xfetch_refresh_probability(0s, 100ms, 1), 1.0);
    QCOMPARE(theory::xfetch_refresh_probability(-1s, 100ms, 1), 1.0);
    QCOMPARE(theory::xfetch_refresh_probability(1s, 0s, 1), 0.0);
}

void tst_Theory::xfetchLoadsAsOftenWhateverTheTraffic_data()
{
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("beta");
    QTest::newRow("500/s, β 0.5") << 500.0 << 0.5;
    QTest::newRow("500/s, β 1") << 500.0 << 1.0;
    QTest::newRow("3000/s, β 1") << 3000.0 << 1.0;
    QTest::newRow("500/s, β 2") << 500.0 << 2.0;
}

void tst_Theory::xfetchLoadsAsOftenWhateverTheTraffic()
{
    QFETCH(double, rate);
    QFETCH(double, beta);
    Random chance(2, Stream::rolls);
    const auto due = rule({When::Kind::xfetch, beta, 0s}, 1500ms, 100ms);
    const double mean = mean_of(2500, [&] { return loads_of_a_cycle(chance, rate, 0.1, due); });
    QVERIFY(near(mean, theory::xfetch_loads_per_cycle(100ms, 100ms, beta), 0.06));
}

void tst_Theory::xfetchLoadsAreGeometric()
{
    Random chance(3, Stream::rolls);
    const auto due = rule({When::Kind::xfetch, 1, 0s}, 1500ms, 100ms);
    constexpr int cycles = 6000;
    std::vector<int> count(5);
    for (int i = 0; i < cycles; ++i) {
        const int loads = loads_of_a_cycle(chance, 500, 0.1, due);
        if (loads < 5) ++count[static_cast<std::size_t>(loads)];
    }
    for (unsigned loads = 1; loads < 5; ++loads)
        QVERIFY(near(count[loads] / double(cycles), theory::xfetch_loads_probability(loads, 100ms, 100ms, 1),
                     0.08));
    double all = 0, mean = 0;
    for (unsigned loads = 1; loads < 400; ++loads) {
        const double p = theory::xfetch_loads_probability(loads, 100ms, 100ms, 1);
        all += p;
        mean += loads * p;
    }
    QVERIFY(near(all, 1, 1e-9));
    QVERIFY(near(mean, std::numbers::e, 1e-9));
}

void tst_Theory::aStoredLoadTimeThatIsTooShortMakesAStampede()
{
    QVERIFY(near(theory::xfetch_loads_per_cycle(300ms, 100ms, 1), std::exp(3.0), 1e-12));
    Random chance(4, Stream::rolls);
    const auto due = rule({When::Kind::xfetch, 1, 0s}, 1500ms, 100ms);
    const double mean = mean_of(3000, [&] { return loads_of_a_cycle(chance, 2000, 0.3, due); });
    QVERIFY(near(mean, theory::xfetch_loads_per_cycle(300ms, 100ms, 1), 0.06));
}

void tst_Theory::theFirstGapIsTheMeanOfItsDistribution_data()
{
    QTest::addColumn<double>("rate");
    QTest::newRow("a request each 10 s: mostly after expiry") << 0.1;
    QTest::newRow("1/s") << 1.0;
    QTest::newRow("20/s") << 20.0;
    QTest::newRow("1000/s") << 1000.0;
    QTest::newRow("100000/s") << 1e5;
}

/// The mean of X is ∫₀^∞ P(X > x) dx − ∫_{−∞}^0 P(X < x) dx.
void tst_Theory::theFirstGapIsTheMeanOfItsDistribution()
{
    QFETCH(double, rate);
    constexpr double step = 0.002;
    const double furthest = 60 / std::min(rate, 1.0);
    double mean = 0;
    for (double gap = -furthest + step / 2; gap < 60; gap += step) {
        const double refreshed = theory::xfetch_refreshed_by(from_seconds(gap), rate, 1s, 1);
        mean += step * (gap > 0 ? refreshed : refreshed - 1);
    }
    const double expected = theory::xfetch_first_gap(rate, 1s, 1);
    if (std::abs(mean - expected) > 2e-3) qWarning("%.6g is not %.6g", mean, expected);
    QVERIFY(std::abs(mean - expected) <= 2e-3);
    const double for_hot_keys = std::log(rate) + std::numbers::egamma;
    QVERIFY(rate < 10 || near(expected, for_hot_keys, 1e-6));
}

void tst_Theory::theFirstGapOfLooksThatRoll()
{
    Random chance(5, Stream::rolls);
    const auto due = rule({When::Kind::xfetch, 1, 0s}, 15s, 1s);
    const double mean = mean_of(1000, [&] { return 15 - first_due(chance, 100, due); });
    QVERIFY(near(mean, theory::xfetch_first_gap(100, 1s, 1), 0.03));
}

void tst_Theory::uniformRefreshesMoreOftenTheMoreTrafficThereIs()
{
    Random chance(6, Stream::rolls);
    const auto due = rule({When::Kind::uniform, 1, 60s}, 60s, 1s);
    const double first = mean_of(6000, [&] { return first_due(chance, 1000, due); });
    QVERIFY(near(first, theory::uniform_first_refresh(1000, 60s), 0.03));
    const double loads = mean_of(1000, [&] { return loads_of_a_cycle(chance, 1000, 1, due); });
    QVERIFY(near(loads, theory::uniform_loads_per_cycle(1000, 1s, 60s), 0.03));
    QVERIFY(theory::uniform_loads_per_cycle(4000, 1s, 60s) >
            2 * theory::uniform_loads_per_cycle(1000, 1s, 60s));
}

void tst_Theory::powerRefreshesMuchTooEarly()
{
    Random chance(7, Stream::rolls);
    for (const double beta : {0.5, 1.0, 2.0}) {
        const auto due = rule({When::Kind::power, beta, 0s}, 60s, 1s);
        const double age = mean_of(4000, [&] { return first_due(chance, 100, due); });
        QVERIFY(near(age, theory::power_first_refresh_age(100, 60s, beta), 0.03));
        const double loads = mean_of(4000, [&] { return loads_of_a_cycle(chance, 100, 0.1, due); });
        QVERIFY(near(loads, theory::power_loads_per_cycle(100, 100ms, 60s, beta), 0.02));
    }
}

void tst_Theory::theWaveOfManyKeysIsThatOfManyDrawnLives_data()
{
    QTest::addColumn<double>("jitter");
    QTest::newRow("all live as long") << 0.0;
    QTest::newRow("± 20 %") << 0.2;
}

void tst_Theory::theWaveOfManyKeysIsThatOfManyDrawnLives()
{
    QFETCH(double, jitter);
    Random chance(8, Stream::ttl_jitter);
    constexpr int keys = 50000;
    std::vector<int> in_window(40);
    int loads = 0;
    for (int key = 0; key < keys; ++key)
        for (double at = 0;;) {
            at += 1 + jitter * (2 * chance.unit() - 1) + chance.exponential() / 5;
            if (at >= 4) break;
            ++loads;
            ++in_window[static_cast<std::size_t>(at * 10)];
        }
    QVERIFY(near(loads / double(keys), theory::renewal_loads(5, 1s, jitter, 4s), 0.005));
    const int fullest = *std::max_element(in_window.begin(), in_window.end());
    QVERIFY(near(fullest / double(keys), theory::renewal_peak(5, 1s, jitter, 4s, 100ms), 0.03));

    if (jitter > 0) return;
    // k lives are over until 4: the k-th waits together take less than 4 − k, P(Gamma(k, 5) < 4 − k)
    const double closed = 3 - std::exp(-15) - 11 * std::exp(-10) - 18.5 * std::exp(-5);
    QVERIFY(near(theory::renewal_loads(5, 1s, 0, 4s), closed, 5e-4));
    QVERIFY(near(theory::renewal_peak(5, 1s, 0, 4s, 100ms), -std::expm1(-0.5), 5e-3));
}

void tst_Theory::regularTrafficCanBeCounted()
{
    QCOMPARE(theory::regular_cycles(1s, 100ms, 3500ms), 3u);
    QCOMPARE(theory::regular_cycles(1s, 100ms, 1000ms), 0u);
    QCOMPARE(theory::regular_waiting(1000, 100ms, 0ms), 100.0);
    QCOMPARE(theory::regular_waiting(1000, 100ms, 50ms), 50.0);
}

STAMPEDE_TESTS(tst_Theory, an_event_loop)
#include "tst_theory.moc"
