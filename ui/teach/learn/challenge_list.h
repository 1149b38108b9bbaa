#pragma once

#include "core/learn/challenges.h"
#include "ui/teach/learn/learn_parts.h"

class QGridLayout;

namespace stampede::ui {

class ChallengePlayer;

/// "easy"
QString levelText(Challenge::Level level);

/// All challenges, with what has become of each.
class ChallengeList : public ScrollColumn {
    Q_OBJECT

public:
    explicit ChallengeList(ChallengePlayer& context, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fill();
    QWidget* card(const Challenge& challenge, int number);

    ChallengePlayer& context_;
    int columns_ = 0;
};

}  // namespace stampede::ui
