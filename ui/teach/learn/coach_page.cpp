#include "ui/teach/learn/coach_page.h"

#include "ui/look/theme/theme.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/learn_parts.h"
#include "ui/teach/lesson/lesson_text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int coachWidth = 940;

QString timeText(int seconds, unsigned minutes)
{
    if (seconds > static_cast<int>(minutes) * 60)
        return CoachPage::tr("%1, past the %2 min one has for it").arg(minutesText(seconds)).arg(minutes);
    return CoachPage::tr("%1 of about %2 min").arg(minutesText(seconds)).arg(minutes);
}

}  // namespace

CoachPage::CoachPage(Coach& coach, QWidget* parent) : QWidget(parent), coach_(coach)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    connect(&coach_, &Coach::changed, this, &CoachPage::build, Qt::QueuedConnection);
    build();
}

void CoachPage::build()
{
    if (page_) {
        layout()->removeWidget(page_);
        page_->hide();
        page_->deleteLater();
    }
    page_ = new ScrollColumn(coachWidth);
    switch (coach_.phase()) {
    case Coach::Phase::choosing: buildChoice(); break;
    case Coach::Phase::asking: buildQuestion(); break;
    case Coach::Phase::grading: buildAnswer(); break;
    case Coach::Phase::done: buildEnd(); break;
    }
    page_->column()->addStretch(1);
    layout()->addWidget(page_);
    if (coach_.phase() == Coach::Phase::asking)
        if (auto* answer = page_->findChild<QPlainTextEdit*>())
            QTimer::singleShot(0, answer, qOverload<>(&QWidget::setFocus));
}

/// Escape leaves the field, so that keys act again.
bool CoachPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        window()->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CoachPage::addHead(QVBoxLayout* column)
{
    const InterviewQuestion& q = coach_.question();
    const InterviewLevel* level = interview().level(q.level);
    auto* row = new QHBoxLayout;
    QString where =
        QStringLiteral("%1 · %2").arg(QString::fromStdString(q.level), QString::fromStdString(level->name));
    if (coach_.count() > 1) where += tr(" · question %1 of %2").arg(coach_.number()).arg(coach_.count());
    QLabel* caption = learnLabel(where.toUpper(), "caption");
    row->addWidget(caption, 1);
    QPushButton* stop =
        learnButton("stop", tr("Stop"), tr("Back to the choice; what was graded is kept"), "flat");
    connect(stop, &QPushButton::clicked, &coach_, &Coach::stop, Qt::QueuedConnection);
    row->addWidget(stop);
    column->addLayout(row);
    if (const InterviewQuestion* first = coach_.asFollowUpTo())
        column->addWidget(
            learnLabel(tr("Follow-up to: %1").arg(QString::fromStdString(first->question)), "muted"));
    QLabel* question =
        learnTitle(QString::fromStdString(q.question), coach_.phase() == Coach::Phase::asking ? 1.9 : 1.4);
    question->setObjectName("question");
    column->addWidget(question);
}

void CoachPage::buildQuestion()
{
    const Theme& t = theme();
    QVBoxLayout* column = page_->column();
    addHead(column);
    const InterviewLevel* level = interview().level(coach_.question().level);
    column->addWidget(learnLabel(QString::fromStdString(level->about), "muted"));
    auto* answer = new QPlainTextEdit(coach_.answer().text);
    answer->setObjectName("answer");
    answer->setPlaceholderText(tr("Type your answer, or say it aloud."));
    answer->setAccessibleName(tr("Your answer"));
    answer->setTabChangesFocus(true);
    answer->installEventFilter(this);
    answer->setMinimumHeight(t.px(190));
    connect(answer, &QPlainTextEdit::textChanged, this,
            [this, answer] { coach_.write(answer->toPlainText()); });
    column->addWidget(answer, 1);
    addClock(column);
    auto* row = new QHBoxLayout;
    QPushButton* show = learnButton("reveal", tr("Compare with the model answer"),
                                    tr("Stops the clock (Ctrl+Return)"), "primary");
    show->setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
    connect(
        show, &QPushButton::clicked, &coach_,
        [this] { coach_.reveal(coach_.answer().text.trimmed().isEmpty()); }, Qt::QueuedConnection);
    row->addWidget(show);
    QPushButton* aloud =
        learnButton("aloud", tr("I said it aloud"), tr("Stops the clock, and notes that there is no text"));
    connect(
        aloud, &QPushButton::clicked, &coach_, [this] { coach_.reveal(true); }, Qt::QueuedConnection);
    row->addWidget(aloud);
    row->addStretch(1);
    QPushButton* skip = learnButton("skip", coach_.number() < coach_.count() ? tr("Skip") : tr("Leave out"),
                                    tr("Goes on without an answer"), "flat");
    connect(skip, &QPushButton::clicked, &coach_, &Coach::next, Qt::QueuedConnection);
    row->addWidget(skip);
    column->addLayout(row);
}

