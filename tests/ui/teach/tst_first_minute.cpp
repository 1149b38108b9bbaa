// The first minute: a question over a picture that stands, then two ways out, each with its price.
#include <QScrollArea>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/metrics_json.h"
#include "tests/support/run_tests.h"
#include "tests/ui/teach/lesson_class.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/look/widgets/slider.h"
#include "ui/session/views/views.h"

using namespace stampede;
using namespace stampede::ui;
using test::Phase;

namespace {

struct Minute : test::Class {
    explicit Minute(QSize size = {1600, 1000}) : Class(QString::fromLatin1(firstMinuteId), size)
    {
        // as the menu, the palette and Learn begin it
        player.leave();
        window.commands().run(QStringLiteral("start-here"));
        settle();
    }
    double measured(const char* path) { return metric(session.run()->metrics, path); }
    /// A row of the scene's parameter that one can reach.
    ParameterRow* row(const char* path)
    {
        for (ParameterRow* r : window.findChildren<ParameterRow*>())
            if (r->isVisible() && r->parameter().path == QLatin1String(path)) return r;
        return nullptr;
    }
};

}  // namespace

class tst_FirstMinute : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void itAsksBeforeItShows();
    void itGoesOnToTwoWaysOutAndToTheLessons();
    void escapeLeavesItAndItComesBackFromTheBeginning();
    void itFitsEveryWindow_data();
    void itFitsEveryWindow();

private:
    QTemporaryDir settings_;
};

void tst_FirstMinute::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings_.path());
}

/// Nobody is told the answer before an answer is in: it stands among the choices, as what the run measures.
void tst_FirstMinute::itAsksBeforeItShows()
{
    Minute m;
    QCOMPARE(m.player.phase(), Phase::asking);
    QVERIFY(m.session.masked() && !m.session.playback().playing());
    QVERIFY2(m.headline().endsWith("→ ? database queries"), qPrintable(m.headline()));
    QVERIFY(m.window.lab()->story()->sentence().contains("hidden"));
    QCOMPARE(m.text("where"), QString("START HERE · STEP 1 OF 4"));
    const QString say = m.text("say");
    QVERIFY2(say.contains("500 times a second") && say.contains("1.2 s"), qPrintable(say));
    QCOMPARE(m.session.scenario().strategy.who, Who::everyone);
    QCOMPARE(m.player.words()->choices.size(), std::size_t(3));
    m.answer(true);
    m.key(Qt::Key_PageDown);
    QCOMPARE(m.player.phase(), Phase::revealed);
    QVERIFY(m.player.right() && m.session.playback().playing());
    const QString told = m.text("reveal-text");
    QVERIFY2(told.startsWith(QString::number(m.measured("database.queries")) + " queries"), qPrintable(told));
    QVERIFY(m.measured("database.queries") > 50);
}

void tst_FirstMinute::itGoesOnToTwoWaysOutAndToTheLessons()
{
    Minute m;
    m.key(Qt::Key_1);
    m.key(Qt::Key_PageDown);
    m.key(Qt::Key_PageDown);
    QVERIFY(m.session.scenario().strategy.rolls());
    QVERIFY2(m.text("say").contains("Price: ") && m.text("say").contains("Drag β"),
             qPrintable(m.text("say")));
    const double before = m.measured("database.queries");
    ParameterRow* beta = m.row("strategy.beta");
    QVERIFY(beta);
    auto* slider = beta->findChild<Slider*>();
    slider->setFocus();
    for (int i = 0; i < 30; ++i) QTest::keyClick(slider, Qt::Key_Right);
    m.settle();
    QVERIFY2(m.measured("database.queries") > before, "more is more often");
    m.key(Qt::Key_PageDown);
    QCOMPARE(m.session.scenario().strategy.who, Who::one_per_cluster);
    QCOMPARE(m.measured("database.queries"), 1.0);
    QVERIFY2(m.text("say").contains("Price: "), qPrintable(m.text("say")));
    m.key(Qt::Key_PageDown);
    QVERIFY(m.player.last());
    m.click("next-lesson");
    QCOMPARE(m.text("where").left(11), QString("LESSON 1 OF"));
}

void tst_FirstMinute::escapeLeavesItAndItComesBackFromTheBeginning()
{
    Minute m;
    m.key(Qt::Key_PageDown);
    m.key(Qt::Key_PageDown);
    QCOMPARE(m.player.step(), std::size_t(1));
    m.key(Qt::Key_Escape);
    QVERIFY(!m.player.active() && !m.session.masked());
    QVERIFY(!m.window.views().guest());
    m.window.views().go(View::learn);
    m.click("start-here");
    QTRY_VERIFY(m.player.active());
    m.settle();
    QCOMPARE(m.player.step(), std::size_t(0));
    QCOMPARE(m.player.phase(), Phase::asking);
}

void tst_FirstMinute::itFitsEveryWindow_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<QSize>("size");
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector})
        for (QSize size : {QSize(1024, 600), QSize(1280, 800), QSize(1366, 768), QSize(1920, 1080)})
            if (name != Theme::Name::projector || size.width() > 1100)  // the letters of the last row
                QTest::newRow(qPrintable(
                    QString("theme %1 at %2x%3").arg(int(name)).arg(size.width()).arg(size.height())))
                    << int(name) << size;
}

/// The question, its answers and Play are seen without scrolling; of every step, nothing sticks out, and the
/// headline and β are there.
void tst_FirstMinute::itFitsEveryWindow()
{
    QFETCH(int, theme);
    QFETCH(QSize, size);
    applyTheme(*qApp, Theme::Name(theme));
    Minute m(size);
    for (int step = 0; step < 5; ++step) {
        QTest::qWait(20);
        m.keep(qPrintable(QString("first-%1-%2-%3").arg(theme).arg(size.width()).arg(step)));
        QCOMPARE(m.window.size(), size);
        auto* panel = m.find<LessonPanel>("lesson-panel");
        auto* view = panel->findChild<QScrollArea*>();
        const QRect seen = QRect(view->viewport()->mapTo(&m.window, QPoint()), view->viewport()->size());
        const auto place = [&](QWidget* w) { return QRect(w->mapTo(&m.window, QPoint()), w->size()); };
        if (step == 0)
            for (const char* name : {"question", "choice-1", "choice-2", "choice-3", "reveal"}) {
                auto* w = panel->findChild<QWidget*>(QLatin1String(name));
                QVERIFY2(w && seen.contains(place(w)), name);
            }
        if (step == 2) QVERIFY(m.row("strategy.beta"));
        for (QWidget* w : panel->findChildren<QWidget*>())
            if (w->isVisible() && (qobject_cast<QLabel*>(w) || qobject_cast<QAbstractButton*>(w)))
                QVERIFY2(place(w).right() <= place(panel).right(), qPrintable(w->objectName()));
        if (step == 0) m.key(Qt::Key_1);
        m.key(Qt::Key_PageDown);
    }
    applyTheme(*qApp, Theme::Name::light);
}

STAMPEDE_TESTS(tst_FirstMinute, a_window)
#include "tst_first_minute.moc"
