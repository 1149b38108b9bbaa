#pragma once

#include <QString>

#include <map>
#include <vector>

namespace stampede::ui {

/// How far somebody has come in a lesson, kept from one start of the program to the next.
struct LessonProgress {
    int steps = 0;          ///< of the lesson, when it was last open; 0: never begun
    int step = 0;           ///< where to go on, from 0
    bool finished = false;  ///< was at its end
    struct Answer {
        QString said;        ///< as LessonPlayer writes it
        bool right = false;  ///< the first time
    };
    std::map<int, Answer> answers;  ///< by step; those that were given, the first one of each
    int questions = 0;

    bool begun() const { return steps > 0; }
    int rightFirstTime() const;
};

/// `lesson` is its id, or the path of its file.
LessonProgress progressOf(const QString& lesson);
void keepProgress(const QString& lesson, const LessonProgress& progress);
void forgetProgress(const QString& lesson);

}  // namespace stampede::ui
