#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>

#include "core/analysis/validation.h"
#include "core/world/world.h"
#include "tests/support/run_tests.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace stampede;

/// Those experiments whose id is one of `ids`: cheap ones, here.
static std::vector<Experiment> experiments(const std::set<std::string>& ids)
{
    std::vector<Experiment> chosen;
    for (Experiment& e : all_experiments())
        if (ids.contains(e.id)) chosen.push_back(std::move(e));
    return chosen;
}

static RecordingPtr simulated(const Scenario& scenario, std::stop_token stop)
{
    RunControl control;
    control.stop = std::move(stop);
    return simulate(scenario, control);
}

static QString told(const Finding& f)
{
    return QStringLiteral("%1 %2: %3 expected %4, measured %5 of %6…%7")
        .arg(QString::fromStdString(f.id), QString::fromStdString(f.variant), QString::fromStdString(f.what))
        .arg(f.expected)
        .arg(f.measured.mean)
        .arg(f.low)
        .arg(f.high);
}

static bool judged(Basis basis, double expected, double tolerance, std::vector<double> values)
{
    return judge(Experiment(), {"figure", "source", basis, expected, tolerance, {}}, values).holds;
}

class tst_Validation : public QObject {
    Q_OBJECT

private slots:
    void everyPublishedAndDerivedFigureIsAskedFor();
    void groupsStandTogether();
    void whatIsCheapToRunHolds_data();
    void whatIsCheapToRunHolds();
    void aWrongExpectationFails();
    void aDerivedFigureMayBeOffByTheTolerance();
    void aDerivedFigureMayBeOffByThreeStandardErrors();
    void aPublishedRunMustBeOneOfOurs();
    void anExactFigureMustBeMetByEveryRun();
    void theNumberOfThreadsChangesNothing();
    void progressRisesToOne();
    void aValidationThatIsStoppedFindsNothing();
    void aFindingIsOneLineOfJson();
};

void tst_Validation::everyPublishedAndDerivedFigureIsAskedFor()
{
    std::map<std::string, std::size_t> figures;
    for (const Experiment& e : all_experiments()) figures[e.id] += e.figures.size();
    const std::map<std::string, std::size_t> documented{
        {"none-stampede", 1}, {"xfetch-size", 4}, {"xfetch-traffic", 3}, {"xfetch-gap", 1},
        {"uniform-size", 1},  {"power-age", 1},   {"jitter", 4},         {"regular", 3},
        {"harness", 4},       {"fleet", 3},       {"nodes", 1},          {"lease", 2},
        {"stale-delta", 1}};
    QVERIFY(figures == documented);
}

void tst_Validation::groupsStandTogether()
{
    std::set<std::string> seen;
    std::string last, settings;
    for (const Experiment& e : all_experiments()) {
        if (e.id == last) {
            QVERIFY(!e.variant.empty());
            QCOMPARE(e.settings, settings);
            continue;
        }
        QVERIFY2(seen.insert(e.id).second, e.id.c_str());
        last = e.id;
        settings = e.settings;
    }
}

void tst_Validation::whatIsCheapToRunHolds_data()
{
    QTest::addColumn<QString>("id");
    for (const char* id : {"none-stampede", "power-age", "jitter", "regular", "nodes", "lease"})
        QTest::newRow(id) << id;
}

void tst_Validation::whatIsCheapToRunHolds()
{
    QFETCH(QString, id);
    const std::vector<Experiment> asked = experiments({id.toStdString()});
    const std::vector<Finding> found = validate(asked, simulated);
    QVERIFY(!found.empty());
    for (const Finding& f : found) QVERIFY2(f.holds, qPrintable(told(f)));
}

void tst_Validation::aWrongExpectationFails()
{
    std::vector<Experiment> asked = experiments({"none-stampede", "regular", "nodes"});
    for (Experiment& e : asked)
        for (ExpectedFigure& f : e.figures) f.expected *= 1.1;
    for (const Finding& f : validate(asked, simulated)) QVERIFY2(!f.holds, qPrintable(told(f)));
}

