#include <QtTest>

#include <QTemporaryDir>

#include "tests/support/command_line.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

#include <sys/stat.h>

#include <csignal>

using stampede::Ran;
using stampede::stampede_program;

/// What stands around the program is not as it should be: streams are closed, memory ends, files are no
/// files. It says so in one sentence and ends with 2; and it never repeats a password.
class tst_Surroundings : public QObject {
    Q_OBJECT

private:
    QTemporaryDir folder_;

    /// Runs `stampede` through a shell, for what only that can do.
    static Ran shell(const QString& command)
    {
        QProcess process;
        process.start("sh",
                      {"-c", QString(command).replace(
                                 "stampede ", QString::fromUtf8(stampede::test::stampede_program()) + ' ')});
        const bool ended = process.waitForFinished(120'000) && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
    QString at(const QString& name) const { return folder_.filePath(name); }

    /// Whether the process has said what it does at the signal: it catches it, or waits for it.
    static bool catches(qint64 process, int signal)
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(process));
        if (!status.open(QIODevice::ReadOnly)) return false;
        const QString text = QString::fromUtf8(status.readAll());
        qulonglong both = 0;
        for (const auto& mask : QRegularExpression("Sig(?:Cgt|Blk):\\s*([0-9a-f]+)").globalMatch(text))
            both |= mask.captured(1).toULongLong(nullptr, 16);
        return (both >> (signal - 1)) & 1;
    }

private slots:
    void initTestCase()
    {
        QCOMPARE(stampede_program({"run", "product-page", "--record", at("run.rec")}).status, 0);
    }

