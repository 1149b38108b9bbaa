#include <QtTest>

#include "core/runtime/input_error.h"
#include "core/scenario/scenario_file.h"
#include "tests/support/run_tests.h"

using namespace stampede;

class tst_Presets : public QObject {
    Q_OBJECT

private slots:
    void everyPresetCanBeReadAndSaysWhatToLookAt();
    void theWindowsPresetComesFirst();
    void productPageIsTheWorkedExample();
    void hotPageLetsEverySliderMatter();
    void steadyHotKeyHasTenCycles();
};

void tst_Presets::everyPresetCanBeReadAndSaysWhatToLookAt()
{
    QVERIFY(!presets().empty());
    for (const Preset& p : presets()) {
        try {
            const Scenario s = load_scenario(p.id);
            QCOMPARE(s.name, p.name);
            QCOMPARE(s.about, p.about);
            QVERIFY2(parse_scenario(to_json(s), "again") == s, p.id.c_str());
        } catch (const InputError& e) {
            QFAIL(e.what());
        }
        QVERIFY2(p.about.size() > 100, p.id.c_str());
    }
}

void tst_Presets::theWindowsPresetComesFirst()
{
    QCOMPARE(presets()[0].id, std::string("hot-page"));
    QCOMPARE(presets()[1].id, std::string("product-page"));
    QVERIFY(find_preset("steady-hot-key"));
    QVERIFY(!find_preset("scenario.schema"));
}

void tst_Presets::productPageIsTheWorkedExample()
{
    const Scenario s = load_scenario("product-page");
    QCOMPARE(s.keys.name, std::string("product:123"));
    QCOMPARE(s.keys.count, 1u);
    QCOMPARE(std::get<Burst>(s.traffic.at(0)), (Burst{Instant{}, 1000, 3ms}));
    QCOMPARE(s.cache.ttl, Duration(5min));
    QCOMPARE(s.cache.start, Start::expired);
    QCOMPARE(s.database.query_time, Duration(100ms));
    QCOMPARE(s.database.pool, 100u);
    QCOMPARE(s.instances.count, 4u);
}

void tst_Presets::hotPageLetsEverySliderMatter()
{
    const Scenario s = load_scenario("hot-page");
    QCOMPARE(s.cache.ttl, Duration(5s));
    QCOMPARE(s.cache.start, Start::warm);
    QCOMPARE(std::get<Steady>(s.traffic.at(0)), (Steady{Instant{}, Instant(15s), 500, Process::poisson}));
    QCOMPARE(std::get<Burst>(s.traffic.at(1)), (Burst{Instant(10s), 1000, 3ms}));
    QCOMPARE(s.database.query_time, Duration(200ms));
    QCOMPARE(s.database.pool, 100u);
}

void tst_Presets::steadyHotKeyHasTenCycles()
{
    const Scenario s = load_scenario("steady-hot-key");
    QCOMPARE(s.cache.ttl, Duration(20s));
    QCOMPARE(s.cache.round_trip, Duration(0s));
    QCOMPARE(std::get<Steady>(s.traffic.at(0)), (Steady{Instant{}, Instant(200s), 500, Process::poisson}));
    QCOMPARE(s.database.query_time, Duration(100ms));
}

STAMPEDE_TESTS(tst_Presets, an_event_loop)
#include "tst_presets.moc"
