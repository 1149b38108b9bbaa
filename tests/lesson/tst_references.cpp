#include <QtTest>

#include "core/analysis/quantity.h"
#include "core/analysis/reading.h"
#include "core/lesson/curve.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

using namespace stampede;

namespace {

MeasuredRun measured(const char* preset, const char* strategy, std::vector<Override> set = {})
{
    LessonRun run;
    run.scenario = load_scenario(preset, {.name = strategy, .when = {}, .who = {}, .meanwhile = {}}, set);
    return measure_run(run);
}

const MeasuredRuns& runs()
{
    static const MeasuredRuns all = [] {
        MeasuredRuns made;
        made.emplace("none", measured("product-page", "none"));
        made.emplace("locking", measured("product-page", "locking"));
        made.emplace("xfetch", measured("steady-hot-key", "xfetch", {{"cache.jitter", "0.25"}}));
        return made;
    }();
    return all;
}

/// With spaces that one sees.
QString text(const std::string& words)
{
    return QString::fromStdString(filled(words, runs())).replace(QChar(0x202F), u'_');
}

}  // namespace

class tst_References : public QObject {
    Q_OBJECT

private slots:
    void referencesComeToFiguresWithTheirUnits_data();
    void referencesComeToFiguresWithTheirUnits();
    void whatIsFilledInIsToldAsWhatItIs();
    void aFigureAtTheBeginningOfALineBeginsNoList();
    void whatCannotBeResolvedIsRefused_data();
    void whatCannotBeResolvedIsRefused();
    void aTextTellsWhichRunsItNeeds();
    void numbersThatAreWrittenOutAreFound_data();
    void numbersThatAreWrittenOutAreFound();
    void theTrueCurveIsThatOfTheRun();
    void aDrawnCurveGoesThroughItsPoints();
};

void tst_References::referencesComeToFiguresWithTheirUnits_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* words, const char* expected) {
        QTest::newRow(words) << QString::fromUtf8(words) << QString::fromUtf8(expected);
    };
    row("no reference, a {single} brace", "no reference, a {single} brace");
    row("{{none.metrics.database.queries}} queries", "1_000 queries");
    row("{{ locking.metrics.database.queries }}", "1");
    row("{{none.metrics.database.queries / locking.metrics.database.queries}} times", "1_000 times");
    row("{{locking.metrics.cache.hit_rate}}", "0_%");
    row("{{none@50ms.metrics.answered}} of {{none@0ms.metrics.requests}}", "0 of 1");
    row("{{locking.scenario.cache.ttl}}", "5_min");
    row("{{locking.scenario.cache.round_trip}}", "0.6_ms");
    row("{{locking.scenario.strategy.poll}}", "50_ms");
    row("{{locking.scenario.traffic.0.requests}}", "1_000");
    row("{{xfetch.scenario.cache.jitter}}", "25_%");
    row("{{locking.scenario.strategy.fencing}}", "no");
    row("{{locking.scenario.strategy.name}}", "locking");
    row("{{xfetch.scenario.strategy.beta}}", "1");
    row("{{xfetch.theory.loads_per_cycle}}", "2.72");
    row("{{=2010}}, line {{= 7 }}", "2010, line 7");
}

void tst_References::referencesComeToFiguresWithTheirUnits()
{
    QFETCH(QString, words);
    QFETCH(QString, expected);
    QCOMPARE(text(words.toStdString()), expected);
}

/// Whoever listens hears which quantity a figure is, of which run and until when.
void tst_References::whatIsFilledInIsToldAsWhatItIs()
{
    struct Log final : ReadingLog {
        Log() { current() = this; }
        ~Log() override { current() = nullptr; }
        void take(std::string_view quantity, double value, const Where& where, std::string_view said) override
        {
            const QString until = where.until == never
                                      ? QStringLiteral("the end")
                                      : QString::number(milliseconds(where.until.time_since_epoch()));
            heard += QStringLiteral("%1 is %2 until %3, said as %4")
                         .arg(QString::fromUtf8(quantity.data(), qsizetype(quantity.size())))
                         .arg(value)
                         .arg(until, QString::fromUtf8(said.data(), qsizetype(said.size())));
            known &= where.scenario && find_quantity(quantity) != nullptr;
        }
        void take_other(std::string_view) override {}
        QStringList heard;
        bool known = true;
    } log;
    filled(
        "{{none.metrics.database.queries}}, {{none@50ms.metrics.answered}}, "
        "{{locking.metrics.cache.hit_rate}}",
        runs());
    QCOMPARE(log.heard, QStringList({"database.queries is 1000 until the end, said as 1\u202f000",
                                     "answered is 0 until 50, said as 0",
                                     "cache.hit_rate is 0 until the end, said as 0\u202f%"}));
    QVERIFY(log.known);
}

