#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/export.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

#include <nlohmann/json.hpp>

using namespace stampede;

template <class Export>
static std::string exported(Export write, const Recording& r)
{
    std::string text;
    write(r, [&text](std::string_view part) { text += part; });
    return text;
}

static Recording small()
{
    HandWritten h(2);
    h.recording.key_names = {"=cmd()"};
    const CallId a = h.request(), b = h.request(), c = h.request();
    h.at(0, a, EventKind::arrived)
        .at(0.0015, b, EventKind::arrived)
        .at(1, a, EventKind::missed)
        .lock_taken(1.25, a, 7, 500);
    h.at(2.000001, a, EventKind::answered_loaded, 5)
        .at(3, b, EventKind::failed)
        .at(4, c, EventKind::arrived)
        .at(5, CallId(), EventKind::instance_killed, 1);
    return h.recording;
}

class tst_Export : public QObject {
    Q_OBJECT

private slots:
    void aLineTellsTheFateOfEachRequest();
    void everyEventIsInTheJson();
    void aTraceHasASliceForWhatEachCallDid();
    void anEmptyRecordingIsStillAFile();
};

void tst_Export::aLineTellsTheFateOfEachRequest()
{
    QCOMPARE(QString::fromStdString(exported(export_csv, small())),
             QString("request,key,instance,arrived_ms,ended_ms,latency_ms,outcome,version\n"
                     "1,\"'=cmd()\",1,0,2.000001,2.000001,answered_loaded,5\n"
                     "2,\"'=cmd()\",2,0.0015,3,2.9985,failed,\n"
                     "3,\"'=cmd()\",1,4,,,unfinished,\n"));
}

void tst_Export::everyEventIsInTheJson()
{
    const auto json = nlohmann::json::parse(exported(export_json, small()));
    QCOMPARE(json["events"].size(), std::size_t(8));
    QCOMPARE(json["events"][3]["what"].get<std::string>(), std::string("lock_taken"));
    QCOMPARE(json["events"][3]["request"].get<int>(), 1);
    QCOMPARE(json["events"][3]["detail"][0].get<int>(), 7);
    QCOMPARE(json["events"][4]["at_ms"].get<double>(), 2.000001);
    QVERIFY(!json["events"][7].contains("request"));
    const RecordingPtr run = simulate(test::product_page("locking", 50));
    const auto whole = nlohmann::json::parse(exported(export_json, *run));
    QCOMPARE(whole["events"].size(), run->events.size());
    QCOMPARE(whole["scenario"]["strategy"]["name"].get<std::string>(), std::string("locking"));
}

void tst_Export::aTraceHasASliceForWhatEachCallDid()
{
    const RecordingPtr run = simulate(test::product_page("locking", 20));
    const auto trace = nlohmann::json::parse(exported(export_trace_events, *run))["traceEvents"];
    std::map<std::string, int> slices;
    double loading = 0;
    for (const auto& e : trace) {
        if (e["ph"] == "X") ++slices[e["name"].get<std::string>()];
        if (e["ph"] == "X" && e["name"] == "loading") loading += e["dur"].get<double>();
        if (e["ph"] == "X") QVERIFY(e["dur"].get<double>() > 0);
    }
    QCOMPARE(slices["loading"], 1);
    QCOMPARE(loading, 100'000.0);  // microseconds: one query of 100 ms
    QCOMPARE(slices["waiting"], 19);
    QCOMPARE(slices["request 1"], 1);  // the lock, named by its holder
}

void tst_Export::anEmptyRecordingIsStillAFile()
{
    const Recording nothing;
    QCOMPARE(nlohmann::json::parse(exported(export_json, nothing))["events"].size(), std::size_t(0));
    QVERIFY(nlohmann::json::parse(exported(export_trace_events, nothing)).contains("traceEvents"));
    QCOMPARE(QString::fromStdString(exported(export_csv, nothing)).count('\n'), 1);
}

STAMPEDE_TESTS(tst_Export, an_event_loop)
#include "tst_export.moc"
