#include "ui/teach/lesson/scene_director.h"

#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

SceneDirector::SceneDirector(const Desk& desk, QObject* parent) : QObject(parent), desk_(desk)
{
    // After the workbench, which has its own idea of where to look first.
    connect(&desk_.session, &Session::runChanged, this, &SceneDirector::arrange);
    connect(&desk_.session, &Session::playheadChanged, this, &SceneDirector::watchPlayhead);
    connect(&desk_.session, &Session::playingChanged, this, [this](bool playing) {
        if (!playing) playUntil_.reset();
    });
}

bool SceneDirector::onStage() const
{
    return desk_.session.scenario() == wanted_ && desk_.session.world() == QLatin1String("simulated");
}

void SceneDirector::stop()
{
    pending_.reset();
    playUntil_.reset();
}

void SceneDirector::show(const Lesson& lesson, const Scene& whole, const Scene& written, bool jumps)
{
    stop();
    desk_.session.setPlaying(false);
    const Scenario& scenario = lesson.run(whole.run)->scenario;
    wanted_ = scenario;
    const bool stays =
        !jumps && onStage() && desk_.session.run() && desk_.session.run()->scenario == scenario;
    pending_ = stays ? written : whole;
    arrives_ = !stays;
    pending_->play = written.play;
    if (!stays) {
        desk_.session.setWorld(QStringLiteral("simulated"));
        desk_.workbench.open(scenario, QString());
    }
    const View view = whole.view == SceneView::compare && !desk_.session.masked() ? View::compare : View::lab;
    if (jumps || written.view || desk_.session.masked() || desk_.views.current() == View::learn)
        desk_.views.go(view);
    arrange();
}

void SceneDirector::arrange()
{
    Session& session = desk_.session;
    if (!pending_ || !session.run() || session.run()->partial || session.run()->scenario != wanted_) return;
    const Scene scene = *std::exchange(pending_, std::nullopt);
    if (scene.range && scene.range->all)
        session.showAll();
    else if (scene.range)
        session.setVisible({scene.range->from, scene.range->until});
    if (scene.playhead) {
        using Kind = ScenePlayhead::Kind;
        const TimeRange extent = session.extent();
        session.setPlayhead(scene.playhead->kind == Kind::start ? extent.from
                            : scene.playhead->kind == Kind::end ? extent.until
                                                                : scene.playhead->at);
    }
    if (arrives_ || scene.select)
        session.select(scene.select.value_or(0) > 0 ? CallId::request(*scene.select) : CallId());
    if (scene.play) {
        session.setSpeed(comfortableSpeed(session.visible().length()));
        session.setPlaying(true);
        playUntil_ = scene.play->until;
    }
    emit staged();
}

void SceneDirector::watchPlayhead(Instant t)
{
    if (!playUntil_ || t < *playUntil_ || !desk_.session.playing()) return;
    const Instant until = *playUntil_;
    desk_.session.setPlaying(false);
    desk_.session.setPlayhead(until);
}

}  // namespace stampede::ui