void tst_References::aFigureAtTheBeginningOfALineBeginsNoList()
{
    const auto markdown = [](const char* words) {
        return QString::fromStdString(filled_markdown(words, runs()));
    };
    QCOMPARE(markdown("{{locking.metrics.database.queries}}. So it is."), QString("1\\. So it is."));
    QCOMPARE(markdown("So:\n{{locking.metrics.database.queries}}) it is."), QString("So:\n1\\) it is."));
    QCOMPARE(markdown("It is {{locking.metrics.database.queries}}. So"), QString("It is 1. So"));
    QCOMPARE(markdown("1. {{locking.metrics.database.queries}} query"), QString("1. 1 query"));
}

void tst_References::whatCannotBeResolvedIsRefused_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* words, const char* sentence) {
        QTest::newRow(words) << QString::fromUtf8(words) << QString::fromUtf8(sentence);
    };
    row("{{queries}}", "is no reference");
    row("{{none.metrics.queries", "has no end");
    row("{{lucking.metrics.requests}}", "did you mean \"locking\"?");
    row("{{none.metrics.request}}", "did you mean \"requests\"?");
    row("{{none.scenario.cache.tl}}", "names no setting");
    row("{{none.scenario.cache}}", "is a group of settings");
    row("{{none.scenario.traffic.1.requests}}", "names no setting");
    row("{{none@1h.metrics.requests}}", "lies outside of the run");
    row("{{none@soon.metrics.requests}}", "has no instant after @");
    row("{{none@1ms.scenario.cache.ttl}}", "only metrics have");
    row("{{none.theory.loads_per_cycle}}", "has no closed form");
    row("{{xfetch.theory.loads}}", "is no theory");
    row("{{none.metrics.database.queries / locking.metrics.failed}}", "divides by 0");
    row("{{none.metrics.latency_ms.p99 / none.metrics.requests}}", "divides figures of different units");
    row("{{none.metrics.requests / none.scenario.cache.start}}", "divides what is no number");
}

void tst_References::whatCannotBeResolvedIsRefused()
{
    QFETCH(QString, words);
    QFETCH(QString, sentence);
    const QString said = refusal([&] { filled(words.toStdString(), runs()); });
    QVERIFY2(said.contains(sentence) && said.startsWith("{{"), qPrintable(said));
}

void tst_References::aTextTellsWhichRunsItNeeds()
{
    const auto names =
        runs_named("{{b.metrics.requests / a@3.5ms.metrics.requests}} {{=c.metrics.d}} {{b.scenario.seed}}");
    QCOMPARE(std::vector<std::string>(names.begin(), names.end()), (std::vector<std::string>{"a", "b"}));
}

void tst_References::numbersThatAreWrittenOutAreFound_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("numbers");
    const auto row = [](const char* words, const char* numbers) {
        QTest::newRow(words) << QString::fromUtf8(words) << QString::fromUtf8(numbers);
    };
    row("1000 requests within 3.5 ms.", "1000 3.5");
    row("{{none.metrics.requests}} and {{=2010}}", "");
    row("`SET lock NX PX 10000` takes 2", "2");
    row("p99 of level L4, [a link](https://x.org/2010)", "");
    row("1. First\n2. Then 7", "7");
}

void tst_References::numbersThatAreWrittenOutAreFound()
{
    QFETCH(QString, words);
    QFETCH(QString, numbers);
    QStringList found;
    for (const std::string& n : bare_numbers(words.toStdString())) found += QString::fromStdString(n);
    QCOMPARE(found.join(' '), numbers);
}

void tst_References::theTrueCurveIsThatOfTheRun()
{
    CurveQuestion q{CurveOf::in_flight, "none", Instant(0ms), Instant(1200ms), 100, 0.2};
    const CurveValues busy = true_curve(q, runs().at("none"));
    QCOMPARE(busy.size(), curve_columns);
    QCOMPARE(busy[curve_columns / 2], 1.0);  // the pool of 100 is full
    QCOMPARE(busy.back(), 0.0);
    q.of = CurveOf::queries;
    q.most = 1000;
    QCOMPARE(true_curve(q, runs().at("none")).back(), 1.0);
    q.of = CurveOf::refresh_probability;
    q.most = 1;
    const CurveValues chance = true_curve(q, runs().at("xfetch"));
    QVERIFY(chance.front() < 1e-9 && chance.back() == 1.0);
    QVERIFY(std::is_sorted(chance.begin(), chance.end()));
}

void tst_References::aDrawnCurveGoesThroughItsPoints()
{
    const CurveValues drawn = curve_through({{1, 0}, {0, 1}});
    QCOMPARE(drawn.front(), 1.0);
    QCOMPARE(drawn.back(), 0.0);
    QVERIFY(std::abs(drawn[curve_columns / 2] - 0.5) < 0.01);
    QCOMPARE(mean_distance(drawn, drawn), 0.0);
    QVERIFY(std::abs(mean_distance(drawn, curve_through({{0.3, 0.5}})) - 0.25) < 0.01);
    QCOMPARE(mean_distance(curve_through({{0, 3}}), curve_through({{0, 1}})), 0.0);  // both leave at the top
    QVERIFY(curve_through({}).empty());
}

STAMPEDE_TESTS(tst_References, an_event_loop)
#include "tst_references.moc"
