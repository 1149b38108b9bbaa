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

#include "tests/support/run_tests.h"
#include "tests/ui/teach/lesson_class.h"

using namespace stampede;
using namespace stampede::ui;
using test::Class;
using test::Phase;
using test::small;
using test::smallFile;

class tst_Lessons : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void aLessonShowsItsRunBesideItsText();
    void anOpenQuestionHidesWhatWouldGiveItAway();
    void whileAQuestionIsOpenPicturesDoNotDependOnTheRun();
    void pageKeysGoThroughTheWholeLesson();
    void progressIsKeptAndCanBeForgotten();
    void whatTheStepSpeaksOfGlows();
    void anUnsoundLessonIsRefusedInOneSentence();
    void textsFetchNothingAndShowNoHtml();
    void inEveryThemeAllOfItIsSeen_data();
    void inEveryThemeAllOfItIsSeen();
    void rightAnswersStandEverywhere();
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
    QCOMPARE(c.session.playback().playhead(), Instant(60ms));
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
    const Instant before = c.session.playback().playhead();
    for (Qt::Key k : {Qt::Key_Space, Qt::Key_Right, Qt::Key_End, Qt::Key_C, Qt::Key_E}) c.key(k);
    QTest::mouseClick(c.window.transport()->overview(), Qt::LeftButton, {},
                      c.window.transport()->overview()->rect().center());
    QVERIFY(!c.session.playback().playing());
    QCOMPARE(c.session.playback().playhead(), before);
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
    QCOMPARE(c.session.playback().playhead(), Instant(60ms));
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

/// Who always takes the third answer learns nothing.
void tst_Lessons::rightAnswersStandEverywhere()
{
    Class c;
    std::map<std::size_t, int> places;
    int all = 0;
    for (const Lesson& lesson : lessons()) {
        c.begin(QString::fromStdString(lesson.id));
        for (const LessonStep& step : c.player.lesson().steps)
            if (const auto* choices = step.ask ? std::get_if<Choices>(&step.ask->answer) : nullptr)
                for (std::size_t i = 0; i < choices->size(); ++i)
                    if ((*choices)[i].right) ++places[i], ++all;
    }
    QVERIFY(all > 15);
    for (std::size_t i = 0; i < 3; ++i)
        QVERIFY2(places[i] * 6 > all && places[i] * 2 < all,
                 qPrintable(QString("%1 of %2 stand at %3").arg(places[i]).arg(all).arg(i + 1)));
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
    const QString where = c.player.isFirstMinute()
                              ? QString("START HERE")
                              : QString("LESSON %1 OF %2").arg(c.player.number()).arg(lessons().size() - 1);
    QCOMPARE(c.text("where"), where + QString(" · STEP 1 OF %1").arg(lesson.steps.size()));
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
        c.session.playback().setPlaying(false);
        c.keep(qPrintable(QString("%1-%2-%3").arg(id).arg(step + 1).arg(right)));
        if (step + 1 < lesson.steps.size()) c.key(Qt::Key_PageDown);
    }
    QVERIFY(c.player.last() && c.player.progress().finished);
    QCOMPARE(c.player.progress().rightFirstTime(), right ? questions : 0);
}

STAMPEDE_TESTS(tst_Lessons, a_window)
#include "tst_lessons.moc"
