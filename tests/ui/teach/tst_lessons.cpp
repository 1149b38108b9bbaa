// Lessons in the real window: every step of every lesson, with buttons and keys.

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "tests/support/paths.h"
#include "tests/support/run_tests.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/window/main_window.h"
#include "ui/teach/lesson/curve_canvas.h"
#include "ui/teach/lesson/glossary_hook.h"
#include "ui/teach/lesson/glow.h"
#include "ui/teach/lesson/goal_card.h"
#include "ui/teach/lesson/lesson_panel.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/lesson_text.h"
#include "ui/teach/lesson/progress.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;
using Phase = LessonPlayer::Phase;

namespace {

const QString smallFile =
    QString::fromUtf8(test::source_folder()) + QStringLiteral("/tests/lesson/small-lesson.json");

/// The window with a lesson in it.
struct Class {
    Session session;
    Workbench workbench{session};
    MainWindow window{session, workbench};
    LessonPlayer& player = window.lessons();

    explicit Class(const QString& lesson = smallFile, QSize size = {1600, 1000})
    {
        window.resize(size);
        window.show();
        workbench.open(load_scenario("hot-page"), QStringLiteral("hot-page"));
        begin(lesson);
        window.activateWindow();
        window.setFocus();
    }
    void begin(const QString& lesson)
    {
        QCOMPARE(player.start(lesson), QString());
        settle();
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!player.active() || (player.words() && session.settled()), 60'000);
        QTest::qWait(1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
    }
    void key(Qt::Key k, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&window, k, modifiers);
        settle();
    }
    void click(const char* name)
    {
        auto* b = window.findChild<QAbstractButton*>(QLatin1String(name));
        QVERIFY2(b && b->isEnabled() && b->isVisible(), name);
        QTest::mouseClick(b, Qt::LeftButton);
        settle();
    }
    template <class T = QLabel>
    T* find(const char* name)
    {
        return window.findChild<T*>(QLatin1String(name));
    }
    QString text(const char* name)
    {
        if (auto* label = find<QLabel>(name)) return plain(label->text());
        auto* words = find<LessonText>(name);
        return words ? plain(words->plain()) : QString();
    }
    /// The run of the scene is the one that is shown, and the playhead stands where it says, unless it plays
    /// from there.
    bool shows(const Scene& scene)
    {
        if (session.scenario() != player.lesson().run(scene.run)->scenario) return false;
        using Kind = ScenePlayhead::Kind;
        if (!scene.playhead || scene.play) return true;
        const TimeRange e = session.run()->extent();
        // Beside slower strategies the playhead may stand beyond the end of this run.
        if (scene.playhead->kind == Kind::end) return session.playhead() >= e.until;
        const Instant at = scene.playhead->kind == Kind::instant ? scene.playhead->at : e.from;
        return session.playhead() == at;
    }
    /// What a text says of the run that is shown is what that run measures.
    void compareWithRun(const QString& said, const std::string& text)
    {
        const std::string name = player.scene().run;
        for (const std::string& other : runs_named(text))
            if (other != name) return;
        MeasuredRuns runs;
        runs.emplace(name,
                     MeasuredRun{session.run()->scenario, session.run()->recording, session.run()->metrics});
        QCOMPARE(said, QString::fromStdString(filled_markdown(text, runs)));
    }
    /// Gives an answer to the open question, right or wrong, as a person does.
    void answer(bool right)
    {
        const Question& q = *player.current().ask;
        if (const auto* choices = std::get_if<Choices>(&q.answer)) {
            const auto at = std::find_if(choices->begin(), choices->end(),
                                         [&](const Choice& x) { return x.right == right; }) -
                            choices->begin();
            key(Qt::Key(Qt::Key_1 + int(at)));
        } else if (std::holds_alternative<NumberQuestion>(q.answer)) {
            const double truth = player.words()->truth.value;
            auto* field = find<QLineEdit>("number");
            field->clear();
            QTest::keyClicks(field, QString::number(right ? truth : truth * 30 + 1000, 'f', 6));
        } else {
            // Right is a sketch through a few points of the truth; wrong is its opposite.
            CurveValues drawn = player.words()->curve;
            for (double& v : drawn) v = right ? std::clamp(v, 0.0, 1.0) : v > 0.5 ? 0.0 : 1.0;
            auto* canvas = find<CurveCanvas>("curve");
            const QImage before = canvas->grab().toImage();
            canvas->setDrawn(drawn);
            QVERIFY(canvas->grab().toImage() != before);
            emit canvas->sketched(drawn);
        }
        settle();
    }
    static QString plain(QString s) { return s.replace(QChar(0x202F), u' '); }
    QString headline() { return plain(window.headline()->sentence()); }
    QImage picture() { return window.grab().toImage(); }
    QImage tracks() { return window.tracks()->grab().toImage(); }
    void keep(const char* name)
    {
        const QString folder = qEnvironmentVariable("STAMPEDE_PICTURES");
        if (!folder.isEmpty())
            window.grab().save(folder + QLatin1Char('/') + QLatin1String(name) + QStringLiteral(".png"));
    }
};

Lesson small()
{
    return load_lesson(smallFile.toStdString());
}

}  // namespace

