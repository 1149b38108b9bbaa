#pragma once

#include <span>
#include <string_view>

namespace stampede {

/// A file that was compiled in. Both views live as long as the program.
struct EmbeddedFile {
    std::string_view name;  ///< without directory and the last extension: "product-page"
    std::string_view text;  ///< byte for byte
};

/// resources/scenarios/*.json but schemas, sorted by name. The build writes the definition.
std::span<const EmbeddedFile> embedded_scenarios();
/// resources/logs/*.log, sorted by name.
std::span<const EmbeddedFile> embedded_logs();
/// resources/lessons/*.json but schemas, sorted by name.
std::span<const EmbeddedFile> embedded_lessons();
/// resources/learn/*.json, sorted by name.
std::span<const EmbeddedFile> embedded_learn();

}  // namespace stampede
