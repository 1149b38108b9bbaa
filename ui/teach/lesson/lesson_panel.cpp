#include "ui/teach/lesson/lesson_panel.h"

#include "core/lesson/lesson_file.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"
#include "ui/teach/lesson/glow.h"
#include "ui/teach/lesson/goal_card.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/lesson_text.h"
#include "ui/teach/lesson/question_card.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int panelWidth = 350, widePanelWidth = 320;  // at scale 1; the projector's scale makes 480 of it

QPushButton* flat(const char* name, const QString& text, const QString& about)
{
    auto* b = new QPushButton(text);
    b->setObjectName(QLatin1String(name));
    b->setToolTip(about);
    b->setAccessibleName(about);
    b->setFocusPolicy(Qt::TabFocus);
    b->setCursor(Qt::PointingHandCursor);
    return b;
}

}  // namespace

LessonPanel::LessonPanel(const Context& context, LessonPlayer& player, QWidget* parent)
    : QWidget(parent), context_(context), player_(player)
{
    setObjectName("lesson-panel");
    setAccessibleName(tr("Lesson"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    connect(&player_, &LessonPlayer::changed, this, &LessonPanel::build);
}

LessonPanel::~LessonPanel()
{
    delete glow_;
}

QSize LessonPanel::sizeHint() const
{
    const Theme& t = theme();
    return {t.px(t.scale > 1.2 ? widePanelWidth : panelWidth), t.px(400)};
}

void LessonPanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && content_) QTimer::singleShot(0, this, &LessonPanel::build);
}

void LessonPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    point();
}

void LessonPanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

/// Each step and phase is put up anew: there is little of it.
void LessonPanel::build()
{
    const LessonPlayer& player = player_;
    if (!player.active()) return;
    const Theme& t = theme();
    const bool hadFocus = content_ && content_->isAncestorOf(QApplication::focusWidget());
    if (content_) {
        layout()->removeWidget(content_);
        content_->hide();
        content_->deleteLater();
    }
    content_ = new QWidget;
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(0, t.px(14), 0, t.px(12));
    column->setSpacing(t.px(6));
    addHeader(column);
    scroll_ = new QScrollArea;
    scroll_->setProperty("look", "panel");
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* body = new QVBoxLayout(page);
    body->setContentsMargins(t.px(16), t.px(4), t.px(14), t.px(8));
    body->setSpacing(t.px(12));
    addBody(body);
    body->addStretch(1);
    scroll_->setWidget(page);
    column->addWidget(scroll_, 1);
    // The very first question has one way on: to answer it.
    if (!player_.isFirstMinute() || player_.phase() != LessonPlayer::Phase::asking) addFooter(column);
    layout()->addWidget(content_);
    if (hadFocus && window()) window()->setFocus();
    if (auto* card = content_->findChild<QuestionCard*>();
        card && card->entry() && player.phase() == LessonPlayer::Phase::asking)
        QTimer::singleShot(0, card->entry(), [entry = card->entry()] { entry->setFocus(); });
    if (auto* card = content_->findChild<QuestionCard*>();
        card && player.phase() == LessonPlayer::Phase::asking)
        QTimer::singleShot(0, card, [this, card] { scroll_->ensureWidgetVisible(card, 0, theme().px(4)); });
    if (player.phase() == LessonPlayer::Phase::revealed)
        if (auto* revealed = content_->findChild<LessonText*>(QStringLiteral("reveal-text")))
            QTimer::singleShot(
                0, revealed, [this, revealed] { scroll_->ensureWidgetVisible(revealed, 0, theme().px(12)); });
    QTimer::singleShot(0, this, &LessonPanel::point);
}

QString LessonPanel::whereText() const
{
    const LessonPlayer& p = player_;
    const QString step = tr("STEP %1 OF %2").arg(p.step() + 1).arg(p.lesson().steps.size());
    if (p.isFirstMinute()) return tr("START HERE · %1").arg(step);
    if (p.number() == 0) return tr("LESSON · %1").arg(step);
    return tr("LESSON %1 OF %2 · %3").arg(p.number()).arg(lessons().size() - 1).arg(step);
}

void LessonPanel::addHeader(QVBoxLayout* column)
{
    const Theme& t = theme();
    const LessonPlayer& p = player_;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(t.px(16), 0, t.px(8), 0);
    row->setSpacing(t.px(2));
    auto* where = new QLabel(whereText());
    where->setObjectName("where");
    where->setProperty("look", "caption");
    where->setToolTip(QString::fromStdString(p.lesson().title));
    row->addWidget(where, 1);
    steps_ = new MenuButton;
    steps_->setObjectName("steps");
    steps_->setProperty("look", "flat");
    steps_->setText(tr("Steps"));
    steps_->setToolTip(tr("All steps of this lesson"));
    steps_->setFocusPolicy(Qt::TabFocus);
    steps_->setMenu(new QMenu(steps_));
    connect(steps_->menu(), &QMenu::aboutToShow, this, &LessonPanel::fillSteps);
    row->addWidget(steps_);
    auto* close = flat("leave", QStringLiteral("×"),
                       p.isFirstMinute() ? tr("Leave (Escape)")
                                         : tr("Leave the lesson; it goes on from here next time"));
    close->setProperty("look", "flat");
    connect(close, &QPushButton::clicked, &player_, &LessonPlayer::leave, Qt::QueuedConnection);
    row->addWidget(close);
    column->addLayout(row);
    auto* title = new QLabel(QString::fromStdString(p.current().title));
    title->setObjectName("title");
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    QFont font = t.strong;
    font.setPixelSize(int(t.strong.pixelSize() * 1.45));
    title->setFont(font);
    title->setContentsMargins(t.px(16), 0, t.px(14), t.px(2));
    column->addWidget(title);
}

