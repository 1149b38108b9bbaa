#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include "core/learn/interview.h"
#include "ui/session/batch/batch.h"
#include "ui/session/views/context.h"
#include "ui/teach/learn/coach_history.h"
#include "ui/teach/learn/evidence_panel.h"

#include <vector>

namespace stampede::ui {

class Excursion;
class SceneDirector;

/// So many questions by chance, from easy to hard. A follow-up comes only where the question was asked that
/// it follows, and after it.
std::vector<const InterviewQuestion*> mockInterview(int count, std::uint32_t seed);

/// An interview with oneself: a question, an answer typed or said aloud against a clock, then the model
/// answer to tick off point by point, each with the moment in a run that shows it. What was answered is kept.
class Coach : public QObject {
    Q_OBJECT

public:
    Coach(const Context& context, Excursion& excursion, QObject* parent = nullptr);
    ~Coach() override;

    enum class Phase { choosing, asking, grading, done };
    Phase phase() const { return phase_; }

    /// These questions, one after the other.
    void ask(std::vector<const InterviewQuestion*> questions);
    /// All of a level, those first that were answered least well.
    void askLevel(const std::string& level);
    /// So many of all, by chance, from easy to hard.
    void askMock(int count);
    void stop();

    // REQUIRES of all that follow: asking or grading.
    const InterviewQuestion& question() const { return *queue_[at_]; }
    std::size_t number() const { return at_ + 1; }
    std::size_t count() const { return queue_.size(); }
    /// The question that this one follows; nullptr if it was not asked before.
    const InterviewQuestion* asFollowUpTo() const;
    int seconds() const;  ///< since it was asked, until the model answer was shown
    const CoachAnswer& answer() const { return answer_; }
    void write(const QString& text) { answer_.text = text; }
    void reveal(bool aloud);
    /// The model answer with the figures of its runs; empty while these are measured.
    const QStringList& points() const { return points_; }
    void tick(std::size_t point, bool on);
    void answerAgain();
    void next();  ///< the next question, or the end

    /// Opens the run that shows the point in the lab, with a panel that leads back.
    void show(std::size_t point);
    /// The next or previous point that has something to show, or the same one.
    std::size_t shownBeside(std::size_t point, int direction) const;
    void endShowing();
    EvidencePanel* evidence() const { return evidence_; }

    /// Answers of this round, in order.
    const QList<CoachAnswer>& round() const { return round_; }

    static bool showsClock();
    static void setShowsClock(bool on);

signals:
    void changed();  ///< another phase, question, or its points are there

private:
    void begin();
    void measure();
    void keep();

    Context context_;
    Excursion& excursion_;
    Batch batch_;
    SceneDirector* director_ = nullptr;
    QPointer<EvidencePanel> evidence_;
    Phase phase_ = Phase::choosing;
    std::vector<const InterviewQuestion*> queue_;
    std::size_t at_ = 0;
    CoachAnswer answer_;
    QStringList points_;
    QList<CoachAnswer> round_;
    QElapsedTimer clock_;
};

}  // namespace stampede::ui
