#include "ui/study/explore/seed_cards.h"

#include "ui/look/words/format.h"
#include "ui/study/explore/band_chart.h"
#include "ui/study/explore/histogram.h"
#include "ui/study/explore/metric_choice.h"

namespace stampede::ui {

SpreadCard::SpreadCard(const SeedStudy& study) : SpreadCard(study, new Histogram(study)) {}

SpreadCard::SpreadCard(const SeedStudy& study, Histogram* histogram)
    : ChartCard(QString(), histogram, [this] { return study_.table(metric_); }), study_(study),
      histogram_(histogram)
{
    connect(&study_, &SeedStudy::changed, this, &SpreadCard::tell);
}

void SpreadCard::setMetric(const std::string& path)
{
    metric_ = path;
    histogram_->setMetric(path);
    tell();
}

void SpreadCard::tell()
{
    const std::size_t known = study_.known(), wanted = study_.wanted();
    setTitle(wanted > 0 ? tr("%1 over %2 seeds").arg(metricTitle(metric_), countText(known))
                        : tr("%1 over seeds").arg(metricTitle(metric_)));
    const QString computing =
        known < wanted ? tr("%1 more to come; ").arg(countText(wanted - known)) : QString();
    setNote(study_.trouble().isEmpty() ? computing + histogram_->words() : study_.trouble());
    refresh();
}

BandCard::BandCard(const SeedStudy& study)
    : ChartCard(tr("Queries at once, over time"), new BandChart(study),
                [&study] { return study.bandTable(); })
{
    connect(&study, &SeedStudy::changed, this, [this, &study] {
        setNote(
            tr("Line: the median run. Band: nine of ten runs. Dotted: seed %1.").arg(study.scenario().seed));
        refresh();
    });
}

}  // namespace stampede::ui
