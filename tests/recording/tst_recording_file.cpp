#include <QtTest>

#undef emit  // a keyword of Qt and a verb of the recorder

#include "core/analysis/metrics_json.h"
#include "core/recording/recording_file.h"
#include "core/world/world.h"
#include "tests/support/hand_written.h"
#include "tests/support/refusal.h"
#include "tests/support/run_tests.h"
#include "tests/support/story.h"

#include <cstring>
#include <fstream>

using namespace stampede;

static Recording small()
{
    HandWritten h(2);
    h.recording.scenario_json = "{\"schema\": \"stampede-scenario/1\"}";
    h.recording.seed = 0xffffffffffffffff;
    h.recording.key_names = {"product:1", "größe"};
    h.recording.commands = {3, 0, 4};
    h.recording.store_load = {{3, 2, 1, 4, 5'000'000}, {}, {4, 4, 0, 2, 100'000'000}};
    h.recording.resumptions = 12;
    const CallId a = h.request(), b = h.request(1), f = h.refresh(a);
    h.at(-5, f, EventKind::refresh_began).at(0, a, EventKind::arrived).lock_taken(1, a, 7, 500);
    h.at(1, b, EventKind::arrived)
        .at(2, a, EventKind::answered_loaded, 0xffffff)
        .stored(3, f, 2, 9, 300, 400)
        .at(9, b, EventKind::failed);
    return h.recording;
}

/// The sentence with which these bytes are refused, or "accepted".
static QString refused(const std::string& bytes)
{
    return refusal([&] { decode_recording(bytes, "run.rec"); });
}

/// A file with this header and body, and no checksum that fits: what somebody with ill intent would send.
static std::string forged(const std::string& header, const std::string& body)
{
    std::string start = "stampede-recording/1\n";
    for (int i = 0; i < 4; ++i) start += static_cast<char>(header.size() >> (8 * i));
    return start + header + body + std::string(8, '\0');
}

class tst_RecordingFile : public QObject {
    Q_OBJECT

private slots:
    void whatIsReadIsWhatWasWritten();
    void theBytesAreAFunctionOfTheRecording();
    void aRunReadAgainGivesTheSameMetrics();
    void theHashTellsRecordingsApart();
    void aFileThatWasCutOffIsRecognisedWhereverItEnds();
    void aFlippedBitIsNoticed();
    void otherFilesAreToldApart_data();
    void otherFilesAreToldApart();
    void inconsistentRecordingsAreRefused_data();
    void inconsistentRecordingsAreRefused();
    void aHeaderThatPromisesTooMuchAllocatesNothing();
    void savingReplacesTheFileAtOnce();
    void whatCannotBeWrittenIsSaidInASentence();
};

void tst_RecordingFile::whatIsReadIsWhatWasWritten()
{
    const Recording r = small();
    const Recording back = decode_recording(encode_recording(r), "run.rec");
    QCOMPARE(back.scenario_json, r.scenario_json);
    QCOMPARE(back.world, r.world);
    QCOMPARE(back.seed, r.seed);
    QVERIFY(back.key_names == r.key_names);
    QVERIFY(back.requests == r.requests);
    QVERIFY(back.refreshes == r.refreshes);
    QVERIFY(back.events == r.events);
    QVERIFY(back.details == r.details);
    QVERIFY(back.commands == r.commands);
    QVERIFY(back.store_load == r.store_load);
    QVERIFY(back.end == r.end);
    QCOMPARE(back.resumptions, r.resumptions);
    QCOMPARE(back.tasks_left, r.tasks_left);
}

void tst_RecordingFile::theBytesAreAFunctionOfTheRecording()
{
    QCOMPARE(encode_recording(small()), encode_recording(small()));
    // The checksum of this recording on the machine it was first written on. It must be the same on every
    // other.
    QCOMPARE(QString::number(hash(small()), 16), QString("bcbe27b940cbd7b8"));
    // Of one from before there was a store_load: those files are read as they are.
    Recording older = small();
    older.store_load.clear();
    QCOMPARE(QString::number(hash(older), 16), QString("58e54e935b0197a3"));
    QVERIFY(decode_recording(encode_recording(older), "run.rec").store_load.empty());
}

void tst_RecordingFile::aRunReadAgainGivesTheSameMetrics()
{
    for (const char* strategy : {"none", "locking", "xfetch", "combined"}) {
        const RecordingPtr run = simulate(test::product_page(strategy, 500));
        const Metrics before = measure(*run);
        const Metrics after = measure(decode_recording(encode_recording(*run), "run.rec"));
        for (std::string_view path : metric_paths()) QCOMPARE(metric(after, path), metric(before, path));
        QVERIFY(before.requests == 500);
    }
}

void tst_RecordingFile::theHashTellsRecordingsApart()
{
    const std::uint64_t plain = hash(small());
    Recording r = small();
    r.events.back().packed ^= 1u << 20;
    QVERIFY(hash(r) != plain);
    r = small();
    r.details.front().c = 1;
    QVERIFY(hash(r) != plain);
    r = small();
    r.seed = 1;
    QVERIFY(hash(r) != plain);
    const std::string bytes = encode_recording(small());
    std::uint64_t last = 0;
    std::memcpy(&last, bytes.data() + bytes.size() - 8, 8);
    QCOMPARE(last, plain);
}

void tst_RecordingFile::aFileThatWasCutOffIsRecognisedWhereverItEnds()
{
    const std::string bytes = encode_recording(small());
    for (std::size_t n = 1; n < bytes.size(); ++n) {
        const QString said = refused(bytes.substr(0, n));
        QVERIFY2(said.contains("is cut off"), qPrintable(QString("%1 bytes: %2").arg(n).arg(said)));
    }
}

