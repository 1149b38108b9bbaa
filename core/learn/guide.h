#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stampede {

/// A question of the decision guide.
struct GuideFork {
    std::string id, question;
    struct Answer {
        std::string answer, about;
        std::string to;  ///< a fork or a leaf
    };
    std::vector<Answer> answers;
};

/// A strategy, and what speaks for and against it.
struct GuideLeaf {
    std::string id;
    std::string strategy;  ///< of the catalogue
    std::string in_short;
    std::vector<std::string> use, avoid;
    std::string production;            ///< how those who run it do it
    std::vector<std::string> presets;  ///< where it can be seen: ids
};

/// What one says of a strategy in words, beside what is measured.
struct InWords {
    std::string strategy, latency, complexity, consistency, best_for;
};

struct Guide {
    std::string start;  ///< the first fork
    std::vector<GuideFork> forks;
    std::vector<GuideLeaf> leaves;
    std::vector<InWords> comparison;

    const GuideFork* fork(std::string_view id) const;
    const GuideLeaf* leaf(std::string_view id) const;
};

/// Reads a decision guide, `stampede-guide/1`, with the fields of the above. Throws InputError with one
/// sentence that names the
/// path: a way that leads nowhere, in a circle or past a leaf, and strategies and presets that are not there
/// are refused.
Guide parse_guide(std::string_view text, std::string_view source);

/// The shipped one (resources/learn/guide.json). Read when first asked for.
const Guide& guide();

}  // namespace stampede
