#include <QtTest>

#include "core/lesson/lesson_check.h"
#include "core/lesson/lesson_file.h"
#include "core/scenario/strict_json.h"
#include "tests/support/command_line.h"
#include "tests/support/paths.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <fstream>
#include <set>
#include <sstream>

using namespace stampede;
using nlohmann::json;

namespace {

const std::string small_file = std::string(test::source_folder()) + "/tests/lesson/small-lesson.json";

std::string text_of(const std::string& path)
{
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The small lesson with the value at a path (as JSON pointers have it) replaced, or erased by null.
std::string with(const std::string& pointer, const std::string& value)
{
    json lesson = parse_strict_json(text_of(small_file), "small");
    const json::json_pointer at(pointer);
    if (value != "null")
        lesson[at] = json::parse(value);
    else
        lesson[at.parent_pointer()].erase(at.back());
    return lesson.dump();
}

void check(const std::string& text)
{
    const Lesson lesson = parse_lesson(text, "l.json");
    check_lesson(lesson, measure_runs(lesson));
}

std::set<std::string> names_in(const json& tree, bool schema)
{
    std::set<std::string> names;
    for (const auto& [name, value] : tree.items()) {
        if (schema && name == "properties")
            for (const auto& property : value.items()) names.insert(property.key());
        if (!schema && tree.is_object()) names.insert(name);
        if (value.is_structured()) names.merge(names_in(value, schema));
    }
    return names;
}

}  // namespace

class tst_LessonFile : public QObject {
    Q_OBJECT

private slots:
    void aLessonIsReadWithItsRunsAndQuestions();
    void aSceneThatIsNotWrittenStaysAsItWas();
    void whatIsBrokenIsRefusedInOneSentenceWithItsPath_data();
    void whatIsBrokenIsRefusedInOneSentenceWithItsPath();
    void whatTakesTheRunsToFindOutIsFoundOut_data();
    void whatTakesTheRunsToFindOutIsFoundOut();
    void scenariosLieBesideTheLesson();
    void aFileIsRefusedForItsSizeOrDepthAlone();
    void theShippedLessonsAreSound();
    void theSchemaKnowsEveryField();
    void theCommandTellsWhatIsWrong();
};

void tst_LessonFile::aLessonIsReadWithItsRunsAndQuestions()
{
    const Lesson l = load_lesson(small_file);
    QCOMPARE(l.title, std::string("One goes, the others wait"));
    QCOMPARE(l.minutes, 5u);
    QCOMPARE(l.runs.size(), std::size_t(2));
    QCOMPARE(l.run("none")->scenario.strategy.name, std::string("none"));
    QCOMPARE(l.steps.size(), std::size_t(5));
    const auto& choices = std::get<Choices>(l.steps[1].ask->answer);
    QCOMPARE(choices.size(), std::size_t(4));
    QVERIFY(choices[2].right && !choices[0].right);
    QCOMPARE(std::get<NumberQuestion>(l.steps[2].ask->answer).tolerance, std::optional(0.3));
    QVERIFY(std::get<CurveQuestion>(l.steps[3].ask->answer).until == Instant(1200ms));
    QCOMPARE(l.steps[4].check->par.strategy.name, std::string("coalescing"));
    QVERIFY(l.steps[1].reveal->scene.play && !l.steps[1].reveal->scene.play->until);
}

void tst_LessonFile::aSceneThatIsNotWrittenStaysAsItWas()
{
    const Lesson l = load_lesson(small_file);
    const Scene asked = scene_at(l, 1, false), told = scene_at(l, 1, true);
    QCOMPARE(asked.run, std::string("locking"));
    QCOMPARE(asked.select, std::optional(417u));  // of the step before
    QVERIFY(asked.playhead->kind == ScenePlayhead::Kind::start && !asked.play);
    QVERIFY(told.playhead->at == Instant(104ms) && told.play);
    QCOMPARE(told.look_at, std::vector<std::string>{"lock"});
    const Scene drawn = scene_at(l, 3, false);
    QCOMPARE(drawn.run, std::string("none"));
    QVERIFY(drawn.playhead->kind == ScenePlayhead::Kind::end);  // as the step before was revealed
    QVERIFY(!drawn.play && drawn.look_at.empty());              // these belong to their step alone
    QVERIFY(!scene_at(l, 3, true).range->all && scene_at(l, 4, false).range->all);
}

void tst_LessonFile::whatIsBrokenIsRefusedInOneSentenceWithItsPath_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* sentence) {
        QTest::newRow(name) << pointer << value << QStringLiteral("l.json: ") + QString::fromUtf8(sentence);
    };
    row("schema", "/schema", "\"stampede-lesson/2\"",
        "schema: \"stampede-lesson/2\" is not known (did you mean \"stampede-lesson/1\"?)");
    row("no title", "/title", "null", "title: is missing; what the lesson is called");
    row("unknown field", "/steps/0/sey", "\"x\"",
        "steps[0].sey: there is no such field (did you mean \"say\"?)");
    row("unknown scene field", "/steps/0/scene/playhed", "\"x\"",
        "steps[0].scene.playhed: there is no such field (did you mean \"playhead\"?)");
    row("no runs", "/runs", "null", "runs: is missing; the runs that the lesson is about, by name");
    row("preset", "/runs/none/scenario", "\"product-pag\"",
        "runs.none.scenario: there is no preset \"product-pag\" (did you mean \"product-page\"?)");
    row("strategy", "/runs/locking/strategy", "\"lokking\"",
        "runs.locking.strategy: \"lokking\" is not known (did you mean \"locking\"?)");
    row("setting", "/runs/locking/set", R"({"strategy.pol": 1})",
        "runs.locking.scenario: product-page: strategy.pol: there is no such field");
    row("range of a setting", "/runs/locking/set", R"({"cache.ttl": "0ms"})",
        "runs.locking.scenario: product-page: cache.ttl: \"0ms\" is too short");
    row("no run named so", "/steps/1/scene/run", "\"lock\"",
        "steps[1].scene.run: the run \"lock\" is not known; one of locking or none");
    row("no run at first", "/steps/0/scene", "null",
        "steps[0].scene: shows no run; the first step says with which one the lesson begins");
    row("look at", "/steps/0/scene/look_at", R"(["databas"])",
        "steps[0].scene.look_at[0]: \"databas\" is not known (did you mean \"database\"?)");
    row("instant", "/steps/0/scene/playhead", "\"60\"", "steps[0].scene.playhead: \"60\" has no unit");
    row("range", "/steps/0/scene/range", R"(["5ms", "2ms"])", "steps[0].scene.range: ends before it begins");
    row("picture", "/steps/0/say", "\"![x](http://a/b.png)\"",
        "steps[0].say: has a picture in it; the scene is the picture");
    row("choices", "/steps/1/ask/choices", R"([{"text": "a"}, {"text": "b"}])",
        "steps[1].ask.choices: has no right one; \"right\": true for at least one");
    row("all right", "/steps/1/ask/choices",
        R"([{"text": "a", "right": true}, {"text": "b", "right": true}])",
        "steps[1].ask.choices: has no wrong one");
    row("one choice", "/steps/1/ask/choices", R"([{"text": "a", "right": true}])",
        "steps[1].ask.choices: has 1; 2 to 6 of them");
    row("seven choices", "/steps/1/ask/choices",
        R"([{"text":"1"},{"text":"2"},{"text":"3"},{"text":"4"},{"text":"5"},{"text":"6"},{"text":"7"}])",
        "steps[1].ask.choices: has 7 elements; at most 6");
    row("two ways", "/steps/1/ask/number", R"({"of": "none.metrics.requests"})",
        "steps[1].ask.number: is a second way to answer");
    row("no way", "/steps/1/ask/choices", "null", "steps[1].ask.choices: is missing");
    row("curve's run", "/steps/3/ask/curve/run", "\"x\"",
        "steps[3].ask.curve.run: the run \"x\" is not known");
    row("curve backwards", "/steps/3/ask/curve/until", "\"0ms\"",
        "steps[3].ask.curve.until: is not after from");
    row("reveal alone", "/steps/0/reveal", R"({"say": "x"})", "steps[0].reveal: has no question to follow");
    row("task and question", "/steps/1/check", "{}", "steps[1].check: is a task beside a question");
    row("no solution", "/steps/4/check/par", "null", "steps[4].check.par: is missing; a solution");
    row("metric", "/steps/4/check/expect/0/metric", "\"database.querys\"",
        "steps[4].check.expect[0].metric: \"database.querys\" is not known");
}

