#include <QtTest>

#include "core/runtime/random.h"
#include "tests/support/run_tests.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

using namespace stampede;

namespace {

/// How many representable numbers `value` is away from `exact`.
double ulps(double value, long double exact)
{
    const double near = std::fabs(static_cast<double>(exact));
    const double step = std::nextafter(near, std::numeric_limits<double>::infinity()) - near;
    return static_cast<double>(std::fabs((static_cast<long double>(value) - exact) / step));
}

struct Moments {
    double mean, variance, skewness;
};

Moments moments(int count, const std::function<double()>& draw)
{
    double sum = 0, squares = 0, cubes = 0;
    for (int i = 0; i < count; ++i) {
        const double x = draw();
        sum += x;
        squares += x * x;
        cubes += x * x * x;
    }
    const double mean = sum / count;
    const double variance = squares / count - mean * mean;
    const double third = cubes / count - 3 * mean * squares / count + 2 * mean * mean * mean;
    return {mean, variance, third / std::pow(variance, 1.5)};
}

double correlation(int count, Random a, Random b)
{
    double products = 0;
    for (int i = 0; i < count; ++i) products += (a.unit() - 0.5) * (b.unit() - 0.5);
    return 12 * products / count;
}

bool close(double value, double expected, double tolerance)
{
    if (std::fabs(value - expected) <= tolerance) return true;
    qWarning("%.6g is not within %g of %g", value, tolerance, expected);
    return false;
}

}  // namespace

class tst_Random : public QObject {
    Q_OBJECT

private slots:
    void bitsAreTheSameOnEveryMachine_data();
    void bitsAreTheSameOnEveryMachine();
    void functionsGiveTheSameBitsOnEveryMachine_data();
    void functionsGiveTheSameBitsOnEveryMachine();
    void derivedNumbersAreTheSameOnEveryMachine();
    void logarithmsAreWithinTwoUnitsInTheLastPlace();
    void exponentialsAreWithinFourUnitsInTheLastPlace();
    void powersMatchTheirLogarithms();
    void specialValuesAreExact();
    void anyNumberOfAStreamCanBeHadAlone();
    void unitNumbersStayInsideTheirInterval();
    void unitNumbersAreUniform();
    void belowIsUniformAndStaysBelow();
    void exponentialNumbersHaveTheirMoments();
    void normalNumbersHaveTheirMoments();
    void streamsLanesAndSeedsAreIndependent();
};

void tst_Random::bitsAreTheSameOnEveryMachine_data()
{
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<int>("stream");
    QTest::addColumn<quint64>("lane");
    QTest::addColumn<quint64>("first");
    QTest::addColumn<quint64>("second");
    QTest::addColumn<quint64>("third");
    const auto row = [](const char* name, quint64 seed, Stream stream, quint64 lane,
                        std::array<quint64, 3> bits) {
        QTest::newRow(name) << seed << int(stream) << lane << bits[0] << bits[1] << bits[2];
    };
    row("seed 0", 0, Stream::arrivals, 0, {0x568a9b0b1a2c05ec, 0x44e5b8b147ef718b, 0x458563ab55521133});
    row("seed 1", 1, Stream::arrivals, 0, {0x6ec85f1f8547bc0c, 0x6cf63afcc21a470a, 0x8a27b94cff7526aa});
    row("another stream", 1, Stream::service, 0,
        {0xf8973d0efe6f9b43, 0x1c971aa5d4e62cbe, 0x51a042446c6b60c5});
    row("another lane", 1, Stream::rolls, 3, {0xde958f3fe0e90231, 0xc8386f27a3afba70, 0xd931a489a56d1678});
    row("largest", ~0ull, Stream::faults, ~0ull,
        {0x5476e9333f411f89, 0xd9fb6c2a0e840953, 0x99c3992b8099c295});
}

void tst_Random::bitsAreTheSameOnEveryMachine()
{
    QFETCH(quint64, seed);
    QFETCH(int, stream);
    QFETCH(quint64, lane);
    QFETCH(quint64, first);
    QFETCH(quint64, second);
    QFETCH(quint64, third);
    Random random(seed, static_cast<Stream>(stream), lane);
    QCOMPARE(quint64(random.bits()), first);
    QCOMPARE(quint64(random.bits()), second);
    QCOMPARE(quint64(random.bits()), third);
}

