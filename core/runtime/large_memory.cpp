#include "core/runtime/large_memory.h"

#include <cstdint>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace stampede {

void* take_large(std::size_t bytes)
{
    void* p = ::operator new (bytes, std::align_val_t{large_page});
    prefer_large_pages(p, bytes);
    return p;
}

void give_back_large(void* p) noexcept
{
    ::operator delete (p, std::align_val_t{large_page});
}

void prefer_large_pages([[maybe_unused]] void* p, [[maybe_unused]] std::size_t bytes) noexcept
{
#ifdef MADV_HUGEPAGE
    const auto begin = (reinterpret_cast<std::uintptr_t>(p) + large_page - 1) / large_page * large_page;
    const auto end = (reinterpret_cast<std::uintptr_t>(p) + bytes) / large_page * large_page;
    // advice: where it is not taken, everything works all the same
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace stampede
