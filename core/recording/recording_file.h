#pragma once

#include "core/recording/recording.h"

#include <string>
#include <string_view>

namespace stampede {

// Recordings in files, `stampede-recording/1`: the line "stampede-recording/1", a header in JSON (its length
// before it), the arrays one after the other, and a checksum; all numbers little endian. What only some runs
// have ("changes", "cut_short", "trouble" and "outcomes" of live ones) stands in the header of those alone.
// The bytes are a function of the recording alone, so that two runs are the same if their files are. What is
// read may be hostile: lengths are checked before anything is allocated, and a recording that comes out has
// consistent indices.

inline constexpr std::uint64_t largest_recording_file = 256ull << 20;

/// Writes beside `path` and renames, so that a file of that name is either complete or what it was before.
/// Throws InputError when it cannot be written or would be larger than largest_recording_file.
void write_recording(const Recording& recording, const std::string& path);

/// Throws InputError that names the file: not a recording, of a newer version, cut off, damaged, or
/// inconsistent.
Recording read_recording(const std::string& path);

/// Whether a file starts like a recording; false also if there is none.
bool is_recording_file(const std::string& path);

/// The same in memory. `source` names the bytes in errors.
std::string encode_recording(const Recording& recording);
Recording decode_recording(std::string_view bytes, std::string_view source);

/// The checksum that its file ends with: equal for equal recordings, on any machine.
std::uint64_t hash(const Recording& recording);

}  // namespace stampede
