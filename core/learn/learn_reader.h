#pragma once

#include "core/runtime/say.h"
#include "core/scenario/field_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

// The parts that the files of core/learn are read by. All throw InputError.

/// The text of a shipped file, resources/learn/NAME.json. REQUIRES: there is one.
std::string_view learn_file(std::string_view name);

/// The field `schema`, which must be this one.
void read_schema(FieldReader& f, std::string_view schema);

/// A field that must be there and hold one line.
void need_line(FieldReader& f, std::string_view name, std::string& text, std::size_t most,
               std::string_view what);
/// A word such as "locking-vs-coalescing": small letters, digits and hyphens.
void need_id(FieldReader& f, std::string& id);
/// A field that must be there and hold a list of texts with something in it.
void need_lines(FieldReader& f, std::string_view name, std::vector<std::string>& texts,
                std::string_view what);

/// The elements of a list, each read by `read(FieldReader&, Element&)`.
template <class Element, class Read>
void read_list(FieldReader& f, std::string_view name, std::vector<Element>& list, const Read& read)
{
    constexpr std::size_t most = 400;
    f.need(name, "a list");
    f.list(
        name, 0, most, [&](std::size_t n) { list.assign(n, {}); },
        [&](Fields& one, std::size_t i) { read(static_cast<FieldReader&>(one), list[i]); });
    if (list.empty() && f.raw(name)) f.refuse(name, to_say("has nothing in it; at least one"));
}

/// Refuses the file when two elements have one id.
template <class Element>
void refuse_twins(FieldReader& f, std::string_view name, const std::vector<Element>& list)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (list[i].id == list[j].id)
                f.refuse(std::string(name) + '[' + std::to_string(i) + "].id",
                         '"' + list[i].id + to_say("\" is there already; another word"));
}

}  // namespace stampede
