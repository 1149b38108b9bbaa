#include <QtTest>

#include <QTemporaryDir>

#include "tests/support/command_line.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <csignal>

using stampede::Ran;

static Ran run(const QString& arguments, const QString& folder = {})
{
    return stampede::stampede_program(QProcess::splitCommand(arguments), folder);
}

class tst_Cli : public QObject {
    Q_OBJECT

private slots:
    void aRunTellsItsResultInOneSentence();
    void aRunInJsonHasTheDocumentedFields();
    void theSameSeedGivesTheSameResult();
    void fieldsAreOverridden();
    void strategiesAreNamedOrComposed();
    void repeatsGiveMeansWhateverTheNumberOfThreads();
    void aFailedCheckEndsWithOneAndSaysHowToSeeItAgain();
    void aScenarioOfOnesOwnIsRun();
    void aRunIsRecorded();
    void aRequestOfARecordingIsExplained();
    void aRecordingIsExported();
    void strategiesAreComparedOnTheSameRequests();
    void aSweepHasALineForEachPoint();
    void aSweepStopsOnCtrlC();
    void theCatalogueAndThePresetsAreListed();
    void whatCannotBeUsedIsRefusedInOneLine_data();
    void whatCannotBeUsedIsRefusedInOneLine();
    void aServerThatIsNotThereEndsWithThree();
    void helpTellsTheOptions();
};

void tst_Cli::aRunTellsItsResultInOneSentence()
{
    const Ran locking = run("run product-page");
    QCOMPARE(locking.status, 0);
    QCOMPARE(locking.lines().first(), QString("1 000 requests → 1 database query"));
    QVERIFY(locking.out.contains("999 by the load of another"));
    QVERIFY(locking.err.isEmpty());
    QCOMPARE(run("run product-page --strategy none").lines().first(),
             QString("1 000 requests → 1 000 database queries"));
    QVERIFY(!locking.out.contains('\033'));  // no terminal, no colour
}

void tst_Cli::aRunInJsonHasTheDocumentedFields()
{
    const Ran ran = run("run product-page --strategy coalescing --json");
    QCOMPARE(ran.lines().size(), 1);
    const QJsonObject json = ran.json();
    QCOMPARE(json["scenario"].toString(), QString("product-page"));
    QCOMPARE(json["strategy"].toString(), QString("coalescing"));
    QCOMPARE(json["world"].toString(), QString("simulated"));
    QCOMPARE(json["requests"].toInt(), 1000);
    QCOMPARE(json["served"].toObject()["loaded"].toInt(), 4);
    QCOMPARE(json["served"].toObject()["shared"].toInt(), 996);
    QCOMPARE(json["database"].toObject()["queries"].toInt(), 4);
    QVERIFY(json["invariants"].toObject()["checked"].toInt() > 0);
    QCOMPARE(json["expect"].toObject()["met"].toBool(), true);
    QVERIFY(json["engine"].toObject()["events"].toInt() > 1000);
}

/// The line without what the computation took.
static QString without_engine(QString line)
{
    return line.replace(QRegularExpression("\"engine\":.*"), "");
}

void tst_Cli::theSameSeedGivesTheSameResult()
{
    const QString one = without_engine(run("run hot-page --seed 5 --json").out);
    QCOMPARE(without_engine(run("run hot-page --seed 5 --json").out), one);
    QVERIFY(without_engine(run("run hot-page --seed 6 --json").out) != one);
}

void tst_Cli::fieldsAreOverridden()
{
    const Ran ran = run(
        "run product-page --strategy none --set traffic.0.requests=50 --set database.query_time=10ms --json");
    QCOMPARE(ran.json()["requests"].toInt(), 50);
    QCOMPARE(ran.json()["database"].toObject()["busy_ms"].toDouble(), 500.0);
}

