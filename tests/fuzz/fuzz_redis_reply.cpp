// A server may send anything, cut anywhere.
#include "core/store/redis_reply.h"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    if (size == 0) return 0;
    const std::size_t step = 1 + static_cast<unsigned char>(bytes[0]) % 64;
    stampede::ReplyReader reader;
    for (std::size_t at = 1; at < size && !reader.failed(); at += step) {
        reader.feed(std::string_view(bytes + at, std::min(step, size - at)));
        while (const stampede::Reply* reply = reader.next()) reply->error_code();
    }
    return 0;
}
