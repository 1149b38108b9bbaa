// What the learn page is made from: glossary, interview questions, challenges, decision guide. All of it is
// read, and what it claims of runs is held against the runs.

#include <QtTest>

#include "core/analysis/metrics_json.h"
#include "core/learn/challenges.h"
#include "core/learn/glossary.h"
#include "core/learn/guide.h"
#include "core/learn/interview.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "core/scenario/strict_json.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/paths.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <sstream>

using namespace stampede;
using nlohmann::json;

namespace {

std::string shipped(const char* name)
{
    std::ifstream in(test::source_folder() + std::string("/resources/learn/") + name + ".json");
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The shipped file with the value at a path (as JSON pointers have it) replaced, or erased by null.
std::string with(const char* name, const std::string& pointer, const json& value)
{
    json file = parse_strict_json(shipped(name), name);
    const json::json_pointer at(pointer);
    if (!value.is_null())
        file[at] = value;
    else if (file[at.parent_pointer()].is_array())
        file[at.parent_pointer()].erase(std::stoul(at.back()));
    else
        file[at.parent_pointer()].erase(at.back());
    return file.dump();
}

Metrics measured(const Scenario& scenario)
{
    return measure(*simulate(scenario));
}

void checkTerms(const std::string& where, const std::string& text)
{
    for (const std::string& term : terms_named(text))
        QVERIFY2(find_term(term), qPrintable(QString::fromStdString(where + " names [[" + term +
                                                                    "]], which the glossary does not have")));
}

}  // namespace

class tst_LearnContent : public QObject {
    Q_OBJECT

private slots:
    void theGlossaryHasTheFieldsWords();
    void termsAreFoundByEverySpelling();
    void everyTermThatTextsNameIsInTheGlossary();
    void everyLevelHasItsQuestionsAndFollowUps();
    void whatAnswersSayOfRunsIsTrue();
    void answersWriteNoFigureOut();
    void startsMissTheirGoalAndSolutionsReachIt_data();
    void startsMissTheirGoalAndSolutionsReachIt();
    void whatMayNotBeChangedIsNoticed();
    void everyWayOfTheGuideEndsAtAStrategy();
    void whatIsBrokenIsRefusedInOneSentenceWithItsPath_data();
    void whatIsBrokenIsRefusedInOneSentenceWithItsPath();
};

void tst_LearnContent::theGlossaryHasTheFieldsWords()
{
    QVERIFY(glossary().size() >= 35);
    for (const char* word : {"cache",
                             "TTL",
                             "cache miss",
                             "concurrency",
                             "thundering herd",
                             "dog-piling",
                             "hot key",
                             "lock holder",
                             "fencing token",
                             "lease",
                             "TTL jitter",
                             "in-flight map",
                             "single flight",
                             "collapsing",
                             "XFetch",
                             "β",
                             "δ",
                             "SWR",
                             "stale-if-error",
                             "soft TTL",
                             "background refresh",
                             "warming",
                             "negative caching",
                             "breaker",
                             "connection pool",
                             "p99",
                             "percentile",
                             "cascading failure",
                             "health check",
                             "Poisson arrivals",
                             "check-then-set",
                             "generation",
                             "polling"})
        QVERIFY2(find_term(word), word);
    for (std::size_t i = 1; i < glossary().size(); ++i)
        QVERIFY(QString::fromStdString(glossary()[i - 1].name)
                    .compare(QString::fromStdString(glossary()[i].name), Qt::CaseInsensitive) < 0);
}

void tst_LearnContent::termsAreFoundByEverySpelling()
{
    QCOMPARE(find_term("thundering herd"), find_term("Cache Stampede"));
    QCOMPARE(find_term("SWR")->id, std::string("stale-while-revalidate"));
    QVERIFY(!find_term("flux capacitor"));
    QCOMPARE(terms_named("A [[stampede]] is a [[stampede|herd]] in the [[cache]]; [[unclosed"),
             (std::vector<std::string>{"stampede", "stampede", "cache"}));
}

void tst_LearnContent::everyTermThatTextsNameIsInTheGlossary()
{
    for (const InterviewQuestion& q : interview().questions)
        for (const AnswerPoint& point : q.points) checkTerms(q.id, point.say);
    for (const Challenge& c : challenges())
        for (const std::string* text : {&c.goal, &c.hint, &c.par_says}) checkTerms(c.id, *text);
    for (const Lesson& lesson : lessons()) {
        for (const LessonStep& step : lesson.steps) {
            checkTerms(lesson.id, step.say);
            if (step.reveal) checkTerms(lesson.id, step.reveal->say);
        }
    }
}

void tst_LearnContent::everyLevelHasItsQuestionsAndFollowUps()
{
    std::map<std::string, int> classics, followUps;
    std::set<std::string> asked;
    for (const InterviewQuestion& q : interview().questions) {
        ++(q.follows.empty() ? classics : followUps)[q.level];
        QVERIFY2(asked.insert(q.question).second, q.question.c_str());
    }
    QCOMPARE(classics, (std::map<std::string, int>{{"L4", 2}, {"L5", 2}, {"L6", 1}}));
    QVERIFY(followUps["L4"] + followUps["L5"] + followUps["L6"] >= 14);
    for (const char* level : {"L4", "L5", "L6"}) QVERIFY2(followUps[level] >= 4, level);
    for (const InterviewQuestion& q : interview().questions)
        QVERIFY2(std::count_if(q.points.begin(), q.points.end(),
                               [](const AnswerPoint& p) { return p.show.has_value(); }) >= 1,
                 q.id.c_str());
}

void tst_LearnContent::whatAnswersSayOfRunsIsTrue()
{
    const Interview& all = interview();
    const MeasuredRuns runs = measure_runs(all.book);
    QCOMPARE(refusal([&] { check_interview(all, runs); }), QString("accepted"));
    std::set<std::string, std::less<>> used;
    for (const InterviewQuestion& q : all.questions) {
        for (const AnswerPoint& point : q.points) {
            used.merge(runs_named(point.say));
            if (point.show) used.insert(point.show->run);
        }
    }
    for (const LessonRun& run : all.book.runs) QVERIFY2(used.contains(run.name), run.name.c_str());

    // What the sentences around the figures rely on.
    const auto queries = [&](const char* run) { return runs.find(run)->second.metrics.database.queries; };
    QCOMPARE(queries("none"), runs.find("none")->second.metrics.requests);
    QCOMPARE(queries("coalescing"), std::uint64_t{runs.find("coalescing")->second.scenario.instances.count});
    QCOMPARE(queries("ten_instances"),
             std::uint64_t{runs.find("ten_instances")->second.scenario.instances.count});
    QCOMPARE(queries("both"), std::uint64_t{1});
    QCOMPARE(queries("combined"), std::uint64_t{1});
    QVERIFY(queries("own_token") < queries("plain_del"));
    QVERIFY(queries("herd_again") > 100 * queries("one_goes_on"));
    QVERIFY(runs.find("unfenced")->second.metrics.staleness_ms.went_back >
            runs.find("fenced")->second.metrics.staleness_ms.went_back);
    QVERIFY(runs.find("comb")->second.metrics.database.peak_per_100ms >
            runs.find("jittered")->second.metrics.database.peak_per_100ms);
    QCOMPARE(runs.find("nine")->second.metrics.failed, std::uint64_t{0});
    QCOMPARE(runs.find("restart_locking")->second.metrics.failed, std::uint64_t{0});
    QCOMPARE(runs.find("cascade_locking")->second.metrics.failed, std::uint64_t{0});
    QVERIFY(runs.find("restart_warmed")->second.metrics.failed < runs.find("restart")->second.metrics.failed);
}

void tst_LearnContent::answersWriteNoFigureOut()
{
    for (const InterviewQuestion& q : interview().questions) {
        for (const AnswerPoint& point : q.points) {
            QStringList numbers;
            for (const std::string& number : bare_numbers(point.say))
                numbers += QString::fromStdString(number);
            // Windows, examples and the formula's own numbers are no measurements.
            numbers.removeIf([](const QString& n) { return QStringList{"0", "1", "100"}.contains(n); });
            QVERIFY2(numbers.isEmpty(), qPrintable(QString::fromStdString(q.id) + ": " + numbers.join(", ")));
        }
    }
}

void tst_LearnContent::startsMissTheirGoalAndSolutionsReachIt_data()
{
    QTest::addColumn<QString>("id");
    QVERIFY(challenges().size() >= 8);
    for (const Challenge& c : challenges()) QTest::newRow(c.id.c_str()) << QString::fromStdString(c.id);
}

void tst_LearnContent::startsMissTheirGoalAndSolutionsReachIt()
{
    QFETCH(QString, id);
    const Challenge& c = *find_challenge(id.toStdString());
    QVERIFY2(!missed_expectations(measured(c.start), c.start.expect).empty(), "it is done before it began");
    const auto missed = missed_expectations(measured(c.par), c.par.expect);
    QVERIFY2(missed.empty(), missed.empty() ? "" : to_text(missed.front()).c_str());
    QVERIFY(same_problem(c, c.start));
    QVERIFY(same_problem(c, c.par));
    QVERIFY(c.start != c.par);
}

void tst_LearnContent::whatMayNotBeChangedIsNoticed()
{
    const Challenge& c = *find_challenge("choose-beta");
    Scenario played = c.start;
    played.strategy.when[0].beta = 3;
    QVERIFY(same_problem(c, played));
    Scenario easier = played;
    std::get<Steady>(easier.traffic[0]).rate = 5;
    QVERIFY(!same_problem(c, easier));
    Scenario other = played;
    other.strategy = find_strategy("combined")->spec;
    QVERIFY(!same_problem(c, other));
    QVERIFY(same_problem(*find_challenge("one-goes"), [] {
        Scenario s = find_challenge("one-goes")->start;
        s.strategy = find_strategy("lease")->spec;
        return s;
    }()));
}

void tst_LearnContent::everyWayOfTheGuideEndsAtAStrategy()
{
    const Guide& g = guide();
    QCOMPARE(g.fork(g.start)->answers.size(), std::size_t{3});
    std::set<std::string> leaves, compared;
    for (const GuideLeaf& leaf : g.leaves) leaves.insert(leaf.strategy);
    for (const InWords& words : g.comparison) compared.insert(words.strategy);
    for (const NamedStrategy& named : catalogue())
        if (named.id != "none")
            QVERIFY2(leaves.contains(named.id) && compared.contains(named.id), named.id.c_str());
}

void tst_LearnContent::whatIsBrokenIsRefusedInOneSentenceWithItsPath_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* file, const char* pointer, const char* value,
                        const char* sentence) {
        QTest::newRow(name) << QString(file) << QString(pointer) << QString(value) << QString(sentence);
    };
    row("another schema", "glossary", "/schema", "\"stampede-lesson/1\"", "g.json: schema: ");
    row("a field nobody knows", "glossary", "/terms/0/means", "\"x\"",
        "g.json: terms[0].means: there is no such field");
    row("a term without a sentence", "glossary", "/terms/0/is", "null", "g.json: terms[0].is: is missing");
    row("two terms with one spelling", "glossary", "/terms/1/also", "[\"adaptation\"]",
        "g.json: terms[1]: \"adaptation\" is a spelling of terms[0] already");
    row("a relation that leads nowhere", "glossary", "/terms/0/see", "[\"moon\"]",
        "g.json: terms[0].see: \"moon\" is no other term");
    row("a point about no run", "interview", "/questions/0/points/1/show/run", "\"nun\"",
        "g.json: questions[0].points[1].show.run: ");
    row("a text about no run", "interview", "/questions/0/points/0/say", "\"{{nun.metrics.requests}}\"",
        "g.json: questions[0].points[0].say: the run ");
    row("too few points", "interview", "/questions/3/points", "[{\"say\": \"Yes.\"}]",
        "g.json: questions[3].points: has 1; 4 to 8");
    row("a follow-up to nothing", "interview", "/questions/2/follows", "\"nothing\"",
        "g.json: questions[2].follows: ");
    row("a solution that moves the goal", "challenges", "/challenges/0/par/set", "{\"database.pool\": 5}",
        "g.json: challenges[0].par: changes what may not be changed");
    row("a metric nobody measures", "challenges", "/challenges/0/expect/0/metric", "\"database.querys\"",
        "g.json: challenges[0].expect[0].metric: ");
    row("a way that leads nowhere", "guide", "/forks/0/answers/0/to", "\"moon\"",
        "g.json: forks: \"moon\" is neither a fork nor a leaf");
    row("a circle", "guide", "/forks/1/answers/0/to", "\"priority\"", "g.json: forks: ");
    row("a leaf that no way leads to", "guide", "/forks/4/answers/0/to", "\"xfetch\"",
        "g.json: leaves: no way leads to \"lease\"");
    row("no such strategy", "guide", "/leaves/0/strategy", "\"praying\"",
        "g.json: leaves[0].strategy: \"praying\" is none of the named strategies");
}

void tst_LearnContent::whatIsBrokenIsRefusedInOneSentenceWithItsPath()
{
    QFETCH(QString, file);
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, sentence);
    const std::string text =
        with(file.toUtf8().constData(), pointer.toStdString(), json::parse(value.toStdString()));
    const QString said = refusal([&] {
        if (file == "glossary") parse_glossary(text, "g.json");
        if (file == "interview") parse_interview(text, "g.json");
        if (file == "challenges") parse_challenges(text, "g.json");
        if (file == "guide") parse_guide(text, "g.json");
    });
    QVERIFY2(said.startsWith(sentence), qPrintable(said));
    QVERIFY(!said.contains('\n'));
}

STAMPEDE_TESTS(tst_LearnContent, nothing)
#include "tst_learn_content.moc"