void tst_Validation::aDerivedFigureMayBeOffByTheTolerance()
{
    QVERIFY(judged(Basis::derived, 100, 0.02, {101.9, 101.9, 101.9}));
    QVERIFY(judged(Basis::derived, 100, 0.02, {98.1}));
    QVERIFY(!judged(Basis::derived, 100, 0.02, {102.1, 102.1, 102.1}));
    QVERIFY(!judged(Basis::derived, 100, 0.02, {97.9}));
}

/// Standard deviation 10, four runs: three standard errors are 15.
void tst_Validation::aDerivedFigureMayBeOffByThreeStandardErrors()
{
    const double d = 10 * std::sqrt(0.75);
    QVERIFY(judged(Basis::derived, 100, 0.02, {114 - d, 114 + d, 114 - d, 114 + d}));
    QVERIFY(!judged(Basis::derived, 100, 0.02, {116 - d, 116 + d, 116 - d, 116 + d}));
}

/// Of the runs 1…100 the middle 95 % are 3…98.
void tst_Validation::aPublishedRunMustBeOneOfOurs()
{
    std::vector<double> runs(100);
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i] = static_cast<double>(100 - i);
    QVERIFY(judged(Basis::published, 3, 0, runs));
    QVERIFY(judged(Basis::published, 98, 0, runs));
    QVERIFY(!judged(Basis::published, 2, 0, runs));
    QVERIFY(!judged(Basis::published, 99, 0, runs));
}

void tst_Validation::anExactFigureMustBeMetByEveryRun()
{
    QVERIFY(judged(Basis::exact, 4, 0, {4, 4}));
    QVERIFY(!judged(Basis::exact, 4, 0, {4, 5}));
    QVERIFY(!judged(Basis::exact, 4, 0, {3, 5}));
    QVERIFY(!judged(Basis::exact, 4, 0, {5, 5}));
}

void tst_Validation::theNumberOfThreadsChangesNothing()
{
    const std::vector<Experiment> asked = experiments({"jitter", "nodes"});
    const auto lines = [&](unsigned jobs) {
        ValidationControl control;
        control.jobs = jobs;
        std::string text;
        for (const Finding& f : validate(asked, simulated, control)) text += to_json(f) + '\n';
        return text;
    };
    QCOMPARE(lines(1), lines(3));
}

void tst_Validation::progressRisesToOne()
{
    std::vector<double> fractions;
    ValidationControl control;
    control.jobs = 2;
    control.progress = [&](double fraction) { fractions.push_back(fraction); };
    const std::vector<Experiment> asked = experiments({"regular", "lease"});
    QVERIFY(!validate(asked, simulated, control).empty());
    QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
    QCOMPARE(fractions.back(), 1.0);
}

void tst_Validation::aValidationThatIsStoppedFindsNothing()
{
    std::stop_source stop;
    ValidationControl control;
    control.stop = stop.get_token();
    control.progress = [&](double) { stop.request_stop(); };
    const std::vector<Experiment> asked = experiments({"none-stampede"});
    QVERIFY(validate(asked, simulated, control).empty());
}

void tst_Validation::aFindingIsOneLineOfJson()
{
    const std::vector<Experiment> asked = experiments({"nodes"});
    const std::string line = to_json(validate(asked, simulated).front());
    QVERIFY(line.find('\n') == std::string::npos);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
    QCOMPARE(json["id"].toString(), QStringLiteral("nodes"));
    QCOMPARE(json["case"].toString(), QStringLiteral("coalescing"));
    QCOMPARE(json["basis"].toString(), QStringLiteral("exact"));
    QCOMPARE(json["expected"].toDouble(), 4.0);
    QCOMPARE(json["measured"].toObject()["mean"].toDouble(), 4.0);
    QCOMPARE(json["holds"].toBool(), true);
}

STAMPEDE_TESTS(tst_Validation, an_event_loop)
#include "tst_validation.moc"
