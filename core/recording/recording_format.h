#pragma once

#include <cstdint>
#include <string_view>

// How `stampede-recording/1` lies in a file: what writer and reader have in common.
namespace stampede::recording_format {

inline constexpr std::string_view magic = "stampede-recording/";
inline constexpr std::string_view first_line = "stampede-recording/1\n";
inline constexpr std::uint32_t largest_header = 64u << 20;
inline constexpr std::uint64_t call_size = 11, event_size = 16, detail_size = 32, count_size = 4,
                               load_size = 20, sum_size = 8;

/// Of all that follows the header.
inline std::uint64_t body_size(std::uint64_t calls, std::uint64_t events, std::uint64_t details,
                               std::uint64_t counts, std::uint64_t loads)
{
    return calls * call_size + events * event_size + details * detail_size + counts * count_size +
           loads * load_size + sum_size;
}

}  // namespace stampede::recording_format
