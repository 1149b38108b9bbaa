// The coach page before and after an interview: what to be asked, and how it went.

#include "core/learn/interview.h"
#include "core/runtime/input_error.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/plural.h"
#include "ui/session/save_file.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/coach_page.h"
#include "ui/teach/learn/learn_bar.h"
#include "ui/teach/learn/learn_parts.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QVBoxLayout>

namespace stampede::ui {

void CoachPage::buildChoice()
{
    QVBoxLayout* column = page_->column();
    column->addWidget(learnLabel(tr("Answer as you would in the room. Then compare, point by point, and let "
                                    "a run show you what each point means."),
                                 "muted"));
    addLevels(column);
    addMock(column);
    addQuestions(column);
    addHistory(column);
}

void CoachPage::addLevels(QVBoxLayout* column)
{
    const Theme& t = theme();
    const auto best = CoachHistory::load().best();
    auto* row = new QHBoxLayout;
    row->setSpacing(t.px(12));
    for (const InterviewLevel& level : interview().levels) {
        int all = 0, answered = 0;
        double sum = 0;
        for (const InterviewQuestion& q : interview().questions) {
            if (q.level != level.level) continue;
            ++all;
            if (const auto at = best.find(QString::fromStdString(q.id)); at != best.end())
                ++answered, sum += at->second;
        }
        QFrame* card = learnCard("level");
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(t.px(16), t.px(14), t.px(16), t.px(14));
        inside->setSpacing(t.px(6));
        inside->addWidget(learnTitle(QStringLiteral("%1 · %2").arg(QString::fromStdString(level.level),
                                                                   QString::fromStdString(level.name)),
                                     1.15));
        inside->addWidget(learnLabel(QString::fromStdString(level.about)));
        inside->addStretch(1);
        inside->addWidget(learnLabel(answered > 0 ? tr("%1 of %2 answered, best on average %3 %")
                                                        .arg(answered)
                                                        .arg(all)
                                                        .arg(int(100 * sum / answered + 0.5))
                                                  : plural(std::uint64_t(all), "%1 question, about %2 min",
                                                           "%1 questions, about %2 min each")
                                                        .arg(all)
                                                        .arg(level.minutes),
                                     "small"));
        inside->addWidget(new LearnBar(all > 0 ? sum / all : 0));
        const QString word = QString::fromStdString(level.level);
        QPushButton* start = learnButton("level-start", tr("Ask me %1").arg(word),
                                         tr("All questions of this level, the least known first"), "primary");
        start->setObjectName(QStringLiteral("start-%1").arg(word));
        connect(
            start, &QPushButton::clicked, &coach_, [this, level = level.level] { coach_.askLevel(level); },
            Qt::QueuedConnection);
        inside->addWidget(start);
        row->addWidget(card, 1);
    }
    column->addLayout(row);
    if (auto* first = page_->findChild<QPushButton*>(QStringLiteral("start-L4"))) setFocusProxy(first);
}

void CoachPage::addMock(QVBoxLayout* column)
{
    const Theme& t = theme();
    QFrame* card = learnCard("mock");
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(12));
    auto* words = new QVBoxLayout;
    words->setSpacing(t.px(2));
    words->addWidget(learnTitle(tr("Mock interview"), 1.15));
    words->addWidget(learnLabel(tr("Questions of all levels by chance, from easy to hard."), "muted"));
    row->addLayout(words, 1);
    for (const int count : {3, 5, 8}) {
        QPushButton* start = learnButton("mock", tr("%1 questions").arg(count),
                                         tr("A mock interview of %1 questions").arg(count));
        start->setObjectName(QStringLiteral("mock-%1").arg(count));
        connect(
            start, &QPushButton::clicked, &coach_, [this, count] { coach_.askMock(count); },
            Qt::QueuedConnection);
        row->addWidget(start);
    }
    column->addWidget(card);
}

/// Every question by itself, with the best that was reached.
void CoachPage::addQuestions(QVBoxLayout* column)
{
    const Theme& t = theme();
    const auto best = CoachHistory::load().best();
    column->addWidget(learnLabel(tr("ALL QUESTIONS"), "caption"));
    QFrame* card = learnCard("questions");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(t.px(6), t.px(6), t.px(12), t.px(6));
    inside->setSpacing(0);
    for (const InterviewQuestion& q : interview().questions) {
        auto* row = new QHBoxLayout;
        const QString text = QString::fromStdString(q.question);
        QPushButton* ask =
            learnButton("ask", QStringLiteral("%1   %2").arg(QString::fromStdString(q.level), text),
                        tr("Answer this question"), "row");
        ask->setObjectName(QStringLiteral("ask-") + QString::fromStdString(q.id));
        ask->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        ask->setToolTip(text);
        connect(
            ask, &QPushButton::clicked, &coach_, [this, asked = &q] { coach_.ask({asked}); },
            Qt::QueuedConnection);
        row->addWidget(ask, 1);
        const auto at = best.find(QString::fromStdString(q.id));
        QLabel* state = learnLabel(
            at == best.end() ? tr("not yet") : tr("best %1 %").arg(int(100 * at->second + 0.5)), "small");
        state->setWordWrap(false);
        row->addWidget(state);
        inside->addLayout(row);
    }
    column->addWidget(card);
}

