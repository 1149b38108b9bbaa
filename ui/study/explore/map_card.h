#pragma once

#include "ui/look/charts/chart_card.h"
#include "ui/session/views/context.h"
#include "ui/study/explore/heat_study.h"

namespace stampede::ui {

class HeatMap;
class MenuButton;

/// A figure over two numbers of the scenario, which are chosen here; a cell opens its run in the lab.
class MapCard : public ChartCard {
    Q_OBJECT

public:
    MapCard(const Context& context, HeatStudy& study);

    void setMetric(const std::string& path);
    HeatMap* map() const { return map_; }

private:
    struct Parts;  ///< the widgets, which the card is made of
    MapCard(const Context& context, HeatStudy& study, const Parts& parts);
    void tell();
    void fillAxes();
    void fillAxis(MenuButton* button, const Parameter& chosen, bool across);
    void openCell(int column, int row);

    Context context_;
    HeatStudy& study_;
    HeatMap* map_ = nullptr;
    MenuButton* xMenu_ = nullptr;
    MenuButton* yMenu_ = nullptr;
    std::string metric_;
    QString xPath_, yPath_;
    QString axesFor_;  ///< what the menus were filled for
};

}  // namespace stampede::ui
