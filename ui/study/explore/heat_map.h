#pragma once

#include <QWidget>

#include "ui/study/explore/heat_study.h"

namespace stampede::ui {

/// A figure over two numbers of the scenario, as colours. The cell under the mouse, or the one that the arrow
/// keys have moved to, is said in words; a click or Return on it opens its run.
class HeatMap : public QWidget {
    Q_OBJECT

public:
    explicit HeatMap(const HeatStudy& study, QWidget* parent = nullptr);

    void setMetric(const std::string& path);
    /// Of the cell that is pointed at; empty when none is.
    QString words() const;
    std::pair<int, int> cursor() const { return cursor_; }
    /// Where a cell is, rows from the bottom.
    QRectF cellRect(int column, int row) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void pointed();
    void opened(int column, int row);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Colours {
        double least = 0, most = 1;
        bool logarithmic = false;
        double share(double v) const;
        double valueAt(double share) const;
    };
    Colours colours() const;
    QRectF plot() const;
    std::pair<int, int> cellAt(QPointF at) const;
    void point(std::pair<int, int> cell);
    void paintCells(QPainter& painter, const Colours& c) const;
    void paintAxes(QPainter& painter) const;
    void paintScale(QPainter& painter, const Colours& c) const;
    void paintCursor(QPainter& painter) const;
    double valueOf(int column, int row) const;
    QString cellText(int column, int row) const;
    QString told(int column, int row, const QString& text) const;
    bool numbersFit() const;

    const HeatStudy& study_;
    std::string metric_ = "database.queries";
    std::pair<int, int> cursor_{-1, -1};
};

}  // namespace stampede::ui