void tst_Cli::strategiesAreNamedOrComposed()
{
    const Ran composed = run("run product-page --who one-per-instance --meanwhile share --json");
    QCOMPARE(composed.json()["database"].toObject()["queries"].toInt(), 4);
    QCOMPARE(composed.json()["strategy"].toString(),
             QString("coalescing"));  // that is what these answers are called
    const Ran custom =
        run("run product-page --when xfetch:beta=2 --who one-per-instance --meanwhile wait --json");
    QCOMPARE(custom.json()["strategy"].toString(), QString("custom"));
}

void tst_Cli::repeatsGiveMeansWhateverTheNumberOfThreads()
{
    const Ran one = run("run hot-page --strategy xfetch --repeat 5 --seed 10 --jobs 1 --json");
    const Ran three = run("run hot-page --strategy xfetch --repeat 5 --seed 10 --jobs 3 --json");
    QCOMPARE(without_engine(three.out), without_engine(one.out));
    QCOMPARE(one.json()["seed"].toInt(), 10);
    const QJsonObject queries = one.json()["database"].toObject()["queries"].toObject();
    QVERIFY(queries["min"].toDouble() <= queries["mean"].toDouble() &&
            queries["mean"].toDouble() <= queries["max"].toDouble());
    const double fifth = run("run hot-page --strategy xfetch --seed 14 --json")
                             .json()["database"]
                             .toObject()["queries"]
                             .toDouble();
    QVERIFY(fifth >= queries["min"].toDouble() && fifth <= queries["max"].toDouble());
    QVERIFY(run("run hot-page --strategy xfetch --repeat 3").out.contains("3 runs, seeds 1 to 3"));
}

void tst_Cli::aFailedCheckEndsWithOneAndSaysHowToSeeItAgain()
{
    QCOMPARE(run("run mended-plain-del --check").status, 0);
    const Ran broken = run("run mistake-plain-del --check");
    QCOMPARE(broken.status, 1);
    QVERIFY(broken.err.contains("invariant 5 violated"));
    QVERIFY(broken.err.contains("stampede run mistake-plain-del --seed 1 --check"));
    QCOMPARE(run("run mistake-plain-del").status, 0);  // without --check it is only told

    const Ran missed =
        run("run product-page --strategy none --check --set expect.0.metric=database.queries --set "
            "expect.0.at_most=3");
    QCOMPARE(missed.status, 1);
    QVERIFY(missed.err.contains("database.queries is 1000, expected at most 3"));
}

void tst_Cli::aScenarioOfOnesOwnIsRun()
{
    QTemporaryDir dir;
    QFile file(dir.filePath("mine.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"schema": "stampede-scenario/1", "name": "Mine", "traffic": [{"kind": "burst", "requests": 7}]})");
    file.close();
    QVERIFY(run("run mine.json", dir.path()).out.startsWith("7 requests → 1 database query\nMine"));
    QCOMPARE(run("run mine.json --json", dir.path()).json()["scenario"].toString(), QString("Mine"));
}

void tst_Cli::aRunIsRecorded()
{
    QTemporaryDir dir;
    QCOMPARE(run("run product-page --record one.rec", dir.path()).status, 0);
    QCOMPARE(run("run product-page --record two.rec", dir.path()).status, 0);
    QFile one(dir.filePath("one.rec")), two(dir.filePath("two.rec"));
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    const QByteArray bytes = one.readAll();
    QVERIFY(bytes.startsWith("stampede-recording/1\n"));
    QCOMPARE(two.readAll(), bytes);
}

void tst_Cli::aRequestOfARecordingIsExplained()
{
    QTemporaryDir dir;
    QCOMPARE(run("run product-page --record one.rec", dir.path()).status, 0);
    const Ran ran = run("explain one.rec --request 417", dir.path());
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.lines().first(),
             QString("Request 417 was answered after 103 ms with what request 1 had loaded."));
    QVERIFY(ran.out.contains("GET product:123 → miss"));
    const Ran beyond = run("explain one.rec --request 1001", dir.path());
    QCOMPARE(beyond.status, 2);
    QVERIFY(beyond.err.contains("1 000 requests"));
}

