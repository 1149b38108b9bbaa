#include <QtTest>

#include "core/scenario/scenario_file.h"
#include "core/scenario/strict_json.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <sstream>

using namespace stampede;
using nlohmann::json;

namespace {

json resource(const char* name)
{
    std::ifstream in(test::source_folder() + std::string("/resources/scenarios/") + name);
    std::stringstream text;
    text << in.rdbuf();
    return parse_strict_json(text.str(), name);
}

using Names = std::set<std::string>;

/// The names of all fields in a tree.
void collect_fields(const json& tree, Names& names)
{
    for (const auto& [name, value] : tree.items()) {
        if (tree.is_object()) names.insert(name);
        if (value.is_structured()) collect_fields(value, names);
    }
}

/// The names of all fields that a JSON Schema allows.
void collect_properties(const json& schema, Names& names)
{
    for (const auto& [name, value] : schema.items()) {
        if (name == "properties")
            for (const auto& property : value.items()) names.insert(property.key());
        if (value.is_structured()) collect_properties(value, names);
    }
}

/// The words after "one of" in a refusal: what the reader knows.
Names fields_known_at(const std::string& path)
{
    const std::string broken = path + (path.empty() ? "" : ".") + "no-such-field=1";
    const Override o = parse_override(broken);
    try {
        parse_scenario(resource("complete-example.json").dump(), "", ".", {}, std::vector{o});
    } catch (const std::exception& e) {
        std::string text = e.what();
        text = text.substr(text.rfind("one of ") + 7);
        for (std::size_t at; (at = text.find(" or ")) != text.npos;) text.replace(at, 4, ", ");
        std::istringstream words(text);
        Names names;
        for (std::string word; std::getline(words, word, ',');)
            names.insert(word.substr(word.find_first_not_of(' ')));
        return names;
    }
    return {};
}

/// What to show when two sets differ.
std::string listed(const Names& names)
{
    std::string text;
    for (const std::string& n : names) text += n + ' ';
    return text;
}

Names without(Names names, const Names& others)
{
    for (const std::string& n : others) names.erase(n);
    return names;
}

}  // namespace

class tst_Schema : public QObject {
    Q_OBJECT

private slots:
    void theCompleteExampleCanBeReadAndRun();
    void theCompleteExampleMentionsEveryField();
    void theSchemaKnowsTheFieldsThatTheReaderKnows();
    void theSchemaNamesTheDefaultsThatTheReaderHas();
};

void tst_Schema::theCompleteExampleCanBeReadAndRun()
{
    const Scenario s = load_scenario("complete-example");
    QCOMPARE(s.traffic.size(), std::size_t(5));
    QCOMPARE(s.faults.size(), std::size_t(14));
    QVERIFY(s.balancer && s.adaptation && s.strategy.options.breaker);
}

void tst_Schema::theCompleteExampleMentionsEveryField()
{
    Names known;
    for (const char* path : {"",
                             "keys",
                             "instances",
                             "balancer",
                             "traffic.0",
                             "traffic.1",
                             "traffic.2",
                             "traffic.3",
                             "traffic.4",
                             "traffic.4.fields",
                             "cache",
                             "database",
                             "strategy",
                             "strategy.breaker",
                             "strategy.breaker.half_open",
                             "warming.0",
                             "warming.0.keys",
                             "adaptation",
                             "adaptation.keys",
                             "faults.0",
                             "faults.1",
                             "faults.2",
                             "faults.5",
                             "faults.13",
                             "faults.13.after",
                             "expect.0",
                             "bookmarks.0"}) {
        const Names here = fields_known_at(path);
        QVERIFY2(!here.empty(), path);
        known.insert(here.begin(), here.end());
    }
    Names mentioned;
    collect_fields(resource("complete-example.json"), mentioned);
    QCOMPARE(listed(without(known, mentioned)), std::string());
    QCOMPARE(listed(without(mentioned, known)), std::string());
}

void tst_Schema::theSchemaKnowsTheFieldsThatTheReaderKnows()
{
    Names mentioned, allowed;
    collect_fields(resource("complete-example.json"), mentioned);
    collect_properties(resource("scenario.schema.json"), allowed);
    QCOMPARE(listed(without(mentioned, allowed)), std::string());
    QCOMPARE(listed(without(allowed, mentioned)), std::string());
}

void tst_Schema::theSchemaNamesTheDefaultsThatTheReaderHas()
{
    const json schema = resource("scenario.schema.json");
    const json written = json::parse(to_json(Scenario()));
    for (const char* section : {"keys", "instances", "cache", "database"})
        for (const auto& [field, value] : written.at(section).items()) {
            const json& property = schema.at("$defs").at(section).at("properties").at(field);
            const json& shared =
                property.contains("$ref") && !property.contains("default")
                    ? schema.at(json::json_pointer(property.at("$ref").get<std::string>().substr(1)))
                    : property;
            QCOMPARE(QString::fromStdString(field + ' ' + shared.at("default").dump()),
                     QString::fromStdString(field + ' ' + value.dump()));
        }
}

STAMPEDE_TESTS(tst_Schema, an_event_loop)
#include "tst_schema.moc"
