#pragma once

#include <QImage>
#include <QRectF>

#include <memory>

#include "ui/tracks/probability.h"

class QCustomPlot;

namespace stampede::ui {

/// Draws the curves of refresh probability with QCustomPlot: the time to expiry on a logarithmic axis that
/// runs down to the right, the chance upwards.
class ProbabilityPlot {
public:
    ProbabilityPlot();
    ~ProbabilityPlot();

    /// A picture of `size` logical pixels whose axes enclose `plot`.
    QImage draw(const ProbabilityPicture& picture, QSize size, const QRectF& plot, double pixelRatio);

private:
    std::unique_ptr<QCustomPlot> chart_;
};

}  // namespace stampede::ui
