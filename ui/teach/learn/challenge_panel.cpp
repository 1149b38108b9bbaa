#include "ui/teach/learn/challenge_panel.h"

#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/teach/learn/challenge_list.h"
#include "ui/teach/learn/challenge_player.h"
#include "ui/teach/learn/learn_parts.h"
#include "ui/teach/lesson/goal_card.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

ChallengePanel::ChallengePanel(ChallengePlayer& context, QWidget* parent) : QWidget(parent), context_(context)
{
    setObjectName("challenge-panel");
    setAccessibleName(tr("Challenge"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    connect(&context_.context().session, &Session::runChanged, this, &ChallengePanel::follow,
            Qt::QueuedConnection);
}

QSize ChallengePanel::sizeHint() const
{
    const Theme& t = theme();
    return {t.px(t.scale > 1.2 ? 310 : 340), t.px(400)};
}

void ChallengePanel::tell(const Challenge& challenge)
{
    challenge_ = &challenge;
    met_ = false;
    build();
}

void ChallengePanel::build()
{
    if (!challenge_) return;
    const Theme& t = theme();
    emptyLayout(layout());
    auto* scroll = new QScrollArea;
    scroll->setProperty("look", "panel");
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(14));
    column->setSpacing(t.px(10));
    addHead(column);
    addGoal(column);
    addHelp(column);
    column->addStretch(1);
    addFoot(column);
    scroll->setWidget(page);
    layout()->addWidget(scroll);
    // Keys are to go on acting when what had the focus is gone.
    if (isVisible()) window()->setFocus();
    follow();
}

void ChallengePanel::addHead(QVBoxLayout* column)
{
    QPushButton* back = learnButton("challenge-back", tr("‹ All challenges"),
                                    tr("Your own scenario comes back, too (Escape)"));
    connect(
        back, &QPushButton::clicked, this, [this] { context_.context().views.go(View::learn); },
        Qt::QueuedConnection);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addWidget(
        learnLabel(tr("CHALLENGE · %1").arg(levelText(challenge_->level).toUpper()), "caption"));
    QLabel* title = learnTitle(QString::fromStdString(challenge_->title), 1.35);
    title->setObjectName("challenge-title");
    column->addWidget(title);
}

void ChallengePanel::addGoal(QVBoxLayout* column)
{
    goal_ = new GoalCard(QString::fromStdString(challenge_->goal), challenge_->start.expect,
                         context_.context().session);
    goal_->setObjectName("challenge-goal");
    goal_->setObjection([this](const Scenario& scenario) { return context_.objection(scenario); });
    column->addWidget(goal_);
    putBack_ = learnButton("put-back", tr("Put it back"),
                           tr("Takes back what is part of the problem, and keeps the rest"));
    connect(putBack_, &QPushButton::clicked, &context_, &ChallengePlayer::putBack, Qt::QueuedConnection);
    column->addWidget(putBack_, 0, Qt::AlignLeft);
    column->addWidget(learnLabel(tr("You may change: %1.").arg(changesText(*challenge_)), "muted"));
    praise_ = learnLabel(QString());
    praise_->setObjectName("praise");
    column->addWidget(praise_);
}

void ChallengePanel::addHelp(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    QPushButton* hint = learnButton("hint", tr("Hint"), tr("What to think of"));
    connect(hint, &QPushButton::clicked, this,
            [this] { said_->setText(QString::fromStdString(challenge_->hint)); });
    row->addWidget(hint);
    QPushButton* par = learnButton("solution", tr("Show a solution"),
                                   tr("Sets what meets the goal, and says why. Undo takes it back."));
    connect(par, &QPushButton::clicked, this, [this] {
        said_->setText(QString::fromStdString(challenge_->par_says));
        context_.showSolution();
    });
    row->addWidget(par);
    row->addStretch(1);
    column->addLayout(row);
    said_ = learnLabel(QString());
    said_->setObjectName("said");
    column->addWidget(said_);
}

void ChallengePanel::addFoot(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    QPushButton* over = learnButton("start-over", tr("Start over"),
                                    tr("The scenario as it was at first. Undo takes it back."));
    connect(over, &QPushButton::clicked, &context_, &ChallengePlayer::startOver, Qt::QueuedConnection);
    row->addWidget(over);
    row->addStretch(1);
    const Challenge* following = context_.following();
    next_ = learnButton("next-challenge", tr("Next challenge ▶"),
                        following ? QString::fromStdString(following->title) : tr("This was the last one"),
                        "primary");
    connect(
        next_, &QPushButton::clicked, this,
        [this, following] {
            if (following) context_.play(*following);
        },
        Qt::QueuedConnection);
    row->addWidget(next_);
    column->addLayout(row);
}

/// After every run: has the goal been met just now?
void ChallengePanel::follow()
{
    if (!challenge_ || context_.current() != challenge_) return;
    const bool fair = context_.objection(context_.context().session.scenario()).isEmpty();
    putBack_->setVisible(!fair);
    const bool met = fair && goal_->met();
    if (met && !met_) context_.met();
    met_ = met;
    praise_->setVisible(met);
    const bool last = !context_.following();
    praise_->setText(last ? tr("That was the last one.") : tr("On to the next, or look for another way."));
    next_->setVisible(!last);
    next_->setEnabled(met);
}

void ChallengePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    window()->setFocus();
}

void ChallengePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) QTimer::singleShot(0, this, &ChallengePanel::build);
}

void ChallengePanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

}  // namespace stampede::ui
