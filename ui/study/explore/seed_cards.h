#pragma once

#include "ui/look/charts/chart_card.h"
#include "ui/study/explore/seed_study.h"

namespace stampede::ui {

class Histogram;

/// How a figure is spread over the seeds.
class SpreadCard : public ChartCard {
    Q_OBJECT

public:
    explicit SpreadCard(const SeedStudy& study);

    void setMetric(const std::string& path);
    Histogram* histogram() const { return histogram_; }

private:
    SpreadCard(const SeedStudy& study, Histogram* histogram);
    void tell();

    const SeedStudy& study_;
    Histogram* histogram_ = nullptr;
    std::string metric_;
};

/// How many queries run at once over time, over the seeds.
class BandCard : public ChartCard {
    Q_OBJECT

public:
    explicit BandCard(const SeedStudy& study);
};

}  // namespace stampede::ui
