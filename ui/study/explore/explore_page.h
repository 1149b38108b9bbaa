#pragma once

#include "ui/session/views/context.h"
#include "ui/session/views/views.h"
#include "ui/study/explore/heat_study.h"
#include "ui/study/explore/seed_study.h"
#include "ui/study/explore/strategy_study.h"

class QBoxLayout;
class QLabel;

namespace stampede::ui {

class BandCard;
class HeatMap;
class Histogram;
class MapCard;
class MenuButton;
class SpreadCard;
class StrategiesCard;

/// From one run to many: how a figure is spread over seeds, whether strategies differ by more than luck, and
/// how it depends on two parameters.
class ExplorePage : public Page {
    Q_OBJECT

public:
    explicit ExplorePage(const Context& context, QWidget* parent = nullptr);

    bool settled() const override;
    bool hasTransport() const override { return false; }
    /// The strategies with their intervals.
    TableData table() const override { return strategyTable(); }

    const std::string& metric() const { return metric_; }
    void setMetric(const std::string& path);
    const SeedStudy& seeds() const { return seeds_; }
    HeatStudy& heat() { return heat_; }
    const StrategyStudy& strategies() const { return strategies_; }
    Histogram* histogram() const;
    HeatMap* map() const;
    MenuButton* metricMenu() const { return metricMenu_; }
    /// Of what is shown, as programs read them: a row each seed, strategy or cell.
    TableData seedTable() const { return seeds_.table(metric_); }
    TableData strategyTable() const { return strategies_.table(metric_); }
    TableData heatTable() const { return heat_.table(metric_); }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeCards();
    void listenTo(Study& study);
    void fillMetrics();
    void fit();
    void tell();
    void tellSettled();

    Context context_;
    SeedStudy seeds_;
    StrategyStudy strategies_;
    HeatStudy heat_;
    std::string metric_ = "database.queries";
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    MenuButton* metricMenu_ = nullptr;
    SpreadCard* spread_ = nullptr;
    StrategiesCard* strategiesCard_ = nullptr;
    BandCard* band_ = nullptr;
    MapCard* map_ = nullptr;
    QBoxLayout* cards_ = nullptr;
    QBoxLayout* head_ = nullptr;
};

}  // namespace stampede::ui
