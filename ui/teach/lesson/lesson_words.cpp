#include "ui/teach/lesson/lesson_words.h"

#include "core/runtime/input_error.h"

#include <new>

namespace stampede::ui {

LessonWords::LessonWords(std::shared_ptr<const Lesson> lesson, QObject* parent)
    : QObject(parent), lesson_(std::move(lesson)), words_(lesson_->steps.size())
{
    worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

LessonWords::~LessonWords()
{
    worker_.request_stop();
    worker_.join();  // before what it posts to goes
}

const StepWords* LessonWords::of(std::size_t step) const
{
    return step < words_.size() ? words_[step].get() : nullptr;
}

void LessonWords::work(const std::stop_token& stop)
{
    const auto tell = [this](auto what) {
        QMetaObject::invokeMethod(this, std::move(what), Qt::QueuedConnection);
    };
    try {
        MeasuredRuns runs;
        for (std::size_t step = 0; step < lesson_->steps.size(); ++step) {
            for (const std::string& name : runs_needed(*lesson_, step)) {
                const LessonRun* run = lesson_->run(name);
                if (!run || runs.contains(name)) continue;
                MeasuredRun measured = measure_run(*run, stop);
                if (!measured.recording) return;
                runs.emplace(name, std::move(measured));
            }
            if (stop.stop_requested()) return;
            tell([this, step, words = std::make_shared<StepWords>(words_of(*lesson_, step, runs))] {
                words_[step] = std::make_unique<const StepWords>(std::move(*words));
                emit arrived(step);
            });
        }
    } catch (const InputError& e) {
        tell([this, sentence = QString::fromUtf8(e.what())] { emit failed(sentence); });
    } catch (const std::bad_alloc&) {
        tell([this] { emit failed(tr("There is not enough memory for the runs of this lesson.")); });
    }
}

}  // namespace stampede::ui
