#include "core/learn/learn_reader.h"

#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/embedded.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace stampede {

std::string_view learn_file(std::string_view name)
{
    for (const EmbeddedFile& file : embedded_learn())
        if (file.name == name) return file.text;
    throw std::logic_error(say("resources/learn has no {}", name));
}

void read_schema(FieldReader& f, std::string_view schema)
{
    const std::string_view words[] = {schema};
    std::size_t index = 0;
    f.need("schema", in_quotes(schema));
    f.word_index("schema", index, words);
}

void need_line(FieldReader& f, std::string_view name, std::string& text, std::size_t most,
               std::string_view what)
{
    f.need(name, what);
    f.text(name, text, 1, most);
    if (text.find('\n') != text.npos) f.refuse(name, say("has more than one line; one line"));
}

void need_id(FieldReader& f, std::string& id)
{
    need_line(f, "id", id, 60, say("a word to name it by"));
    const auto known = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (!std::all_of(id.begin(), id.end(), known))
        f.refuse("id", say("{} is no word; small letters, digits and -", in_quotes(id)));
}

void need_lines(FieldReader& f, std::string_view name, std::vector<std::string>& texts, std::string_view what)
{
    std::optional<std::vector<std::string>> read;
    f.need(name, what);
    f.maybe_texts(name, read, 40);
    if (!read) return;
    texts = std::move(*read);
    if (texts.empty()) f.refuse(name, say("has nothing in it; {}", what));
}

}  // namespace stampede