void tst_Cli::aRecordingIsExported()
{
    QTemporaryDir dir;
    QCOMPARE(run("run product-page --record one.rec", dir.path()).status, 0);
    for (const char* form : {"trace-event", "csv", "json"}) {
        const Ran ran = run(QString("export one.rec --to %1 out.%1").arg(form), dir.path());
        QCOMPARE(ran.status, 0);
        QVERIFY(ran.err.isEmpty());
        QFile file(dir.filePath(QString("out.") + form));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        if (form == QString("csv"))
            QCOMPARE(bytes.count('\n'), qsizetype(1001));
        else
            QVERIFY(QJsonDocument::fromJson(bytes).isObject());
    }
}

void tst_Cli::strategiesAreComparedOnTheSameRequests()
{
    const QStringList table = run("compare product-page").lines();
    QVERIFY(table[0].startsWith("1 000 requests"));
    QCOMPARE(table.size(), 3 + 10);
    QVERIFY(table[3].startsWith("none") && table[3].contains("1 000"));
    for (const QString& row : table.mid(2)) QCOMPARE(row.size(), table[2].size());  // aligned

    const QStringList json = run("compare product-page --strategies locking,none --json").lines();
    QCOMPARE(json.size(), 2);
    QVERIFY(json[0].contains("\"strategy\":\"locking\"") && json[1].contains("\"strategy\":\"none\""));
}

void tst_Cli::aSweepHasALineForEachPoint()
{
    const QString sweep = "sweep product-page --strategy none --over traffic.0.requests=10:30:3 ";
    QCOMPARE(run(sweep).lines().size(), 1 + 3);
    const QStringList csv = run(sweep + "--csv --repeat 2").lines();
    QCOMPARE(csv.size(), 1 + 3);
    QVERIFY(csv[0].startsWith("traffic.0.requests,repeat,requests,requests.ci95"));
    QVERIFY(csv[2].startsWith("20,2,20,0,20,20"));
    const QStringList json = run(sweep + "--json --over instances.count=1:2:2").lines();
    QCOMPARE(json.size(), 6);
    const QString point =
        R"({"over":{"traffic.0.requests":10,"instances.count":2},"scenario":"product-page")";
    QVERIFY(json[1].startsWith(point));
}

void tst_Cli::aSweepStopsOnCtrlC()
{
    QProcess process;
    process.start(QString::fromUtf8(stampede::test::stampede_program()),
                  QProcess::splitCommand(QStringLiteral(
                      "sweep steady-hot-key --over strategy.poll=10ms:99ms:5000 --csv --jobs 1")));
    for (int rows = 0; rows < 3; ++rows) {
        QVERIFY(process.canReadLine() || process.waitForReadyRead(60000));
        process.readLine();
    }
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("of 5000 points"));
}

void tst_Cli::theCatalogueAndThePresetsAreListed()
{
    QVERIFY(run("strategies").out.contains("stale-while-revalidate"));
    const auto list = [](const char* command) {
        return QJsonDocument::fromJson(run(command).out.toUtf8()).array();
    };
    const QJsonArray strategies = list("strategies --json"), scenarios = list("scenarios --json");
    QCOMPARE(strategies.size(), 10);
    QVERIFY(scenarios.size() > 10);
    for (const QJsonArray& all : {strategies, scenarios})
        for (const QJsonValue& one : all)
            for (const char* field : {"id", "name", "about"})
                QVERIFY(!one.toObject()[field].toString().isEmpty());
    for (const QJsonValue& scenario : scenarios)
        QVERIFY(run("scenarios").out.contains(scenario.toObject()["id"].toString()));
}

