#pragma once

#include <QObject>
#include <QPointer>

#include "core/lesson/lesson.h"
#include "ui/session/views/context.h"
#include "ui/teach/lesson/prediction.h"
#include "ui/teach/lesson/progress.h"

#include <map>
#include <memory>

class QWidget;

namespace stampede::ui {

class LessonWords;
class SceneDirector;

/// The id of the lesson that a first start of the program shows.
inline constexpr const char* firstMinuteId = "00-start-here";

/// Plays a lesson in the window: which step is shown, what was answered, what is hidden. Predict, observe,
/// explain: while a question is open the session is masked and nothing plays; the answer, or Page Down,
/// unlocks it. Its panel takes the place of the inspector.
class LessonPlayer : public QObject {
    Q_OBJECT

public:
    explicit LessonPlayer(const Context& context, QObject* parent = nullptr);
    ~LessonPlayer() override;

    /// Starts a shipped lesson by its id, or one from a file, where it was left. Returns what is wrong with
    /// it in one sentence, empty when nothing is; then nothing has changed.
    QString start(const QString& idOrFile);
    void start(Lesson lesson);
    /// Back to the lab as it is now; progress is kept.
    void leave();

    bool active() const { return lesson_ != nullptr; }
    /// The first minute from its beginning, whatever was answered before.
    void startFirstMinute();

    // REQUIRES of all that follow: active.
    const Lesson& lesson() const { return *lesson_; }
    /// Its place among the shipped lessons, from 1; 0 for a file, and for the first minute.
    int number() const;
    /// It is the first minute, which comes before all lessons.
    bool isFirstMinute() const;
    /// The lesson after it; nullptr after the last, and after a file.
    const Lesson* following() const;
    std::size_t step() const { return step_; }
    const LessonStep& current() const { return lesson_->steps[step_]; }
    bool last() const { return step_ + 1 == lesson_->steps.size(); }

    enum class Phase { telling, asking, revealed, working };
    Phase phase() const;
    Phase phaseOf(std::size_t step) const;
    /// The step's texts with the figures of the runs; nullptr while these are measured.
    const StepWords* words() const;
    const Prediction& prediction() const;
    bool right() const;
    /// The scene as it is now, for what is to be looked at.
    Scene scene() const;

    void goTo(std::size_t step);
    /// One step on; of an open question, its answer.
    void next();
    void back();
    void predict(const Prediction& said);
    /// Shows the answer, predicted or not.
    void reveal();
    /// Hides it again, for the next class.
    void askAgain();
    /// Forgets all answers and begins at the beginning.
    void startOver();
    /// The scene of the step once more, after somebody has moved things.
    void showAgain();

    // A class votes. REQUIRES: the step asks with choices.
    const Votes& votes() const;
    void beginVote();
    void endVote();                            ///< and drops what was counted
    void vote(std::size_t choice, int hands);  ///< more, or fewer
    void setVotes(std::size_t choice, int hands);
    void showVotes();  ///< the bars, without the answer
    void voteAgain();  ///< a second round, the first one hidden again

    LessonProgress progress() const;

signals:
    /// Another lesson, step or phase, or its texts are there now.
    void changed();
    /// The prediction or a vote of the same question.
    void answerChanged();
    /// It cannot go on; says why.
    void failed(const QString& sentence);

private:
    struct State {
        Prediction said;
        bool revealed = false;
        Votes votes;
    };
    State& state() { return states_[step_]; }
    void begin(std::shared_ptr<const Lesson> lesson);
    void enter(std::size_t step, bool jumps);
    void mask();
    void keep();
    void stayWhereNothingShows();
    void finishWith(const QString& sentence);
    bool asksWithChoices() const;

    Context context_;
    std::shared_ptr<const Lesson> lesson_;
    std::unique_ptr<LessonWords> words_;
    SceneDirector* director_ = nullptr;
    QPointer<QWidget> panel_;
    std::size_t step_ = 0;
    std::map<std::size_t, State> states_;
    LessonProgress progress_;
};

}  // namespace stampede::ui
