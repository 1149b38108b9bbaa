#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace stampede::ui {

/// Many pieces of work on the threads that all batches share, one for each core; what comes of each is handed
/// over on the window's thread as soon as it is there. A newer list takes the place of the one before: that
/// one is stopped, unless it is short enough to be let finish, so that a drag shows pictures at the rate they
/// can be made.
class Batch : public QObject {
    Q_OBJECT

public:
    /// Called on the window's thread with what a piece of work found.
    using Deliver = std::function<void()>;
    /// Runs on a worker. Gives back what to do with the result; nothing when it was stopped. Owns all it
    /// uses.
    using Task = std::function<Deliver(const std::stop_token&)>;
    /// Among batches: those that people wait for come first.
    enum class Urgency { later, soon, now };

    explicit Batch(Urgency urgency, QObject* parent = nullptr);
    ~Batch() override;

    /// The tasks begin in this order. Nothing of an older list is delivered after the first of this one has
    /// been.
    void start(std::vector<Task> tasks);
    void stop();
    bool busy() const;
    std::size_t done() const;
    std::size_t total() const;

    /// Lets go of something large on a worker: freeing it takes longer than a frame.
    static void letGo(std::shared_ptr<const void> large);

signals:
    void progressed();
    void finished();                       ///< all tasks of the newest list are done, or one has failed
    void failed(const QString& sentence);  ///< the newest list is stopped; says why

private:
    struct Post;
    void launch(std::vector<Task> tasks);
    void receive(std::uint64_t list, const Deliver& deliver, const QString& trouble);

    struct State;
    std::unique_ptr<State> d_;
};

}  // namespace stampede::ui
