#include "core/scenario/field_writer.h"

#include "core/runtime/duration_text.h"

#include <nlohmann/json.hpp>

namespace stampede {

using nlohmann::ordered_json;

namespace {

/// 300 rather than 300.0; both are read back as the same number.
ordered_json plain(double value)
{
    constexpr double exactly_whole = 1e15;
    if (value > -exactly_whole && value < exactly_whole &&
        value == static_cast<double>(static_cast<std::int64_t>(value)))
        return static_cast<std::int64_t>(value);
    return value;
}

}  // namespace

void FieldWriter::text(std::string_view name, std::string& value, std::size_t, std::size_t)
{
    object_[std::string(name)] = value;
}

void FieldWriter::maybe_text(std::string_view name, std::optional<std::string>& value, std::size_t)
{
    if (value) object_[std::string(name)] = *value;
}

void FieldWriter::maybe_texts(std::string_view name, std::optional<std::vector<std::string>>& values,
                              std::size_t)
{
    if (values) object_[std::string(name)] = *values;
}

void FieldWriter::number(std::string_view name, double& value, double, double)
{
    object_[std::string(name)] = plain(value);
}

void FieldWriter::maybe_number(std::string_view name, std::optional<double>& value, double, double)
{
    if (value) object_[std::string(name)] = plain(*value);
}

void FieldWriter::whole(std::string_view name, std::uint64_t& value, std::uint64_t, std::uint64_t)
{
    object_[std::string(name)] = value;
}

void FieldWriter::flag(std::string_view name, bool& value)
{
    object_[std::string(name)] = value;
}

void FieldWriter::duration(std::string_view name, Duration& value, Duration, Duration)
{
    object_[std::string(name)] = to_text(value);
}

void FieldWriter::maybe_duration(std::string_view name, std::optional<Duration>& value, Duration, Duration,
                                 std::string_view absent)
{
    object_[std::string(name)] = value ? to_text(*value) : std::string(absent);
}

void FieldWriter::word_index(std::string_view name, std::size_t& index,
                             std::span<const std::string_view> words)
{
    object_[std::string(name)] = words[index];
}

void FieldWriter::object(std::string_view name, const Describe& describe)
{
    ordered_json inside = ordered_json::object();
    FieldWriter writer(inside);
    describe(writer);
    object_[std::string(name)] = std::move(inside);
}

void FieldWriter::maybe_object(std::string_view name, bool& present, const Describe& describe,
                               std::string_view absent)
{
    if (present)
        object(name, describe);
    else if (!absent.empty())
        object_[std::string(name)] = absent;
}

void FieldWriter::list(std::string_view name, std::size_t count, std::size_t,
                       const std::function<void(std::size_t)>&,
                       const std::function<void(Fields&, std::size_t)>& describe)
{
    ordered_json elements = ordered_json::array();
    for (std::size_t i = 0; i < count; ++i) {
        FieldWriter writer(elements.emplace_back(ordered_json::object()));
        describe(writer, i);
    }
    object_[std::string(name)] = std::move(elements);
}

}  // namespace stampede
