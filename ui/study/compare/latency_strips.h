#pragma once

#include <QWidget>

#include "ui/look/words/table_data.h"
#include "ui/study/compare/comparison.h"

namespace stampede::ui {

/// How long requests took under each strategy: a row each on one logarithmic axis. The shape's height grows
/// with the square root of how many, so that one request in a thousand is still seen; marks stand at half of
/// them, 99 % and the slowest.
class LatencyStrips : public QWidget {
    Q_OBJECT

public:
    LatencyStrips(Session& session, const Comparison& comparison, QWidget* parent = nullptr);
    TableData table() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

private:
    struct Span {
        double from = 0.1, until = 1000;  ///< in ms
    };
    Span span() const;
    QRectF plot() const;
    double rowHeight() const;
    double x(double ms, const Span& d) const;
    void paintAxis(QPainter& painter, const Span& d) const;
    void paintRow(QPainter& painter, std::size_t row, const Span& d) const;
    QString words(std::size_t row) const;

    Session& session_;
    const Comparison& comparison_;
};

}  // namespace stampede::ui
