#include "ui/teach/lesson/lesson_player.h"

#include "core/lesson/lesson_file.h"
#include "core/runtime/input_error.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/teach/lesson/lesson_commands.h"
#include "ui/teach/lesson/lesson_panel.h"
#include "ui/teach/lesson/lesson_words.h"
#include "ui/teach/lesson/scene_director.h"

#include <QTimer>

#include <algorithm>
#include <random>

namespace stampede::ui {

namespace {

/// What may still be asked for while a question is open. All that moves, changes or shows the run may not,
/// nor what keeps a copy of it.
bool givesNothingAway(const Command& c)
{
    using Group = Command::Group;
    const auto starts = [&c](const char* with) { return c.id.startsWith(QLatin1String(with)); };
    if (c.group == Group::learn || c.group == Group::window || c.group == Group::help)
        return !starts("export") && !starts("copy");
    if (c.group == Group::file)
        return c.id == QLatin1String("open") || c.id == QLatin1String("save") ||
               c.id == QLatin1String("quit") || starts("recent");
    return c.group == Group::show &&
           (starts("track") || starts("present") || c.id == QLatin1String("view-lab") ||
            c.id == QLatin1String("view-lesson"));
}

/// Answers in an order that does not tell which is right, the same each time. A teacher's own file keeps its
/// order.
Lesson shuffled(Lesson lesson)
{
    if (!is_lesson_id(lesson.id)) return lesson;
    std::seed_seq seed(lesson.id.begin(), lesson.id.end());
    std::mt19937 random(seed);
    for (LessonStep& step : lesson.steps)
        if (auto* choices = step.ask ? std::get_if<Choices>(&step.ask->answer) : nullptr)
            for (std::size_t i = choices->size(); i > 1; --i)
                std::swap((*choices)[i - 1], (*choices)[random() % i]);
    return lesson;
}

}  // namespace

LessonPlayer::LessonPlayer(const Context& context, QObject* parent) : QObject(parent), context_(context)
{
    director_ = new SceneDirector(context_, this);
    addLessonCommands(context_.commands, *this);
    connect(&context_.views, &Views::changed, this, &LessonPlayer::stayWhereNothingShows);
    connect(&context_.views, &Views::lessonAsked, this, [this](const QString& file) {
        const QString trouble = start(file);
        if (!trouble.isEmpty()) emit failed(trouble);
    });
}

LessonPlayer::~LessonPlayer()
{
    delete panel_;
}

QString LessonPlayer::start(const QString& idOrFile)
{
    try {
        begin(std::make_shared<const Lesson>(shuffled(load_lesson(idOrFile.toStdString()))));
    } catch (const InputError& e) {
        return QString::fromUtf8(e.what());
    }
    return {};
}

void LessonPlayer::start(Lesson lesson)
{
    begin(std::make_shared<const Lesson>(std::move(lesson)));
}

void LessonPlayer::begin(std::shared_ptr<const Lesson> lesson)
{
    lesson_ = std::move(lesson);
    states_.clear();
    progress_ = progressOf(QString::fromStdString(lesson_->id));
    if (progress_.steps != int(lesson_->steps.size())) progress_ = {};  // it is another lesson by now
    progress_.steps = int(lesson_->steps.size());
    progress_.questions = int(std::count_if(lesson_->steps.begin(), lesson_->steps.end(),
                                            [](const auto& s) { return s.ask.has_value(); }));
    for (const auto& [step, answer] : progress_.answers) {
        State& s = states_[std::size_t(step)];
        s.said = parsePrediction(answer.said);
        s.revealed = true;
    }
    words_ = std::make_unique<LessonWords>(lesson_);
    connect(words_.get(), &LessonWords::arrived, this, [this](std::size_t step) {
        if (step == step_) emit changed();
    });
    connect(words_.get(), &LessonWords::failed, this, &LessonPlayer::finishWith, Qt::QueuedConnection);
    if (!panel_) panel_ = new LessonPanel(context_, *this);
    enter(progress_.finished ? 0 : std::size_t(progress_.step), true);
    context_.views.setGuest(panel_);
}

void LessonPlayer::finishWith(const QString& sentence)
{
    leave();
    emit failed(sentence);
}

void LessonPlayer::leave()
{
    if (!active()) return;
    keep();
    director_->stop();
    context_.views.setGuest(nullptr);
    lesson_.reset();
    words_.reset();
    context_.session.setMasked(false);
    context_.commands.setGate({});
    if (panel_) panel_->deleteLater();
    panel_.clear();
    emit changed();
}

bool LessonPlayer::isFirstMinute() const
{
    return lesson_->id == firstMinuteId;
}

int LessonPlayer::number() const
{
    int number = 0;
    for (const Lesson& l : lessons()) {
        if (l.id != firstMinuteId) ++number;
        if (l.id == lesson_->id) return number;
    }
    return 0;
}

const Lesson* LessonPlayer::following() const
{
    const auto all = lessons();
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        if (all[i].id == lesson_->id) return &all[i + 1];
    return nullptr;
}

void LessonPlayer::startFirstMinute()
{
    forgetProgress(QString::fromLatin1(firstMinuteId));
    start(QString::fromLatin1(firstMinuteId));
}

LessonPlayer::Phase LessonPlayer::phaseOf(std::size_t step) const
{
    const LessonStep& s = lesson_->steps[step];
    if (s.check) return Phase::working;
    if (!s.ask) return Phase::telling;
    const auto known = states_.find(step);
    return known != states_.end() && known->second.revealed ? Phase::revealed : Phase::asking;
}

LessonPlayer::Phase LessonPlayer::phase() const
{
    return phaseOf(step_);
}
const StepWords* LessonPlayer::words() const
{
    return words_->of(step_);
}
Scene LessonPlayer::scene() const
{
    return scene_at(*lesson_, step_, phase() == Phase::revealed);
}

const Prediction& LessonPlayer::prediction() const
{
    static const Prediction none;
    const auto known = states_.find(step_);
    return known == states_.end() ? none : known->second.said;
}

bool LessonPlayer::right() const
{
    return current().ask && words() && isRight(*current().ask, *words(), prediction());
}

void LessonPlayer::enter(std::size_t step, bool jumps)
{
    step_ = step;
    progress_.step = int(step);
    progress_.finished |= last() && phase() != Phase::asking;
    keep();
    mask();
    const bool revealed = phase() == Phase::revealed;
    Scene written = current().scene;
    if (revealed) {
        // Nothing plays by itself when one comes back to it.
        jumps = true;
        written.play.reset();
    }
    director_->show(*lesson_, scene(), written, jumps);
    emit changed();
}

/// Before the scene comes, so that it never shows for a moment.
void LessonPlayer::mask()
{
    const bool asking = phase() == Phase::asking;
    context_.session.setMasked(asking);
    if (!asking) return context_.commands.setGate({});
    context_.commands.setGate(givesNothingAway);
}

/// Compare and Explore would show what is asked for.
void LessonPlayer::stayWhereNothingShows()
{
    const View view = context_.views.current();
    if (!active() || phase() != Phase::asking || view == View::lab || view == View::learn) return;
    QTimer::singleShot(0, this, [this] {
        if (active() && phase() == Phase::asking) context_.views.go(View::lab);
    });
}

void LessonPlayer::keep()
{
    keepProgress(QString::fromStdString(lesson_->id), progress_);
}

LessonProgress LessonPlayer::progress() const
{
    return progress_;
}

void LessonPlayer::goTo(std::size_t step)
{
    if (step < lesson_->steps.size() && step != step_) enter(step, true);
}

void LessonPlayer::next()
{
    if (phase() == Phase::asking) return reveal();
    if (!last()) enter(step_ + 1, !director_->onStage());
}

void LessonPlayer::back()
{
    if (step_ > 0) enter(step_ - 1, true);
}

void LessonPlayer::predict(const Prediction& said)
{
    if (phase() != Phase::asking) return;
    state().said = said;
    emit answerChanged();
}

void LessonPlayer::reveal()
{
    if (phase() != Phase::asking || !words()) return;
    State& s = state();
    s.revealed = true;
    s.votes.shown = true;
    const bool predicted = !s.said.empty();
    if (predicted) progress_.answers.try_emplace(int(step_), LessonProgress::Answer{toText(s.said), right()});
    progress_.finished |= last();
    keep();
    mask();
    const Scene written = current().reveal ? current().reveal->scene : Scene();
    director_->show(*lesson_, scene(), written, !director_->onStage());
    emit changed();
}

void LessonPlayer::askAgain()
{
    if (phase() != Phase::revealed) return;
    state() = {};
    enter(step_, true);
}

void LessonPlayer::startOver()
{
    states_.clear();
    progress_.answers.clear();
    progress_.finished = false;
    forgetProgress(QString::fromStdString(lesson_->id));
    enter(0, true);
}

void LessonPlayer::showAgain()
{
    director_->show(
        *lesson_, scene(),
        phase() == Phase::revealed && current().reveal ? current().reveal->scene : current().scene, true);
}

bool LessonPlayer::asksWithChoices() const
{
    return phase() == Phase::asking && std::holds_alternative<Choices>(current().ask->answer);
}

const Votes& LessonPlayer::votes() const
{
    static const Votes none;
    const auto known = states_.find(step_);
    return known == states_.end() ? none : known->second.votes;
}

void LessonPlayer::beginVote()
{
    if (!asksWithChoices() || state().votes.begun()) return;
    state().votes.rounds.emplace_back(std::get<Choices>(current().ask->answer).size(), 0);
    emit changed();
}

void LessonPlayer::endVote()
{
    if (!asksWithChoices()) return;
    state().votes = {};
    emit changed();
}

void LessonPlayer::vote(std::size_t choice, int hands)
{
    if (!asksWithChoices() || !votes().begun() || votes().shown || choice >= votes().rounds.back().size())
        return;
    setVotes(choice, votes().rounds.back()[choice] + hands);
}

void LessonPlayer::setVotes(std::size_t choice, int hands)
{
    constexpr int most = 9999;
    int& count = state().votes.rounds.back()[choice];
    if (std::exchange(count, std::clamp(hands, 0, most)) != count) emit answerChanged();
}

void LessonPlayer::showVotes()
{
    if (!asksWithChoices() || votes().total(votes().rounds.size() - 1) == 0) return;
    state().votes.shown = true;
    emit changed();
}

void LessonPlayer::voteAgain()
{
    if (!asksWithChoices() || votes().rounds.size() != 1) return;
    state().votes.rounds.emplace_back(votes().rounds.front().size(), 0);
    state().votes.shown = false;
    emit changed();
}

}  // namespace stampede::ui
