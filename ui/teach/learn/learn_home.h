#pragma once

#include "ui/teach/learn/learn_parts.h"

#include <QAbstractButton>

#include <functional>
#include <vector>

class QGridLayout;

namespace stampede::ui {

enum class Place;
class LessonPlayer;

/// A place to go to, as a large card: a small drawing, what it is, and how far one has come.
class PlaceCard : public QAbstractButton {
    Q_OBJECT

public:
    /// `share` of what can be done there, 0…1; below 0: nothing is counted.
    PlaceCard(Place place, const QString& about, const QString& state, double share,
              QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {sizeHint().width() / 2, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

private:
    Place place_;
    QString about_, state_;
    double share_;
};

/// The home of Learn.
class LearnHome : public ScrollColumn {
    Q_OBJECT

public:
    LearnHome(LessonPlayer& lessons, std::function<void(Place)> go, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addPath(LessonPlayer& lessons);
    void addNext();
    void arrange();

    std::function<void(Place)> go_;
    std::vector<PlaceCard*> cards_;
    QGridLayout* grid_ = nullptr;
    int columns_ = 0;
};

}  // namespace stampede::ui
