#include <QtTest>

#include <QJsonArray>
#include <QTemporaryDir>

#include "tests/support/command_line.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

using stampede::Ran;

/// `stampede log`: what is in a log, without a run.
class tst_LogCommand : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;

    static Ran run(const QStringList& arguments) { return stampede::stampede_program(arguments); }
    static QString sample(const char* name)
    {
        return QString::fromUtf8(stampede::test::source_folder()) + "/tests/log/samples/" + name;
    }
    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("cannot write");
        return file.fileName();
    }

private slots:
    void itTellsWhatALogHolds()
    {
        const Ran ran = run({"log", sample("nginx_upstream.log")});
        QCOMPARE(ran.status, 0);
        for (const char* part : {"3 requests for 2 keys within 2 s, from 2026-05-17 10:05:03",
                                 "read as nginx: ", "upstream: 211 ms ± 89 ms in 2 requests",
                                 "/product/123  2  67 %", "Over time"})
            QVERIFY2(ran.out.contains(part), qPrintable(ran.out));
        QVERIFY(ran.err.isEmpty());
    }

    void asJsonItHasTheDocumentedFields()
    {
        const QString log = write("a.log",
                                  "1.2.3.4 - - [17/May/2026:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 5\n"
                                  "1.2.3.4 - - [17/May/2026:10:05:05 +0000] \"GET /a HTTP/1.1\" 200 5\n"
                                  "1.2.3.4 - - [17/May/2026:10:05:04 +0000] \"GET /b HTTP/1.1\" 200 5\n"
                                  "1.2.3.4 - - [17/May/2026:10:05:05 +0000] \"POST /b HTTP/1.1\" 200 5\n"
                                  "nonsense\n");
        const Ran ran = run({"log", log, "--json"});
        QCOMPARE(ran.lines().size(), 1);
        const QJsonObject json = ran.json();
        QCOMPARE(json["format"].toString(), QString("common"));
        QCOMPARE(json["requests"].toInt(), 3);
        QCOMPARE(json["keys"].toInt(), 2);
        QCOMPARE(json["span_s"].toDouble(), 2.0);
        QCOMPARE(json["first"].toString(), QString("2026-05-17T10:05:03Z"));
        QCOMPARE(json["whole_seconds"].toBool(), true);
        QCOMPARE(json["unreadable"].toInt(), 1);
        QCOMPARE(json["first_unreadable"].toArray()[0].toObject()["line"].toInt(), 5);
        QCOMPARE(json["left_out"].toArray()[0].toObject()["why"].toString(), QString("no GET or HEAD"));
        const QJsonObject hottest = json["hottest"].toArray()[0].toObject();
        QCOMPARE(hottest["key"].toString(), QString("/a"));
        QCOMPARE(hottest["requests"].toInt(), 2);
        int sum = 0;
        for (const QJsonValue& part : json["rate"].toArray()) sum += part.toObject()["requests"].toInt();
        QCOMPARE(sum, 3);
    }

    void aScenarioLikeTheLogCanBeRun()
    {
        const Ran suggested = run({"log", "example:shop", "--suggest"});
        QCOMPARE(suggested.status, 0);
        const QJsonObject scenario = suggested.json();
        QCOMPARE(scenario["keys"].toObject()["count"].toInt(), 15);
        QCOMPARE(scenario["keys"].toObject()["popularity"].toString(), QString("zipf"));
        const Ran ran = run({"run", write("like.json", suggested.out.toUtf8()), "--json"});
        QCOMPARE(ran.status, 0);
        QVERIFY(std::abs(ran.json()["requests"].toInt() - 611) < 100);

        const QJsonObject database =
            run({"log", sample("nginx_upstream.log"), "--suggest"}).json()["database"].toObject();
        QCOMPARE(database["query_time"].toString(), QString("211ms"));
        QCOMPARE(database["distribution"].toString(), QString("lognormal"));
        QCOMPARE(database["cv"].toDouble(), 0.42);
    }

    void fieldsAndUnitsAreNamed()
    {
        const QString log = write("own.json",
                                  "{\"begun\": 5, \"req\": {\"path\": \"/a?x=1\"}}\n"
                                  "{\"begun\": 1505, \"req\": {\"path\": \"/a\"}}\n");
        QCOMPARE(run({"log", log}).status, 2);
        const Ran ran = run({"log", log, "--field", "time=begun", "--unit", "ms", "--json"});
        QCOMPARE(ran.json()["span_s"].toDouble(), 1.5);
        QCOMPARE(ran.json()["keys"].toInt(), 1);
    }

    void aReplaySaysHowItsLogWasRead()
    {
        const QString scenario =
            write("replay.json",
                  "{\"schema\": \"stampede-scenario/1\", \"traffic\": [{\"kind\": \"replay\", \"file\": \"" +
                      sample("nginx_upstream.log").toUtf8() +
                      "\", \"query_time_from\": \"upstream\"}], "
                      "\"cache\": {\"start\": \"cold\"}}");
        const Ran ran = run({"run", scenario, "--json"});
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.err.contains("read as nginx"), qPrintable(ran.err));
        QVERIFY(ran.json()["notes"].toArray()[0].toString().contains("read as nginx"));
    }

    void theQueryTimeOfTheUpstreamHoldsInBothWorlds()
    {
        const QString scenario =
            write("upstream.json",
                  "{\"schema\": \"stampede-scenario/1\", \"traffic\": [{\"kind\": \"replay\", \"file\": \"" +
                      sample("nginx_upstream.log").toUtf8() +
                      "\", \"query_time_from\": \"upstream\"}], \"cache\": {\"start\": \"cold\"}, "
                      "\"database\": {\"query_time\": \"20s\"}}");
        for (const char* world : {"simulated", "live"}) {
            const QJsonObject database =
                run({"run", scenario, "--json", "--world", world}).json()["database"].toObject();
            QCOMPARE(database["queries"].toInt(), 2);
            QVERIFY2(database["busy_ms"].toDouble() < 20'000, world);  // the scenario's own would be 40 s
        }
    }

    void whatCannotBeReadIsRefusedInOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        const QString none = write("none.log", "hello\n"), empty = write("empty.log", "");
        const QString doubt = sample("csv_relms.csv");
        QTest::newRow("no line") << QStringList{"log", none}
                                 << "has no line that can be read (line 1 \"hello\")";
        QTest::newRow("empty") << QStringList{"log", empty} << "has no line that can be read;";
        QTest::newRow("no file") << QStringList{"log", "there-is-none"} << "No such file";
        QTest::newRow("doubt") << QStringList{"log", doubt} << "line 1 \"0,a\"";
        QTest::newRow("format") << QStringList{"log", doubt, "--format", "cvs"} << "did you mean \"csv\"?";
        QTest::newRow("unit") << QStringList{"log", doubt, "--unit", "sec"} << "--unit: ";
        QTest::newRow("field") << QStringList{"log", doubt, "--field", "tme=a"} << "WHAT=NAME";
        QTest::newRow("two ways") << QStringList{"log", doubt, "--json", "--suggest"} << "--suggest";
    }
    void whatCannotBeReadIsRefusedInOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = run(arguments);
        QCOMPARE(ran.status, 2);
        QVERIFY2(ran.err.contains(says) && ran.err.count('\n') == 1 && ran.out.isEmpty(),
                 qPrintable(ran.err));
    }
};

STAMPEDE_TESTS(tst_LogCommand, an_event_loop)
#include "tst_log_command.moc"