class tst_Lessons : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aLessonShowsItsRunBesideItsText();
    void anOpenQuestionHidesWhatWouldGiveItAway();
    void whileAQuestionIsOpenPicturesDoNotDependOnTheRun();
    void anAnswerUnlocksPlayAndIsShownBesideTheTruth();
    void pageDownRevealsWithoutAnAnswer();
    void aNumberIsPredictedAndCompared_data();
    void aNumberIsPredictedAndCompared();
    void aCurveIsSketchedWithTheMouseOrByPoints();
    void aClassVotesTwice();
    void aTaskIsJudgedAfterEveryRunAndSolvedInOneStep();
    void pageKeysGoThroughTheWholeLesson();
    void progressIsKeptAndCanBeForgotten();
    void whatTheStepSpeaksOfGlows();
    void anUnsoundLessonIsRefusedInOneSentence();
    void aCurveIsDrawnWithTheArrowKeys();
    void textsFetchNothingAndShowNoHtml();
    void inEveryThemeAllOfItIsSeen_data();
    void inEveryThemeAllOfItIsSeen();
    void everyShippedLessonPlays_data();
    void everyShippedLessonPlays();
};

void tst_Lessons::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_lessons");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Lessons::init()
{
    QSettings().clear();
}

void tst_Lessons::aLessonShowsItsRunBesideItsText()
{
    Class c;
    QCOMPARE(c.text("where"), QString("LESSON · STEP 1 OF 5"));
    QCOMPARE(c.text("title"), QString("A thousand at the door"));
    QVERIFY(c.text("say").startsWith("1 000 requests come within 3 ms."));
    QVERIFY(c.session.scenario() == small().run("none")->scenario);
    QCOMPARE(c.session.playhead(), Instant(60ms));
    QCOMPARE(c.session.selected(), CallId::request(417));
    QVERIFY(c.find<LessonPanel>("lesson-panel")->isVisible() && !c.session.masked());
    c.keep("telling");
}

void tst_Lessons::anOpenQuestionHidesWhatWouldGiveItAway()
{
    Class c;
    c.click("next");
    QVERIFY(c.player.phase() == Phase::asking && c.session.masked());
    QCOMPARE(c.headline(), QString("1 000 requests → ? database queries"));
    for (const HeadlineFigure& f : c.window.headline()->figures()) QCOMPARE(f.value, QString("?"));
    QVERIFY(c.window.tracks()->isMasked());
    QVERIFY(!c.find<QPushButton>("play")->isEnabled() &&
            c.find<QPushButton>("play")->toolTip().contains("Answer the question first"));
    QVERIFY(!c.find<QPushButton>("next")->isEnabled());
    const Instant before = c.session.playhead();
    for (Qt::Key k : {Qt::Key_Space, Qt::Key_Right, Qt::Key_End, Qt::Key_C, Qt::Key_E}) c.key(k);
    QTest::mouseClick(c.window.transport()->overview(), Qt::LeftButton, {},
                      c.window.transport()->overview()->rect().center());
    QVERIFY(!c.session.playing());
    QCOMPARE(c.session.playhead(), before);
    QCOMPARE(c.window.views().current(), View::lab);
    c.window.views().go(View::compare);
    QTRY_COMPARE(c.window.views().current(), View::lab);
    // What can be asked for now; a command that is added later belongs here only if it gives nothing away.
    for (const Command& command : c.window.commands().all()) {
        if (!command.isPossible()) continue;
        using Group = Command::Group;
        QVERIFY2(command.group != Group::play && command.group != Group::time &&
                     command.group != Group::choose && command.group != Group::edit,
                 qPrintable(command.id));
    }
    for (const char* id : {"save-run", "slowest-request", "simulated-vs-live", "view-compare", "view-explore",
                           "strategy-none", "to-end"})
        QVERIFY2(!c.window.commands().run(id), id);
    c.keep("question");
}

