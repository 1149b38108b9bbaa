#include "ui/study/explore/heat_study.h"

#include "core/analysis/metrics_json.h"

namespace stampede::ui {

namespace {

/// How coarse the grid is when a cell comes: 4, 2 or 1.
std::size_t strideOf(std::size_t column, std::size_t row)
{
    for (std::size_t stride : {4, 2})
        if (column % stride == 0 && row % stride == 0) return stride;
    return 1;
}

}  // namespace

HeatStudy::HeatStudy(Session& session, QObject* parent) : Study(session, Batch::Urgency::later, parent)
{
    followSession();
}

void HeatStudy::setAxes(const QString& xPath, const QString& yPath)
{
    axes_.want(xPath, yPath);
    forget();
    follow();
}

/// A scenario of another shape may not have these numbers at all.
void HeatStudy::letGo()
{
    if (shapeOf(session().scenario()) == shape_) return;
    shape_ = shapeOf(session().scenario());
    axes_.clear();
    cells_.clear();
    done_ = 0;
    forget();
    emit changed();
}

Study::Asked HeatStudy::ask()
{
    if (!runIsThere()) return Asked::later;
    axes_.choose(session().scenario());
    if (!axes_.chosen()) {
        cells_.clear();
        return Asked::nothing;
    }
    emit changed();  // the place of the scenario may be another
    Scenario common = axes_.common(session().scenario());
    if (common == common_) return Asked::theSame;
    common_ = std::move(common);
    return Asked::another;
}

std::vector<Batch::Task> HeatStudy::begin()
{
    axes_.divide(session().scenario(), *session().run());
    cells_.assign(xs().size() * ys().size(), {});
    done_ = 0;
    std::vector<Batch::Task> tasks;
    for (std::size_t stride : {4, 2, 1})
        for (std::size_t row = 0; row < ys().size(); ++row)
            for (std::size_t column = 0; column < xs().size(); ++column) {
                if (strideOf(column, row) != stride) continue;
                tasks.push_back(
                    measured(scenarioAt(column, row), [this, i = index(column, row)](const Metrics& m) {
                        cells_[i] = m;
                        ++done_;
                        emit changed();
                    }));
            }
    return tasks;
}

std::optional<HeatStudy::Cell> HeatStudy::shownAt(std::size_t column, std::size_t row) const
{
    for (std::size_t stride : {1, 2, 4}) {
        const Cell cell{column / stride * stride, row / stride * stride};
        if (exact(cell.first, cell.second)) return cell;
    }
    return {};
}

const Metrics* HeatStudy::at(std::size_t column, std::size_t row) const
{
    const std::optional<Cell> cell = shownAt(column, row);
    return cell ? &*cells_[index(cell->first, cell->second)] : nullptr;
}

TableData HeatStudy::table(const std::string& path) const
{
    TableData out;
    if (!axes_.chosen() || cells_.empty()) return out;
    out.header = {x()->path, y()->path, QString::fromStdString(path)};
    for (std::size_t row = 0; row < ys().size(); ++row)
        for (std::size_t column = 0; column < xs().size(); ++column) {
            const auto& cell = cells_[index(column, row)];
            out.rows.push_back({x()->text(xs()[column]), y()->text(ys()[row]),
                                cell ? plainNumber(metric(*cell, path)) : QString()});
        }
    return out;
}

}  // namespace stampede::ui
