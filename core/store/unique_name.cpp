#include "core/store/unique_name.h"

#include "core/runtime/say.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace stampede {

std::string unique_name(std::size_t digits)
{
    std::array<unsigned char, 64> noise;
    if (::getentropy(noise.data(), digits) != 0)
        throw std::system_error(errno, std::generic_category(), say("no random numbers"));
    std::string name;
    for (std::size_t i = 0; i < digits; ++i) name += "0123456789abcdef"[noise[i] & 15];
    return name;
}

}  // namespace stampede
