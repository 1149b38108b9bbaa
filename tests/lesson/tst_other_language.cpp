// A translator that is installed reaches what is said below the window: here it is said in German.
#include <QtTest>

#include "core/analysis/marked_text.h"
#include "core/analysis/why.h"
#include "core/lesson/lesson_check.h"
#include "core/lesson/lesson_file.h"
#include "core/runtime/say.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "core/world/world.h"
#include "tests/support/paths.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <map>

using namespace stampede;

namespace {

struct Forms {
    std::string_view one, many;
};

std::string_view german(const char* english, const char* many, std::uint64_t number)
{
    static const std::map<std::string_view, Forms> dictionary{
        {"there is no such field{}; one of {}", {"dieses Feld gibt es nicht{}; eines von {}", {}}},
        {" (did you mean \"{}\"?)", {" (ist \"{}\" gemeint?)", {}}},
        {"is missing; {}", {"fehlt; {}", {}}},
        {"a few words, such as \"the burst arrives\"", {"ein paar Worte", {}}},
        {"With this strategy everyone who finds the entry due loads it.",
         {"Bei dieser Strategie lädt jeder, der den Eintrag fällig findet.", {}}},
        {" {} of the same key run at once, and each brings the same row: {}.",
         {" {1}: {0} desselben Schlüssels zugleich, und jede holt dieselbe Zeile.", {}}},
        {"load", {"Ladung", "Ladungen"}},
        {"this is the stampede", {"das ist die Stampede", {}}},
        {"The first to miss takes a lock in Redis and loads; the others look again every so often until the "
         "value is there. One query for the whole cluster, paid for with waiting.",
         {"Wer zuerst nichts findet, sperrt und lädt; die anderen schauen nach.", {}}},
        {"{}: {} is written out; a reference such as {} stays true, {} says that it is no measurement",
         {"{0}: {1} steht ausgeschrieben da; {2} bleibt wahr", {}}},
    };
    const auto found = dictionary.find(english);
    if (found == dictionary.end()) return many && number != 1 ? many : english;
    return many && number != 1 ? found->second.many : found->second.one;
}

class tst_OtherLanguage : public QObject {
    Q_OBJECT

private slots:
    void init() { install_translator(german); }
    void cleanup() { install_translator(nullptr); }

    void aRefusedScenarioFile()
    {
        const QString wrong = refusal([] {
            parse_scenario(R"({"schema": "stampede-scenario/1", "cache": {"tttl": "1s"}})", "mine.json");
        });
        QVERIFY2(wrong.contains("cache.tttl: dieses Feld gibt es nicht (ist \"ttl\" gemeint?); eines von "),
                 qPrintable(wrong));
    }

    void aFieldThatIsMissing()
    {
        const QString missing = refusal([] {
            parse_scenario(R"({"schema": "stampede-scenario/1", "bookmarks": [{"at": "1s"}]})", "mine.json");
        });
        QVERIFY2(missing.contains("bookmarks[0].text: fehlt; ein paar Worte"), qPrintable(missing));
    }

    void theReasonWhyALoadRuns()
    {
        StrategyChoice none;
        none.name = "none";
        const Scenario scenario = load_scenario("product-page", none);
        const RecordingPtr run = simulate(scenario);
        const Timeline timeline = build_timeline(*run);
        const Standing standing = build_standing(*run, timeline, true);
        const CallId first = CallId::request(1);
        const Load* load = timeline.load_of(first);
        QVERIFY(load);
        const std::string why =
            unmarked(why_at({*run, scenario, timeline, standing}, trail_of(*run, first), load->began + 50ms));
        QVERIFY2(why.find("Bei dieser Strategie lädt jeder, der den Eintrag fällig findet.") != why.npos,
                 why.c_str());
        QVERIFY2(why.find(" das ist die Stampede: ") != why.npos, why.c_str());
        QVERIFY2(why.find(" Ladungen desselben Schlüssels zugleich") != why.npos, why.c_str());
    }

    /// It is kept in a table, which is the same in all languages, and said when it is shown.
    void theDescriptionOfAStrategy()
    {
        QCOMPARE(say_marked(find_strategy("locking")->about),
                 std::string("Wer zuerst nichts findet, sperrt und lädt; die anderen schauen nach."));
    }

    void aRemarkOnALesson()
    {
        Lesson lesson = load_lesson(std::string(test::source_folder()) + "/tests/lesson/small-lesson.json");
        lesson.steps[0].say = "1000 requests come at once.";
        QCOMPARE(remarks_on(lesson).front(),
                 std::string("steps[0].say: 1000 steht ausgeschrieben da; {{RUN.metrics.…}} bleibt wahr"));
    }
};

}  // namespace

STAMPEDE_TESTS(tst_OtherLanguage, nothing)
#include "tst_other_language.moc"