void tst_Lessons::whileAQuestionIsOpenPicturesDoNotDependOnTheRun()
{
    // The same question over two runs that end differently: nothing but the strategy's own name may differ.
    Lesson one = small(), other = small();
    for (LessonRun& run : other.runs)
        if (run.name == "locking")
            run.scenario = load_scenario("product-page", {"locking", {}, {}, {}},
                                         std::vector<Override>{{"database.query_time", "170ms"}});
    std::vector<QImage> tracks, strips, headlines;
    for (const Lesson& lesson : {one, other}) {
        QSettings().clear();
        Class c;
        c.player.start(lesson);
        c.settle();
        c.key(Qt::Key_PageDown);
        QVERIFY(c.session.masked());
        tracks.push_back(c.tracks());
        strips.push_back(c.window.transport()->grab().toImage());
        headlines.push_back(c.window.headline()->grab().toImage());
        c.key(Qt::Key_PageDown);
        tracks.push_back(c.tracks());
    }
    QVERIFY(tracks[0] == tracks[2]);
    QVERIFY(tracks[1] != tracks[3]);  // and once revealed they do differ
    QVERIFY(strips[0] == strips[1]);
    QVERIFY(headlines[0] == headlines[1]);
}

void tst_Lessons::anAnswerUnlocksPlayAndIsShownBesideTheTruth()
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
    QVERIFY(c.session.playing());
    QVERIFY(c.session.playhead() >= Instant(104ms));
    QCOMPARE(c.text("verdict"), QString("Not as you predicted."));
    QVERIFY(c.text("reveal-text").startsWith("1, so 1 000 times fewer."));
    QVERIFY(c.find<QPushButton>("play")->isEnabled() && c.find<QPushButton>("next")->isEnabled());
    c.session.setPlaying(false);
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

void tst_Lessons::pageDownRevealsWithoutAnAnswer()
{
    Class c;
    c.key(Qt::Key_PageDown);
    c.key(Qt::Key_PageDown);
    QVERIFY(c.player.phase() == Phase::revealed && !c.session.masked());
    QVERIFY(c.text("verdict").isEmpty() && c.player.progress().answers.empty());
}

void tst_Lessons::aNumberIsPredictedAndCompared_data()
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

void tst_Lessons::aNumberIsPredictedAndCompared()
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

void tst_Lessons::aCurveIsSketchedWithTheMouseOrByPoints()
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

void tst_Lessons::aClassVotesTwice()
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
    c.session.setPlaying(false);
    c.keep("vote-revealed");
}

void tst_Lessons::aTaskIsJudgedAfterEveryRunAndSolvedInOneStep()
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

