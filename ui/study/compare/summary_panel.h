#pragma once

#include <QScrollArea>

#include "ui/study/compare/growth.h"

class QBoxLayout;

namespace stampede::ui {

class ChartCard;
class GrowthChart;
class LatencyStrips;
class MeasuredTable;

/// Beside the cards: the table, how queries grow with the traffic, and how long requests took. Wide it takes
/// the cards' place.
class SummaryPanel : public QScrollArea {
    Q_OBJECT

public:
    SummaryPanel(Session& session, Comparison& comparison, QWidget* parent = nullptr);

    void setWatched(bool watched);
    void setWide(bool wide);
    bool settled() const { return growth_.settled(); }
    MeasuredTable* table() const { return table_; }
    const Growth& growth() const { return growth_; }
    GrowthChart* growthChart() const { return growthChart_; }
    ChartCard* growthCard() const { return growthCard_; }
    QSize sizeHint() const override;

signals:
    void wideWanted(bool wide);
    void opened(int index);
    void settledNow();

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();
    void tell();

    Session& session_;
    Comparison& comparison_;
    Growth growth_;
    MeasuredTable* table_ = nullptr;
    GrowthChart* growthChart_ = nullptr;
    ChartCard* growthCard_ = nullptr;
    LatencyStrips* strips_ = nullptr;
    ChartCard* latencyCard_ = nullptr;
    QBoxLayout* column_ = nullptr;
    QBoxLayout* charts_ = nullptr;
};

}  // namespace stampede::ui
