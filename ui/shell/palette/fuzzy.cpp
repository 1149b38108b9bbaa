#include "ui/shell/palette/fuzzy.h"

#include <algorithm>
#include <limits>

namespace stampede::ui {

namespace {

constexpr int letter = 10, wordStart = 14, inARow = 12, veryFirst = 6, skipped = 1;
constexpr int none = std::numeric_limits<int>::min() / 2;

bool startsWord(const QString& text, qsizetype i)
{
    return i == 0 || (!text[i - 1].isLetterOrNumber() && text[i].isLetterOrNumber());
}

int worth(const QString& text, qsizetype i)
{
    return letter + (startsWord(text, i) ? wordStart : 0) + (i == 0 ? veryFirst : 0);
}

}  // namespace

/// best[j]: the score when the letter stands at j. Each letter either follows the one before directly, or
/// comes from the best of all earlier places, at a price for each letter skipped.
std::optional<FuzzyMatch> fuzzyMatch(const QString& wanted, const QString& text)
{
    QString letters = wanted.toCaseFolded();
    letters.remove(u' ');
    const QString folded = text.toCaseFolded();
    if (letters.isEmpty()) return FuzzyMatch{};
    if (folded.size() != text.size()) return {};  // a letter that folds into two: positions would not fit
    const qsizetype n = letters.size(), m = folded.size();
    std::vector<std::vector<int>> from(static_cast<std::size_t>(n),
                                       std::vector<int>(static_cast<std::size_t>(m), -1));
    std::vector<int> best(static_cast<std::size_t>(m), none), before;
    for (qsizetype i = 0; i < n; ++i) {
        before = std::exchange(best, std::vector<int>(static_cast<std::size_t>(m), none));
        int far = none, farAt = -1;
        for (qsizetype j = 0; j < m; ++j) {
            const auto here = static_cast<std::size_t>(j);
            if (j >= 2 && before[here - 2] > none && before[here - 2] + int(j) - 2 > far) {
                far = before[here - 2] + int(j) - 2;
                farAt = int(j) - 2;
            }
            if (folded[j] != letters[i]) continue;
            if (i == 0) {
                best[here] = worth(text, j) - skipped * int(std::min<qsizetype>(j, 8));
                continue;
            }
            const int near = j >= 1 && before[here - 1] > none ? before[here - 1] + inARow : none;
            const int jump = far > none ? far - int(j) + 1 : none;
            if (near <= none && jump <= none) continue;
            best[here] = std::max(near, jump) + worth(text, j);
            from[static_cast<std::size_t>(i)][here] = near >= jump ? int(j) - 1 : farAt;
        }
    }
    const auto end = std::max_element(best.begin(), best.end());
    if (end == best.end() || *end <= none) return {};
    FuzzyMatch match{*end, std::vector<int>(static_cast<std::size_t>(n))};
    int at = static_cast<int>(end - best.begin());
    for (qsizetype i = n; i-- > 0;) {
        match.at[static_cast<std::size_t>(i)] = at;
        at = from[static_cast<std::size_t>(i)][static_cast<std::size_t>(at)];
    }
    return match;
}

}  // namespace stampede::ui
