#pragma once

#include "core/lesson/lesson.h"
#include "ui/teach/learn/learn_parts.h"

namespace stampede::ui {

class Commands;
class LessonPlayer;

/// The shipped lessons, each with how far one has come in it: to start, to go on with, to begin anew.
class LessonList : public ScrollColumn {
    Q_OBJECT

public:
    LessonList(Commands& commands, LessonPlayer& player, QWidget* parent = nullptr);

protected:
    /// A click anywhere on a card does what its first button does.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    QWidget* card(const Lesson& lesson, int number);
    void addButtons(QVBoxLayout* column, const Lesson& lesson);

    Commands& commands_;
    LessonPlayer& player_;
};

}  // namespace stampede::ui
