#include <QtTest>

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

struct Ran {
    int status = -1;
    QString out, err;
};

static Ran run_stampede(const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromUtf8(stampede::test::stampede_program()), arguments);
    process.waitForFinished(120000);
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

class tst_ValidateCommand : public QObject {
    Q_OBJECT

private slots:
    void itPrintsATableAndAVerdict();
    void itPrintsALineOfJsonForEachFigure();
    void anUnknownFigureIsRefusedInOneLine();
};

void tst_ValidateCommand::itPrintsATableAndAVerdict()
{
    const Ran ran = run_stampede({"validate", "--only", "nodes", "--only", "lease"});
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.err, QString());
    const QStringList lines = ran.out.split('\n', Qt::SkipEmptyParts);
    QVERIFY(lines.first().startsWith("figure"));
    QVERIFY(lines.contains("nodes  200 requests at once, expired, 4 instances"));
    QVERIFY(lines[2].startsWith("  coalescing: queries  exact: one an instance"));
    QVERIFY(lines[2].endsWith("holds"));
    QCOMPARE(lines.last(), QStringLiteral("All 3 figures hold."));
}

void tst_ValidateCommand::itPrintsALineOfJsonForEachFigure()
{
    const Ran ran = run_stampede({"validate", "--json", "--only", "regular"});
    QCOMPARE(ran.status, 0);
    const QStringList lines = ran.out.split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3);
    for (const QString& line : lines) {
        const QJsonObject figure = QJsonDocument::fromJson(line.toUtf8()).object();
        QCOMPARE(figure["id"].toString(), QStringLiteral("regular"));
        QCOMPARE(figure["measured"].toObject()["mean"].toDouble(), figure["expected"].toDouble());
        QVERIFY(figure["holds"].toBool());
    }
}

void tst_ValidateCommand::anUnknownFigureIsRefusedInOneLine()
{
    const Ran ran = run_stampede({"validate", "--only", "fleets"});
    QCOMPARE(ran.status, 2);
    QCOMPARE(ran.out, QString());
    QVERIFY(
        ran.err.startsWith("stampede: --only: the figure \"fleets\" is not known (did you mean \"fleet\"?)"));
    QCOMPARE(ran.err.count('\n'), 1);
}

STAMPEDE_TESTS(tst_ValidateCommand, an_event_loop)
#include "tst_validate_command.moc"
