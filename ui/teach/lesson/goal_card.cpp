#include "ui/teach/lesson/goal_card.h"

#include "core/analysis/metrics_json.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/metric_words.h"
#include "ui/session/session.h"
#include "ui/teach/lesson/lesson_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

void colour(QLabel* label, const QColor& c)
{
    QPalette p = label->palette();
    p.setColor(QPalette::WindowText, c);
    label->setPalette(p);
}

}  // namespace

GoalCard::GoalCard(const QString& goal, std::vector<Expectation> expect, Session& session, QWidget* parent)
    : QFrame(parent), session_(session), expect_(std::move(expect))
{
    const Theme& t = theme();
    setProperty("look", "question");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(t.px(14), t.px(12), t.px(14), t.px(12));
    column->setSpacing(t.px(8));
    auto* words = new LessonText;
    words->setText(goal);
    column->addWidget(words);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(t.px(8));
    grid->setVerticalSpacing(t.px(6));
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < expect_.size(); ++i) {
        marks_.push_back(new QLabel);
        marks_.back()->setFont(t.strong);
        auto* what = new QLabel(expectationText(expect_[i]));
        what->setWordWrap(true);
        values_.push_back(new QLabel);
        values_.back()->setFont(t.strong);
        values_.back()->setAlignment(Qt::AlignRight | Qt::AlignTop);
        const int row = int(i);
        grid->addWidget(marks_.back(), row, 0, Qt::AlignTop);
        grid->addWidget(what, row, 1);
        grid->addWidget(values_.back(), row, 2);
    }
    column->addLayout(grid);
    verdict_ = new QLabel;
    verdict_->setWordWrap(true);
    column->addWidget(verdict_);
    connect(&session_, &Session::runChanged, this, &GoalCard::judge);
    connect(&session_, &Session::computingChanged, this, &GoalCard::judge);
    judge();
}

void GoalCard::setObjection(std::function<QString(const Scenario&)> objection)
{
    objection_ = std::move(objection);
    judge();
}

void GoalCard::offerSolution()
{
    auto* button = new QPushButton(tr("Show a solution"));
    button->setObjectName("solution");
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(tr("Puts the sliders where the goal is met. Undo takes it back."));
    layout()->addWidget(button);
    layout()->setAlignment(button, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, &GoalCard::solutionWanted);
}

void GoalCard::judge()
{
    const RunPtr run = session_.run();
    const bool current = run && !run->partial && run->scenario == session_.scenario();
    if (!current) return;  // what is known stays until more is known
    bool all = true;
    for (std::size_t i = 0; i < expect_.size(); ++i) {
        const double value = stampede::metric(run->metrics, expect_[i].metric);
        const bool met = missed_expectations(run->metrics, {&expect_[i], 1}).empty();
        all &= met;
        marks_[i]->setText(met ? QStringLiteral("✓") : QStringLiteral("○"));
        marks_[i]->setAccessibleName(met ? tr("met") : tr("not yet met"));
        colour(marks_[i], met ? theme().freshText : theme().muted);
        values_[i]->setText(toldMetric(expect_[i].metric, value, {&run->scenario, run_start, never}));
        colour(values_[i], met ? theme().freshText : theme().loadText);
    }
    const QString objection = objection_ ? objection_(run->scenario) : QString();
    all &= objection.isEmpty();
    verdict_->setText(!objection.isEmpty() ? objection
                      : all                ? tr("Done: all of it is met.")
                            : tr("Not yet. Move what you like; it is judged after every run."));
    verdict_->setFont(all ? theme().strong : theme().text);
    colour(verdict_, all ? theme().freshText : theme().muted);
    if (std::exchange(met_, all) != all) emit metChanged(all);
}

}  // namespace stampede::ui
