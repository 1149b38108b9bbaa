// What a person answers in a lesson: numbers, choices, curves, votes and tasks.

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/run_tests.h"
#include "tests/ui/teach/lesson_class.h"

using namespace stampede;
using namespace stampede::ui;
using test::Class;
using test::Phase;
using test::small;

class tst_LessonAnswers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void aNumberIsPredictedAndCompared_data();
    void aNumberIsPredictedAndCompared();
    void aCurveIsSketchedWithTheMouseOrByPoints();
    void aClassVotesTwice();
    void aTaskIsJudgedAfterEveryRunAndSolvedInOneStep();
    void aCurveIsDrawnWithTheArrowKeys();
    void anAnswerUnlocksPlayAndIsShownBesideTheTruth();
    void pageDownRevealsWithoutAnAnswer();
};

void tst_LessonAnswers::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_lesson_answers");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_LessonAnswers::aNumberIsPredictedAndCompared_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<bool>("right");
    QTest::newRow("too low") << "400"
                             << "You said 400 ms, it was 998 ms: 2.5 times too low." << false;
    QTest::newRow("too high, grouped") << "12 000"
                                       << "You said 12 s, it was 998 ms: 12 times too high." << false;
    QTest::newRow("near, with a unit") << "1.1 s"
                                       << "You said 1.1 s, it was 998 ms: near enough." << true;
}

void tst_LessonAnswers::aNumberIsPredictedAndCompared()
{
    QFETCH(QString, typed);
    QFETCH(QString, verdict);
    QFETCH(bool, right);
    Class c;
    c.player.goTo(2);
    c.settle();
    auto* field = c.find<QLineEdit>("number");
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, typed);
    QVERIFY(c.session.masked());
    c.keep("number");
    QTest::keyClick(field, Qt::Key_PageDown);  // works whatever has the focus
    c.settle();
    QCOMPARE(c.player.right(), right);
    QCOMPARE(c.text("verdict"), verdict);
    c.keep("number-revealed");
}

void tst_LessonAnswers::aCurveIsSketchedWithTheMouseOrByPoints()
{
    Class c;
    c.player.goTo(3);
    c.settle();
    auto* canvas = c.find<CurveCanvas>("curve");
    const QRect box = canvas->rect().adjusted(60, 50, -20, -40);
    QTest::mousePress(canvas, Qt::LeftButton, {}, box.topLeft());
    for (int i = 1; i <= 10; ++i)
        QTest::mouseMove(canvas, box.topLeft() + QPoint(box.width() * i / 10, box.height() * i / 10));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, box.bottomRight());
    QCOMPARE(c.player.prediction().curve.size(), curve_columns);
    QVERIFY(c.player.prediction().curve.front() > c.player.prediction().curve.back());
    c.keep("curve");
    c.click("reveal");
    QVERIFY(!c.player.right());
    QVERIFY2(c.text("verdict").startsWith("The two differ by"), qPrintable(c.text("verdict")));
    c.keep("curve-revealed");
    c.player.askAgain();
    c.settle();
    auto* points = c.find<QLineEdit>("points");
    QTest::keyClicks(points, "0 ms 100; 1 s 100; 1010 ms 0; 1.2 s 0");
    c.click("reveal");
    QVERIFY2(c.player.right(), qPrintable(c.text("verdict")));
}

void tst_LessonAnswers::aClassVotesTwice()
{
    Class c;
    c.key(Qt::Key_PageDown);
    c.key(Qt::Key_V);
    for (Qt::Key k : {Qt::Key_1, Qt::Key_1, Qt::Key_1, Qt::Key_3, Qt::Key_4}) c.key(k);
    c.key(Qt::Key_1, Qt::ShiftModifier);
    QCOMPARE(c.player.votes().rounds[0], (std::vector<int>{2, 0, 1, 1}));
    QCOMPARE(c.text("votes-in"), QString("4 votes are in. Hidden until you reveal."));
    QVERIFY(c.find<QLineEdit>("votes-1")->displayText() != "2");
    c.keep("vote");
    c.click("show-votes");
    QVERIFY(c.session.masked());
    c.keep("vote-shown");
    c.click("vote-again");
    auto* field = c.find<QLineEdit>("votes-3");
    field->setFocus();
    QTest::keyClicks(field, "28");
    QCOMPARE(c.player.votes().rounds[1], (std::vector<int>{0, 0, 28, 0}));
    QTest::keyClick(field, Qt::Key_PageDown);
    c.settle();
    QVERIFY(c.player.phase() == Phase::revealed && !c.session.masked());
    QCOMPARE(c.player.votes().rounds.size(), std::size_t(2));
    QVERIFY(c.player.progress().answers.empty());  // a class is nobody's prediction
    c.session.playback().setPlaying(false);
    c.keep("vote-revealed");
}

