#pragma once

#include <QWidget>

#include "ui/study/explore/seed_study.h"

namespace stampede::ui {

/// Queries at once over the time of the run: the median of all seeds, the band in which nine of ten lie, and
/// the lab's own run.
class BandChart : public QWidget {
    Q_OBJECT

public:
    explicit BandChart(const SeedStudy& study, QWidget* parent = nullptr);
    /// What is said of a slice that is pointed at. REQUIRES: some seeds are known.
    QString words(std::size_t slice) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

private:
    QRectF plot() const;
    QString told(Instant from, Instant until, std::string_view share, double count) const;
    void paintScale(QPainter& painter, double most) const;
    const SeedStudy& study_;
    Band band_;
};

}  // namespace stampede::ui
