#pragma once

#include <QWidget>

#include "core/learn/challenges.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace stampede::ui {

class ChallengePlayer;
class GoalCard;

/// Beside the lab while a challenge is played: the goal and what of it is met, a hint, a solution, the way
/// on.
class ChallengePanel : public QWidget {
    Q_OBJECT

public:
    explicit ChallengePanel(ChallengePlayer& context, QWidget* parent = nullptr);

    void tell(const Challenge& challenge);
    bool met() const { return met_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void addHead(QVBoxLayout* column);
    void addGoal(QVBoxLayout* column);
    void addHelp(QVBoxLayout* column);
    void addFoot(QVBoxLayout* column);
    void follow();

    ChallengePlayer& context_;
    const Challenge* challenge_ = nullptr;
    GoalCard* goal_ = nullptr;
    QPushButton* putBack_ = nullptr;
    QPushButton* next_ = nullptr;
    QLabel* said_ = nullptr;  ///< a hint, or why the solution works
    QLabel* praise_ = nullptr;
    bool met_ = false;
};

}  // namespace stampede::ui
