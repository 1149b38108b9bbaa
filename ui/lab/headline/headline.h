#pragma once

#include <QWidget>

#include "ui/lab/headline/headline_model.h"
#include "ui/session/range_meter.h"

namespace stampede::ui {

class Session;

/// "1 000 requests → 1 database query" and a few figures: what is true at the playhead, or of the requests
/// that arrived in the selected range. Says LIVE when it is, shows that a run
/// is being computed, and says in words when one could not be.
class Headline : public QWidget {
    Q_OBJECT

public:
    explicit Headline(Session& session, QWidget* parent = nullptr);

    /// What is written there now: the sentence, and value with label of each figure.
    QString sentence() const { return sentence_.whole(); }
    const std::vector<HeadlineFigure>& figures() const { return figures_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent* event) override;

private:
    void follow();
    void layOut();
    double sentenceWidth(const QFont& font, const Sentence& sentence) const;
    double drawBadge(QPainter& painter, double x, double centre) const;
    void drawSentence(QPainter& painter, double x, double centre) const;
    void drawFigures(QPainter& painter, double centre) const;
    double badgeWidth() const;
    /// Numbers that run keep their digits in place; numbers that stand are set as type is.
    double draw(QPainter& painter, double x, double y, const QString& text) const;

    Session& session_;
    RangeMeter range_;
    Sentence sentence_, widest_;
    std::vector<HeadlineFigure> figures_;
    QFont font_;                ///< of the sentence: smaller where it would not fit
    std::vector<double> left_;  ///< of the figures that fit
    double progress_ = -1;
};

}  // namespace stampede::ui
