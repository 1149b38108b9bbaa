#pragma once

// The window with a lesson in it, as the tests of lessons need it.

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>

#include "core/analysis/metrics.h"
#include "core/lesson/lesson_file.h"
#include "core/lesson/references.h"
#include "core/world/world.h"
#include "tests/support/paths.h"
#include "tests/support/window.h"
#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/lab/transport/transport.h"
#include "ui/look/theme/theme.h"
#include "ui/teach/lesson/curve_canvas.h"
#include "ui/teach/lesson/glossary_hook.h"
#include "ui/teach/lesson/glow.h"
#include "ui/teach/lesson/goal_card.h"
#include "ui/teach/lesson/lesson_panel.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/lesson_text.h"
#include "ui/teach/lesson/progress.h"
#include "ui/tracks/track_area.h"

namespace stampede::test {

using namespace ui;
using Phase = LessonPlayer::Phase;

inline const QString smallFile =
    QString::fromUtf8(source_folder()) + QStringLiteral("/tests/lesson/small-lesson.json");

/// The window with a lesson in it.
struct Class : Window {
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
        if (scene.playhead->kind == Kind::end) return session.playback().playhead() >= e.until;
        const Instant at = scene.playhead->kind == Kind::instant ? scene.playhead->at : e.from;
        return session.playback().playhead() == at;
    }
    /// What a text says of the run of the scene is what that run measures; while a question is open, the
    /// window has only a masked one.
    void compareWithRun(const QString& said, const std::string& text)
    {
        const std::string name = player.scene().run;
        for (const std::string& other : runs_named(text))
            if (other != name) return;
        const Scenario& scenario = session.run()->scenario;
        const RecordingPtr recording = session.masked() ? simulate(scenario) : session.run()->recording;
        MeasuredRuns runs;
        runs.emplace(name, MeasuredRun{scenario, recording, measure(*recording)});
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

inline Lesson small()
{
    return load_lesson(smallFile.toStdString());
}

}  // namespace stampede::test
