#pragma once

#include "core/lesson/lesson.h"
#include "ui/session/views/desk.h"
#include "ui/teach/learn/learn_parts.h"

namespace stampede::ui {

/// The shipped lessons, each with how far one has come in it: to start, to go on with, to begin anew.
class LessonList : public ScrollColumn {
    Q_OBJECT

public:
    explicit LessonList(const Desk& desk, QWidget* parent = nullptr);

private:
    void fill();
    QWidget* card(const Lesson& lesson, int number);
    void addButtons(QVBoxLayout* column, const Lesson& lesson);

    Desk desk_;
};

}  // namespace stampede::ui
