#include <QtTest>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>

#include "tests/support/paths.h"
#include "tests/support/run_tests.h"

using namespace stampede::test;

/// A program of somebody else's that links the service has the right rules in it, and no mistake.
class tst_LinkedSymbols : public QObject {
    Q_OBJECT

private:
    static QString symbols(const QString& program)
    {
        QProcess nm;
        nm.start("nm", {"--demangle", program});
        return nm.waitForFinished(60'000) && nm.exitCode() == 0
                   ? QString::fromUtf8(nm.readAllStandardOutput())
                   : QString();
    }
    /// The classes of core/world/mistakes.cpp that break a rule.
    static QStringList mistakes()
    {
        QFile file(QString(source_folder()) + "/core/world/mistakes.cpp");
        if (!file.open(QIODevice::ReadOnly)) return {};
        static const QRegularExpression broken("class (\\w+) final : public BrokenRule");
        QStringList names{"BrokenRule"};
        for (const auto& m : broken.globalMatch(QString::fromUtf8(file.readAll()))) names << m.captured(1);
        return names;
    }

private slots:
    void aServiceLinksNoMistake()
    {
        const QString service = symbols(example_program()), both = symbols(stampede_program());
        if (service.isEmpty() || !both.contains("stampede::Rules")) QSKIP("these programs have no symbols");
        QVERIFY(service.contains("stampede::Rules"));
        QCOMPARE(mistakes().size(), 10);
        for (const QString& name : mistakes()) {
            QVERIFY2(both.contains("::" + name), qPrintable(name));
            QVERIFY2(!service.contains("::" + name), qPrintable(name));
        }
        QVERIFY(!service.contains("stampede::rules_with"));
        QVERIFY(!service.contains("stampede::parse_mistake"));
    }
};

STAMPEDE_TESTS(tst_LinkedSymbols, an_event_loop)
#include "tst_linked_symbols.moc"
