#include "core/runtime/large_memory.h"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace stampede {

void* take_large(std::size_t bytes)
{
    void* p = ::operator new(bytes, std::align_val_t{large_page});
#ifdef MADV_HUGEPAGE
    madvise(p, bytes, MADV_HUGEPAGE);  // advice: where it is not taken, everything works all the same
#endif
    return p;
}

void give_back_large(void* p, std::size_t bytes) noexcept
{
    ::operator delete(p, bytes, std::align_val_t{large_page});
}

}  // namespace stampede
