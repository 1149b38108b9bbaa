#include <QtTest>

#include "core/analysis/statistics.h"
#include "tests/support/run_tests.h"

#include <vector>

using namespace stampede;

class tst_Statistics : public QObject {
    Q_OBJECT

private slots:
    void aQuantileIsTheSmallestValueWithThatShareAtOrBelowIt_data();
    void aQuantileIsTheSmallestValueWithThatShareAtOrBelowIt();
    void nothingHasTheQuantileZero();
    void theSummaryOfKnownValues();
    void equalValuesHaveNoInterval();
    void studentsQuantilesAreThoseOfTheTables_data();
    void studentsQuantilesAreThoseOfTheTables();
};

void tst_Statistics::aQuantileIsTheSmallestValueWithThatShareAtOrBelowIt_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("q");
    QTest::addColumn<int>("value");
    QTest::newRow("median of five") << 5 << 0.5 << 3;
    QTest::newRow("median of four is the lower middle") << 4 << 0.5 << 2;
    QTest::newRow("p99 of a hundred, though 0.99 * 100 is above 99 in binary") << 100 << 0.99 << 99;
    QTest::newRow("p999 of a thousand") << 1000 << 0.999 << 999;
    QTest::newRow("p90 of ten") << 10 << 0.9 << 9;
    QTest::newRow("p99 of three") << 3 << 0.99 << 3;
    QTest::newRow("a tiny share still needs one value") << 7 << 0.001 << 1;
    QTest::newRow("all") << 7 << 1.0 << 7;
}

void tst_Statistics::aQuantileIsTheSmallestValueWithThatShareAtOrBelowIt()
{
    QFETCH(int, count);
    QFETCH(double, q);
    std::vector<std::int64_t> values;
    for (int i = count; i >= 1; --i) values.push_back(i);
    QTEST(static_cast<int>(nearest_rank(values, q)), "value");
}

void tst_Statistics::nothingHasTheQuantileZero()
{
    QCOMPARE(nearest_rank({}, 0.5), std::int64_t(0));
}

void tst_Statistics::theSummaryOfKnownValues()
{
    const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};
    const Summary s = summarize(values);
    QCOMPARE(s.mean, 5.0);
    QCOMPARE(s.min, 2.0);
    QCOMPARE(s.max, 9.0);
    // s = sqrt(32/7) = 2.13809, t(7) = 2.3646: 2.3646 * 2.13809 / sqrt(8)
    QVERIFY(std::abs(s.ci95 - 1.78748) < 1e-4);
    QVERIFY(std::abs(sample_deviation(values) - 2.13809) < 1e-5);
}

void tst_Statistics::equalValuesHaveNoInterval()
{
    const std::vector<double> tenths(10, 0.1);
    const Summary s = summarize(tenths);
    QCOMPARE(s.mean, 0.1);
    QCOMPARE(s.ci95, 0.0);
    QCOMPARE(summarize(std::vector<double>{3}).ci95, 0.0);
    QCOMPARE(summarize(std::vector<double>{}).mean, 0.0);
}

void tst_Statistics::studentsQuantilesAreThoseOfTheTables_data()
{
    QTest::addColumn<double>("t");
    QTest::newRow("1") << 12.706;
    QTest::newRow("9") << 2.262;
    QTest::newRow("20") << 2.086;
    QTest::newRow("21") << 2.080;
    QTest::newRow("29") << 2.045;
    QTest::newRow("60") << 2.000;
    QTest::newRow("399") << 1.966;
    QTest::newRow("100000") << 1.960;
}

void tst_Statistics::studentsQuantilesAreThoseOfTheTables()
{
    QFETCH(double, t);
    const double ours = student_t_975(QString(QTest::currentDataTag()).toULongLong());
    QVERIFY2(std::abs(ours - t) < 0.001 * t, qPrintable(QString::number(ours)));
}

STAMPEDE_TESTS(tst_Statistics, an_event_loop)
#include "tst_statistics.moc"