void tst_LessonFile::whatIsBrokenIsRefusedInOneSentenceWithItsPath()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, sentence);
    const std::string text = with(pointer.toStdString(), value.toStdString());
    const QString said = refusal([&] { parse_lesson(text, "l.json"); });
    QVERIFY2(said.startsWith(sentence), qPrintable(said));
    QVERIFY(!said.contains('\n'));
}

void tst_LessonFile::whatTakesTheRunsToFindOutIsFoundOut_data()
{
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const char* pointer, const char* value, const char* sentence) {
        QTest::newRow(name) << pointer << value << QStringLiteral("l.json: ") + QString::fromUtf8(sentence);
    };
    row("sound", "/minutes", "6", "");
    row("run of a reference", "/steps/0/say", "\"{{nune.metrics.requests}}\"",
        "steps[0].say: {{nune.metrics.requests}} refers to a run that is not there: \"nune\" is not known "
        "(did you mean \"none\"?)");
    row("metric", "/steps/1/reveal/say", "\"{{none.metrics.database.querys}}\"",
        "steps[1].reveal.say: {{none.metrics.database.querys}} cannot be found: the metric "
        "\"database.querys\" is not known");
    row("choice", "/steps/1/ask/choices/2/text", "\"{{locking.metrics.x}}\"",
        "steps[1].ask.choices[2].text: {{locking.metrics.x}} cannot be found");
    row("number", "/steps/2/ask/number/of", "\"none.scenario.cache.start\"",
        "steps[2].ask.number.of: comes to \"expired\", which is no number");
    row("playhead", "/steps/0/scene/playhead", "\"10min\"",
        "steps[0].scene.playhead: 10min lies outside of the run, which ends at ");
    row("request", "/steps/0/scene/select", "1001",
        "steps[0].scene.select: 1001 is no request of this run; it has 1000");
    row("same choices", "/steps/1/ask/choices/0/text", "\"1\"",
        "steps[1].ask.choices[2].text: says \"1\", as choices[0] does");
    row("done before", "/steps/4/check/expect", R"([{"metric": "requests", "at_most": 1000}])",
        "steps[4].check.expect: is met before anything was done");
    row("no solution", "/steps/4/check/par", R"({"strategy": "none"})",
        "steps[4].check.par: does not solve the task: database.queries is 1000, expected at most 4");
}

