#pragma once

#include <QString>

#include "core/lesson/step_words.h"

#include <optional>

namespace stampede::ui {

/// What somebody said before seeing: one of the three, or nothing yet.
struct Prediction {
    std::optional<std::size_t> choice;
    std::optional<double> number;
    CurveValues curve;

    bool empty() const { return !choice && !number && curve.empty(); }
};
bool isRight(const Question& question, const StepWords& words, const Prediction& said);

/// A short text that parsePrediction gives back, curves to a few per cent: "choice 2", "number 400", "curve 0
/// 12 …".
QString toText(const Prediction& said);
Prediction parsePrediction(const QString& text);

/// Hands raised for each choice, in one round or two: before and after the class has talked.
struct Votes {
    std::vector<std::vector<int>> rounds;
    bool shown = false;  ///< the bars of what is in so far, still without the answer

    bool begun() const { return !rounds.empty(); }
    int total(std::size_t round) const;
};

/// "You said 400, it was 1 000: 2.5 times too low.": how a number compares with the truth.
QString verdict(const Figure& truth, double said, bool right);

}  // namespace stampede::ui
