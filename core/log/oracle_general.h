#pragma once

#include "core/log/line_reader.h"

namespace stampede {

// The binary traces of libCacheSim (github.com/1a1a11a/libCacheSim, oracleGeneral): records of 24 bytes,
// the least byte of a number first: time in seconds (4), object (8), size (4), number of the object's next
// request (8).

/// Whether a file that begins so may be one: text has no zeros, and what stands where times, sizes and
/// numbers of requests should is such.
bool is_oracle_general(std::string_view beginning);

/// The records as lines `time,object,size,next`, which the reader of libCacheSim's tables reads.
LineReader::Fill lines_of_oracle_general(LineReader::Fill bytes);

}  // namespace stampede
