#pragma once

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace stampede::ui {

class ChoiceButton;
class CurveCanvas;
class LessonPlayer;

/// The question of a step, open or answered: choices, a number, a curve, or a class that votes. Made anew for
/// each phase.
class QuestionCard : public QFrame {
    Q_OBJECT

public:
    /// REQUIRES: the step asks, and its words are there. Both as long as the card lives.
    QuestionCard(LessonPlayer& player, int width, QWidget* parent = nullptr);

    /// What to type into, or nullptr.
    QWidget* entry() const { return entry_; }

private:
    void addQuestion();
    void addChoices();
    void addVoting();
    void addVotes();
    void addNumber();
    void addCurve();
    void addPoints();
    void addReveal();
    void addVerdict();
    void addHint(const QString& text);
    void followAnswer();
    void typed(const QString& text);
    QString votesIn() const;

    LessonPlayer& player_;
    int width_;
    QVBoxLayout* column_ = nullptr;
    QWidget* entry_ = nullptr;
    std::vector<ChoiceButton*> choices_;
    std::vector<QLineEdit*> counts_;
    QLabel* complaint_ = nullptr;
    QLabel* votesIn_ = nullptr;
    QPushButton* reveal_ = nullptr;
    QPushButton* showVotes_ = nullptr;
    QPushButton* again_ = nullptr;
    CurveCanvas* canvas_ = nullptr;
};

}  // namespace stampede::ui
