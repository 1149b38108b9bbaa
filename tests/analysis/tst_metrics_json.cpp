#include <QtTest>

#include "core/analysis/metrics_json.h"
#include "core/scenario/metric_names.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"

#include <nlohmann/json.hpp>

using namespace stampede;

class tst_MetricsJson : public QObject {
    Q_OBJECT

private slots:
    void aRunIsOneLineInTheDocumentedOrder();
    void everyFigureHasThePathThatExpectationsUse();
    void everyFigureIsWrittenUnderItsOwnPath();
    void anUnknownFigureIsRefusedWithTheOneThatWasMeant();
    void expectationsAreJudged();
    void whatFailedIsToldInTheJson();
    void repeatsBecomeSummaries();
    void repeatsTellWhichSeedFailed();
    void namesThatAreNoTextDoNotBreakTheLine();
};

static RunReport report()
{
    RunReport r;
    r.scenario = "product-page";
    r.strategy = "locking";
    r.world = "simulated";
    r.seed = 7;
    r.invariants.checked = 9;
    r.engine.events = 1000;
    r.engine.wall_ms = 0.05;
    return r;
}

void tst_MetricsJson::aRunIsOneLineInTheDocumentedOrder()
{
    RunReport r = report();
    r.metrics.requests = 1000;
    r.metrics.cache.hit_rate = 0.25;
    QCOMPARE(
        QString::fromStdString(to_json(r)),
        QString(
            R"({"scenario":"product-page","strategy":"locking","world":"simulated","seed":7,)"
            R"("requests":1000,"answered":0,"failed":0,"rejected":0,"unfinished":0,)"
            R"("served":{"fresh":0,"stale":0,"loaded":0,"shared":0,"waited":0},)"
            R"("cache":{"hit_rate":0.25},)"
            R"("database":{"queries":0,"failed":0,"peak_in_flight":0,"peak_queued":0,"peak_per_100ms":0,"busy_ms":0.0},)"
            R"("latency_ms":{"mean":0.0,"p50":0.0,"p90":0.0,"p99":0.0,"p999":0.0,"max":0.0,"over_50ms":0},)"
            R"("redis":{"commands":0,"peak_rate_per_s":0.0,"peak_per_ms":0,"busy_share":0.0,"peak_queued":0,"connections_peak":0},)"
            R"("lock":{"acquired":0,"refused":0,"lost":0,"overlaps":0},)"
            R"("refresh":{"rolls":0,"triggered":0,"cycles":0,"loads_per_cycle":0.0,"first_gap_ms":0.0},)"
            R"("staleness_ms":{"mean":0.0,"p99":0.0,"max":0.0,"went_back":0},)"
            R"("instances":{"removed":0,"killed":0},)"
            R"("trouble":[],"invariants":{"checked":9,"violated":[]},"expect":{"met":true,"missed":[]},"notes":[],)"
            R"("engine":{"events":1000,"wall_ms":0.05,"ns_per_event":50.0}})"));
}

void tst_MetricsJson::everyFigureHasThePathThatExpectationsUse()
{
    QCOMPARE(std::vector<std::string_view>(metric_paths().begin(), metric_paths().end()),
             std::vector<std::string_view>(std::begin(metric_names), std::end(metric_names)));
}

void tst_MetricsJson::everyFigureIsWrittenUnderItsOwnPath()
{
    RunReport r = report();
    r.metrics.latency_ms.p999 = 12.5;
    r.metrics.staleness_ms.went_back = 3;
    const auto json = nlohmann::json::parse(to_json(r));
    for (std::string_view path : metric_paths()) {
        std::string pointer = "/" + std::string(path);
        std::replace(pointer.begin(), pointer.end(), '.', '/');
        QCOMPARE(json.at(nlohmann::json::json_pointer(pointer)).get<double>(), metric(r.metrics, path));
    }
    QCOMPARE(metric(r.metrics, "latency_ms.p999"), 12.5);
    QCOMPARE(metric(r.metrics, "staleness_ms.went_back"), 3.0);
}

