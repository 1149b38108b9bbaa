#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace stampede::ui {

/// How well what somebody types fits a text: its letters appear there in this order, whatever stands between
/// them.
struct FuzzyMatch {
    int score = 0;        ///< higher is better: beginnings of words and letters in a row count most
    std::vector<int> at;  ///< where each letter was found, ascending
};
/// The best of all ways to find the letters, or nothing when they are not there. Case and spaces do not
/// count. An empty wish fits everything.
std::optional<FuzzyMatch> fuzzyMatch(const QString& wanted, const QString& text);

}  // namespace stampede::ui
