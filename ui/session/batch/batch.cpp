#include "ui/session/batch/batch.h"

#include <QElapsedTimer>
#include <QThreadPool>

#include <mutex>
#include <new>
#include <optional>

namespace stampede::ui {

namespace {

/// A list that takes less is let finish when the next one comes.
constexpr qint64 worthWaitingForMs = 250;

QThreadPool& workers()
{
    static QThreadPool pool;
    return pool;
}

QString sentenceOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::bad_alloc&) {
        return Batch::tr("There is not enough memory for runs of this size.");
    } catch (const std::exception& e) {
        return QString::fromUtf8(e.what());
    }
}

}  // namespace

/// How workers reach a batch that may be gone by then.
struct Batch::Post {
    std::mutex mutex;
    Batch* owner;
    void send(std::uint64_t list, Deliver deliver, QString trouble)
    {
        const std::lock_guard lock(mutex);
        if (!owner) return;
        QMetaObject::invokeMethod(
            owner,
            [batch = owner, list, deliver = std::move(deliver), trouble = std::move(trouble)] {
                batch->receive(list, deliver, trouble);
            },
            Qt::QueuedConnection);
    }
};

struct Batch::State {
    Urgency urgency{};
    std::shared_ptr<Post> post;
    std::uint64_t list = 0;
    std::size_t done = 0, total = 0;
    bool running = false;
    std::stop_source stop;
    QElapsedTimer since;
    qint64 lastTookMs = 0;
    std::optional<std::vector<Task>> waiting;
};

Batch::Batch(Urgency urgency, QObject* parent) : QObject(parent), d_(std::make_unique<State>())
{
    d_->urgency = urgency;
    d_->post = std::make_shared<Post>();
    d_->post->owner = this;
}

Batch::~Batch()
{
    d_->stop.request_stop();
    const std::lock_guard lock(d_->post->mutex);
    d_->post->owner = nullptr;
}

bool Batch::busy() const
{
    return d_->running;
}
std::size_t Batch::done() const
{
    return d_->done;
}
std::size_t Batch::total() const
{
    return d_->total;
}

void Batch::start(std::vector<Task> tasks)
{
    const bool nearlyDone =
        d_->running && d_->lastTookMs < worthWaitingForMs && d_->since.elapsed() < worthWaitingForMs;
    if (nearlyDone)
        d_->waiting = std::move(tasks);
    else
        launch(std::move(tasks));
}

void Batch::stop()
{
    d_->stop.request_stop();
    ++d_->list;
    d_->running = false;
    d_->waiting.reset();
}

void Batch::launch(std::vector<Task> tasks)
{
    d_->stop.request_stop();
    d_->stop = std::stop_source();
    d_->waiting.reset();
    d_->done = 0;
    d_->total = tasks.size();
    d_->running = !tasks.empty();
    d_->since.start();
    const std::uint64_t list = ++d_->list;
    for (Task& task : tasks) {
        auto work = [task = std::move(task), stop = d_->stop.get_token(), post = d_->post, list] {
            if (stop.stop_requested()) return;
            try {
                if (Deliver deliver = task(stop); deliver && !stop.stop_requested())
                    post->send(list, std::move(deliver), {});
            } catch (...) {
                post->send(list, {}, sentenceOf(std::current_exception()));
            }
        };
        workers().start(std::move(work), int(d_->urgency));
    }
    emit progressed();
    if (!d_->running) emit finished();
}

void Batch::receive(std::uint64_t list, const Deliver& deliver, const QString& trouble)
{
    if (list != d_->list || !d_->running) return;
    if (deliver) deliver();
    if (list != d_->list) return;  // what was delivered has begun another
    ++d_->done;
    const bool over = d_->done == d_->total || !trouble.isEmpty();
    if (!over) return emit progressed();
    d_->lastTookMs = d_->since.elapsed();
    if (d_->waiting) return launch(std::move(*std::exchange(d_->waiting, std::nullopt)));
    d_->stop.request_stop();
    d_->running = false;
    emit progressed();
    if (!trouble.isEmpty()) emit failed(trouble);
    emit finished();
}

void Batch::letGo(std::shared_ptr<const void> large)
{
    if (large) workers().start([large = std::move(large)]() mutable { large.reset(); }, int(Urgency::later));
}

}  // namespace stampede::ui