void tst_LessonAnswers::aTaskIsJudgedAfterEveryRunAndSolvedInOneStep()
{
    Class c;
    c.player.goTo(4);
    c.settle();
    auto* goal = c.find<GoalCard>("goal");
    QVERIFY(!goal->met());
    c.keep("task");
    c.workbench.chooseStrategy("locking");  // one query, but half wait for the poll
    c.settle();
    const bool lockingSolves = c.session.run()->metrics.latency_ms.max <= 150;
    QCOMPARE(goal->met(), lockingSolves);
    c.workbench.chooseStrategy("none");
    c.settle();
    QVERIFY(!goal->met());
    c.click("solution");
    QVERIFY(goal->met());
    c.keep("task-solved");
    c.workbench.undo();
    c.settle();
    QVERIFY(!goal->met() && c.session.scenario().strategy.name == "none");
}

void tst_LessonAnswers::aCurveIsDrawnWithTheArrowKeys()
{
    Class c;
    c.player.goTo(3);
    c.settle();
    auto* canvas = c.find<CurveCanvas>("curve");
    canvas->setFocus();
    const Instant before = c.session.playback().playhead();
    for (int i = 0; i < 10; ++i) QTest::keyClick(canvas, Qt::Key_Up);
    for (int i = 0; i < 12; ++i) QTest::keyClick(canvas, Qt::Key_Right);
    for (int i = 0; i < 10; ++i) QTest::keyClick(canvas, Qt::Key_Down);
    const CurveValues& drawn = c.player.prediction().curve;
    QVERIFY(std::abs(drawn.front() - 0.5) < 1e-9 && drawn.back() < 1e-9);
    QVERIFY(std::abs(drawn[100] - 0.5) < 1e-9 && drawn[130] < 1e-9);
    QCOMPARE(c.session.playback().playhead(), before);  // the keys were the chart's
}

void tst_LessonAnswers::anAnswerUnlocksPlayAndIsShownBesideTheTruth()
{
    Class c;
    c.key(Qt::Key_PageDown);
    QVERIFY(!c.find<QPushButton>("reveal")->isEnabled());
    c.click("choice-1");
    QVERIFY(c.session.masked() && c.find<QAbstractButton>("choice-1")->isChecked());
    c.key(Qt::Key_2);  // one may think again; and it is no preset now
    QVERIFY(c.find<QAbstractButton>("choice-2")->isChecked() &&
            !c.find<QAbstractButton>("choice-1")->isChecked());
    c.click("reveal");
    QVERIFY(c.player.phase() == Phase::revealed && !c.session.masked() && !c.player.right());
    QVERIFY(c.session.playback().playing());
    QVERIFY(c.session.playback().playhead() >= Instant(104ms));
    QCOMPARE(c.text("verdict"), QString("Not as you predicted."));
    QVERIFY(c.text("reveal-text").startsWith("1, so 1 000 times fewer."));
    QVERIFY(c.find<QPushButton>("play")->isEnabled() && c.find<QPushButton>("next")->isEnabled());
    c.session.playback().setPlaying(false);
    c.keep("reveal");
    c.player.askAgain();
    c.settle();
    QVERIFY(c.session.masked() && c.player.prediction().empty());
    c.key(Qt::Key_3);
    c.key(Qt::Key_PageDown);
    QVERIFY(c.player.right());
    QCOMPARE(c.text("verdict"), QString("As you predicted."));
    QVERIFY(!c.player.progress().answers.at(1).right);  // what counts is the first time
}

void tst_LessonAnswers::pageDownRevealsWithoutAnAnswer()
{
    Class c;
    c.key(Qt::Key_PageDown);
    c.key(Qt::Key_PageDown);
    QVERIFY(c.player.phase() == Phase::revealed && !c.session.masked());
    QVERIFY(c.text("verdict").isEmpty() && c.player.progress().answers.empty());
}

STAMPEDE_TESTS(tst_LessonAnswers, a_window)
#include "tst_lesson_answers.moc"
