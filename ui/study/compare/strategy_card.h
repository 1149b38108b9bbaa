#pragma once

#include <QImage>
#include <QWidget>

#include "ui/study/compare/comparison.h"
#include "ui/tracks/requests_picture.h"

namespace stampede::ui {

/// One strategy among the others: its name, its three answers, its number of queries, and its requests on the
/// axis that all cards share. A click on a request selects it, a drag moves the playhead, a click on the
/// title (or Return) opens the strategy in the lab.
class StrategyCard : public QWidget {
    Q_OBJECT

public:
    StrategyCard(Session& session, QWidget* parent = nullptr);

    /// What to show. `fewest` and `most`: queries among all cards.
    void show(const Contender& contender, std::uint64_t fewest, std::uint64_t most, bool current);
    /// The axis of all; the picture is drawn anew by the next draw().
    void setRange(const SharedRange& range, bool lanes);
    bool needsDrawing() const { return stale_ && contender_.hasPicture() && !session_.masked(); }
    void draw();
    /// A question has been opened or answered.
    void followMask();

    QString name() const { return contender_.name; }
    QString queriesText() const;
    QString fate() const;
    QString status() const;
    /// In the card's coordinates.
    QRectF plotRect() const;
    const RequestsPicture& picture() const { return picture_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where a card's picture begins and how far from its right edge it ends.
    static int margin();

signals:
    void opened();
    void outdated();  ///< needsDrawing() has become true

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    void describe();
    void invalidate();
    SharedAxis axis() const;
    CallId marked() const;
    double titleHeight() const;
    void paintFrame(QPainter& painter);
    void paintTitle(QPainter& painter);
    void paintAnswers(QPainter& painter);
    void paintPlot(QPainter& painter);
    void paintGrid(QPainter& painter);
    void paintMarked(QPainter& painter, CallId call, const QColor& colour, double width);
    void paintFoot(QPainter& painter);

    Session& session_;
    Contender contender_;
    std::uint64_t fewest_ = 0, most_ = 0;
    SharedRange range_;
    bool lanes_ = true, current_ = false, stale_ = true, hot_ = false, focusedByKey_ = false;
    RequestsPicture picture_;
    QImage image_;
    QPointF pressedAt_;
    bool pressed_ = false, scrubbing_ = false;
};

}  // namespace stampede::ui
