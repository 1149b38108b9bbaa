// The learn page, driven with mouse and keys: an interview answered and graded, a challenge met, a way
// through the decision tree, a word looked up.

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QTimer>

#include "core/analysis/metrics_json.h"
#include "core/learn/challenges.h"
#include "core/lesson/lesson_file.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/teach/learn/challenge_panel.h"
#include "ui/teach/learn/challenge_player.h"
#include "ui/teach/learn/challenge_progress.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/evidence_panel.h"
#include "ui/teach/learn/glossary.h"
#include "ui/teach/learn/guide_page.h"
#include "ui/teach/learn/guide_tree.h"
#include "ui/teach/learn/learn_page.h"
#include "ui/teach/lesson/goal_card.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/progress.h"

using namespace stampede;
using namespace stampede::ui;

namespace {

/// The window on a scenario of the person's own: the worked example with half the requests.
struct School : test::Window {
    School()
    {
        open();
        workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 500; });
        settle();
        focus();
        key(Qt::Key_L);
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(window.settled() && session.settled(), 60'000);
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }
    LearnPage* page() { return static_cast<LearnPage*>(window.page(View::learn)); }
    void key(Qt::Key k, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &window, k, modifiers);
    }
    /// What is shown and has this name; waits for it.
    template <class Widget = QPushButton>
    Widget* find(const QString& name)
    {
        for (int i = 0; i < 200; ++i) {
            for (Widget* w : window.findChildren<Widget*>(name))
                if (w->isVisible()) return w;
            QTest::qWait(10);
        }
        qWarning("%s is not there", qPrintable(name));
        return nullptr;
    }
    void click(const QString& name)
    {
        auto* button = find<QAbstractButton>(name);
        QVERIFY2(button && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    void goTo(Place place) { click(QStringLiteral("place-%1").arg(int(place))); }
    /// A picture beside the tests, where the environment asks for them.
    void picture(const QString& name)
    {
        const QString folder = qEnvironmentVariable("LEARN_PICTURES");
        if (!folder.isEmpty()) window.grab().save(folder + u'/' + name + QStringLiteral(".png"));
    }
    std::uint32_t ownRequests() const { return std::get<Burst>(session.scenario().traffic[0]).requests; }
};

}  // namespace

class tst_Learn : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void theHomeLeadsEverywhereAndEscapeBack();
    void anAnswerIsTypedRevealedTickedAndKept();
    void aPointIsShownInTheLabAndEscapeLeadsBack();
    void aMockInterviewEndsWithAResultAndIsExported();
    void noInterviewFollowsUpWhatWasNotAsked();
    void aChallengeIsMetByMovingThings();
    void whatBelongsToTheProblemIsPutBack();
    void theSolutionIsBehindAClick();
    void theTreeIsWalkedByKeysAndMouse();
    void theGlossaryIsSearched();
    void aWordOpensItsPopup();
    void lessonsAreStartedAndReset();
    void everyThemeShowsEveryPlace_data();
    void everyThemeShowsEveryPlace();
};

void tst_Learn::initTestCase()
{
    QApplication::setOrganizationName("stampede-lab-tests");
    QApplication::setApplicationName("tst_learn");
    applyTheme(*qApp, Theme::Name::light);
}

void tst_Learn::theHomeLeadsEverywhereAndEscapeBack()
{
    School school;
    QCOMPARE(school.page()->place(), Place::home);
    for (const Place place :
         {Place::lessons, Place::coach, Place::challenges, Place::guide, Place::glossary}) {
        school.goTo(place);
        QCOMPARE(school.page()->place(), place);
        QVERIFY(school.find<QLabel>("learn-title")->text() == placeTitle(place));
        school.settle();
        school.key(Qt::Key_Escape);
        QTRY_COMPARE(school.page()->place(), Place::home);
    }
    QTest::keyClick(&school.window, Qt::Key_Escape);
    QCOMPARE(school.window.views().current(), View::lab);
}

