#pragma once

#include <QWidget>

#include "ui/study/explore/strategy_study.h"

namespace stampede::ui {

/// A figure under every strategy: the mean with its 95 % confidence interval, thick, and the least and
/// greatest run, thin. By powers of ten where strategies differ that much.
class WhiskerChart : public QWidget {
    Q_OBJECT

public:
    explicit WhiskerChart(const StrategyStudy& study, QWidget* parent = nullptr);
    void setMetric(const std::string& path);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    struct Scale {
        double from = 0, until = 1;
        bool logarithmic = false;
        double left = 0, right = 1;
        double x(double v) const;
        std::vector<double> marks() const;
    };
    Scale scale() const;
    void describe();
    QString told(std::size_t row, const char* statistic, double value) const;
    void paintRow(QPainter& painter, std::size_t row, const Scale& scale, double top, double height) const;

    const StrategyStudy& study_;
    std::string metric_ = "database.queries";
};

}  // namespace stampede::ui
