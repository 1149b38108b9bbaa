#pragma once

#include "ui/look/charts/chart_card.h"
#include "ui/study/explore/strategy_study.h"

namespace stampede::ui {

class WhiskerChart;

/// A figure under every strategy, with what luck does to it.
class StrategiesCard : public ChartCard {
    Q_OBJECT

public:
    explicit StrategiesCard(const StrategyStudy& study);

    void setMetric(const std::string& path);

private:
    StrategiesCard(const StrategyStudy& study, WhiskerChart* chart);
    void tell();

    const StrategyStudy& study_;
    WhiskerChart* chart_ = nullptr;
    std::string metric_;
};

}  // namespace stampede::ui