void tst_RecordingFile::aFlippedBitIsNoticed()
{
    const std::string bytes = encode_recording(small());
    for (std::size_t n = 0; n < bytes.size(); ++n)
        for (int bit : {0, 3, 7}) {
            std::string bad = bytes;
            bad[n] = static_cast<char>(bad[n] ^ (1 << bit));
            QVERIFY2(refused(bad) != "accepted", qPrintable(QString("byte %1, bit %2").arg(n).arg(bit)));
        }
}

void tst_RecordingFile::otherFilesAreToldApart_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << QByteArray() << "is not a recording";
    QTest::newRow("a scenario") << QByteArray("{\"schema\": \"stampede-scenario/1\"}")
                                << "is not a recording";
    QTest::newRow("a later version") << QByteArray("stampede-recording/2\n................")
                                     << "another version";
    QTest::newRow("zeros") << QByteArray(100, '\0') << "is not a recording";
    QTest::newRow("header too long") << QByteArray("stampede-recording/1\n\xff\xff\xff\xff....")
                                     << "is damaged";
    QTest::newRow("header no JSON") << QByteArray("stampede-recording/1\n\2\0\0\0{x........", 35)
                                    << "is damaged";
    QTest::newRow("more behind it") << QByteArray::fromStdString(encode_recording(small()) + "x")
                                    << "is damaged";
}

void tst_RecordingFile::otherFilesAreToldApart()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    const QString sentence = refused(bytes.toStdString());
    QVERIFY2(sentence.startsWith("run.rec") && sentence.contains(said), qPrintable(sentence));
}

void tst_RecordingFile::inconsistentRecordingsAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char* name, auto spoil) {
        Recording r = small();
        spoil(r);
        QTest::newRow(name) << QByteArray::fromStdString(encode_recording(r));
    };
    row("an event of a call that is not there", [](Recording& r) { r.events[1].call = CallId::request(9); });
    row("an event of refresh 0", [](Recording& r) { r.events[1].call = CallId::from_raw(0x80000000); });
    row("an event of no kind", [](Recording& r) { r.events[1].packed = 200; });
    row("events out of order", [](Recording& r) { std::swap(r.events[0], r.events[3]); });
    row("an event after the end", [](Recording& r) { r.end = HandWritten::instant(5); });
    row("a detail of no event", [](Recording& r) { r.details.back().event = 1000; });
    row("details out of order", [](Recording& r) { std::swap(r.details[0], r.details[1]); });
    row("a key beyond all keys", [](Recording& r) { r.requests[0].key = 0xffffffff; });
    row("an instance beyond all instances", [](Recording& r) { r.requests[0].instance = 5000; });
    row("an origin that is none", [](Recording& r) { r.requests[0].origin = static_cast<Origin>(77); });
    row("a parent that is not there", [](Recording& r) { r.refreshes[0].parent = CallId::refresh(8); });
    row("an end that overflows", [](Recording& r) { r.end = Instant(Duration(INT64_MAX)); });
}

void tst_RecordingFile::inconsistentRecordingsAreRefused()
{
    QFETCH(QByteArray, bytes);
    const QString sentence = refused(bytes.toStdString());
    QVERIFY2(sentence.contains("is inconsistent"), qPrintable(sentence));
}

void tst_RecordingFile::aHeaderThatPromisesTooMuchAllocatesNothing()
{
    const auto header = [](const char* events) {
        return QString(
                   R"({"world":"simulated","seed":1,"end_ns":0,"resumptions":0,"tasks_left":0,"requests":0,"refreshes":0,)"
                   R"("events":%1,"details":0,"commands":0,"keys":[],"scenario":""})")
            .arg(events)
            .toStdString();
    };
    QVERIFY(refused(forged(header("16777216"), "")).contains("is cut off"));
    QVERIFY(refused(forged(header("18446744073709551615"), "")).contains("is inconsistent"));
    QVERIFY(refused(forged(header("1152921504606846976"), "")).contains("is inconsistent"));
    QVERIFY(refused(forged(header("-1"), "")).contains("is inconsistent"));
    QVERIFY(refused(forged(header("\"9\""), "")).contains("is inconsistent"));
    QVERIFY(refused(forged("[]", "")).contains("is damaged"));
    QVERIFY(refused(forged(std::string(100000, '['), "")).contains("is damaged"));
}

void tst_RecordingFile::savingReplacesTheFileAtOnce()
{
    QTemporaryDir dir;
    const std::string path = dir.filePath("a run.rec").toStdString();
    std::ofstream(path) << "what was there before";
    QVERIFY(!is_recording_file(path));
    write_recording(small(), path);
    QVERIFY(is_recording_file(path));
    QVERIFY(read_recording(path).events == small().events);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList("a run.rec"));
}

void tst_RecordingFile::whatCannotBeWrittenIsSaidInASentence()
{
    QTemporaryDir dir;
    const std::string folder = dir.path().toStdString();
    QVERIFY(refusal([&] {
                write_recording(small(), folder + "/none/run.rec");
            }).contains("cannot be written: No such file"));
    QVERIFY(refusal([&] { write_recording(small(), folder); }).contains("cannot be written"));
    QVERIFY(QDir(dir.path()).entryList(QDir::Files).isEmpty());
    QVERIFY(refusal([&] {
                read_recording(folder + "/none.rec");
            }).contains("none.rec: cannot be read: No such file"));
    QVERIFY(refusal([&] { read_recording(folder); }).contains("is a folder"));
}

STAMPEDE_TESTS(tst_RecordingFile, an_event_loop)
#include "tst_recording_file.moc"
