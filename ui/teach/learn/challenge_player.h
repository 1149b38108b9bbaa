#pragma once

#include <QObject>
#include <QPointer>

#include "core/learn/challenges.h"
#include "ui/session/views/context.h"
#include "ui/teach/learn/challenge_panel.h"

namespace stampede::ui {

class Excursion;

/// Puts a challenge into the lab: its scenario, its goal beside it, and what has been reached is kept.
class ChallengePlayer : public QObject {
    Q_OBJECT

public:
    ChallengePlayer(const Context& context, Excursion& excursion, QObject* parent = nullptr);
    ~ChallengePlayer() override;

    /// The challenge being played, or nullptr.
    const Challenge* current() const { return current_; }
    /// The one that comes after it, or nullptr.
    const Challenge* following() const;
    void play(const Challenge& challenge);
    /// The scenario as it was at first.
    void startOver();
    /// The settings of the solution; one step of undo.
    void showSolution();
    /// Takes back what is part of the problem, and keeps what may be changed.
    void putBack();
    /// What speaks against judging the scenario, in words; empty when nothing does.
    QString objection(const Scenario& scenario) const;
    /// All of the goal is met: keeps that.
    void met();
    void leave();

    ChallengePanel* panel() const { return panel_; }
    const Context& context() const { return context_; }

signals:
    void changed();

private:
    Context context_;
    Excursion& excursion_;
    const Challenge* current_ = nullptr;
    QPointer<ChallengePanel> panel_;
};

/// "strategy, TTL": what a player may change, in words.
QString changesText(const Challenge& challenge);

}  // namespace stampede::ui
