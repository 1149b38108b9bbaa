#include "core/lesson/lesson.h"

namespace stampede {

namespace {

void add(Scene& shown, const Scene& next)
{
    if (!next.run.empty() && next.run != shown.run) {
        shown.run = next.run;
        shown.playhead = ScenePlayhead{};
        shown.range = SceneRange{};
    }
    if (next.view) shown.view = next.view;
    if (next.playhead) shown.playhead = next.playhead;
    if (next.range) shown.range = next.range;
    if (next.select) shown.select = next.select;
    shown.play = next.play;
}

}  // namespace

const LessonRun* Lesson::run(std::string_view name) const
{
    for (const LessonRun& r : runs)
        if (r.name == name) return &r;
    return nullptr;
}

Scene scene_at(const Lesson& lesson, std::size_t step, bool revealed)
{
    Scene shown;
    for (std::size_t i = 0; i <= step; ++i) {
        const LessonStep& s = lesson.steps[i];
        add(shown, s.scene);
        shown.look_at = s.scene.look_at;
        if (!s.reveal || (i == step && !revealed)) continue;
        add(shown, s.reveal->scene);
        if (!s.reveal->scene.look_at.empty()) shown.look_at = s.reveal->scene.look_at;
    }
    return shown;
}

}  // namespace stampede
