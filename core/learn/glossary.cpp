#include "core/learn/glossary.h"

#include "core/learn/learn_reader.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace stampede {

namespace {

std::string folded(std::string_view words)
{
    std::string out(words);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// By each of a term's spellings: its place in the list.
using Spellings = std::map<std::string, std::size_t, std::less<>>;

void add_spelling(FieldReader& f, Spellings& spellings, const std::string& words, std::size_t place)
{
    const auto [at, added] = spellings.emplace(folded(words), place);
    if (!added && at->second != place)
        f.refuse("terms[" + std::to_string(place) + ']',
                 say("{} is a spelling of terms[{}] already", in_quotes(words), at->second));
}

Spellings spellings_of(FieldReader& f, const std::vector<Term>& terms)
{
    Spellings spellings;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        add_spelling(f, spellings, terms[i].id, i);
        add_spelling(f, spellings, terms[i].name, i);
        for (const std::string& words : terms[i].also) add_spelling(f, spellings, words, i);
    }
    return spellings;
}

void read_term(FieldReader& f, Term& term)
{
    need_id(f, term.id);
    need_line(f, "name", term.name, 60, say("how it is written"));
    need_line(f, "is", term.is, 300, say("what it means, in one sentence"));
    std::optional<std::vector<std::string>> also, see;
    f.maybe_texts("also", also, 12);
    f.maybe_texts("see", see, 8);
    term.also = also.value_or(std::vector<std::string>());
    term.see = see.value_or(std::vector<std::string>());
    if (!term.is.empty() && !term.is.ends_with('.'))
        f.refuse("is", say("is no sentence; it ends in a full stop"));
}

void check_relations(FieldReader& f, const std::vector<Term>& terms)
{
    for (std::size_t i = 0; i < terms.size(); ++i)
        for (const std::string& id : terms[i].see)
            if (std::none_of(terms.begin(), terms.end(), [&](const Term& t) { return t.id == id; }) ||
                id == terms[i].id)
                f.refuse("terms[" + std::to_string(i) + "].see", say("{} is no other term", in_quotes(id)));
}

struct Book {
    std::vector<Term> terms;
    Spellings places;
};

const Book& book()
{
    static const Book shipped = [] {
        Book b;
        b.terms = parse_glossary(learn_file("glossary"), "glossary");
        for (std::size_t i = 0; i < b.terms.size(); ++i) {
            b.places.emplace(folded(b.terms[i].id), i);
            b.places.emplace(folded(b.terms[i].name), i);
            for (const std::string& words : b.terms[i].also) b.places.emplace(folded(words), i);
        }
        return b;
    }();
    return shipped;
}

}  // namespace

std::vector<Term> parse_glossary(std::string_view text, std::string_view source)
{
    const nlohmann::json file = parse_strict_json(text, source);
    FieldReader f(file, "", source);
    std::vector<Term> terms;
    read_schema(f, "stampede-glossary/1");
    read_list(f, "terms", terms, read_term);
    f.finish();
    refuse_twins(f, "terms", terms);
    spellings_of(f, terms);
    check_relations(f, terms);
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Term& a, const Term& b) { return folded(a.name) < folded(b.name); });
    return terms;
}

std::span<const Term> glossary()
{
    return book().terms;
}

const Term* find_term(std::string_view words)
{
    const auto found = book().places.find(folded(words));
    return found == book().places.end() ? nullptr : &book().terms[found->second];
}

std::vector<std::string> terms_named(std::string_view text)
{
    std::vector<std::string> terms;
    for (std::size_t at = text.find("[["); at != text.npos; at = text.find("[[", at + 2)) {
        const std::size_t end = text.find("]]", at);
        if (end == text.npos) break;
        // As lessons have it: [[term]], or [[term|the words that are shown]].
        const std::string_view inside = text.substr(at + 2, end - at - 2);
        terms.emplace_back(inside.substr(0, inside.find('|')));
    }
    return terms;
}

}  // namespace stampede
