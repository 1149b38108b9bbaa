#include "core/scenario/differences.h"

#include "core/scenario/describe.h"
#include "core/scenario/field_writer.h"

#include <nlohmann/json.hpp>

#include <map>

namespace stampede {

namespace {

using Json = nlohmann::ordered_json;

struct Field {
    std::string path, value;
};

void gather(const Json& at, const std::string& path, std::vector<Field>& fields)
{
    if (!at.is_structured())
        return fields.push_back({path, at.is_string() ? at.get<std::string>() : at.dump()});
    const std::string prefix = path.empty() ? "" : path + '.';
    if (at.is_array())
        for (std::size_t i = 0; i < at.size(); ++i) gather(at[i], prefix + std::to_string(i), fields);
    else
        for (const auto& [name, value] : at.items()) gather(value, prefix + name, fields);
}

std::vector<Field> fields_of(Scenario s)
{
    Json file = Json::object();
    FieldWriter writer(file);
    describe(writer, s);
    std::vector<Field> fields;
    gather(file, "", fields);
    return fields;
}

}  // namespace

std::vector<Difference> differences(const Scenario& before, const Scenario& after)
{
    std::vector<Difference> found;
    std::map<std::string, std::string> old;
    for (Field& f : fields_of(before)) old.emplace(std::move(f.path), std::move(f.value));
    for (const Field& f : fields_of(after)) {
        const auto same = old.extract(f.path);
        const std::string was = same ? same.mapped() : std::string();
        if (was != f.value || !same) found.push_back({f.path, was, f.value});
    }
    for (auto& [path, value] : old) found.push_back({path, value, {}});
    return found;
}

}  // namespace stampede
