#include "ui/teach/learn/challenge_list.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/teach/learn/challenge_player.h"
#include "ui/teach/learn/challenge_progress.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int challengesWidth = 1120;

QString stateText(ChallengeState state)
{
    switch (state) {
    case ChallengeState::untried: return ChallengeList::tr("untried");
    case ChallengeState::tried: return ChallengeList::tr("tried");
    case ChallengeState::solutionSeen: return ChallengeList::tr("solution seen");
    case ChallengeState::met: return ChallengeList::tr("✓ met");
    }
    return {};
}

}  // namespace

QString levelText(Challenge::Level level)
{
    switch (level) {
    case Challenge::Level::easy: return ChallengeList::tr("easy");
    case Challenge::Level::medium: return ChallengeList::tr("medium");
    case Challenge::Level::hard: return ChallengeList::tr("hard");
    }
    return {};
}

ChallengeList::ChallengeList(ChallengePlayer& context, QWidget* parent)
    : ScrollColumn(challengesWidth, parent), context_(context)
{
}

void ChallengeList::fill()
{
    emptyLayout(column());
    column()->addWidget(learnLabel(tr("Each is a scenario that goes wrong, and a goal. Move what you may "
                                      "move; every run is judged. Your own scenario waits meanwhile."),
                                   "muted"));
    auto* grid = new QGridLayout;
    grid->setSpacing(theme().px(12));
    int number = 0;
    bool tried = false;
    for (const Challenge& c : challenges()) {
        grid->addWidget(card(c, number + 1), number / columns_, number % columns_);
        tried |= progressOfChallenge(c.id) != ChallengeState::untried;
        ++number;
    }
    for (int i = 0; i < columns_; ++i) grid->setColumnStretch(i, 1);
    column()->addLayout(grid);
    if (tried) {
        QPushButton* reset =
            learnButton("reset", tr("Reset all"), tr("Forgets which challenges were tried and met"), "flat");
        connect(
            reset, &QPushButton::clicked, this,
            [this] {
                forgetChallenges();
                fill();
            },
            Qt::QueuedConnection);
        column()->addWidget(reset, 0, Qt::AlignRight);
    }
    column()->addStretch(1);
}

QWidget* ChallengeList::card(const Challenge& challenge, int number)
{
    const Theme& t = theme();
    const ChallengeState state = progressOfChallenge(challenge.id);
    QFrame* frame = learnCard("challenge-card");
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(12));
    inside->setSpacing(t.px(6));
    auto* top = new QHBoxLayout;
    top->addWidget(learnLabel(QStringLiteral("%1 · %2").arg(number).arg(levelText(challenge.level)).toUpper(),
                              "caption"),
                   1);
    QLabel* label = learnLabel(stateText(state), "small");
    label->setObjectName(QStringLiteral("state-") + QString::fromStdString(challenge.id));
    label->setWordWrap(false);
    if (state == ChallengeState::met) {
        QPalette p = label->palette();
        p.setColor(QPalette::WindowText, t.freshText);
        label->setProperty("look", QVariant());
        label->setPalette(p);
        label->setFont(scaledFont(t.strong, 0.95));
    }
    top->addWidget(label);
    inside->addLayout(top);
    inside->addWidget(learnTitle(QString::fromStdString(challenge.title), 1.15));
    inside->addWidget(learnLabel(QString::fromStdString(challenge.goal)));
    inside->addStretch(1);
    QPushButton* play =
        learnButton("play", state == ChallengeState::untried ? tr("Try it") : tr("Try again"),
                    QString::fromStdString(challenge.goal), state == ChallengeState::met ? "" : "primary");
    play->setObjectName(QStringLiteral("play-") + QString::fromStdString(challenge.id));
    play->setAccessibleName(play->text() + QStringLiteral(": ") + QString::fromStdString(challenge.title));
    connect(
        play, &QPushButton::clicked, &context_, [this, c = &challenge] { context_.play(*c); },
        Qt::QueuedConnection);
    inside->addWidget(play, 0, Qt::AlignLeft);
    return frame;
}

void ChallengeList::resizeEvent(QResizeEvent* event)
{
    ScrollColumn::resizeEvent(event);
    const Theme& t = theme();
    const int columns = width() >= t.px(960) ? 3 : width() >= t.px(640) ? 2 : 1;
    if (columns == columns_) return;
    columns_ = columns;
    fill();
}

}  // namespace stampede::ui
