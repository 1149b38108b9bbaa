#include "core/runtime/task_failure.h"

#include <exception>
#include <utility>

namespace stampede {

namespace {

std::exception_ptr& noted()
{
    static thread_local std::exception_ptr exception;
    return exception;
}

}  // namespace

void TaskFailure::note() noexcept
{
    if (std::exchange(pending_, true)) return;
    noted() = std::current_exception();
}

void TaskFailure::rethrow()
{
    pending_ = false;
    std::rethrow_exception(std::exchange(noted(), nullptr));
}

}  // namespace stampede