void tst_Lessons::pageKeysGoThroughTheWholeLesson()
{
    Class c;
    std::vector<std::size_t> seen{c.player.step()};
    for (int i = 0; i < 20 && !(c.player.last() && c.player.phase() != Phase::asking); ++i) {
        c.key(Qt::Key_PageDown);
        if (seen.back() != c.player.step()) seen.push_back(c.player.step());
    }
    QCOMPARE(seen, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
    QVERIFY(c.player.progress().finished);
    while (c.player.step() > 0) c.key(Qt::Key_PageUp);
    QVERIFY(c.session.scenario() == small().run("none")->scenario);
    QCOMPARE(c.session.playhead(), Instant(60ms));
    c.player.leave();
    c.settle();
    QVERIFY(!c.window.views().guest() && !c.session.masked());
    c.key(Qt::Key_1);  // a preset again
    QCOMPARE(QString::fromStdString(c.session.scenario().name), QString::fromStdString(presets()[0].name));
}

void tst_Lessons::progressIsKeptAndCanBeForgotten()
{
    {
        Class c;
        c.key(Qt::Key_PageDown);
        c.key(Qt::Key_3);
        c.key(Qt::Key_PageDown);
        c.key(Qt::Key_PageDown);
    }
    const LessonProgress kept = progressOf(smallFile);
    QCOMPARE(kept.step, 2);
    QCOMPARE(kept.rightFirstTime(), 1);
    QCOMPARE(kept.questions, 3);
    Class c;
    QCOMPARE(c.player.step(), std::size_t(2));
    c.key(Qt::Key_PageUp);
    QVERIFY(c.player.phase() == Phase::revealed && c.player.prediction().choice == std::size_t(2));
    c.player.startOver();
    c.settle();
    QVERIFY(c.player.step() == 0 && progressOf(smallFile).answers.empty());
}

void tst_Lessons::whatTheStepSpeaksOfGlows()
{
    Class c;
    auto* glow = c.find<Glow>("glow");
    QCOMPARE(glow->targets().size(), std::size_t(1));
    QCOMPARE(glow->targets()[0]->objectName(), QString("database"));
    QVERIFY(glow->isVisible());
    c.player.goTo(3);
    c.settle();
    QVERIFY(!glow->isVisible());
}

void tst_Lessons::anUnsoundLessonIsRefusedInOneSentence()
{
    Class c;
    const QString said = c.player.start(QStringLiteral("/no/such/lesson.json"));
    QVERIFY2(said.contains("No such file"), qPrintable(said));
    QVERIFY(c.player.active());  // the one before goes on
    Lesson broken = small();
    broken.id = "mine.json";
    broken.steps[2].say = "{{none.metrics.no_such_thing}}";
    QSignalSpy failures(&c.player, &LessonPlayer::failed);
    c.player.start(broken);
    QTRY_COMPARE(failures.size(), 1);
    QVERIFY(failures[0][0].toString().startsWith("mine.json: steps[2].say: {{none.metrics.no_such_thing}}"));
    QVERIFY(!c.player.active() && !c.session.masked());
}

void tst_Lessons::aCurveIsDrawnWithTheArrowKeys()
{
    Class c;
    c.player.goTo(3);
    c.settle();
    auto* canvas = c.find<CurveCanvas>("curve");
    canvas->setFocus();
    const Instant before = c.session.playhead();
    for (int i = 0; i < 10; ++i) QTest::keyClick(canvas, Qt::Key_Up);
    for (int i = 0; i < 12; ++i) QTest::keyClick(canvas, Qt::Key_Right);
    for (int i = 0; i < 10; ++i) QTest::keyClick(canvas, Qt::Key_Down);
    const CurveValues& drawn = c.player.prediction().curve;
    QVERIFY(std::abs(drawn.front() - 0.5) < 1e-9 && drawn.back() < 1e-9);
    QVERIFY(std::abs(drawn[100] - 0.5) < 1e-9 && drawn[130] < 1e-9);
    QCOMPARE(c.session.playhead(), before);  // the keys were the chart's
}

void tst_Lessons::textsFetchNothingAndShowNoHtml()
{
    LessonText text;
    text.setText(
        QStringLiteral("<b>bold</b> **strong** ![x](file:///etc/passwd) [out](https://example.org)"));
    QVERIFY2(text.plain().contains("<b>bold</b>") && text.plain().contains("strong"),
             qPrintable(text.plain()));
    // A file that is there is not read.
    QTemporaryDir folder;
    QImage picture(20, 20, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(folder.filePath("red.png")));
    const QUrl file = QUrl::fromLocalFile(folder.filePath("red.png"));
    QCOMPARE(text.document()->resource(QTextDocument::ImageResource, file).value<QImage>().size(),
             QSize(1, 1));
    QVERIFY(!text.openLinks() && !text.openExternalLinks());
    const GlossaryHook before = glossaryHook();
    setGlossaryHook({});
    QCOMPARE(withGlossaryLinks("a [[stampede|herd]] and a [[ttl]]"), QString("a herd and a ttl"));
    setGlossaryHook([](const QString&, QPoint, QWidget*) { return true; });
    QCOMPARE(withGlossaryLinks("a [[hot key|herd]]"), QString("a [herd](glossary:hot%20key)"));
    setGlossaryHook(before);
}

void tst_Lessons::inEveryThemeAllOfItIsSeen_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<QSize>("size");
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector})
        for (QSize size : {QSize(1280, 800), QSize(1600, 1000)})
            QTest::newRow(qPrintable(QString("theme %1 at %2").arg(int(name)).arg(size.width())))
                << int(name) << size;
}

