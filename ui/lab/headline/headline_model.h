#pragma once

#include <QString>

#include "core/analysis/range_figures.h"
#include "core/analysis/reading.h"
#include "core/scenario/scenario.h"

#include <vector>

namespace stampede::ui {

/// The strong sentence, in three pieces because the middle one has a colour of its own.
struct Sentence {
    QString before, queries, after;
    QString whole() const { return before + queries + after; }
};
/// `where`: what the figures are of, where they are shown.
Sentence sentenceOf(const FiguresAt& f, const Where& where = {});

/// One of the figures beside it.
struct HeadlineFigure {
    QString value, label;
    QString about;  ///< what it is and where theory's value comes from
    bool bad = false;
};

/// While a question is open: what comes in, and question marks, whatever the run.
Sentence maskedSentence(const Scenario& scenario, std::uint64_t requests);
std::vector<HeadlineFigure> maskedFigures();

/// What is said at an instant. Which figures there are depends on the run (its strategy and `atEnd`), not on
/// the instant, so that they keep their places while the playhead moves.
std::vector<HeadlineFigure> figuresOf(const Scenario& scenario, const FiguresAt& now, const FiguresAt& atEnd,
                                      bool ended, const Where& where = {});

/// What became of the requests of a range.
std::vector<HeadlineFigure> rangeFiguresOf(const Scenario& scenario, const RangeFigures& figures,
                                           const Where& where = {});

}  // namespace stampede::ui
