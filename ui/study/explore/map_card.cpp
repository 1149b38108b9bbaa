#include "ui/study/explore/map_card.h"

#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"
#include "ui/study/explore/heat_map.h"
#include "ui/study/explore/menu_line.h"
#include "ui/study/explore/metric_choice.h"

#include <QMenu>
#include <QVBoxLayout>

namespace stampede::ui {

struct MapCard::Parts {
    explicit Parts(const HeatStudy& study) : chart(new QWidget), map(new HeatMap(study))
    {
        auto* column = new QVBoxLayout(chart);
        column->setContentsMargins({});
        auto* axes = new QHBoxLayout;
        xMenu = addMenu(axes, MapCard::tr("across"), "x-axis");
        axes->addSpacing(theme().px(8));
        yMenu = addMenu(axes, MapCard::tr("up"), "y-axis");
        axes->addStretch(1);
        column->addLayout(axes);
        column->addWidget(map, 1);
    }

    QWidget* chart;
    HeatMap* map;
    MenuButton *xMenu, *yMenu;
};

MapCard::MapCard(const Context& context, HeatStudy& study) : MapCard(context, study, Parts(study)) {}

MapCard::MapCard(const Context& context, HeatStudy& study, const Parts& parts)
    : ChartCard(QString(), parts.chart, [this] { return study_.table(metric_); }), context_(context),
      study_(study), map_(parts.map), xMenu_(parts.xMenu), yMenu_(parts.yMenu)
{
    connect(&study_, &HeatStudy::changed, this, &MapCard::tell);
    connect(map_, &HeatMap::pointed, this, &MapCard::tell);
    connect(map_, &HeatMap::opened, this, &MapCard::openCell);
}

void MapCard::setMetric(const std::string& path)
{
    metric_ = path;
    map_->setMetric(path);
    tell();
}

void MapCard::tell()
{
    setTitle(study_.x() && study_.y()
                 ? tr("%1 over %2 and %3").arg(metricTitle(metric_), study_.x()->label, study_.y()->label)
                 : tr("%1 over two parameters").arg(metricTitle(metric_)));
    const QString state = study_.done() < study_.total()
                              ? tr("%1 of %2 runs…").arg(study_.done()).arg(study_.total())
                              : tr("A run a cell, seed %1. ○ the lab's; click a cell to open its run there.")
                                    .arg(context_.session.scenario().seed);
    setNote(map_->words().isEmpty() ? state : map_->words());
    refresh();
    fillAxes();
}

/// Anew only where the axes, or what can be one, are others.
void MapCard::fillAxes()
{
    const Scenario& s = context_.session.scenario();
    const QString now = shapeOf(s) + QString::fromStdString(s.strategy.name) +
                        (study_.x() ? study_.x()->path : QString()) +
                        (study_.y() ? study_.y()->path : QString());
    if (std::exchange(axesFor_, now) == now) return;
    if (study_.x()) fillAxis(xMenu_, *study_.x(), true);
    if (study_.y()) fillAxis(yMenu_, *study_.y(), false);
}

void MapCard::fillAxis(MenuButton* button, const Parameter& chosen, bool across)
{
    button->setText(chosen.label);
    button->updateGeometry();
    button->menu()->clear();
    for (const Parameter& p : study_.candidates()) {
        QAction* action = button->menu()->addAction(p.label);
        connect(action, &QAction::triggered, this, [this, path = p.path, across] {
            (across ? xPath_ : yPath_) = path;
            study_.setAxes(xPath_, yPath_);
        });
    }
}

/// One step of undo, and on to its run.
void MapCard::openCell(int column, int row)
{
    const double x = study_.xs()[std::size_t(column)], y = study_.ys()[std::size_t(row)];
    const Parameter across = *study_.x(), up = *study_.y();
    context_.workbench.change([&](Scenario& s) {
        across.set(s, x);
        up.set(s, y);
    });
    context_.views.go(View::lab);
}

}  // namespace stampede::ui