void tst_Lessons::inEveryThemeAllOfItIsSeen()
{
    QFETCH(int, theme);
    QFETCH(QSize, size);
    applyTheme(*qApp, Theme::Name(theme));
    Class c(smallFile, size);
    const int smallest = Theme::Name(theme) == Theme::Name::projector
                             ? QGuiApplication::primaryScreen()->size().height() / 50
                             : 11;
    for (int i = 0; i < 20 && !(c.player.last() && c.player.phase() != Phase::asking); ++i) {
        c.key(Qt::Key_PageDown);
        if (c.player.phase() == Phase::asking) c.answer(false);
        auto* panel = c.find<LessonPanel>("lesson-panel");
        QVERIFY(panel->isVisible() &&
                c.window.rect().contains(QRect(panel->mapTo(&c.window, QPoint()), panel->size())));
        for (const QWidget* w : panel->findChildren<QWidget*>()) {
            if (!w->isVisible()) continue;
            QVERIFY2(w->font().pixelSize() >= smallest, qPrintable(w->objectName()));
            const bool says = qobject_cast<const QLabel*>(w) || qobject_cast<const QAbstractButton*>(w) ||
                              qobject_cast<const LessonText*>(w);
            const int right = w->mapTo(panel, QPoint(w->width(), 0)).x();
            if (says) QVERIFY2(right <= panel->width(), qPrintable(w->objectName() + " sticks out"));
        }
        c.keep(qPrintable(QString("theme-%1-%2-%3-%4")
                              .arg(theme)
                              .arg(size.width())
                              .arg(c.player.step() + 1)
                              .arg(int(c.player.phase()))));
    }
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Lessons::everyShippedLessonPlays_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("right");
    for (const Lesson& lesson : lessons()) {
        const QString id = QString::fromStdString(lesson.id);
        QTest::newRow(qPrintable(id + ", answered right")) << id << true;
        QTest::newRow(qPrintable(id + ", answered wrong")) << id << false;
    }
}

/// From its first step to its last by Page Down, with an answer to each question.
void tst_Lessons::everyShippedLessonPlays()
{
    QFETCH(QString, id);
    QFETCH(bool, right);
    Class c(id);
    const Lesson& lesson = c.player.lesson();
    QCOMPARE(c.text("where"), QString("LESSON %1 OF %2 · STEP 1 OF %3")
                                  .arg(c.player.number())
                                  .arg(lessons().size())
                                  .arg(lesson.steps.size()));
    int questions = 0;
    for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
        QCOMPARE(c.player.step(), step);
        QVERIFY2(c.shows(c.player.scene()), qPrintable(QString("step %1").arg(step + 1)));
        c.compareWithRun(QString::fromStdString(c.player.words()->say), lesson.steps[step].say);
        if (lesson.steps[step].ask) {
            ++questions;
            QVERIFY(c.player.phase() == Phase::asking && c.session.masked());
            QVERIFY2(c.headline().contains("→ ?"), qPrintable(c.headline()));
            const QImage hidden = c.tracks();
            c.answer(right);
            QVERIFY(c.session.masked());
            QVERIFY2(c.tracks() == hidden, "the tracks tell whether an answer is right");
            c.keep(qPrintable(QString("%1-%2-asked").arg(id).arg(step + 1)));
            c.key(Qt::Key_PageDown);
            QVERIFY(c.player.phase() == Phase::revealed && !c.session.masked());
            QVERIFY2(c.player.right() == right, qPrintable(QString("step %1").arg(step + 1)));
            QVERIFY(!c.headline().contains("→ ?"));
            if (lesson.steps[step].reveal)
                c.compareWithRun(QString::fromStdString(c.player.words()->reveal),
                                 lesson.steps[step].reveal->say);
        }
        c.session.setPlaying(false);
        c.keep(qPrintable(QString("%1-%2-%3").arg(id).arg(step + 1).arg(right)));
        if (step + 1 < lesson.steps.size()) c.key(Qt::Key_PageDown);
    }
    QVERIFY(c.player.last() && c.player.progress().finished);
    QCOMPARE(c.player.progress().rightFirstTime(), right ? questions : 0);
}

STAMPEDE_TESTS(tst_Lessons, a_window)
#include "tst_lessons.moc"
