#pragma once

#include "core/analysis/metrics_json.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace stampede {

// How results look on a terminal.

/// Milliseconds with as many digits as one reads: "0.6 ms", "12.3 ms", "1 002 ms".
std::string milliseconds_text(double ms);
/// A share as per cent: "0 %", "0.1 %", "12 %"; "–" of nothing.
std::string share_text(std::optional<double> share);
/// A figure of any kind: grouped when whole, else with some four digits.
std::string figure_text(double value);

/// The strategy's three answers: "at expiry · one per cluster · wait".
std::string answers_text(const StrategySpec& spec);

/// Rows of cells, the columns aligned: the first to the left, the others to the right, two spaces between
/// them.
class Table {
public:
    void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
    std::string text() const;

private:
    std::vector<std::vector<std::string>> rows_;
};

/// Number of columns that UTF-8 text takes, a letter each.
std::size_t width_of(std::string_view text);

/// Says on standard error what the server did during the run, a line for each trouble; nothing of a simulated
/// one.
void tell_trouble(const RunReport& report);

/// `text` in bold if standard output is a terminal (and NO_COLOR is not set).
std::string bold(const std::string& text);

}  // namespace stampede
