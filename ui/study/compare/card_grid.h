#pragma once

#include <QWidget>

#include "ui/study/compare/comparison.h"
#include "ui/tracks/shared_axis.h"

class QScrollArea;
class QTimer;

namespace stampede::ui {

class StrategyCard;
class TimeRuler;

/// The small multiples: a card for each strategy in as many columns as there is room for, below one ruler of
/// the time that they share. Pictures are drawn one at a time, so that the window stays alive while many are
/// due.
class CardGrid : public QWidget {
    Q_OBJECT

public:
    CardGrid(Session& session, Comparison& comparison, QWidget* parent = nullptr);

    const std::vector<StrategyCard*>& cards() const { return cards_; }
    const SharedRange& range() const { return range_; }
    /// Every picture is drawn.
    bool settled() const;

signals:
    void opened(int index);
    void ranged(const SharedRange& range);  ///< what all pictures show, which may be as before
    void settledNow();

protected:
    void resizeEvent(QResizeEvent*) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeCards();
    void showAll();
    void chooseRange();
    void arrange();
    void drawNext();
    int columns() const;
    int columnLeft(int column) const;
    int columnWidth() const;

    Session& session_;
    Comparison& comparison_;
    TimeRuler* ruler_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QWidget* field_ = nullptr;
    QTimer* drawing_ = nullptr;
    std::vector<StrategyCard*> cards_;
    SharedRange range_;
};

/// Labels the shared axis above each column of cards, and carries the playhead's time. A drag moves the
/// playhead.
class TimeRuler : public QWidget {
    Q_OBJECT

public:
    explicit TimeRuler(Session& session, QWidget* parent = nullptr);
    /// Where the pictures of each column begin and end.
    void setColumns(std::vector<std::pair<double, double>> columns);
    void setRange(const SharedRange& range);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void paintColumn(QPainter& painter, const SharedAxis& axis, bool named);
    Session& session_;
    std::vector<std::pair<double, double>> columns_;
    SharedRange range_;
};

}  // namespace stampede::ui