void CoachPage::addHistory(QVBoxLayout* column)
{
    const CoachHistory history = CoachHistory::load();
    if (history.answers.isEmpty()) return;
    auto* row = new QHBoxLayout;
    QLabel* said =
        learnLabel(plural(std::uint64_t(history.answers.size()), "%1 answer is kept on this computer.",
                          "%1 answers are kept on this computer.")
                       .arg(history.answers.size()),
                   "muted");
    said->setObjectName("history");
    row->addWidget(said, 1);
    QPushButton* save = learnButton("export", tr("Export as Markdown …"),
                                    tr("Questions, your answers, ticked points and times"));
    connect(save, &QPushButton::clicked, this, [this, answers = history.answers] { exportAnswers(answers); });
    row->addWidget(save);
    QPushButton* forget = learnButton("forget", tr("Forget all …"), tr("Deletes all kept answers"), "flat");
    connect(forget, &QPushButton::clicked, this, [this] {
        if (QMessageBox::question(this, tr("Forget all answers"),
                                  tr("Delete all kept answers? They cannot be brought back.")) !=
            QMessageBox::Yes)
            return;
        CoachHistory().save();
        coach_.stop();
    });
    row->addWidget(forget);
    column->addLayout(row);
}

void CoachPage::buildEnd()
{
    const Theme& t = theme();
    QVBoxLayout* column = page_->column();
    int hits = 0, points = 0, seconds = 0;
    for (const CoachAnswer& a : coach_.round())
        hits += a.hits(), points += int(a.ticked.size()), seconds += a.seconds;
    column->addWidget(learnLabel(tr("HOW IT WENT"), "caption"));
    QLabel* result =
        learnTitle(tr("%1 of %2 points in %3 min").arg(hits).arg(points).arg(minutesText(seconds)), 1.9);
    result->setObjectName("result");
    column->addWidget(result);
    QFrame* card = learnCard("round");
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(12));
    grid->setHorizontalSpacing(t.px(16));
    grid->setVerticalSpacing(t.px(8));
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const CoachAnswer& a : coach_.round()) {
        const InterviewQuestion* q = interview().find(a.question.toStdString());
        grid->addWidget(learnLabel(QString::fromStdString(q->level), "muted"), row, 0, Qt::AlignTop);
        grid->addWidget(learnLabel(QString::fromStdString(q->question)), row, 1);
        QLabel* got = learnTitle(tr("%1 of %2").arg(a.hits()).arg(a.ticked.size()), 1.0);
        got->setWordWrap(false);
        grid->addWidget(got, row, 2, Qt::AlignTop | Qt::AlignRight);
        grid->addWidget(learnLabel(minutesText(a.seconds), "muted"), row++, 3, Qt::AlignTop | Qt::AlignRight);
    }
    column->addWidget(card);
    auto* buttons = new QHBoxLayout;
    QPushButton* back = learnButton("more", tr("More questions"), tr("Back to the choice"), "primary");
    connect(back, &QPushButton::clicked, &coach_, &Coach::stop, Qt::QueuedConnection);
    buttons->addWidget(back);
    QPushButton* save = learnButton("export", tr("Export as Markdown …"),
                                    tr("Questions, your answers, ticked points and times"));
    connect(save, &QPushButton::clicked, this, [this] { exportAnswers(coach_.round()); });
    buttons->addWidget(save);
    buttons->addStretch(1);
    column->addLayout(buttons);
    setFocusProxy(back);
}

void CoachPage::exportAnswers(const QList<CoachAnswer>& answers)
{
    const QString name = QFileDialog::getSaveFileName(
        this, tr("Export answers"), QStringLiteral("interview-answers.md"), tr("Markdown (*.md)"));
    if (name.isEmpty()) return;
    try {
        saveText(name, toMarkdown(answers).toUtf8());
        Toast::say(
            this, plural(std::uint64_t(answers.size()), "%1 answer written to %2", "%1 answers written to %2")
                      .arg(answers.size())
                      .arg(name));
    } catch (const InputError& e) {
        Toast::complain(this, QString::fromUtf8(e.what()));
    }
}

}  // namespace stampede::ui