void tst_LessonFile::whatTakesTheRunsToFindOutIsFoundOut()
{
    QFETCH(QString, pointer);
    QFETCH(QString, value);
    QFETCH(QString, sentence);
    const std::string text = with(pointer.toStdString(), value.toStdString());
    const QString said = refusal([&] { check(text); });
    if (sentence == "l.json: ")
        QCOMPARE(said, QString("accepted"));
    else
        QVERIFY2(said.startsWith(sentence), qPrintable(said));
}

void tst_LessonFile::scenariosLieBesideTheLesson()
{
    QTemporaryDir folder;
    const std::string lesson = folder.filePath("mine.json").toStdString();
    std::ofstream(folder.filePath("shop.json").toStdString()) << find_preset("product-page")->text;
    std::ofstream(lesson) << with("/runs/none/scenario", "\"shop.json\"");
    QCOMPARE(load_lesson(lesson).run("none")->scenario.name,
             find_preset("product-page") ? load_scenario("product-page").name : "");

    for (const char* outside : {"\"../shop.json\"", "\"/etc/passwd\""}) {
        std::ofstream(lesson) << with("/runs/none/scenario", outside);
        const QString said = refusal([&] { load_lesson(lesson); });
        QVERIFY2(said.contains("runs.none.scenario: ") && said.contains("does not lie beside the lesson"),
                 qPrintable(said));
    }
}