void tst_Random::functionsGiveTheSameBitsOnEveryMachine_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected");
    QTest::newRow("log 0.5") << exact_log(0.5) << -0x1.62e42fefa39efp-1;
    QTest::newRow("log 1e-300") << exact_log(1e-300) << -0x1.5963447f87fb5p+9;
    QTest::newRow("log 0.1") << exact_log(0.1) << -0x1.26bb1bbb55515p+1;
    QTest::newRow("log √½") << exact_log(0.7071067811865475) << -0x1.62e42fefa39f1p-2;
    QTest::newRow("log √2") << exact_log(1.4142135623730951) << 0x1.62e42fefa39f1p-2;
    QTest::newRow("log 3") << exact_log(3) << 0x1.193ea7aad030bp+0;
    QTest::newRow("log of the last below 1") << exact_log(0x1.fffffffffffffp-1) << -0x1p-53;
    QTest::newRow("exp 1") << exact_exp(1) << 0x1.5bf0a8b14576ap+1;
    QTest::newRow("exp −1") << exact_exp(-1) << 0x1.78b56362cef38p-2;
    QTest::newRow("exp −707.5") << exact_exp(-707.5) << 0x1.39b42358bdf31p-1021;
    QTest::newRow("exp 708.5") << exact_exp(708.5) << 0x1.1bf058bc994adp+1022;
    QTest::newRow("0.9^10") << exact_pow(0.9, 10) << 0x1.650bf60432fd8p-2;
    QTest::newRow("0.001^100") << exact_pow(1e-3, 100) << 0x1.56e1fc2f8f3e8p-997;
}

void tst_Random::functionsGiveTheSameBitsOnEveryMachine()
{
    QFETCH(double, value);
    QFETCH(double, expected);
    QCOMPARE(std::bit_cast<quint64>(value), std::bit_cast<quint64>(expected));
}

