#pragma once

#include <QWidget>

#include "ui/study/explore/metric_choice.h"
#include "ui/study/explore/seed_study.h"

namespace stampede::ui {

/// How one figure is spread over the seeds: bars, the mean with the 95 % confidence band of it, theory's
/// value where it has a say, and where the lab's own run stands.
class Histogram : public QWidget {
    Q_OBJECT

public:
    explicit Histogram(const SeedStudy& study, QWidget* parent = nullptr);

    void setMetric(const std::string& path);
    std::vector<Bin> bars() const;
    /// "mean 6.12 ± 0.31, theory 5.9": what the picture says.
    QString words() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    struct Scale {
        double from = 0, until = 1;
        QRectF plot;
        double x(double v) const { return plot.left() + plot.width() * (v - from) / (until - from); }
    };
    Scale scale(const std::vector<Bin>& bars) const;
    void paintBars(QPainter& painter, const Scale& scale, const std::vector<Bin>& bars) const;
    void paintMarks(QPainter& painter, const Scale& scale) const;

    QString told(const char* statistic, double value) const;
    QString toldTheory(const TheoryValue& theory) const;

    const SeedStudy& study_;
    std::string metric_ = "database.queries";
};

}  // namespace stampede::ui
