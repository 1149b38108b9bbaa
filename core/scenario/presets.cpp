#include "core/scenario/embedded.h"
#include "core/scenario/scenario_file.h"
#include "core/scenario/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace stampede {

namespace {

/// What a person should meet first, in this order; the others follow by name.
constexpr std::array<std::string_view, 3> first{"hot-page", "product-page", "steady-hot-key"};

std::size_t place(const std::string& id)
{
    return static_cast<std::size_t>(std::find(first.begin(), first.end(), id) - first.begin());
}

std::vector<Preset> read_presets()
{
    std::vector<Preset> presets;
    for (const EmbeddedFile& file : embedded_scenarios()) {
        const nlohmann::json tree = parse_strict_json(file.text, file.name);
        presets.push_back({std::string(file.name), tree.value("name", ""), tree.value("about", ""), std::string(file.text)});
    }
    std::sort(presets.begin(), presets.end(), [](const Preset& a, const Preset& b) {
        return std::pair(place(a.id), std::string_view(a.id)) < std::pair(place(b.id), std::string_view(b.id));
    });
    return presets;
}

}  // namespace

std::span<const Preset> presets()
{
    static const std::vector<Preset> all = read_presets();
    return all;
}

const Preset* find_preset(std::string_view id)
{
    for (const Preset& p : presets())
        if (p.id == id) return &p;
    return nullptr;
}

}  // namespace stampede
