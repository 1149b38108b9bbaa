#include <QtTest>

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/suggest.h"
#include "tests/support/run_tests.h"

#include <array>

using namespace stampede;
using namespace std::chrono_literals;

class tst_DurationText : public QObject {
    Q_OBJECT

private slots:
    void durationsAreReadExactly_data();
    void durationsAreReadExactly();
    void durationsAreWrittenShortAndReadBack_data();
    void durationsAreWrittenShortAndReadBack();
    void anyDurationSurvivesTheWayThroughText();
    void unusableDurationsAreRefusedInOneSentence_data();
    void unusableDurationsAreRefusedInOneSentence();
    void aSlipOfTheFingerIsRecognised();
    void hostileTextIsCutInMessages();
};

void tst_DurationText::durationsAreReadExactly_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("0ms") << qint64(0);
    QTest::newRow("1ns") << qint64(1);
    QTest::newRow("0.6ms") << qint64(600'000);
    QTest::newRow("63.4ms") << qint64(63'400'000);
    QTest::newRow("0.000000001s") << qint64(1);
    QTest::newRow("5min") << qint64(300'000'000'000);
    QTest::newRow("1.5h") << qint64(5'400'000'000'000);
    QTest::newRow("-2ms") << qint64(-2'000'000);
    QTest::newRow("007us") << qint64(7'000);
    QTest::newRow("1.50000000000000000000s") << qint64(1'500'000'000);
}

void tst_DurationText::durationsAreReadExactly()
{
    QFETCH(qint64, nanoseconds);
    QCOMPARE(qint64(parse_duration(QTest::currentDataTag()).count()), nanoseconds);
}

void tst_DurationText::durationsAreWrittenShortAndReadBack_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("0s") << qint64(0);
    QTest::newRow("99ns") << qint64(99);
    QTest::newRow("0.1us") << qint64(100);
    QTest::newRow("0.6ms") << qint64(600'000);
    QTest::newRow("99.999us") << qint64(99'999);
    QTest::newRow("100ms") << qint64(100'000'000);
    QTest::newRow("1.5s") << qint64(1'500'000'000);
    QTest::newRow("60s") << qint64(60'000'000'000);
    QTest::newRow("300s") << qint64(300'000'000'000);
    QTest::newRow("10min") << qint64(600'000'000'000);
    QTest::newRow("601s") << qint64(601'000'000'000);
    QTest::newRow("2h") << qint64(7'200'000'000'000);
    QTest::newRow("-0.3ms") << qint64(-300'000);
}

void tst_DurationText::durationsAreWrittenShortAndReadBack()
{
    QFETCH(qint64, nanoseconds);
    QCOMPARE(to_text(Duration(nanoseconds)), std::string(QTest::currentDataTag()));
    QCOMPARE(qint64(parse_duration(QTest::currentDataTag()).count()), nanoseconds);
}

void tst_DurationText::anyDurationSurvivesTheWayThroughText()
{
    for (std::int64_t ns = 1; ns < longest_duration.count() / 7; ns = ns * 7 + ns / 3 + 1) {
        QCOMPARE(parse_duration(to_text(Duration(ns))), Duration(ns));
        QCOMPARE(parse_duration(to_text(Duration(-ns))), Duration(-ns));
    }
}

void tst_DurationText::unusableDurationsAreRefusedInOneSentence_data()
{
    QTest::addColumn<QString>("why");
    QTest::newRow("5") << "has no unit";
    QTest::newRow("3 ms") << "has no known unit";
    QTest::newRow("3 parsecs") << "has no known unit";
    QTest::newRow("5MS") << "has no known unit";
    QTest::newRow("") << "is not a duration";
    QTest::newRow("ms") << "is not a duration";
    QTest::newRow(".5s") << "is not a duration";
    QTest::newRow("5.s") << "is not a duration";
    QTest::newRow("1.2.3s") << "is not a duration";
    QTest::newRow("+5s") << "is not a duration";
    QTest::newRow("--5s") << "is not a duration";
    QTest::newRow("nan") << "is not a duration";
    QTest::newRow("1e3s") << "has no known unit";
    QTest::newRow("0.5ns") << "is finer than a nanosecond";
    QTest::newRow("10000.1h") << "is longer than 10000h";
    QTest::newRow("99999999999999999999999999h") << "has too many digits";
}

void tst_DurationText::unusableDurationsAreRefusedInOneSentence()
{
    QFETCH(QString, why);
    try {
        parse_duration(QTest::currentDataTag());
        QFAIL("accepted");
    } catch (const InputError& e) {
        QCOMPARE(QString::fromUtf8(e.what()),
                 QStringLiteral(
                     "\"%1\" %2; write a duration such as \"3ms\", with one of the units ns us ms s min h")
                     .arg(QString::fromUtf8(QTest::currentDataTag()), why));
    }
}

void tst_DurationText::aSlipOfTheFingerIsRecognised()
{
    constexpr std::array<std::string_view, 3> known{"requests", "within", "at"};
    QCOMPARE(nearest("requets", known), std::string_view("requests"));
    QCOMPARE(nearest("witihn", known), std::string_view("within"));
    QCOMPARE(nearest("from", known), std::string_view());
    QCOMPARE(nearest("", known), std::string_view());
    QCOMPARE(unknown_word("form", known),
             std::string("\"form\" is not known; one of requests, within or at"));
}

void tst_DurationText::hostileTextIsCutInMessages()
{
    QCOMPARE(in_quotes("a\n\x1b[31mb"), std::string("\"a??[31mb\""));
    const std::string cut = in_quotes(std::string(79, 'x') + "äöü and more");
    QVERIFY(cut.size() < 90);
    QVERIFY(QString::fromUtf8(cut.c_str()).contains(QChar(0x2026)));
    QVERIFY(!QString::fromUtf8(cut.c_str()).contains(QChar(QChar::ReplacementCharacter)));
}

STAMPEDE_TESTS(tst_DurationText, an_event_loop)
#include "tst_duration_text.moc"