void LessonPanel::fillSteps()
{
    LessonPlayer* p = &player_;
    QMenu* menu = steps_->menu();
    menu->clear();
    for (std::size_t i = 0; i < p->lesson().steps.size(); ++i) {
        const bool here = i == p->step(), done = p->phaseOf(i) == LessonPlayer::Phase::revealed;
        const QString mark = here   ? QStringLiteral("▸ ")
                             : done ? QStringLiteral("✓ ")
                                    : QStringLiteral("   ");
        QString title = QString::fromStdString(p->lesson().steps[i].title);
        QAction* action = menu->addAction(
            mark + QStringLiteral("%1  %2").arg(i + 1).arg(title.replace(u'&', QStringLiteral("&&"))));
        connect(
            action, &QAction::triggered, p, [p, i] { p->goTo(i); }, Qt::QueuedConnection);
    }
    menu->addSeparator();
    connect(menu->addAction(tr("The scene of this step again")), &QAction::triggered, p,
            &LessonPlayer::showAgain);
    if (p->phase() == LessonPlayer::Phase::revealed)
        connect(menu->addAction(tr("Ask this question again")), &QAction::triggered, p,
                &LessonPlayer::askAgain, Qt::QueuedConnection);
    connect(menu->addAction(tr("Start over, all answers forgotten")), &QAction::triggered, p,
            &LessonPlayer::startOver, Qt::QueuedConnection);
}

void LessonPanel::addBody(QVBoxLayout* body)
{
    LessonPlayer& p = player_;
    if (!p.words()) {
        auto* wait = new QLabel(tr("Measuring what this step is about …"));
        wait->setProperty("look", "muted");
        wait->setWordWrap(true);
        body->addWidget(wait);
        return;
    }
    auto* say = new LessonText;
    say->setObjectName("say");
    say->setText(QString::fromStdString(p.words()->say));
    body->addWidget(say);
    if (p.current().ask) body->addWidget(new QuestionCard(p, sizeHint().width() - theme().px(30)));
    if (p.phase() == LessonPlayer::Phase::revealed && p.current().reveal) {
        auto* revealed = new LessonText;
        revealed->setObjectName("reveal-text");
        revealed->setText(QString::fromStdString(p.words()->reveal));
        body->addWidget(revealed);
    }
    if (p.current().check) addTask(body);
    if (p.last() && p.phase() != LessonPlayer::Phase::asking) addEnd(body);
}

void LessonPanel::addTask(QVBoxLayout* body)
{
    LessonPlayer& p = player_;
    auto* card =
        new GoalCard(QString::fromStdString(p.words()->goal), p.current().check->expect, context_.session);
    card->setObjectName("goal");
    card->offerSolution();
    body->addWidget(card);
    connect(card, &GoalCard::solutionWanted, this,
            [this] { context_.workbench.change([this](Scenario& s) { s = player_.current().check->par; }); });
}

void LessonPanel::addEnd(QVBoxLayout* body)
{
    const LessonProgress progress = player_.progress();
    auto* caption = new QLabel(player_.isFirstMinute() ? tr("AND NOW") : tr("THE END OF THIS LESSON"));
    caption->setProperty("look", "caption");
    body->addWidget(caption);
    if (progress.questions > 1) {
        auto* result = new QLabel(tr("Right the first time: %1 of %2 questions.")
                                      .arg(progress.rightFirstTime())
                                      .arg(progress.questions));
        result->setObjectName("result");
        result->setWordWrap(true);
        body->addWidget(result);
    }
    const Lesson* next = player_.following();
    if (!next) return;
    auto* on = flat("next-lesson", tr("Next: %1 ▶").arg(QString::fromStdString(next->title)),
                    QString::fromStdString(next->about));
    on->setProperty("look", "primary");
    connect(
        on, &QPushButton::clicked, &player_,
        [p = &player_, id = QString::fromStdString(next->id)] { p->start(id); }, Qt::QueuedConnection);
    body->addWidget(on, 0, Qt::AlignLeft);
}

void LessonPanel::addFooter(QVBoxLayout* column)
{
    const Theme& t = theme();
    LessonPlayer* p = &player_;
    auto* row = new QHBoxLayout;
    row->setContentsMargins(t.px(16), t.px(4), t.px(14), 0);
    auto* back = flat("back", tr("◀ Back"), tr("Step back (Page Up)"));
    back->setEnabled(p->step() > 0);
    connect(back, &QPushButton::clicked, p, &LessonPlayer::back, Qt::QueuedConnection);
    row->addWidget(back);
    row->addStretch(1);
    const bool asking = p->phase() == LessonPlayer::Phase::asking;
    if (p->last() && !asking) {
        auto* done = flat("done", tr("Done"), tr("Leave the lesson"));
        if (!p->following()) done->setProperty("look", "primary");
        connect(
            done, &QPushButton::clicked, p,
            [p, this] {
                p->leave();
                context_.views.go(View::learn);
            },
            Qt::QueuedConnection);
        row->addWidget(done);
    } else {
        auto* next = flat("next", tr("Next ▶"),
                          asking ? tr("Answer the question first, or show the answer with Page Down")
                                 : tr("Next step (Page Down)"));
        next->setEnabled(!asking);
        if (!asking) next->setProperty("look", "primary");
        connect(next, &QPushButton::clicked, p, &LessonPlayer::next, Qt::QueuedConnection);
        row->addWidget(next);
    }
    column->addLayout(row);
}

/// What the step speaks of glows.
void LessonPanel::point()
{
    if (!player_.active() || !isVisible()) return;
    if (!glow_) glow_ = new Glow(window());
    glow_->around(player_.scene().look_at);
}

}  // namespace stampede::ui
