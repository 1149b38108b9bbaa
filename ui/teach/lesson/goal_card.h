#pragma once

#include <QFrame>

#include "core/scenario/scenario.h"

#include <functional>
#include <vector>

class QGridLayout;
class QLabel;

namespace stampede::ui {

class Session;

/// A goal to be reached by moving things: what is expected of the run, and whether it is so now. Judged anew
/// after every run.
class GoalCard : public QFrame {
    Q_OBJECT

public:
    /// `goal` is Markdown.
    GoalCard(const QString& goal, std::vector<Expectation> expect, Session& session,
             QWidget* parent = nullptr);

    /// All that is expected is so in the run that is shown, and that run is of what is asked for now.
    bool met() const { return met_; }
    /// What speaks against judging a scenario, in words, or empty: then nothing is met, and the words say
    /// why.
    void setObjection(std::function<QString(const Scenario&)> objection);
    /// Offers a button for it; a click on it emits solutionWanted.
    void offerSolution();

signals:
    void metChanged(bool met);
    void solutionWanted();

private:
    void judge();

    Session& session_;
    std::vector<Expectation> expect_;
    std::vector<QLabel*> marks_, values_;
    QLabel* verdict_ = nullptr;
    std::function<QString(const Scenario&)> objection_;
    bool met_ = false;
};

}  // namespace stampede::ui
