#include "core/analysis/csv.h"

namespace stampede {

std::string csv_cell(std::string_view text)
{
    constexpr std::string_view starts_a_formula = "=+-@\t\r";
    const bool formula = !text.empty() && starts_a_formula.find(text.front()) != std::string_view::npos;
    if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string cell = formula ? "\"'" : "\"";
    for (char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

}  // namespace stampede
