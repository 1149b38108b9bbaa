#include "ui/study/explore/strategies_card.h"

#include "ui/study/explore/metric_choice.h"
#include "ui/study/explore/whisker_chart.h"

namespace stampede::ui {

StrategiesCard::StrategiesCard(const StrategyStudy& study) : StrategiesCard(study, new WhiskerChart(study)) {}

StrategiesCard::StrategiesCard(const StrategyStudy& study, WhiskerChart* chart)
    : ChartCard(QString(), chart, [this] { return study_.table(metric_); }), study_(study), chart_(chart)
{
    connect(&study_, &StrategyStudy::changed, this, &StrategiesCard::tell);
}

void StrategiesCard::setMetric(const std::string& path)
{
    metric_ = path;
    chart_->setMetric(path);
    tell();
}

void StrategiesCard::tell()
{
    setTitle(tr("%1 under every strategy").arg(metricTitle(metric_)));
    setNote(study_.trouble().isEmpty()
                ? tr("The same %1 seeds each. Dot: the mean; thick: its 95 % interval; thin: all runs.")
                      .arg(study_.seeds())
                : study_.trouble());
    refresh();
}

}  // namespace stampede::ui
