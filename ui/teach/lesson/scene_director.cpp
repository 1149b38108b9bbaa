#include "ui/teach/lesson/scene_director.h"

#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"

namespace stampede::ui {

SceneDirector::SceneDirector(const Context& context, QObject* parent) : QObject(parent), context_(context)
{
    // After the workbench, which has its own idea of where to look first.
    connect(&context_.session, &Session::runChanged, this, &SceneDirector::arrange);
    connect(&context_.session.playback(), &Playback::playheadChanged, this, &SceneDirector::watchPlayhead);
    connect(&context_.session.playback(), &Playback::playingChanged, this, [this](bool playing) {
        if (!playing) playUntil_.reset();
    });
}

bool SceneDirector::onStage() const
{
    return context_.session.scenario() == wanted_ && context_.session.world().isSimulated();
}

void SceneDirector::stop()
{
    pending_.reset();
    playUntil_.reset();
}

void SceneDirector::show(const Lesson& lesson, const Scene& whole, const Scene& written, bool jumps)
{
    stop();
    context_.session.playback().setPlaying(false);
    const Scenario& scenario = lesson.run(whole.run)->scenario;
    wanted_ = scenario;
    const bool stays =
        !jumps && onStage() && context_.session.run() && context_.session.run()->scenario == scenario;
    pending_ = stays ? written : whole;
    arrives_ = !stays;
    pending_->play = written.play;
    if (!stays) {
        context_.session.setWorld(World::simulated());
        context_.workbench.open(scenario, QString());
    }
    const View view =
        whole.view == SceneView::compare && !context_.session.masked() ? View::compare : View::lab;
    if (jumps || written.view || context_.session.masked() || context_.views.current() == View::learn)
        context_.views.go(view);
    arrange();
}

void SceneDirector::arrange()
{
    Session& session = context_.session;
    if (!pending_ || !session.run() || session.run()->partial || session.run()->scenario != wanted_) return;
    const Scene scene = *std::exchange(pending_, std::nullopt);
    if (scene.range && scene.range->all)
        session.viewport().showAll();
    else if (scene.range)
        session.viewport().setVisible({scene.range->from, scene.range->until});
    if (scene.playhead) {
        using Kind = ScenePlayhead::Kind;
        const TimeRange extent = session.playback().extent();
        session.playback().setPlayhead(scene.playhead->kind == Kind::start ? extent.from
                                       : scene.playhead->kind == Kind::end ? extent.until
                                                                           : scene.playhead->at);
    }
    if (arrives_ || scene.select)
        session.select(scene.select.value_or(0) > 0 ? CallId::request(*scene.select) : CallId());
    if (scene.play) {
        session.playback().setSpeed(comfortableSpeed(session.viewport().visible().length()));
        session.playback().setPlaying(true);
        playUntil_ = scene.play->until;
    }
    emit staged();
}

void SceneDirector::watchPlayhead(Instant t)
{
    if (!playUntil_ || t < *playUntil_ || !context_.session.playback().playing()) return;
    const Instant until = *playUntil_;
    context_.session.playback().setPlaying(false);
    context_.session.playback().setPlayhead(until);
}

}  // namespace stampede::ui
