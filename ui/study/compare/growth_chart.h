#pragma once

#include <QtCharts/QChartView>

#include "ui/look/charts/end_labels.h"
#include "ui/study/compare/growth.h"

class QLineSeries;
class QLogValueAxis;

namespace stampede::ui {

/// Queries against traffic, both axes logarithmic, a line for each strategy with its name at its end. Lines
/// that end at the same place share a label. Under the mouse the numbers of one value are said.
class GrowthChart : public QChartView {
    Q_OBJECT

public:
    GrowthChart(Session& session, const Growth& growth, const Comparison& comparison,
                QWidget* parent = nullptr);

    void refresh();
    /// Where names stand, for a look at whether they overlap.
    std::vector<EndLabel> labels() const;
    QSize sizeHint() const override;

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void makeLines();
    double xOf(double value) const;
    double yOf(double queries) const;
    double labelWidth() const;
    void paintAxes(QPainter& painter) const;
    void paintLabels(QPainter& painter) const;
    QString words(std::size_t value) const;

    Session& session_;
    const Growth& growth_;
    const Comparison& comparison_;
    std::vector<QLineSeries*> lines_;
    QLogValueAxis* x_ = nullptr;
    QLogValueAxis* y_ = nullptr;
    int pointed_ = -1;  ///< the value under the mouse, by index
};

}  // namespace stampede::ui
