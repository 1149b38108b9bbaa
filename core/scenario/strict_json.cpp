#include "core/scenario/strict_json.h"

#include "core/runtime/input_error.h"
#include "core/runtime/say.h"
#include "core/runtime/suggest.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace stampede {

namespace {

using nlohmann::json;

bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '+' || c == '-' || c == '_';
}

/// The word, or else the one character, that ends or goes on at `at`.
std::string_view word_at(std::string_view text, std::size_t at)
{
    std::size_t begin = at, end = at + 1;
    if (!is_word(text[at])) return text.substr(at, 1);
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    while (end < text.size() && is_word(text[end])) ++end;
    return text.substr(begin, end - begin);
}

std::string line_and_column(std::string_view text, std::size_t at)
{
    const std::string_view before = text.substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
    return say("line {}, column {}", line, at - line_start + 1);
}

/// Builds the tree while it watches where it is.
class Builder final : public nlohmann::json_sax<json> {
public:
    Builder(std::string_view text, std::string_view source, JsonLimits limits)
        : text_(text), source_(source), limits_(limits)
    {
    }

    json take() { return std::move(root_); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override
    {
        levels_.back().key = std::move(name);
        if (levels_.back().node->contains(levels_.back().key))
            refuse(say("is written twice; each field once"));
        return true;
    }

    bool parse_error(std::size_t read, const std::string&, const nlohmann::detail::exception& e) override
    {
        const std::size_t at = std::min(read, text_.size()) - (read > 0 && !text_.empty());
        if (text_.find_first_not_of(" \t\r\n") == text_.npos)
            refuse(say("is empty; an object in JSON: { … }"));
        if (e.id == 406)
            refuse(say("{} is too large for a number; at most 1.7e308", in_quotes(word_at(text_, at))));
        const bool ended = read > text_.size();
        const std::string_view word = ended ? text_.substr(text_.size()) : word_at(text_, at);
        refuse(say("{} at {} is not JSON; check the value and the commas, quotes and brackets around it",
                   ended ? say("the end of the text") : in_quotes(word),
                   line_and_column(text_, static_cast<std::size_t>(word.data() - text_.data()))));
    }

private:
    struct Level {
        json* node;
        std::string key;  // the one being read, in objects
    };

    bool add(json value)
    {
        place(std::move(value));
        return true;
    }

    json* place(json value)
    {
        if (levels_.empty()) return &(root_ = std::move(value));
        json& parent = *levels_.back().node;
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[levels_.back().key] = std::move(value));
    }

    bool open(json value)
    {
        if (levels_.size() == limits_.depth)
            refuse(say("is nested too deep; at most {} levels", limits_.depth));
        levels_.push_back({place(std::move(value)), {}});
        return true;
    }

    bool close()
    {
        levels_.pop_back();
        if (!levels_.empty()) levels_.back().key.clear();
        return true;
    }

    std::string path() const
    {
        std::string path;
        for (std::size_t i = 0; i < levels_.size(); ++i) {
            const json& node = *levels_[i].node;
            const bool inside =
                i + 1 < levels_.size();  // a list's last element is being read, else the one to come
            if (node.is_array())
                path += '[' + std::to_string(node.size() - inside) + ']';
            else if (!levels_[i].key.empty())
                path += (path.empty() ? "" : ".") + levels_[i].key;
        }
        return path;
    }

    [[noreturn]] void refuse(const std::string& sentence) const { refuse_input(source_, path(), sentence); }

    std::string_view text_, source_;
    JsonLimits limits_;
    json root_;
    std::vector<Level> levels_;
};

}  // namespace

json parse_strict_json(std::string_view text, std::string_view source, JsonLimits limits)
{
    if (text.size() > limits.bytes)
        refuse_input(source, "", say("is {} bytes long; at most {}", text.size(), limits.bytes));
    Builder builder(text, source, limits);
    constexpr bool whole_text = true, comments_allowed = true;
    json::sax_parse(text.begin(), text.end(), &builder, json::input_format_t::json, whole_text,
                    comments_allowed);
    return builder.take();
}

void refuse_input(std::string_view source, std::string_view path, std::string_view sentence)
{
    std::string where;
    if (!source.empty()) where += std::string(source) + ": ";
    if (!path.empty()) {
        const std::string safe = in_quotes(path);  // cut, and without control characters
        where += safe.substr(1, safe.size() - 2) + ": ";
    }
    throw InputError(where + std::string(sentence));
}

std::string shown(const json& value)
{
    if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
    if (value.is_array()) return "a list";
    if (value.is_object()) return say("an object");
    return value.dump();
}

}  // namespace stampede
