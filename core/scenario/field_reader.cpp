#include "core/scenario/field_reader.h"

#include "core/runtime/duration_text.h"
#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace stampede {

using nlohmann::json;

namespace {

/// "0" rather than "0.0"
std::string without_dot_zero(double value)
{
    std::string text = json(value).dump();
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

std::string range(double least, double most)
{
    return say("{} to {}", without_dot_zero(least), without_dot_zero(most));
}
std::string range(std::uint64_t least, std::uint64_t most)
{
    return say("{} to {}", least, most);
}

bool is_absent(const json& value, std::string_view word)
{
    return value.is_null() ||
           (!word.empty() && value.is_string() && value.get_ref<const std::string&>() == word);
}

}  // namespace

FieldReader::FieldReader(const json& value, std::string path, std::string_view source)
    : object_(value), path_(std::move(path)), source_(source)
{
    if (!value.is_object())
        refuse_input(source_, path_, say("{} is not an object; fields in braces: {{ … }}", shown(value)));
}

const json* FieldReader::find(std::string_view name)
{
    known_.push_back(name);
    const auto at = object_.find(name);
    return at == object_.end() ? nullptr : &*at;
}

std::string FieldReader::path_of(std::string_view name) const
{
    return path_.empty() ? std::string(name) : path_ + '.' + std::string(name);
}

void FieldReader::refuse(std::string_view name, std::string_view sentence)
{
    refuse_input(source_, path_of(name), sentence);
}

void FieldReader::refuse_value(std::string_view name, const json& value, const std::string& sentence)
{
    refuse(name, shown(value) + ' ' + sentence);
}

void FieldReader::finish() const
{
    for (const auto& [name, value] : object_.items()) {
        if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
        const std::string_view near = nearest(name, known_);
        refuse_input(source_, path_of(name),
                     say("there is no such field{}; one of {}",
                         near.empty() ? "" : say(" (did you mean \"{}\"?)", near), listed(known_)));
    }
    for (const auto& [name, what] : missing_)
        refuse_input(source_, path_of(name), say("is missing; {}", what));
}

void FieldReader::need(std::string_view name, std::string_view what)
{
    if (!object_.contains(name)) missing_.emplace_back(name, translated(what));
}

void FieldReader::read_text(std::string_view name, const json& value, std::string& to, std::size_t least,
                            std::size_t most)
{
    if (!value.is_string()) refuse_value(name, value, say("is not a text; write it in \"quotes\""));
    const std::string& s = value.get_ref<const std::string&>();
    if (s.size() < least || s.size() > most)
        refuse(name, say_number(s.size(), "is {} byte long; {}", "is {} bytes long; {}", s.size(),
                                range(std::uint64_t(least), std::uint64_t(most))));
    for (char c : s)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            refuse_value(name, value, say("has a control character in it; text only"));
    to = s;
}

void FieldReader::text(std::string_view name, std::string& value, std::size_t least, std::size_t most)
{
    if (const json* v = find(name)) read_text(name, *v, value, least, most);
}

void FieldReader::maybe_text(std::string_view name, std::optional<std::string>& value, std::size_t most)
{
    if (const json* v = find(name)) read_text(name, *v, value.emplace(), 0, most);
}

void FieldReader::maybe_texts(std::string_view name, std::optional<std::vector<std::string>>& texts,
                              std::size_t most)
{
    const json* v = find(name);
    if (!v) return;
    std::vector<std::string>& values = texts.emplace();
    if (!v->is_array()) {
        read_text(name, *v, values.emplace_back(), 0, 1000);
        return;
    }
    if (v->size() > most)
        refuse(name, say_number(v->size(), "has {} element; at most {}", "has {} elements; at most {}",
                                v->size(), most));
    for (std::size_t i = 0; i < v->size(); ++i)
        read_text(std::string(name) + '[' + std::to_string(i) + ']', (*v)[i], values.emplace_back(), 0, 1000);
}

void FieldReader::read_number(std::string_view name, const json& value, double& to, double least, double most)
{
    if (!value.is_number()) refuse_value(name, value, say("is not a number; {}", range(least, most)));
    const double d = value.get<double>();
    if (!(d >= least && d <= most)) refuse_value(name, value, say("is out of range; {}", range(least, most)));
    to = d;
}

void FieldReader::number(std::string_view name, double& value, double least, double most)
{
    if (const json* v = find(name)) read_number(name, *v, value, least, most);
}

void FieldReader::maybe_number(std::string_view name, std::optional<double>& value, double least, double most)
{
    if (const json* v = find(name)) read_number(name, *v, value.emplace(), least, most);
}

void FieldReader::whole(std::string_view name, std::uint64_t& value, std::uint64_t least, std::uint64_t most)
{
    const json* v = find(name);
    if (!v) return;
    std::uint64_t n = 0;
    bool is_whole = v->is_number_unsigned();
    if (is_whole) {
        n = v->get<std::uint64_t>();
    } else if (v->is_number_float()) {  // 1e5 is whole too
        const double d = v->get<double>();
        is_whole = d >= 0 && d <= 0x1p53 && d == static_cast<double>(static_cast<std::uint64_t>(d));
        if (is_whole) n = static_cast<std::uint64_t>(d);
    }
    if (!v->is_number()) refuse_value(name, *v, say("is not a number; {}", range(least, most)));
    if (!is_whole && v->get<double>() >= 0)
        refuse_value(name, *v, say("is not a whole number; {}", range(least, most)));
    if (!is_whole || n < least || n > most)
        refuse_value(name, *v, say("is out of range; {}", range(least, most)));
    value = n;
}

void FieldReader::flag(std::string_view name, bool& value)
{
    const json* v = find(name);
    if (!v) return;
    if (!v->is_boolean())
        refuse_value(name, *v, say("is neither true nor false; one of them, without quotes"));
    value = v->get<bool>();
}

void FieldReader::read_duration(std::string_view name, const json& value, Duration& to, Duration least,
                                Duration most)
{
    if (!value.is_string())
        refuse_value(
            name, value,
            say("is not a duration; write one such as \"3ms\", with one of the units ns us ms s min h"));
    Duration d{};
    try {
        d = parse_duration(value.get_ref<const std::string&>());
    } catch (const InputError& e) {
        refuse(name, e.what());
    }
    if (d < least) refuse_value(name, value, say("is too short; at least {}", to_text(least)));
    if (d > most) refuse_value(name, value, say("is too long; at most {}", to_text(most)));
    to = d;
}

void FieldReader::duration(std::string_view name, Duration& value, Duration least, Duration most)
{
    if (const json* v = find(name)) read_duration(name, *v, value, least, most);
}

void FieldReader::maybe_duration(std::string_view name, std::optional<Duration>& value, Duration least,
                                 Duration most, std::string_view absent)
{
    const json* v = find(name);
    if (!v) return;
    if (is_absent(*v, absent))
        value.reset();
    else
        read_duration(name, *v, value.emplace(), least, most);
}

void FieldReader::word_index(std::string_view name, std::size_t& index,
                             std::span<const std::string_view> words)
{
    const json* v = find(name);
    if (!v) return;
    if (!v->is_string()) refuse_value(name, *v, say("is not a word; one of {}", listed(words)));
    const std::string& word = v->get_ref<const std::string&>();
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) refuse(name, unknown_word(word, words));
    index = static_cast<std::size_t>(at - words.begin());
}