/// It counts up and never hurries anybody.
void CoachPage::addClock(QVBoxLayout* column)
{
    const unsigned minutes = interview().level(coach_.question().level)->minutes;
    auto* row = new QHBoxLayout;
    QLabel* clock = learnLabel(QString(), "muted");
    clock->setObjectName("clock");
    const auto tell = [this, clock, minutes] {
        clock->setText(Coach::showsClock() && coach_.phase() == Coach::Phase::asking
                           ? timeText(coach_.seconds(), minutes)
                           : QString());
    };
    auto* timer = new QTimer(clock);
    timer->setInterval(1000);
    connect(timer, &QTimer::timeout, clock, tell);
    timer->start();
    row->addWidget(clock, 1);
    auto* shows = new TickBox(tr("Show the clock"));
    shows->setObjectName("shows-clock");
    shows->setChecked(Coach::showsClock());
    connect(shows, &QCheckBox::toggled, clock, [tell](bool on) {
        Coach::setShowsClock(on);
        tell();
    });
    row->addWidget(shows);
    column->addLayout(row);
    tell();
}

void CoachPage::buildAnswer()
{
    const Theme& t = theme();
    QVBoxLayout* column = page_->column();
    addHead(column);
    addOwn(column);
    column->addWidget(learnLabel(tr("MODEL ANSWER: TICK WHAT YOURS HAD"), "caption"));
    QFrame* card = learnCard("model");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(t.px(16), t.px(10), t.px(12), t.px(12));
    inside->setSpacing(t.px(8));
    if (coach_.points().isEmpty())
        inside->addWidget(learnLabel(tr("Measuring the runs that the answer speaks of …"), "muted"));
    else
        for (std::size_t i = 0; i < coach_.question().points.size(); ++i) addPoint(inside, i);
    column->addWidget(card);
    addGrade(column);
}

void CoachPage::addOwn(QVBoxLayout* column)
{
    const CoachAnswer& a = coach_.answer();
    const unsigned minutes = interview().level(coach_.question().level)->minutes;
    const QString how = a.text.trimmed().isEmpty() ? tr("Said aloud in %1").arg(timeText(a.seconds, minutes))
                                                   : tr("Written in %1").arg(timeText(a.seconds, minutes));
    column->addWidget(learnLabel(how, "muted"));
    if (a.text.trimmed().isEmpty()) return;
    const Theme& t = theme();
    QFrame* card = learnCard("own");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(12));
    QLabel* text = learnLabel(a.text.trimmed());
    text->setObjectName("own-text");
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inside->addWidget(text);
    column->addWidget(card);
}

void CoachPage::addPoint(QVBoxLayout* column, std::size_t point)
{
    const Theme& t = theme();
    const auto index = static_cast<qsizetype>(point);
    auto* row = new QHBoxLayout;
    row->setSpacing(t.px(10));
    auto* tick = new TickBox;
    tick->setObjectName(QStringLiteral("tick-%1").arg(point));
    tick->setAccessibleName(
        tr("My answer had point %1: %2").arg(point + 1).arg(withoutLinks(coach_.points()[index])));
    tick->setToolTip(tr("My answer had this"));
    tick->setChecked(coach_.answer().ticked.value(index));
    connect(tick, &QCheckBox::toggled, this, [this, point](bool on) {
        coach_.tick(point, on);
        if (auto* grade = page_->findChild<QLabel*>(QStringLiteral("grade"))) grade->setText(gradeText());
    });
    row->addWidget(tick, 0, Qt::AlignTop);
    auto* say = new LessonText;
    say->setText(coach_.points()[index]);
    row->addWidget(say, 1, Qt::AlignTop);
    const bool shows = coach_.question().points[point].show.has_value();
    QPushButton* show = learnButton("show", tr("Show it"),
                                    tr("Opens the lab at the moment that shows this; Escape leads back"));
    show->setObjectName(QStringLiteral("show-%1").arg(point));
    show->setAccessibleName(tr("Show point %1 in a run").arg(point + 1));
    QSizePolicy policy = show->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    show->setSizePolicy(policy);
    if (!shows) show->hide();  // shown before it has a parent, it would be a window
    connect(
        show, &QPushButton::clicked, &coach_, [this, point] { coach_.show(point); }, Qt::QueuedConnection);
    row->addWidget(show, 0, Qt::AlignTop);
    column->addLayout(row);
}

QString CoachPage::gradeText() const
{
    const CoachAnswer& a = coach_.answer();
    return tr("%1 of %2 points").arg(a.hits()).arg(a.ticked.size());
}

void CoachPage::addGrade(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    QLabel* grade = learnTitle(gradeText(), 1.25);
    grade->setObjectName("grade");
    row->addWidget(grade, 1);
    QPushButton* again = learnButton("again", tr("Answer again"),
                                     tr("The same question, with an empty page and the clock at zero"));
    connect(again, &QPushButton::clicked, &coach_, &Coach::answerAgain, Qt::QueuedConnection);
    row->addWidget(again);
    const bool last = coach_.number() == coach_.count();
    QPushButton* next = learnButton(
        "next", last ? tr("Done") : tr("Next question"),
        last ? tr("How it went") : tr("Question %1 of %2").arg(coach_.number() + 1).arg(coach_.count()),
        "primary");
    connect(next, &QPushButton::clicked, &coach_, &Coach::next, Qt::QueuedConnection);
    row->addWidget(next);
    column->addLayout(row);
}

}  // namespace stampede::ui
