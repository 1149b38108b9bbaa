// Files as a person handles them: opened, dropped, changed, saved, left behind.

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/files/document/file_commands.h"
#include "ui/files/document/recent_files.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/theme_choice.h"

using namespace stampede;
using namespace stampede::ui;
using Answer = FileQuestions::Answer;

namespace {

const char* const accessLog =
    "203.0.113.7 - - [17/May/2026:10:05:03 +0200] \"GET /product/123?ref=mail HTTP/1.1\" 200 5120\n"
    "203.0.113.8 - - [17/May/2026:10:05:04 +0200] \"GET /product/123 HTTP/1.1\" 200 5120\n"
    "a client that hung up\n"
    "203.0.113.9 - - [17/May/2026:10:05:06 +0200] \"GET /product/7 HTTP/1.1\" 200 512\n";

struct Lab : test::Window {
    QTemporaryDir folder;
    QString toOpen, toSave;
    Answer answer = Answer::cancel;
    int asked = 0;

    Lab()
    {
        window.files().setQuestions({[this] { return toOpen; },
                                     [this](const QString&, const QString&) { return toSave; },
                                     [this](const QString&) {
                                         ++asked;
                                         return answer;
                                     }});
        window.resize(1400, 900);
        window.show();
        workbench.open(load_scenario("product-page"), "product-page");
        settle();
        focus();
    }
    Document& document() { return window.files().document(); }
    QString file(const QString& name) const { return folder.filePath(name); }
    QString write(const QString& name, const QByteArray& text)
    {
        QFile f(file(name));
        if (!f.open(QIODevice::WriteOnly) || f.write(text) != text.size()) return {};
        return f.fileName();
    }
    /// As Ctrl+O, with the file named in the dialog.
    void open(const QString& name)
    {
        QSignalSpy opened(&document(), &Document::opened), failed(&document(), &Document::failed),
            lesson(&document(), &Document::lessonFound);
        toOpen = name;
        QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier);
        QTRY_VERIFY(opened.size() + failed.size() + lesson.size() > 0);
    }
    void setPool(unsigned pool)
    {
        workbench.change([pool](Scenario& s) { s.database.pool = pool; });
    }
    /// As the window manager does when a file is let go over the window.
    bool drop(const QString& path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &enter);
        if (!enter.isAccepted()) return false;
        QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&window, &drop);
        return drop.isAccepted();
    }
};

}  // namespace

class tst_Document : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aChangeMarksTheTitleAndUndoTakesTheMarkAway();
    void whatIsSavedIsWhatIsOpenedAgain();
    void savingAgainAsksForNoName();
    void changesToAFileAreAskedForBeforeTheyGo();
    void savingFirstIsOneOfTheAnswers();
    void changesToAPresetCanBeTakenBack();
    void closingAsksAndCancelKeepsTheWindow();
    void aRecordingIsKeptAndShownAgain();
    void aDroppedLogBecomesAScenario();
    void aLogInJsonIsALog();
    void filesOfAnyKindCanBeDropped_data();
    void filesOfAnyKindCanBeDropped();
    void whatCannotBeReadIsExplained_data();
    void whatCannotBeReadIsExplained();
    void whatCannotBeWrittenIsExplainedAndKeepsTheMark();
    void recentFilesAreListedTheLastFirst();
    void aScenarioStillFindsItsLogInAnotherFolder();
    void resetAllIsOneStepThatUndoTakesBack();
};

