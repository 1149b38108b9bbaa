#pragma once

#include <QObject>

#include "core/lesson/step_words.h"

#include <memory>
#include <thread>
#include <vector>

namespace stampede::ui {

/// Makes and measures the runs of a lesson on a thread of its own, and fills its texts with what they show,
/// step by step, so that the first step is there at once. Ends with the object.
class LessonWords : public QObject {
    Q_OBJECT

public:
    explicit LessonWords(std::shared_ptr<const Lesson> lesson, QObject* parent = nullptr);
    ~LessonWords() override;

    /// nullptr until it is known.
    const StepWords* of(std::size_t step) const;

signals:
    void arrived(std::size_t step);
    /// The lesson is unsound; says where and why, in one sentence.
    void failed(const QString& sentence);

private:
    void work(const std::stop_token& stop);

    std::shared_ptr<const Lesson> lesson_;
    std::vector<std::unique_ptr<const StepWords>> words_;
    std::jthread worker_;
};

}  // namespace stampede::ui
