// An address may be anything, and no refusal repeats the password.
#include "core/runtime/input_error.h"
#include "core/store/redis_address.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const char* bytes, std::size_t size)
{
    const std::string_view text(bytes, size);
    try {
        stampede::parse_redis_address(text).display();
    } catch (const stampede::InputError&) {
    }
    const std::string password = "pa55w0rd-canary";
    if (text.find(password) != std::string_view::npos) return 0;  // it may stand in the host, too
    try {
        if (stampede::parse_redis_address("redis://ann:" + password + "@" + std::string(text))
                .display()
                .find(password) != std::string::npos)
            std::abort();
    } catch (const stampede::InputError& refusal) {
        if (std::string_view(refusal.what()).find(password) != std::string_view::npos) std::abort();
    }
    return 0;
}