void FieldReader::read_object(const json& value, const std::string& path, const Describe& describe) const
{
    FieldReader inside(value, path, source_);
    describe(inside);
    inside.finish();
}

void FieldReader::object(std::string_view name, const Describe& describe)
{
    if (const json* v = find(name)) read_object(*v, path_of(name), describe);
}

void FieldReader::maybe_object(std::string_view name, bool& present, const Describe& describe,
                               std::string_view absent)
{
    const json* v = find(name);
    if (!v) return;
    present = !is_absent(*v, absent);
    if (present) read_object(*v, path_of(name), describe);
}

void FieldReader::list(std::string_view name, std::size_t, std::size_t most,
                       const std::function<void(std::size_t)>& resize,
                       const std::function<void(Fields&, std::size_t)>& describe)
{
    const json* v = find(name);
    if (!v) return;
    if (!v->is_array()) refuse_value(name, *v, say("is not a list; objects in square brackets: [ { … } ]"));
    if (v->size() > most)
        refuse(name, say_number(v->size(), "has {} element; at most {}", "has {} elements; at most {}",
                                v->size(), most));
    resize(v->size());
    for (std::size_t i = 0; i < v->size(); ++i)
        read_object((*v)[i], path_of(name) + '[' + std::to_string(i) + ']',
                    [&](Fields& f) { describe(f, i); });
}

}  // namespace stampede