void tst_Learn::anAnswerIsTypedRevealedTickedAndKept()
{
    School school;
    school.goTo(Place::coach);
    school.click("ask-what-it-is");
    auto* answer = school.find<QPlainTextEdit>("answer");
    QTRY_VERIFY(answer->hasFocus());
    QTest::keyClicks(answer, "Everybody misses at once. GG");  // letters, not commands
    QCOMPARE(school.page()->place(), Place::coach);
    school.click("reveal");
    QVERIFY(school.find<QLabel>("own-text")->text().startsWith("Everybody misses"));
    QTRY_VERIFY_WITH_TIMEOUT(!school.page()->coach().points().isEmpty(), 60'000);
    QVERIFY(school.page()->coach().points().join(' ').contains(QStringLiteral("1\u202F000 queries")) ||
            school.page()->coach().points().join(' ').contains(QStringLiteral("1\u00A0000 queries")));
    QVERIFY(!school.page()->coach().points().join(' ').contains("{{"));
    school.click("tick-0");
    QTest::keyClick(school.find<QCheckBox>("tick-2"), Qt::Key_Space);
    QCOMPARE(school.find<QLabel>("grade")->text(), QString("2 of 6 points"));
    school.click("next");
    QTRY_COMPARE(school.page()->coach().phase(), Coach::Phase::done);
    const CoachHistory kept = CoachHistory::load();
    QCOMPARE(kept.answers.size(), 1);
    QCOMPARE(kept.answers[0].hits(), 2);
    QCOMPARE(kept.answers[0].text, QString("Everybody misses at once. GG"));
    school.click("more");
    QVERIFY(school.find<QLabel>("history")->text().startsWith("1 "));
}

void tst_Learn::aPointIsShownInTheLabAndEscapeLeadsBack()
{
    School school;
    school.goTo(Place::coach);
    school.click("ask-what-it-is");
    school.click("aloud");
    QTRY_VERIFY_WITH_TIMEOUT(!school.page()->coach().points().isEmpty(), 60'000);
    school.click("show-2");
    QTRY_COMPARE(school.window.views().current(), View::lab);
    school.settle();
    QCOMPARE(school.session.scenario().strategy.name, std::string("none"));
    QCOMPARE(school.session.playback().playhead(), Instant(60ms));
    QVERIFY(school.page()->coach().evidence()->isVisible());
    school.picture("evidence");
    school.click("evidence-tick");
    school.click("evidence-next");
    school.settle();
    QCOMPARE(school.session.playback().playhead(), Instant(400ms));
    QVERIFY2(school.window.hasFocus(), QApplication::focusWidget()
                                           ? QApplication::focusWidget()->metaObject()->className()
                                           : "nothing");
    QTest::keyClick(&school.window, Qt::Key_Escape);
    QTRY_COMPARE(school.window.views().current(), View::learn);
    school.settle();
    QCOMPARE(school.page()->coach().phase(), Coach::Phase::grading);
    QVERIFY(school.find<QCheckBox>("tick-2")->isChecked());
    QVERIFY(!school.window.views().guest());
    QCOMPARE(school.ownRequests(), 500u);
    QVERIFY(school.workbench.canUndo());
}

void tst_Learn::aMockInterviewEndsWithAResultAndIsExported()
{
    School school;
    school.goTo(Place::coach);
    school.click("mock-3");
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(school.page()->coach().number(), std::size_t(i + 1));
        school.click("aloud");
        QTRY_VERIFY_WITH_TIMEOUT(!school.page()->coach().points().isEmpty(), 60'000);
        QCoreApplication::processEvents();
        school.click("tick-0");
        school.click("next");
    }
    QVERIFY(school.find<QLabel>("result")->text().startsWith("3 of "));
    school.picture("coach-end");
    const QString text = toMarkdown(school.page()->coach().round());
    QCOMPARE(text.count("\n## L"), 3);
    QCOMPARE(text.count("\n- [x] "), 3);
    QVERIFY(text.contains("Said aloud."));
    QVERIFY(!text.contains("[[") && !text.contains("{{"));
}

void tst_Learn::noInterviewFollowsUpWhatWasNotAsked()
{
    for (std::uint32_t seed = 1; seed <= 200; ++seed)
        for (int count : {3, 5, 8, 100}) {
            std::set<std::string> asked;
            for (const InterviewQuestion* q : mockInterview(count, seed)) {
                QVERIFY2(q->follows.empty() || asked.contains(q->follows), q->id.c_str());
                QVERIFY(asked.insert(q->id).second);
            }
            QCOMPARE(asked.size(), std::min(std::size_t(count), interview().questions.size()));
        }
    School school;
    school.goTo(Place::coach);
    Coach& coach = school.page()->coach();
    for (const InterviewLevel& level : interview().levels) {
        coach.askLevel(level.level);
        QVERIFY(!coach.asFollowUpTo());
    }
    coach.ask({interview().find("the-gap")});
    QVERIFY(!coach.asFollowUpTo());
    coach.ask({interview().find("what-it-is"), interview().find("the-gap")});
    coach.next();
    QCOMPARE(coach.asFollowUpTo(), interview().find("what-it-is"));
}

void tst_Learn::aChallengeIsMetByMovingThings()
{
    School school;
    school.goTo(Place::challenges);
    school.click("play-one-goes");
    QTRY_COMPARE(school.window.views().current(), View::lab);
    school.settle();
    ChallengePanel* panel = school.page()->challenges().panel();
    QVERIFY(panel->isVisible());
    QVERIFY(!panel->met());
    QCOMPARE(progressOfChallenge("one-goes"), ChallengeState::tried);
    QTest::keyClick(&school.window, Qt::Key_3,
                    Qt::ControlModifier);  // coalescing: four queries, one too many
    school.settle();
    QVERIFY(!panel->met());
    QTest::keyClick(&school.window, Qt::Key_2, Qt::ControlModifier);
    school.settle();
    QTRY_VERIFY(panel->met());
    school.picture("challenge-met");
    QCOMPARE(progressOfChallenge("one-goes"), ChallengeState::met);
    school.click("next-challenge");
    QTRY_COMPARE(school.page()->challenges().current(), find_challenge("nobody-waits"));
    school.settle();
    QVERIFY(!panel->met());
    school.click("challenge-back");
    QTRY_COMPARE(school.window.views().current(), View::learn);
    school.settle();
    QCOMPARE(school.ownRequests(), 500u);
    QVERIFY(school.find<QLabel>("state-one-goes")->text().contains("met"));
}

void tst_Learn::whatBelongsToTheProblemIsPutBack()
{
    School school;
    school.page()->challenges().play(*find_challenge("one-goes"));
    school.settle();
    school.workbench.change([](Scenario& s) { std::get<Burst>(s.traffic[0]).requests = 2; });
    school.settle();
    ChallengePanel* panel = school.page()->challenges().panel();
    QVERIFY(
        missed_expectations(school.session.run()->metrics, find_challenge("one-goes")->start.expect).empty());
    QVERIFY(!panel->met());
    school.picture("challenge-unfair");
    school.click("put-back");
    school.settle();
    QCOMPARE(school.ownRequests(), 1000u);
    QTRY_VERIFY(!panel->findChild<QPushButton*>("put-back")->isVisible());
}

void tst_Learn::theSolutionIsBehindAClick()
{
    School school;
    school.page()->challenges().play(*find_challenge("holder-dies"));
    school.settle();
    QVERIFY(school.find<QLabel>("challenge-title"));
    school.click("hint");
    QVERIFY(school.page()->challenges().panel()->findChild<QLabel*>("said")->text().startsWith("How long"));
    school.click("solution");
    school.settle();
    QTRY_VERIFY(school.page()->challenges().panel()->met());
    QCOMPARE(progressOfChallenge("holder-dies"), ChallengeState::solutionSeen);
}

void tst_Learn::theTreeIsWalkedByKeysAndMouse()
{
    School school;
    school.goTo(Place::guide);
    school.settle();
    school.picture("guide");
    GuideTree* tree = school.find<GuideTree>("");
    QVERIFY(!tree->taken());
    QTest::mouseClick(tree, Qt::LeftButton, {}, tree->boxOf("Combined").center());
    QCOMPARE(tree->taken()->strategy, std::string("combined"));
    QCOMPARE(school.find<QLabel>("leaf-title")->text(), QString("Combined"));
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Left);  // its answer
    QTest::keyClick(tree, Qt::Key_Up);    // the answer above: old is fine for a while
    QTest::keyClick(tree, Qt::Key_Right);
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(tree->taken()->strategy, std::string("stale-while-revalidate"));
    QTRY_COMPARE(school.find<QLabel>("m-queries")->text(), QString("4"));
    QCOMPARE(school.find<QLabel>("m-stale")->text(), QString("100 %"));
    school.picture("guide-leaf");
    school.click("open-on-own");
    QTRY_COMPARE(school.window.views().current(), View::lab);
    school.settle();
    QCOMPARE(school.session.scenario().strategy.name, std::string("stale-while-revalidate"));
    QCOMPARE(school.ownRequests(), 500u);
}

void tst_Learn::theGlossaryIsSearched()
{
    School school;
    QTest::keyClick(&school.window, Qt::Key_G);
    QCOMPARE(school.page()->place(), Place::glossary);
    auto* search = school.find<QLineEdit>("glossary-search");
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, "thundering");
    const QString found = school.find<QTextBrowser>("glossary-list")->toPlainText();
    QVERIFY(found.startsWith("cache stampede"));
    QVERIFY(!found.contains("Poisson"));
    QTest::keyClicks(search, "xyz");
    QVERIFY(school.find<QTextBrowser>("glossary-list")->toPlainText().contains("No word"));
}

