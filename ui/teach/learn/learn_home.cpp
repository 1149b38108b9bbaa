#include "ui/teach/learn/learn_home.h"

#include "core/learn/challenges.h"
#include "core/learn/glossary.h"
#include "core/learn/guide.h"
#include "core/learn/interview.h"
#include "core/lesson/lesson_file.h"
#include "ui/look/theme/theme.h"
#include "ui/teach/learn/challenge_progress.h"
#include "ui/teach/learn/coach_history.h"
#include "ui/teach/learn/learn_page.h"
#include "ui/teach/learn/place_drawings.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/progress.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int homeWidth = 1120;

struct PlaceWords {
    QString about, state;
    double share = -1;
};

PlaceWords lessonsWords()
{
    int finished = 0;
    const auto all = lessons().subspan(1);  // without the first minute
    for (const Lesson& lesson : all)
        if (progressOf(QString::fromStdString(lesson.id)).finished) ++finished;
    const double share = all.empty() ? -1 : double(finished) / double(all.size());
    return {LearnHome::tr("Predict, watch, understand: guided runs with questions, at your own pace."),
            LearnHome::tr("%1 of %2 finished").arg(finished).arg(all.size()), share};
}

/// The one that was begun, else the first that is not finished; nullptr when all are.
const Lesson* nextLesson()
{
    const Lesson* next = nullptr;
    for (const Lesson& lesson : lessons().subspan(1)) {
        const LessonProgress progress = progressOf(QString::fromStdString(lesson.id));
        if (progress.finished) continue;
        if (progress.begun() && progress.step > 0) return &lesson;
        if (!next) next = &lesson;
    }
    return next;
}

PlaceWords coachWords()
{
    const auto best = CoachHistory::load().best();
    const int all = int(interview().questions.size());
    return {LearnHome::tr("Interview questions from L4 to L6. Answer, then grade yourself against a model "
                          "answer that shows its evidence."),
            LearnHome::tr("%1 of %2 answered").arg(best.size()).arg(all), double(best.size()) / all};
}

PlaceWords challengesWords()
{
    int met = 0;
    for (const Challenge& c : challenges())
        if (progressOfChallenge(c.id) == ChallengeState::met) ++met;
    return {LearnHome::tr("A scenario, a goal, and your own settings. The program judges every run."),
            LearnHome::tr("%1 of %2 met").arg(met).arg(challenges().size()),
            double(met) / double(challenges().size())};
}

PlaceWords wordsOf(Place place)
{
    switch (place) {
    case Place::lessons: return lessonsWords();
    case Place::coach: return coachWords();
    case Place::challenges: return challengesWords();
    case Place::guide:
        return {
            LearnHome::tr("From what matters most to a strategy, with what it would do to your own figures."),
            LearnHome::tr("%1 strategies, measured").arg(guide().leaves.size()), -1};
    case Place::glossary:
        return {LearnHome::tr("Every word of the field in one plain sentence."),
                LearnHome::tr("%1 words").arg(glossary().size()), -1};
    case Place::home: break;
    }
    return {};
}

}  // namespace

PlaceCard::PlaceCard(Place place, const QString& about, const QString& state, double share, QWidget* parent)
    : QAbstractButton(parent), place_(place), about_(about), state_(state), share_(share)
{
    setText(placeTitle(place));
    setAccessibleName(placeTitle(place));
    setAccessibleDescription(about + u' ' + state);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
}

QSize PlaceCard::sizeHint() const
{
    return {theme().px(320), theme().px(214)};
}

void PlaceCard::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const bool lit = underMouse() || hasFocus();
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    p.setPen(QPen(hasFocus() ? t.focus : lit ? t.muted : t.line, hasFocus() ? 2 : 1));
    p.setBrush(isDown() ? t.sunken : t.panel);
    p.drawRoundedRect(box, t.px(10), t.px(10));

    const int m = t.px(18);
    drawPlace(p, QRectF(m, m, t.px(34), t.px(34)), place_);
    p.setFont(scaledFont(t.strong, 1.25));
    p.setPen(t.ink);
    p.drawText(QRect(m + t.px(46), m, width() - 2 * m - t.px(46), t.px(34)), Qt::AlignLeft | Qt::AlignVCenter,
               text());
    p.setFont(t.text);
    p.setPen(t.ink);
    const int top = m + t.px(46), foot = t.px(48);
    p.drawText(QRect(m, top, width() - 2 * m, height() - top - foot),
               Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, about_);
    p.setFont(t.small);
    p.setPen(t.muted);
    p.drawText(QRect(m, height() - foot, width() - 2 * m, t.px(24)), Qt::AlignLeft | Qt::AlignVCenter,
               state_);
    if (share_ < 0) return;
    const QRectF bar(m, height() - t.px(18), width() - 2 * m, t.px(5));
    p.setPen(Qt::NoPen);
    p.setBrush(t.sunken);
    p.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    if (share_ <= 0) return;
    p.setBrush(t.fresh);
    p.drawRoundedRect(
        QRectF(bar.topLeft(), QSizeF(std::max(bar.height(), bar.width() * share_), bar.height())),
        bar.height() / 2, bar.height() / 2);
}

