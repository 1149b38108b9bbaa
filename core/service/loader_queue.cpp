#include "core/service/loader_queue.h"

#include <iterator>
#include <utility>

namespace stampede {

void LoaderQueue::add(std::unique_ptr<LoaderJob> job)
{
    (wants_.contains(job->key) ? waited_for_ : others_).push_back(std::move(job));
}

void LoaderQueue::want(std::uint32_t key)
{
    if (++wants_[key] > 1) return;
    for (auto job = others_.begin(); job != others_.end();) {
        if ((*job)->key != key) {
            ++job;
            continue;
        }
        waited_for_.push_back(std::move(*job));
        job = others_.erase(job);
    }
}

void LoaderQueue::unwant(std::uint32_t key)
{
    if (const auto w = wants_.find(key); w != wants_.end() && --w->second == 0) wants_.erase(w);
}

bool LoaderQueue::may_start_one() const
{
    if (running_ + returning_ >= at_once_) return false;
    return !waited_for_.empty() || (!others_.empty() && running_ + waiting_ < at_once_);
}

std::unique_ptr<LoaderJob> LoaderQueue::start()
{
    Jobs& from = waited_for_.empty() ? others_ : waited_for_;
    std::unique_ptr<LoaderJob> job = std::move(from.front());
    from.pop_front();
    ++running_;
    return job;
}

void LoaderQueue::leave()
{
    --running_;
    ++waiting_;
}

void LoaderQueue::come_back()
{
    --returning_;
    --waiting_;
    ++running_;
}

std::deque<std::unique_ptr<LoaderJob>> LoaderQueue::take_queued()
{
    Jobs all = std::exchange(waited_for_, {});
    all.insert(all.end(), std::make_move_iterator(others_.begin()), std::make_move_iterator(others_.end()));
    others_.clear();
    return all;
}

}  // namespace stampede