    void closedStreamsAreAnErrorOnlyWhereTheyAreNeeded_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("run") << "stampede run product-page";
        QTest::newRow("run --json --check") << "stampede run product-page --json --check";
        QTest::newRow("compare") << "stampede compare product-page --strategies none,locking";
        QTest::newRow("sweep") << "stampede sweep product-page --over cache.ttl=1s:2s:2 --csv";
        QTest::newRow("scenarios") << "stampede scenarios";
        QTest::newRow("strategies") << "stampede strategies --json";
        QTest::newRow("explain") << "stampede explain " + at("run.rec") + " --request 1";
        QTest::newRow("--help") << "stampede --help";
        QTest::newRow("run --help") << "stampede run --help";
        QTest::newRow("--version") << "stampede --version";
    }
    void closedStreamsAreAnErrorOnlyWhereTheyAreNeeded()
    {
        QFETCH(QString, command);
        for (const char* closed : {"<&-", "2>&-", "<&- 2>&-"}) {
            const Ran ran = shell(command + ' ' + closed);
            QVERIFY2(ran.status == 0 && !ran.out.isEmpty(), closed);
        }
        for (const char* closed : {">&-", "<&- >&-", ">/dev/full"}) {
            const Ran ran = shell(command + ' ' + closed);
            QVERIFY2(ran.status == 2, closed);
            QVERIFY2(ran.err.startsWith("stampede: standard output cannot be written") &&
                         ran.err.count('\n') == 1,
                     qPrintable(ran.err));
        }
        for (const char* closed : {">&- 2>&-", "<&- >&- 2>&-"})
            QCOMPARE(shell(command + ' ' + closed).status, 2);
    }

    void aFileTakesNoStandardStreamsPlace()
    {
        const Ran ran = shell("stampede run product-page --record " + at("closed.rec") + " <&- >&- 2>&-");
        QCOMPARE(ran.status, 2);
        QCOMPARE(stampede_program({"explain", at("closed.rec"), "--request", "1"}).status, 0);
    }

    void whatIsNoFileIsRefusedInOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        ::mkfifo(qPrintable(at("pipe")), 0600);
        QFile::link("loop", at("loop"));
        QFile huge(at("huge"));
        QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(qint64(8) << 30));
        for (const QString& name : {at("pipe"), at("loop"), at("huge"), folder_.path(), QString("/dev/zero"),
                                    QString("/dev/full")}) {
            const QByteArray file = QFileInfo(name).fileName().toUtf8();
            QTest::newRow("scenario " + file) << QStringList{"run", name};
            QTest::newRow("recording " + file) << QStringList{"explain", name, "--request", "1"};
            QTest::newRow("lesson " + file) << QStringList{"lesson", "check", name};
            if (name == at("huge")) continue;
            QTest::newRow("log " + file) << QStringList{
                "run", "product-page", "--set", "traffic.0.kind=replay", "--set", "traffic.0.file=" + name};
        }
    }
    void whatIsNoFileIsRefusedInOneLine()
    {
        QFETCH(QStringList, arguments);
        const Ran ran = stampede_program(arguments);
        QVERIFY2(ran.status == 2, qPrintable(ran.out + ran.err));
        QVERIFY2(ran.err.startsWith("stampede: ") && ran.err.count('\n') == 1, qPrintable(ran.err));
    }

    void memoryThatEndsIsSaidInOneLine_data()
    {
        QTest::addColumn<QString>("sets");
        QTest::newRow("burst") << "--set traffic.0.requests=20000000";
        QTest::newRow("tasks")
            << "--strategy none --set traffic.0.requests=2000000 --set traffic.0.within=60s "
               "--set database.query_time=1000h --set database.pool=100000";
    }
    void memoryThatEndsIsSaidInOneLine()
    {
        QFETCH(QString, sets);
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the address sanitizer needs terabytes of addresses, and its allocator ends the program");
#endif
        for (const int megabytes : {150, 250, 400}) {
            const Ran ran =
                shell(QString("ulimit -v %1; stampede run product-page %2").arg(megabytes * 1024).arg(sets));
            if (ran.status == 0) continue;  // there was enough
            QCOMPARE(ran.status, 2);
            QVERIFY2(ran.err.contains("not enough memory") && ran.err.count('\n') == 1, qPrintable(ran.err));
        }
    }

    void recordingsGoWhereTheyAreToAndNowhereElse()
    {
        QFile part(at("a.rec.part"));
        QVERIFY(part.open(QIODevice::WriteOnly) && part.write("mine") == 4);
        part.close();
        QCOMPARE(stampede_program({"run", "product-page", "--record", at("a.rec")}).status, 0);
        QVERIFY(part.open(QIODevice::ReadOnly));
        QCOMPARE(part.readAll(), QByteArray("mine"));
        for (const QString& target :
             {QString("/dev/full"), at("pipe"), at("loop"), folder_.path(), at("no/such")}) {
            const Ran ran = stampede_program({"run", "product-page", "--record", target});
            QCOMPARE(ran.status, 2);
            QVERIFY2(ran.err.contains("cannot be written: ") && ran.err.count('\n') == 1,
                     qPrintable(ran.err));
            const Ran exported = stampede_program({"export", at("a.rec"), "--to", "csv", target});
            QCOMPARE(exported.status, 2);
        }
        QVERIFY(!QDir(folder_.path())
                     .entryList(QDir::AllEntries | QDir::Hidden)
                     .join(' ')
                     .contains(".stampede-"));
    }

    void aSignalKeepsWhatThereIs_data()
    {
        QTest::addColumn<QString>("world");
        QTest::addColumn<int>("signal");
        for (const char* world : {"live", "simulated"})
            for (const int signal : {SIGINT, SIGTERM, SIGHUP})
                QTest::addRow("%s %d", world, signal) << world << signal;
    }
    void aSignalKeepsWhatThereIs()
    {
        QFETCH(QString, world);
        QFETCH(int, signal);
        const QString runtime = at("runtime"), record = at("cut.rec");
        QDir().mkpath(runtime);
        QFile::remove(record);
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_RUNTIME_DIR", runtime);
        process.setProcessEnvironment(environment);
        // As long as a run may be: hours live, and more than a moment simulated.
        process.start(QString::fromUtf8(stampede::test::stampede_program()),
                      {"run", "steady-hot-key", "--world", world, "--record", record, "--set",
                       "traffic.0.until=2.7h", "--set", "traffic.0.rate=2000", "--set", "horizon=3h"});
        QVERIFY(process.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(catches(process.processId(), signal), 60'000);
        // A simulated one soon has more to keep than a recording may hold.
        QTest::qWait(world == u"live" ? 1'500 : 400);
        QCOMPARE(process.state(), QProcess::Running);
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        const QString err = QString::fromUtf8(process.readAllStandardError());
        QVERIFY2(err.startsWith("stampede: cut off by a signal after "), qPrintable(err));
        QCOMPARE(stampede_program({"explain", record, "--request", "1"}).status, 0);
        QCOMPARE(QDir(runtime).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList());
    }

    void passwordsAreNeverRepeated_data()
    {
        QTest::addColumn<QString>("address");
        for (const char* address : {"redis://:canary@127.0.0.1:1",
                                    "redis://canary@127.0.0.1:1",
                                    "redis://a:canary@127.0.0.1:1",
                                    "http://:canary@host",
                                    "redis//:canary@host",
                                    "redis:/:canary@host",
                                    "redis:canary@host",
                                    ":canary@host",
                                    "canary@host",
                                    "a:canary@host:1/2",
                                    "REDIS://:canary@host",
                                    "Redis://canary@host",
                                    "rediss://:canary@host",
                                    "redis://:canary@",
                                    "redis://:canary",
                                    "redis://host:canary",
                                    "redis://host/canary",
                                    "redis://host?password=canary",
                                    "http://host?password=canary",
                                    "redis://:c%61nary@host:x/canary",
                                    "unix://:canary@/tmp/x",
                                    "redis://:schlüssel canary@host:x",
                                    "https://host/canary",
                                    "redis ://:canary@host"})
            QTest::newRow(address) << QString::fromUtf8(address);
    }
    void passwordsAreNeverRepeated()
    {
        QFETCH(QString, address);
        const QList<QStringList> all{
            {"run", "product-page", "--world", address},
            {"run", "product-page", "--world=" + address, "--json", "--check"},
            {"compare", "product-page", "--strategies", "none", "--world", address},
            {"sweep", "product-page", "--over", "cache.ttl=1s:2s:2", "--world", address},
            {"run", address},
            {"run", "product-page", address},
            {address},
            {"run", "product-page", "--set", address},
            {"run", "product-page", "--strategy", address},
            {"run", "product-page", "--record", "/nowhere/" + QString("x"), "--world", address},
        };
        for (const QStringList& arguments : all) {
            const Ran ran = stampede_program(arguments);
            QVERIFY2(ran.status == 2 || ran.status == 3, qPrintable(arguments.join(' ') + ran.err));
            QVERIFY2(!ran.out.contains("canary") && !ran.err.contains("canary"),
                     qPrintable(arguments.join(' ') + '\n' + ran.err));
            QVERIFY2(ran.err.startsWith("stampede: "), qPrintable(ran.err));
        }
    }
};

STAMPEDE_TESTS(tst_Surroundings, an_event_loop)
#include "tst_surroundings.moc"
