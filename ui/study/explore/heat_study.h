#pragma once

#include <QObject>

#include "ui/look/words/table_data.h"
#include "ui/study/explore/heat_axes.h"
#include "ui/study/study.h"

namespace stampede::ui {

/// The session's scenario over two of its numbers: a run for each cell of a grid, every fourth cell in both
/// directions first, then every second, then all, so that the whole is seen early. Every figure of each run
/// is kept: another metric costs nothing.
class HeatStudy : public Study {
    Q_OBJECT

public:
    explicit HeatStudy(Session& session, QObject* parent = nullptr);

    /// See HeatAxes.
    std::vector<Parameter> candidates() const { return HeatAxes::candidates(session().scenario()); }
    void setAxes(const QString& xPath, const QString& yPath);
    const std::optional<Parameter>& x() const { return axes_.x(); }
    const std::optional<Parameter>& y() const { return axes_.y(); }
    const std::vector<double>& xs() const { return axes_.xs(); }
    const std::vector<double>& ys() const { return axes_.ys(); }

    using Cell = std::pair<std::size_t, std::size_t>;  ///< column and row
    /// Whose figures a cell shows: its own, or, until these are there, the nearest coarser one's; none where
    /// nothing is known yet.
    std::optional<Cell> shownAt(std::size_t column, std::size_t row) const;
    const Metrics* at(std::size_t column, std::size_t row) const;
    bool exact(std::size_t column, std::size_t row) const { return cells_[index(column, row)].has_value(); }
    Scenario scenarioAt(std::size_t column, std::size_t row) const { return axes_.at(common_, column, row); }
    /// The cell nearest to the scenario as it is; −1 where it lies outside.
    std::pair<int, int> here() const { return axes_.nearest(session().scenario()); }

    std::size_t done() const { return done_; }
    std::size_t total() const { return cells_.size(); }
    TableData table(const std::string& metric) const;

    static constexpr std::size_t side = HeatAxes::side;

private:
    std::size_t index(std::size_t column, std::size_t row) const { return row * xs().size() + column; }
    void letGo() override;
    Asked ask() override;
    std::vector<Batch::Task> begin() override;

    HeatAxes axes_;
    QString shape_;    ///< of the scenarios that these are numbers of
    Scenario common_;  ///< what the cells are of
    std::vector<std::optional<Metrics>> cells_;
    std::size_t done_ = 0;
};

}  // namespace stampede::ui