void tst_Learn::aWordOpensItsPopup()
{
    School school;
    QVERIFY(!showTerm("flux capacitor", QPoint(300, 300), &school.window));
    QVERIFY(showTerm("Thundering Herd", QPoint(300, 300), &school.window));
    QCOMPARE(school.find<QLabel>("term-name")->text(), QString("cache stampede"));
    school.click("term-see");
    QTRY_VERIFY(school.find<QLabel>("term-name")->text() != "cache stampede");
    school.click("term-all");
    QTRY_COMPARE(school.page()->place(), Place::glossary);
    QCOMPARE(school.window.views().current(), View::learn);
}

void tst_Learn::lessonsAreStartedAndReset()
{
    School school;
    QVERIFY(!lessons().empty());
    const QString id = QString::fromStdString(lessons()[0].id);
    school.goTo(Place::lessons);
    auto* card = school.find<QFrame>("lesson-card");
    QVERIFY(card);
    QTest::mouseClick(card, Qt::LeftButton, {}, QPoint(card->width() / 2, 8));  // not on its button
    QTRY_VERIFY(school.window.lessons().active());
    QCOMPARE(QString::fromStdString(school.window.lessons().lesson().id), id);
    QTRY_VERIFY(school.window.views().current() == View::lab);
    school.window.lessons().next();
    school.window.lessons().leave();
    QVERIFY(progressOf(id).begun());
    school.window.views().go(View::learn);
    school.click("reset");
    QVERIFY(!progressOf(id).begun());
}

