#include "ui/teach/learn/learn_page.h"

#include "ui/look/theme/theme.h"
#include "ui/session/commands/commands.h"
#include "ui/teach/learn/challenge_list.h"
#include "ui/teach/learn/challenge_player.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/coach_page.h"
#include "ui/teach/learn/excursion.h"
#include "ui/teach/learn/glossary_page.h"
#include "ui/teach/learn/guide_page.h"
#include "ui/teach/learn/learn_home.h"
#include "ui/teach/learn/learn_parts.h"
#include "ui/teach/learn/lesson_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

QString placeTitle(Place place)
{
    switch (place) {
    case Place::home: return LearnPage::tr("Learn");
    case Place::lessons: return LearnPage::tr("Lessons");
    case Place::coach: return LearnPage::tr("Interview coach");
    case Place::challenges: return LearnPage::tr("Challenges");
    case Place::guide: return LearnPage::tr("Decision guide");
    case Place::glossary: return LearnPage::tr("Glossary");
    }
    return {};
}

LearnPage::LearnPage(const Context& context, LessonPlayer& lessons, QWidget* parent)
    : Page(parent), context_(context), lessons_(lessons)
{
    setAccessibleName(tr("Learn"));
    excursion_ = new Excursion(context, this);
    coach_ = new Coach(context, *excursion_, this);
    challenges_ = new ChallengePlayer(context, *excursion_, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    addHeader();
    column->addWidget(header_);
    stack_ = new QStackedWidget;
    column->addWidget(stack_, 1);
    connect(&context_.views, &Views::changed, this, [this](View view) {
        if (view == View::learn) comeHere();
    });
    open(Place::home);
}

LearnPage::~LearnPage() = default;

void LearnPage::addHeader()
{
    const Theme& t = theme();
    header_ = new QWidget;
    auto* row = new QHBoxLayout(header_);
    row->setContentsMargins(t.px(16), t.px(10), t.px(16), 0);
    back_ = learnButton("learn-back", tr("‹ Learn"), tr("Back to all of Learn (Escape)"), "flat");
    connect(
        back_, &QPushButton::clicked, this, [this] { open(Place::home); }, Qt::QueuedConnection);
    row->addWidget(back_);
    title_ = learnTitle(QString(), 1.0);
    title_->setObjectName("learn-title");
    row->addWidget(title_, 1);
}

QWidget* LearnPage::make(Place place)
{
    const auto go = [this](Place there) { open(there); };
    switch (place) {
    case Place::home: return new LearnHome(lessons_, go);
    case Place::lessons: return new LessonList(context_.commands, lessons_);
    case Place::coach: return new CoachPage(*coach_);
    case Place::challenges: return new ChallengeList(*challenges_);
    case Place::guide: {
        guide_ = new GuidePage(context_, *excursion_);
        connect(guide_, &GuidePage::settledNow, this, &Page::settledNow);
        return guide_;
    }
    case Place::glossary: {
        auto* page = new GlossaryPage;
        connect(
            page, &GlossaryPage::leaving, this, [this] { open(Place::home); }, Qt::QueuedConnection);
        return page;
    }
    }
    return nullptr;
}

void LearnPage::open(Place place)
{
    place_ = place;
    rebuild();
}

void LearnPage::openTerm(const QString& id)
{
    open(Place::glossary);
    static_cast<GlossaryPage*>(current_.data())->goTo(id);
}

/// Pages are put up anew each time: what they say may have changed, and they are small. What lasts is kept by
/// others.
void LearnPage::rebuild()
{
    if (current_) {
        stack_->removeWidget(current_);
        current_->hide();
        current_->deleteLater();
    }
    current_ = make(place_);
    stack_->addWidget(current_);
    stack_->setCurrentWidget(current_);
    header_->setVisible(place_ != Place::home);
    title_->setText(placeTitle(place_));
    if (context_.views.current() == View::learn && place_ != Place::glossary) current_->setFocus();
    emit settledNow();
}

/// Whoever comes here has done looking.
void LearnPage::comeHere()
{
    coach_->endShowing();
    challenges_->leave();
    excursion_->comeBack();
    rebuild();
}

bool LearnPage::settled() const
{
    return !(place_ == Place::guide && guide_) || guide_->settled();
}

void LearnPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() != QEvent::PaletteChange || !current_) return;
    QTimer::singleShot(0, this, [this] {
        auto* column = static_cast<QVBoxLayout*>(layout());
        delete header_;
        addHeader();
        column->insertWidget(0, header_);
        rebuild();
    });
}

}  // namespace stampede::ui