void tst_Random::derivedNumbersAreTheSameOnEveryMachine()
{
    Random random(3, Stream::arrivals);
    QVERIFY(random.exponential() == 0x1.cf4d779c81c32p-2);
    QVERIFY(random.exponential() == 0x1.8bcfbf56c9e1dp-5);
    QVERIFY(random.exponential() == 0x1.341978fd40675p-1);
    QVERIFY(random.normal() == 0x1.a36207e050cffp-1);
    QVERIFY(random.normal() == 0x1.299d7271e70c9p-3);
    QCOMPARE(random.below(1'000'000), 991'366u);
}

void tst_Random::logarithmsAreWithinTwoUnitsInTheLastPlace()
{
    if (std::numeric_limits<long double>::digits < 64)
        QSKIP("needs a long double of more digits than a double");
    Random random(5, Stream::network);
    double worst = 0;
    for (int i = 0; i < 300'000; ++i) {
        const double u = random.unit();
        const double scaled = std::ldexp(u, static_cast<int>(random.below(2'000)) - 1'000);
        worst = std::max({worst, ulps(exact_log(u), std::log(static_cast<long double>(u))),
                          ulps(exact_log(scaled), std::log(static_cast<long double>(scaled)))});
    }
    QVERIFY2(worst <= 2, qPrintable(QString::number(worst)));
}

void tst_Random::exponentialsAreWithinFourUnitsInTheLastPlace()
{
    if (std::numeric_limits<long double>::digits < 64)
        QSKIP("needs a long double of more digits than a double");
    Random random(6, Stream::network);
    double worst = 0;
    for (int i = 0; i < 300'000; ++i) {
        const double x = (2 * random.unit() - 1) * (i % 2 ? 1 : 708);
        worst = std::max(worst, ulps(exact_exp(x), std::exp(static_cast<long double>(x))));
    }
    QVERIFY2(worst <= 4, qPrintable(QString::number(worst)));
}

void tst_Random::powersMatchTheirLogarithms()
{
    Random random(7, Stream::network);
    for (int i = 0; i < 100'000; ++i) {
        const double x = random.unit();
        const double y = 20 * random.unit();
        const double expected = std::pow(x, y);
        QVERIFY2(std::fabs(exact_pow(x, y) / expected - 1) < 1e-13,
                 qPrintable(QStringLiteral("%1^%2").arg(x).arg(y)));
    }
}

void tst_Random::specialValuesAreExact()
{
    QCOMPARE(exact_log(1), 0.0);
    QCOMPARE(exact_exp(0), 1.0);
    QCOMPARE(exact_exp(-709), 0.0);
    QCOMPARE(exact_exp(-std::numeric_limits<double>::infinity()), 0.0);
    QCOMPARE(exact_pow(0, 3), 0.0);
    QCOMPARE(exact_pow(1, 7.5), 1.0);
    QCOMPARE(exact_pow(2, 10), 1024.0);
    QVERIFY(std::isfinite(exact_pow(1e300, 1e300)));
}

void tst_Random::anyNumberOfAStreamCanBeHadAlone()
{
    const Random start(11, Stream::rolls, 4);
    Random random = start;
    for (std::uint64_t n = 1; n <= 1'000; ++n) {
        QCOMPARE(start.bits_at(n), Random(random).bits());
        QCOMPARE(start.unit_at(n), random.unit());
    }
}

void tst_Random::unitNumbersStayInsideTheirInterval()
{
    // Seeds found by running the generator backwards: the first bits are all ones, and all zeros.
    Random highest(0xb0eab113049b14e2, Stream::arrivals), lowest(0x66fe37bd412bd8c7, Stream::arrivals);
    QCOMPARE(Random(highest).bits(), ~std::uint64_t{0});
    QCOMPARE(Random(lowest).bits(), std::uint64_t{0});
    QVERIFY(highest.unit() < 1);
    QVERIFY(lowest.unit() > 0);

    Random random(12, Stream::rolls);
    double least = 1, most = 0;
    for (int i = 0; i < 1'000'000; ++i) {
        const double u = random.unit();
        QVERIFY(u > 0 && u < 1);
        least = std::min(least, u);
        most = std::max(most, u);
    }
    QVERIFY(least < 1e-5 && most > 1 - 1e-5);
}

void tst_Random::unitNumbersAreUniform()
{
    Random random(13, Stream::rolls);
    const Moments m = moments(1'000'000, [&] { return random.unit(); });
    QVERIFY(close(m.mean, 0.5, 0.0015));
    QVERIFY(close(m.variance, 1.0 / 12, 0.0005));
    QVERIFY(close(m.skewness, 0, 0.01));
}

void tst_Random::belowIsUniformAndStaysBelow()
{
    Random random(14, Stream::keys);
    std::array<int, 7> seen{};
    constexpr int draws = 700'000;
    for (int i = 0; i < draws; ++i) {
        const std::uint32_t n = random.below(seen.size());
        QVERIFY(n < seen.size());
        ++seen[n];
    }
    double chi_squared = 0;
    for (int s : seen) chi_squared += (s - draws / 7.0) * (s - draws / 7.0) / (draws / 7.0);
    QVERIFY2(chi_squared < 22.5,
             qPrintable(QString::number(chi_squared)));  // exceeded once in a thousand seeds
    QCOMPARE(random.below(1), 0u);
}

void tst_Random::exponentialNumbersHaveTheirMoments()
{
    Random random(15, Stream::service);
    const Moments m = moments(1'000'000, [&] { return random.exponential(); });
    QVERIFY(close(m.mean, 1, 0.005));
    QVERIFY(close(m.variance, 1, 0.015));
    QVERIFY(close(m.skewness, 2, 0.06));
}

void tst_Random::normalNumbersHaveTheirMoments()
{
    Random random(16, Stream::service);
    int beyond_two = 0;
    const Moments m = moments(1'000'000, [&] {
        const double x = random.normal();
        beyond_two += std::fabs(x) > 2;
        return x;
    });
    QVERIFY(close(m.mean, 0, 0.005));
    QVERIFY(close(m.variance, 1, 0.008));
    QVERIFY(close(m.skewness, 0, 0.012));
    QVERIFY(close(beyond_two / 1e6, 0.0455, 0.001));
}

void tst_Random::streamsLanesAndSeedsAreIndependent()
{
    constexpr int count = 200'000;
    constexpr double noise = 5 / 447.2;  // five standard errors, 1/√count each
    const Random one(1, Stream::arrivals);
    QVERIFY(close(correlation(count, one, Random(1, Stream::keys)), 0, noise));
    QVERIFY(close(correlation(count, one, Random(1, Stream::rolls)), 0, noise));
    QVERIFY(close(correlation(count, one, Random(2, Stream::arrivals)), 0, noise));
    QVERIFY(close(correlation(count, one, Random(1, Stream::arrivals, 1)), 0, noise));
    Random shifted = one;
    shifted.bits();
    QVERIFY(close(correlation(count, one, shifted), 0, noise));
    QVERIFY(close(correlation(count, one, one), 1, noise));
}

STAMPEDE_TESTS(tst_Random, an_event_loop)
#include "tst_random.moc"