void tst_Learn::everyThemeShowsEveryPlace_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("name");
    QTest::newRow("light") << int(Theme::Name::light) << QSize(1280, 800) << "light-1280";
    QTest::newRow("dark") << int(Theme::Name::dark) << QSize(1600, 1000) << "dark-1600";
    QTest::newRow("projector") << int(Theme::Name::projector) << QSize(1920, 1080) << "projector-1920";
}

void tst_Learn::everyThemeShowsEveryPlace()
{
    QFETCH(int, theme);
    QFETCH(QSize, size);
    QFETCH(QString, name);
    School school;
    school.window.resize(size);
    applyTheme(*qApp, Theme::Name(theme));
    QTest::qWait(50);
    for (const Place place :
         {Place::home, Place::lessons, Place::coach, Place::challenges, Place::guide, Place::glossary}) {
        school.page()->open(place);
        school.settle();
        QTest::qWait(30);
        school.picture(QStringLiteral("%1-%2").arg(name).arg(int(place)));
        for (QLabel* label : school.page()->findChildren<QLabel*>())
            if (label->isVisible() && !label->text().isEmpty() && !label->wordWrap())
                QVERIFY2(label->width() >= label->sizeHint().width() - 1, qPrintable(label->text()));
    }
    school.page()->coach().ask({interview().find("xfetch")});
    school.page()->open(Place::coach);
    QTest::qWait(30);
    school.picture(name + "-asking");
    school.page()->coach().reveal(true);
    QTRY_VERIFY_WITH_TIMEOUT(!school.page()->coach().points().isEmpty(), 60'000);
    QVERIFY(school.find<QCheckBox>("tick-0"));
    QCOMPARE(school.window.size(), size);
    school.picture(name + "-answer");
    applyTheme(*qApp, Theme::Name::light);
    QTest::qWait(10);
}

STAMPEDE_TESTS(tst_Learn, a_window)
#include "tst_learn.moc"
