#include "ui/look/words/plural.h"

#include "core/runtime/say.h"

namespace stampede::ui {

QString plural(std::uint64_t n, const char* one, const char* many)
{
    const std::string_view form = translated(one, many, n);
    return QString::fromUtf8(form.data(), static_cast<qsizetype>(form.size()));
}

}  // namespace stampede::ui
