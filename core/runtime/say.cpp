#include "core/runtime/say.h"

#include <atomic>

namespace stampede {

static std::atomic<Translator> installed = nullptr;

void install_translator(Translator translator)
{
    installed = translator;
}

std::string_view translated(std::string_view english)
{
    const Translator translator = installed;
    return translator ? translator(english.data(), nullptr, 1) : english;
}

std::string_view translated(std::string_view one, std::string_view many, std::uint64_t number)
{
    const Translator translator = installed;
    return translator ? translator(one.data(), many.data(), number) : number == 1 ? one : many;
}

}  // namespace stampede