void tst_Document::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_document");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Document::aChangeMarksTheTitleAndUndoTakesTheMarkAway()
{
    Lab lab;
    QCOMPARE(lab.window.windowTitle(), QString("Product page[*] – Stampede Lab"));
    QVERIFY(!lab.window.isWindowModified());
    lab.setPool(7);
    QVERIFY(lab.window.isWindowModified());
    QTest::keyClick(&lab.window, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!lab.window.isWindowModified());
    QTest::keyClick(&lab.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(lab.window.isWindowModified());
}

void tst_Document::whatIsSavedIsWhatIsOpenedAgain()
{
    Lab lab;
    lab.setPool(7);
    lab.workbench.chooseStrategy("xfetch");
    const Scenario mine = lab.session.scenario();
    lab.toSave = lab.file("mine.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!lab.window.isWindowModified());
    QCOMPARE(lab.window.windowTitle(), QString("Product page (mine.json)[*] – Stampede Lab"));
    QVERIFY(Toast::said(&lab.window).contains("mine.json"));
    lab.workbench.openPreset(*find_preset("hot-page"));
    lab.open(lab.file("mine.json"));
    QVERIFY(lab.session.scenario() == mine);
    QCOMPARE(lab.document().path(), lab.file("mine.json"));
    QCOMPARE(lab.folder.path().isEmpty() ? 0 : QDir(lab.folder.path()).entryList(QDir::Files).size(), 1);
}

void tst_Document::savingAgainAsksForNoName()
{
    Lab lab;
    lab.toSave = lab.file("mine.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    lab.setPool(9);
    lab.toSave = lab.file("another.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!QFile::exists(lab.file("another.json")));
    QCOMPARE(load_scenario(lab.file("mine.json").toStdString()).database.pool, 9u);
}

void tst_Document::changesToAFileAreAskedForBeforeTheyGo()
{
    Lab lab;
    lab.toSave = lab.file("mine.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    lab.setPool(9);
    QTest::keyClick(&lab.window, Qt::Key_3);
    QCOMPARE(lab.asked, 1);
    QCOMPARE(lab.session.scenario().database.pool, 9u);  // the answer was: stay
    QCOMPARE(lab.session.scenario().name, std::string("Product page"));
    lab.answer = Answer::discard;
    QTest::keyClick(&lab.window, Qt::Key_3);
    QCOMPARE(lab.asked, 2);
    QVERIFY(lab.session.scenario().name != "Product page");
    QCOMPARE(load_scenario(lab.file("mine.json").toStdString()).database.pool, 100u);
}

void tst_Document::savingFirstIsOneOfTheAnswers()
{
    Lab lab;
    lab.toSave = lab.file("mine.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    lab.setPool(9);
    lab.answer = Answer::save;
    QTest::keyClick(&lab.window, Qt::Key_3);
    QCOMPARE(load_scenario(lab.file("mine.json").toStdString()).database.pool, 9u);
    QVERIFY(lab.session.scenario().name != "Product page");
}

void tst_Document::changesToAPresetCanBeTakenBack()
{
    Lab lab;
    lab.setPool(7);
    QTest::keyClick(&lab.window, Qt::Key_3);
    QCOMPARE(lab.asked, 0);
    QVERIFY(Toast::said(&lab.window).contains("Product page"));
    QVERIFY(!lab.window.isWindowModified());
    lab.settle();
    auto* button = lab.window.findChild<QWidget*>("toast-button");
    QVERIFY(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(lab.session.scenario().database.pool, 7u);
    QCOMPARE(lab.workbench.openedId(), QString("product-page"));
    QVERIFY(lab.window.isWindowModified());
}

void tst_Document::closingAsksAndCancelKeepsTheWindow()
{
    Lab lab;
    lab.setPool(7);
    QVERIFY(!lab.window.close());
    QVERIFY(lab.window.isVisible());
    QCOMPARE(lab.asked, 1);
    lab.answer = Answer::discard;
    QVERIFY(lab.window.close());
}

void tst_Document::aRecordingIsKeptAndShownAgain()
{
    Lab lab;
    lab.toSave = lab.file("run.rec");
    QSignalSpy saved(&lab.document(), &Document::saved);
    QVERIFY(lab.window.commands().run("save-run"));
    QTRY_COMPARE(saved.size(), 1);
    const std::uint64_t kept = hash(*lab.session.run()->recording);
    lab.workbench.openPreset(*find_preset("hot-page"));
    lab.settle();
    lab.open(lab.file("run.rec"));
    lab.settle();
    QCOMPARE(hash(*lab.session.run()->recording), kept);
    QVERIFY(lab.document().isRecording());
    // Its scenario can be changed; what is saved then is a scenario, never over the recording.
    lab.setPool(3);
    QVERIFY(!lab.document().isRecording());
    lab.toSave = lab.file("from-run.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(load_scenario(lab.file("from-run.json").toStdString()).database.pool, 3u);
    QVERIFY(is_recording_file(lab.file("run.rec").toStdString()));
}

void tst_Document::aDroppedLogBecomesAScenario()
{
    Lab lab;
    lab.workbench.chooseStrategy("coalescing");
    QSignalSpy opened(&lab.document(), &Document::opened);
    QVERIFY(lab.drop(lab.write("shop access.log", accessLog)));
    QTRY_COMPARE(opened.size(), 1);
    lab.settle();
    QCOMPARE(lab.session.scenario().name, std::string("shop access.log"));
    QCOMPARE(lab.session.scenario().strategy.name, std::string("coalescing"));
    QCOMPARE(lab.session.run()->metrics.requests, std::uint64_t(3));
    QCOMPARE(lab.session.run()->recording->key_name(0), std::string("/product/123"));
    QVERIFY(Toast::said(&lab.window).contains("1"));  // line that could not be read
    QVERIFY(lab.document().path().isEmpty());
}

void tst_Document::aLogInJsonIsALog()
{
    Lab lab;
    QSignalSpy opened(&lab.document(), &Document::opened);
    const QByteArray line =
        R"({"ts": 1779012303.12, "request": {"method": "GET", "uri": "/a"}, "status": 200})";
    QVERIFY(lab.drop(lab.write("caddy.json", line + '\n' + line + '\n')));
    QTRY_COMPARE(opened.size(), 1);
    lab.settle();
    QCOMPARE(lab.session.scenario().name, std::string("caddy.json"));
    QCOMPARE(lab.session.run()->metrics.requests, std::uint64_t(2));
    QVERIFY(Toast::said(&lab.window).contains("read as caddy"));
}

void tst_Document::filesOfAnyKindCanBeDropped_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("scenario") << QByteArray(R"(// mine
{"schema": "stampede-scenario/1", "name": "Mine", "traffic": [{"kind": "burst"}]})")
                              << "Mine";
    QTest::newRow("csv") << QByteArray("seconds,key\n0,a\n1.5,b\n") << "dropped";
    QTest::newRow("lesson") << QByteArray(R"({"schema": "stampede-lesson/1", "title": "A lesson"})")
                            << "lesson";
    QTest::newRow("nonsense") << QByteArray("What is this?\n") << "failed";
}

void tst_Document::filesOfAnyKindCanBeDropped()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, outcome);
    Lab lab;
    QSignalSpy opened(&lab.document(), &Document::opened), failed(&lab.document(), &Document::failed);
    QString lesson;
    connect(&lab.document(), &Document::lessonFound, this, [&](const QString& file) { lesson = file; });
    QVERIFY(lab.drop(lab.write("dropped", text)));
    QTRY_VERIFY(opened.size() + failed.size() > 0 || !lesson.isEmpty());
    if (outcome == "lesson")
        QCOMPARE(lesson, lab.file("dropped"));
    else if (outcome == "failed")
        QVERIFY(Toast::said(&lab.window).contains("dropped"));
    else
        QCOMPARE(QString::fromStdString(lab.session.scenario().name), outcome);
    if (outcome == "failed") QCOMPARE(lab.session.scenario().name, std::string("Product page"));
}

void tst_Document::whatCannotBeReadIsExplained_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("word");
    QTest::newRow("a wrong unit")
        << QByteArray(
               R"({"schema": "stampede-scenario/1", "traffic": [{"kind": "burst", "within": "3 parsecs"}]})")
        << "parsecs";
    QTest::newRow("cut off") << QByteArray(R"({"schema": "stampede-scen)") << "line 1";
    QTest::newRow("too large") << QByteArray("{" + QByteArray((1 << 20) + 10, ' ') + "}")
                               << "at most 1048576";
    QTest::newRow("a damaged recording") << QByteArray("stampede-recording/1\n garbage") << "mine";
    QTest::newRow("empty") << QByteArray() << "empty";
    QTest::newRow("binary") << QByteArray(
                                   "\x7f"
                                   "ELF\0\0\0\1\2\3",
                                   10)
                            << "mine";
    QTest::newRow("deeply nested") << QByteArray(5000, '[') << "32";
}

void tst_Document::whatCannotBeReadIsExplained()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, word);
    Lab lab;
    const QString path = lab.write("mine", text);
    lab.open(path);
    QVERIFY2(Toast::said(&lab.window).contains(word), qPrintable(Toast::said(&lab.window)));
    QCOMPARE(lab.session.scenario().name, std::string("Product page"));
    QVERIFY(recentFiles().isEmpty());
    lab.open(lab.file("there-is-none.json"));
    QVERIFY(Toast::said(&lab.window).contains("no such file"));
}

void tst_Document::whatCannotBeWrittenIsExplainedAndKeepsTheMark()
{
    Lab lab;
    lab.setPool(7);
    lab.toSave = lab.file("no/such/folder/mine.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(Toast::said(&lab.window).contains("cannot be written"));
    QVERIFY(lab.window.isWindowModified());
}

void tst_Document::recentFilesAreListedTheLastFirst()
{
    Lab lab;
    QVERIFY(lab.window.commands().find("recent-1")->title.isEmpty());
    for (const char* name : {"a.json", "b.json"}) {
        lab.toSave = lab.file(name);
        QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    }
    QCOMPARE(recentFiles(), QStringList({lab.file("b.json"), lab.file("a.json")}));
    QVERIFY(lab.window.commands().find("recent-1")->title.endsWith("b.json"));
    QSignalSpy opened(&lab.document(), &Document::opened);
    QVERIFY(lab.window.commands().run("recent-2"));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(lab.document().path(), lab.file("a.json"));
    QVERIFY(lab.window.commands().find("recent-1")->title.endsWith("a.json"));
}

void tst_Document::aScenarioStillFindsItsLogInAnotherFolder()
{
    Lab lab;
    lab.write("shop.log", accessLog);
    lab.open(lab.write(
        "replay.json",
        R"({"schema": "stampede-scenario/1", "traffic": [{"kind": "replay", "file": "shop.log"}]})"));
    QVERIFY(QDir(lab.folder.path()).mkdir("elsewhere"));
    lab.toSave = lab.file("elsewhere/replay.json");
    QTest::keyClick(&lab.window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    lab.open(lab.toSave);
    lab.settle();
    QCOMPARE(lab.session.trouble().sentence, QString());
    QCOMPARE(lab.session.run()->metrics.requests, std::uint64_t(3));
}

void tst_Document::resetAllIsOneStepThatUndoTakesBack()
{
    Lab lab;
    lab.setPool(7);
    lab.workbench.change([](Scenario& s) { s.cache.ttl = 10s; });
    QTest::keyClick(&lab.window, Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(lab.session.scenario().database.pool, 100u);
    QVERIFY(!lab.window.isWindowModified());
    QTest::keyClick(&lab.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(lab.session.scenario().database.pool, 7u);
}

STAMPEDE_TESTS(tst_Document, a_window)
#include "tst_document.moc"
