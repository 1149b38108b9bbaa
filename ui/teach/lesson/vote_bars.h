#pragma once

#include <QWidget>

#include "ui/teach/lesson/prediction.h"

#include <QStringList>

namespace stampede::ui {

/// How a class voted: a bar for each choice, two where it voted twice.
class VoteBars : public QWidget {
    Q_OBJECT

public:
    /// `right` marks the choices that are right; empty as long as that is hidden.
    VoteBars(const QStringList& choices, const Votes& votes, std::vector<bool> right,
             QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int rowHeight() const;

    QStringList choices_;
    Votes votes_;
    std::vector<bool> right_;
};

}  // namespace stampede::ui
