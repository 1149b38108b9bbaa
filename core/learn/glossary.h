#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// A word of the field, and what it means.
struct Term {
    std::string id;                 ///< "stale-while-revalidate"
    std::string name;               ///< as it is shown
    std::vector<std::string> also;  ///< other spellings, by which texts may name it
    std::string is;                 ///< one plain sentence
    std::vector<std::string> see;   ///< ids of related terms
};

/// Reads a glossary, `stampede-glossary/1`: `terms`, a list of objects with `id`, `name`, `is` and perhaps
/// `also` and `see`. Throws InputError with one sentence that names the path: two terms that share a spelling
/// and relations that lead nowhere are refused. The result is sorted by name.
std::vector<Term> parse_glossary(std::string_view text, std::string_view source);

/// The shipped glossary (resources/learn/glossary.json). Read when first asked for.
std::span<const Term> glossary();

/// The term that a text means by these words: an id, a name or another spelling, whatever their case. nullptr
/// when there is none.
const Term* find_term(std::string_view words);

/// What texts have in [[double brackets]], `[[term]]` or `[[term|shown words]]`: the terms they mean.
std::vector<std::string> terms_named(std::string_view text);

}  // namespace stampede
