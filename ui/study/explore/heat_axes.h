#pragma once

#include "core/scenario/scenario.h"
#include "ui/session/parameters/parameter.h"
#include "ui/session/run.h"

#include <optional>

namespace stampede::ui {

/// The two numbers of a scenario over which a map is drawn, and the values of each at which it has a cell.
class HeatAxes {
public:
    static constexpr std::size_t side = 17;

    /// The numbers of a scenario that can be an axis: those that do something.
    static std::vector<Parameter> candidates(const Scenario& s);

    /// Which ones are to be taken where a scenario has them.
    void want(const QString& x, const QString& y);
    /// As wanted; else β and the traffic, or the traffic and the query time.
    void choose(const Scenario& s);
    /// Evenly spaced as on the numbers' sliders; traffic ends where a run would take long. `run` is that of
    /// `s`. REQUIRES: chosen.
    void divide(const Scenario& s, const Run& run);
    void clear();

    /// Whether the scenario has two such numbers.
    bool chosen() const { return x_ && y_; }
    const std::optional<Parameter>& x() const { return x_; }
    const std::optional<Parameter>& y() const { return y_; }
    const std::vector<double>& xs() const { return xs_; }
    const std::vector<double>& ys() const { return ys_; }

    /// What all cells have in common: both numbers at their least. REQUIRES: chosen.
    Scenario common(Scenario s) const;
    Scenario at(Scenario s, std::size_t column, std::size_t row) const;
    /// The cell nearest to a scenario; −1 where it lies outside.
    std::pair<int, int> nearest(const Scenario& s) const;

private:
    QString xWanted_, yWanted_;
    std::optional<Parameter> x_, y_;
    std::vector<double> xs_, ys_;
};

}  // namespace stampede::ui
