#pragma once

#include <cstddef>

namespace stampede {

/// Memory in pieces of many pages, asked for as huge pages where the system has them: a million coroutine
/// frames that are visited in any order cost a walk through the page tables each otherwise, which no prefetch
/// hides. `bytes` is a multiple of large_page. Throws std::bad_alloc.
void* take_large(std::size_t bytes);
void give_back_large(void* p) noexcept;

/// Asks for huge pages under memory that somebody else took and has not touched yet; does nothing to less
/// than a few.
void prefer_large_pages(void* p, std::size_t bytes) noexcept;

inline constexpr std::size_t large_page = std::size_t{2} << 20;

/// Starts fetching `lines` cache lines from `address` on. Always inlined, as whoever calls it has to be: g++
/// takes a function that does nothing but fetch for one without effect and drops calls of it.
[[gnu::always_inline]] inline void prefetch(const void* address, int lines)
{
    const char* p = static_cast<const char*>(address);
    for (int i = 0; i < lines; ++i) __builtin_prefetch(p + 64 * i);
}

}  // namespace stampede