void tst_MetricsJson::anUnknownFigureIsRefusedWithTheOneThatWasMeant()
{
    QVERIFY(refusal([] { metric(Metrics(), "database.querys"); }).contains("database.queries"));
}

void tst_MetricsJson::expectationsAreJudged()
{
    Metrics m;
    m.database.queries = 3;
    m.latency_ms.p99 = 50;
    const std::vector<Expectation> expect{{"database.queries", 3.0, {}},
                                          {"database.queries", 2.0, {}},
                                          {"latency_ms.p99", {}, 50.0},
                                          {"latency_ms.p99", 100.0, 60.0}};
    const auto missed = missed_expectations(m, expect);
    QCOMPARE(missed.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(to_text(missed[0])),
             QString("database.queries is 3, expected at most 2"));
    QCOMPARE(QString::fromStdString(to_text(missed[1])),
             QString("latency_ms.p99 is 50, expected at least 60 and at most 100"));
}

void tst_MetricsJson::whatFailedIsToldInTheJson()
{
    RunReport r = report();
    QVERIFY(r.passed());
    r.invariants.violated.push_back({3, "two owners"});
    r.missed.push_back({{"database.queries", 2.0, {}}, 5});
    QVERIFY(!r.passed());
    const auto json = nlohmann::json::parse(to_json(r));
    QCOMPARE(json["invariants"]["violated"][0]["invariant"].get<int>(), 3);
    QCOMPARE(json["invariants"]["violated"][0]["what"].get<std::string>(), std::string("two owners"));
    QCOMPARE(json["expect"]["met"].get<bool>(), false);
    QCOMPARE(json["expect"]["missed"][0]["at_most"].get<double>(), 2.0);
    QVERIFY(!json["expect"]["missed"][0].contains("at_least"));
}

void tst_MetricsJson::repeatsBecomeSummaries()
{
    std::vector<RunReport> runs(3, report());
    for (std::size_t i = 0; i < 3; ++i) {
        runs[i].seed = 7 + i;
        runs[i].metrics.database.queries = 2 + i;
    }
    const auto json = nlohmann::ordered_json::parse(to_json(runs));
    QCOMPARE(json["seed"].get<int>(), 7);
    QCOMPARE(json["repeat"].get<int>(), 3);
    const auto& queries = json["database"]["queries"];
    QCOMPARE(queries["mean"].get<double>(), 3.0);
    QCOMPARE(queries["min"].get<double>(), 2.0);
    QCOMPARE(queries["max"].get<double>(), 4.0);
    QVERIFY(std::abs(queries["ci95"].get<double>() - 4.3027 / std::sqrt(3)) < 1e-3);
    QCOMPARE(json["invariants"]["checked"]["mean"].get<double>(), 9.0);
    QCOMPARE(json["engine"]["ns_per_event"]["mean"].get<double>(), 50.0);
    QCOMPARE(json["expect"]["met"].get<bool>(), true);
}

void tst_MetricsJson::repeatsTellWhichSeedFailed()
{
    std::vector<RunReport> runs(2, report());
    runs[1].seed = 8;
    runs[1].invariants.violated.push_back({1, "twice"});
    runs[1].missed.push_back({{"requests", {}, 5.0}, 0});
    const auto json = nlohmann::json::parse(to_json(runs));
    QCOMPARE(json["invariants"]["violated"][0]["seed"].get<int>(), 8);
    QCOMPARE(json["expect"]["missed"][0]["seed"].get<int>(), 8);
    QCOMPARE(json["expect"]["met"].get<bool>(), false);
}

void tst_MetricsJson::namesThatAreNoTextDoNotBreakTheLine()
{
    RunReport r = report();
    r.scenario = "caf\xe9";
    QVERIFY(nlohmann::json::parse(to_json(r))["scenario"].get<std::string>().starts_with("caf"));
}

STAMPEDE_TESTS(tst_MetricsJson, an_event_loop)
#include "tst_metrics_json.moc"
