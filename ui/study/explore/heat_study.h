#pragma once

#include <QObject>

#include "core/analysis/metrics.h"
#include "ui/look/words/table_data.h"
#include "ui/session/batch/batch.h"
#include "ui/session/parameters/parameter.h"
#include "ui/session/session.h"

#include <optional>

class QTimer;

namespace stampede::ui {

/// The session's scenario over two of its numbers: a run for each cell of a grid, every fourth cell in both
/// directions first, then every second, then all, so that the whole is seen early. Every figure of each run
/// is kept: another metric costs nothing.
class HeatStudy : public QObject {
    Q_OBJECT

public:
    explicit HeatStudy(Session& session, QObject* parent = nullptr);

    void setWatched(bool watched);
    /// The numbers of the scenario that can be an axis: those that do something.
    std::vector<Parameter> candidates() const;
    void setAxes(const QString& xPath, const QString& yPath);
    const std::optional<Parameter>& x() const { return x_; }
    const std::optional<Parameter>& y() const { return y_; }
    const std::vector<double>& xs() const { return xs_; }
    const std::vector<double>& ys() const { return ys_; }

    /// The cell's own run, or, until that is there, the nearest coarser one's; nullptr where nothing is known
    /// yet.
    const Metrics* at(std::size_t column, std::size_t row) const;
    bool exact(std::size_t column, std::size_t row) const { return cells_[index(column, row)].has_value(); }
    Scenario scenarioAt(std::size_t column, std::size_t row) const;
    /// The cell nearest to the scenario as it is; −1 where it lies outside.
    std::pair<int, int> here() const;

    std::size_t done() const { return done_; }
    std::size_t total() const { return cells_.size(); }
    bool settled() const;
    QString trouble() const { return trouble_; }
    TableData table(const std::string& metric) const;

    static constexpr std::size_t side = 17;

signals:
    void changed();
    void settledNow();

private:
    std::size_t index(std::size_t column, std::size_t row) const { return row * xs_.size() + column; }
    void follow();
    void forgetOthers();
    void chooseAxes();
    void compute();
    std::vector<double> valuesOf(const Parameter& p) const;

    Session& session_;
    Batch batch_;
    QTimer* rest_ = nullptr;
    bool watched_ = false, begun_ = false;
    QString xWanted_, yWanted_;
    std::optional<Parameter> x_, y_;
    QString shape_;  ///< of the scenarios that these are numbers of
    Scenario base_;  ///< with both numbers at the first cell's: what the cells are of
    std::vector<double> xs_, ys_;
    std::vector<std::optional<Metrics>> cells_;
    std::size_t done_ = 0;
    QString trouble_;
};

}  // namespace stampede::ui
