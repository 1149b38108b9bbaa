// The sentence below the headline: it follows the playhead, leads to the cause, is silent under a question,
// and stands below the pictures in front of a class.
#include <QTest>

#include "core/analysis/timeline.h"
#include "tests/support/run_tests.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/session/views/views.h"
#include "ui/tracks/track_area.h"

using namespace stampede;
using namespace stampede::ui;
using namespace std::chrono_literals;

namespace {

struct Lab : test::Window {
    explicit Lab(QSize size = {1280, 800})
    {
        open("product-page", "locking", size);
        settle();
    }
    StoryStrip& strip() { return *window.lab()->story(); }
    TextRows& rows() { return *strip().findChild<TextRows*>(); }
    QString said(Instant t)
    {
        session.playback().setPlayhead(t);
        return plain(strip().sentence());
    }
};

}  // namespace

class tst_StoryStrip : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { applyTheme(*qApp, Theme::Name::light); }
    void itFollowsThePlayhead();
    void aClickLeadsToTheCause();
    void theKeyboardLeadsThereToo();
    void aQuestionSilencesIt();
    void beforeAClassItStandsBelowThePictures();
    void itGrowsAndDoesNotDance();
};

void tst_StoryStrip::itFollowsThePlayhead()
{
    Lab lab;
    const QString waiting = lab.said(Instant(63ms));
    QVERIFY2(waiting.startsWith("Request 1 holds the lock; ") && waiting.contains("999 wait"),
             qPrintable(waiting));
    QVERIFY2(lab.said(Instant(104ms)).startsWith("The value has been in the cache"),
             qPrintable(lab.said(Instant(104ms))));
    QCOMPARE(lab.rows().accessibleName().isEmpty(), false);
}

void tst_StoryStrip::aClickLeadsToTheCause()
{
    Lab lab;
    lab.said(Instant(63ms));
    lab.session.playback().setPlaying(true);
    QTest::mouseClick(&lab.rows(), Qt::LeftButton, {}, QPoint(30, lab.rows().height() / 2));
    const Instant taken = lab.session.run()->timeline.lock_at(0, Instant(63ms))->taken;
    QCOMPARE(lab.session.playback().playhead(), taken);
    QCOMPARE(lab.session.selected(), CallId::request(1));
    QVERIFY(!lab.session.playback().playing());
}

void tst_StoryStrip::theKeyboardLeadsThereToo()
{
    Lab lab;
    lab.said(Instant(63ms));
    lab.rows().setFocus();
    QTest::keyClick(&lab.rows(), Qt::Key_Return);
    QVERIFY(lab.session.playback().playhead() < Instant(2ms));
    lab.said(Instant(63ms));
    QVERIFY(lab.window.commands().run("story-cause"));
    QVERIFY(lab.session.playback().playhead() < Instant(2ms));
    lab.window.views().go(View::learn);
    QVERIFY(!lab.window.commands().run("story-cause"));
}

void tst_StoryStrip::aQuestionSilencesIt()
{
    Lab lab;
    lab.said(Instant(63ms));
    lab.session.setMasked(true);
    QCOMPARE(lab.strip().sentence(), QString("What happens is hidden until the question is answered."));
    QVERIFY(!lab.strip().hasCause());
    lab.session.setMasked(false);
    QVERIFY(lab.strip().hasCause());
}

void tst_StoryStrip::beforeAClassItStandsBelowThePictures()
{
    Lab lab;
    const auto top = [&](QWidget& w) { return w.mapTo(&lab.window, QPoint()).y(); };
    const auto settled = [] { QCoreApplication::processEvents(); };
    settled();
    QVERIFY(top(lab.strip()) > top(*lab.window.headline()) && top(lab.strip()) < top(*lab.window.tracks()));
    lab.window.views().setPresenting(true);
    settled();
    QVERIFY(top(lab.strip()) >= top(*lab.window.tracks()) + lab.window.tracks()->height());
    lab.window.views().setPresenting(false);
    settled();
    QVERIFY(top(lab.strip()) < top(*lab.window.tracks()));
}

/// While time goes by, what stands below must not jump up and down with the length of a sentence.
void tst_StoryStrip::itGrowsAndDoesNotDance()
{
    Lab lab(QSize(1024, 600));
    int tallest = 0;
    for (int ms = 0; ms <= 120; ms += 3) {
        lab.said(run_start + std::chrono::milliseconds(ms));
        QVERIFY(lab.rows().height() >= tallest);
        tallest = lab.rows().height();
    }
    QVERIFY(tallest > 0);
}

STAMPEDE_TESTS(tst_StoryStrip, a_window)
#include "tst_story_strip.moc"