LearnHome::LearnHome(LessonPlayer& player, std::function<void(Place)> go, QWidget* parent)
    : ScrollColumn(homeWidth, parent), go_(std::move(go))
{
    column()->addWidget(learnTitle(tr("Learn"), 1.9));
    column()->addWidget(learnLabel(tr("See it happen, say it aloud, do it yourself."), "muted"));
    addPath(player);
    grid_ = new QGridLayout;
    grid_->setSpacing(theme().px(14));
    for (const Place place :
         {Place::lessons, Place::coach, Place::challenges, Place::guide, Place::glossary}) {
        const PlaceWords words = wordsOf(place);
        auto* card = new PlaceCard(place, words.about, words.state, words.share);
        card->setObjectName(QStringLiteral("place-%1").arg(int(place)));
        connect(
            card, &QAbstractButton::clicked, this, [this, place] { go_(place); }, Qt::QueuedConnection);
        cards_.push_back(card);
    }
    column()->addLayout(grid_);
    addNext();
    column()->addStretch(1);
    arrange();
    setFocusProxy(cards_.front());
}

/// The way through all of it: the first minute, then one lesson after the other. What was begun is one click
/// away.
void LearnHome::addPath(LessonPlayer& player)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(theme().px(8));
    const auto add = [&](const char* name, const QString& text, const QString& about, auto act, bool first) {
        QPushButton* button = learnButton(name, text, about, first ? "primary" : "");
        connect(button, &QPushButton::clicked, &player, act, Qt::QueuedConnection);
        row->addWidget(button);
    };
    const bool begun = progressOf(QString::fromLatin1(firstMinuteId)).begun();
    add(
        "start-here", tr("Start here: the first minute"),
        tr("What a stampede is, and two ways to prevent it"), [&player] { player.startFirstMinute(); },
        !begun);
    if (const Lesson* next = nextLesson()) {
        const QString id = QString::fromStdString(next->id), title = QString::fromStdString(next->title);
        const LessonProgress progress = progressOf(id);
        const auto start = [&player, id] { player.start(id); };
        if (progress.begun() && progress.step > 0)
            add("go-on",
                tr("Go on: %1, step %2 of %3").arg(title).arg(progress.step + 1).arg(next->steps.size()),
                tr("The lesson you have begun"), start, begun);
        else
            add("go-on", tr("Next lesson: %1").arg(title), QString::fromStdString(next->about), start, begun);
    }
    row->addStretch(1);
    column()->addLayout(row);
}

/// What has not been done yet, one of each kind, as a thread to pull at.
void LearnHome::addNext()
{
    const Theme& t = theme();
    const auto best = CoachHistory::load().best();
    QFrame* card = learnCard("next");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(t.px(8), t.px(6), t.px(8), t.px(6));
    inside->setSpacing(0);
    const auto offer = [&](Place place, const QString& text) {
        QPushButton* row = learnButton("next", text, placeTitle(place), "row");
        row->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        connect(
            row, &QPushButton::clicked, this, [this, place] { go_(place); }, Qt::QueuedConnection);
        inside->addWidget(row);
    };
    for (const InterviewQuestion& q : interview().questions) {
        if (best.contains(QString::fromStdString(q.id))) continue;
        offer(Place::coach, tr("Could you answer this?   %1").arg(QString::fromStdString(q.question)));
        break;
    }
    for (const Challenge& c : challenges()) {
        if (progressOfChallenge(c.id) == ChallengeState::met) continue;
        offer(Place::challenges, tr("Could you do this?   %1").arg(QString::fromStdString(c.title)));
        break;
    }
    if (inside->count() == 0) return card->deleteLater();
    column()->addWidget(learnLabel(tr("NEXT FOR YOU"), "caption"));
    column()->addWidget(card);
}

/// Three and two beside each other; two in a row, and at last one, where it is narrow.
void LearnHome::arrange()
{
    const Theme& t = theme();
    const int columns = width() >= t.px(960) ? 3 : width() >= t.px(640) ? 2 : 1;
    if (columns == columns_) return;
    columns_ = columns;
    while (QLayoutItem* item = grid_->takeAt(0)) delete item;
    for (int i = 0; i < int(cards_.size()); ++i) {
        if (columns == 3 && i < 3)
            grid_->addWidget(cards_[i], 0, 2 * i, 1, 2);
        else if (columns == 3)
            grid_->addWidget(cards_[i], 1, 3 * (i - 3), 1, 3);
        else if (columns == 2)
            grid_->addWidget(cards_[i], i / 2, 3 * (i % 2), 1, i == 4 ? 6 : 3);
        else
            grid_->addWidget(cards_[i], i, 0, 1, 6);
    }
}

void LearnHome::resizeEvent(QResizeEvent* event)
{
    ScrollColumn::resizeEvent(event);
    arrange();
}

/// Arrow keys go from card to card.
void LearnHome::keyPressEvent(QKeyEvent* event)
{
    const bool on = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool back = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (!on && !back) return ScrollColumn::keyPressEvent(event);
    for (std::size_t i = 0; i < cards_.size(); ++i) {
        if (!cards_[i]->hasFocus()) continue;
        const std::size_t to = on ? std::min(i + 1, cards_.size() - 1) : (i > 0 ? i - 1 : 0);
        cards_[to]->setFocus(Qt::TabFocusReason);
        return;
    }
    cards_.front()->setFocus(Qt::TabFocusReason);
}

}  // namespace stampede::ui