void tst_Cli::whatCannotBeUsedIsRefusedInOneLine_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no command") << ""
                                << "subcommand is required";
    QTest::newRow("a slip in the command") << "rnu product-page"
                                           << "did you mean \"run\"";
    QTest::newRow("a slip in the preset") << "run prodct-page"
                                          << "did you mean \"product-page\"";
    QTest::newRow("no scenario") << "run"
                                 << "SCENARIO is required";
    QTest::newRow("an unknown option") << "run product-page --sed"
                                       << "--sed";
    QTest::newRow("an unknown strategy") << "run product-page --strategy lokcing"
                                         << "--strategy: \"lokcing\" is not known";
    QTest::newRow("name and answers") << "run product-page --strategy none --who lease"
                                      << "excludes";
    QTest::newRow("an unknown field") << "run product-page --set cache.tll=1s"
                                      << "cache.tll";
    QTest::newRow("an override without a value") << "run product-page --set cache.ttl"
                                                 << "=";
    QTest::newRow("a value out of range") << "run product-page --set cache.ttl=0ms"
                                          << "cache.ttl";
    QTest::newRow("a repeat of none") << "run product-page --repeat 0"
                                      << "--repeat";
    QTest::newRow("a seed that is no number") << "run product-page --seed x"
                                              << "--seed";
    QTest::newRow("a world that is none") << "run product-page --world mars"
                                          << "--world: \"mars\"";
    QTest::newRow("a recording of many") << "run product-page --repeat 2 --record x.rec"
                                         << "--record";
    QTest::newRow("a recording nowhere") << "run product-page --record /no/such/folder/x.rec"
                                         << "cannot be written";
    QTest::newRow("a recording that is not there") << "explain none.rec --request 1"
                                                   << "none.rec: cannot be read";
    QTest::newRow("no recording") << "explain /etc/hostname --request 1"
                                  << "is not a recording";
    QTest::newRow("a form that is none") << "export x.rec --to xml y"
                                         << "--to";
    QTest::newRow("a sweep over nothing") << "sweep product-page"
                                          << "--over is required";
    QTest::newRow("a sweep over three") << "sweep product-page --over a=1:2:3 --over b=1:2:3 --over c=1:2:3"
                                        << "--over";
    QTest::newRow("a sweep over no field") << "sweep product-page --over cache.tll=1s:2s:3"
                                           << "cache.tll";
    QTest::newRow("a strategy to compare") << "compare product-page --strategies none,lokcing"
                                           << "lokcing";
    QTest::newRow("an unknown metric")
        << "run product-page --set expect.0.metric=queries --set expect.0.at_most=1"
        << "expect[0].metric";
}

void tst_Cli::whatCannotBeUsedIsRefusedInOneLine()
{
    QFETCH(QString, arguments);
    QFETCH(QString, said);
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.startsWith("stampede: ") && ran.err.contains(said), qPrintable(ran.err));
    QCOMPARE(ran.err.count('\n'), 1);
    QVERIFY(ran.out.isEmpty());
}

void tst_Cli::aServerThatIsNotThereEndsWithThree()
{
    const Ran ran =
        run("run product-page --set traffic.0.requests=2 --strategy none --world redis://127.0.0.1:1");
    QCOMPARE(ran.status, 3);
    QVERIFY2(ran.err.contains("127.0.0.1"), qPrintable(ran.err));
    QCOMPARE(ran.err.count('\n'), 1);
}

void tst_Cli::helpTellsTheOptions()
{
    const Ran ran = run("run --help");
    QCOMPARE(ran.status, 0);
    for (const char* option : {"--strategy", "--when", "--who", "--meanwhile", "--set", "--seed", "--repeat",
                               "--jobs", "--world", "--json", "--check", "--record"})
        QVERIFY2(ran.out.contains(option), option);
    for (const char* command : {"strategies", "scenarios", "run", "compare"})
        QVERIFY(run("--help").out.contains(command));
    QVERIFY(run("--version").out.startsWith("stampede "));
}

STAMPEDE_TESTS(tst_Cli, an_event_loop)
#include "tst_cli.moc"