void tst_LessonFile::aFileIsRefusedForItsSizeOrDepthAlone()
{
    QVERIFY(refusal([] {
                parse_lesson(std::string(longest_lesson + 1, ' '), "l.json");
            }).contains("bytes long; at most 524288"));
    std::string deep = "{\"steps\": ";
    for (int i = 0; i < 40; ++i) deep += '[';
    QVERIFY(refusal([&] { parse_lesson(deep, "l.json"); }).contains("nested too deep; at most 32 levels"));
    json many = parse_strict_json(text_of(small_file), "small");
    while (many["steps"].size() < 61) many["steps"].push_back(many["steps"][0]);
    QCOMPARE(refusal([&] { parse_lesson(many.dump(), "l.json"); }),
             QString("l.json: steps: has 61 elements; at most 60"));
}

void tst_LessonFile::theShippedLessonsAreSound()
{
    for (const Lesson& lesson : lessons()) {
        const QString said = refusal([&] { check_lesson(lesson, measure_runs(lesson)); });
        QVERIFY2(said == "accepted", qPrintable(said));
        QVERIFY(find_lesson(lesson.id) == &lesson);
    }
}

void tst_LessonFile::theSchemaKnowsEveryField()
{
    json complete = parse_strict_json(text_of(small_file), "small");
    complete["runs"]["none"]["seed"] = 3;
    complete["steps"][0]["scene"]["view"] = "lab";
    complete["steps"][2]["ask"]["number"]["within"] = 3;
    complete["steps"][4]["check"]["expect"][0]["at_least"] = 1;
    complete["steps"][4]["check"]["par"]["set"] = json::object();
    complete["steps"][4]["check"]["par"]["seed"] = 3;
    std::set<std::string> written = names_in(complete, false), known;
    for (const char* name : {"none", "locking", "strategy.poll"}) written.erase(name);  // not fields
    known = names_in(
        parse_strict_json(
            text_of(std::string(test::source_folder()) + "/resources/lessons/lesson.schema.json"), "schema"),
        true);
    QCOMPARE(known, written);
}

void tst_LessonFile::theCommandTellsWhatIsWrong()
{
    QTemporaryDir folder;
    std::ofstream(folder.filePath("broken.json").toStdString())
        << with("/steps/1/ask/choices/2/right", "false");
    std::ofstream(folder.filePath("digits.json").toStdString())
        << with("/steps/0/say", "\"All 1000 of them\"");
    const Ran sound = stampede_program({"lesson", "check", QString::fromStdString(small_file)});
    QCOMPARE(sound.status, 0);
    QVERIFY2(sound.err.isEmpty() && sound.out.contains("5 steps, 3 questions, 2 runs"),
             qPrintable(sound.err));
    const Ran broken =
        stampede_program({"lesson", "check", "broken.json", "digits.json", "none.json"}, folder.path());
    QCOMPARE(broken.status, 2);
    const QStringList lines = broken.err.split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], QString("stampede: broken.json: steps[1].ask.choices: has no right one; \"right\": "
                               "true for at least one"));
    QVERIFY2(lines[1].startsWith("stampede: digits.json: remark: steps[0].say: 1000 is written out"),
             qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith("stampede: \"none.json\": No such file"), qPrintable(lines[2]));
}

STAMPEDE_TESTS(tst_LessonFile, an_event_loop)
#include "tst_lesson_file.moc"
