#include "ui/teach/lesson/question_card.h"

#include "core/runtime/input_error.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/plural.h"
#include "ui/teach/lesson/choice_button.h"
#include "ui/teach/lesson/curve_canvas.h"
#include "ui/teach/lesson/lesson_player.h"
#include "ui/teach/lesson/lesson_text.h"
#include "ui/teach/lesson/number_scale.h"
#include "ui/teach/lesson/vote_bars.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

namespace {

QPushButton* button(const char* name, const QString& text, const QString& about)
{
    auto* b = new QPushButton(text);
    b->setObjectName(QLatin1String(name));
    b->setToolTip(about);
    b->setFocusPolicy(Qt::TabFocus);
    b->setCursor(Qt::PointingHandCursor);
    return b;
}

QStringList texts(const StepWords& words)
{
    QStringList list;
    for (const std::string& text : words.choices) list += QString::fromStdString(text);
    return list;
}

}  // namespace

QuestionCard::QuestionCard(LessonPlayer& player, int width, QWidget* parent)
    : QFrame(parent), player_(player), width_(width)
{
    const Theme& t = theme();
    setProperty("look", "question");
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(t.px(14), t.px(12), t.px(14), t.px(12));
    column_->setSpacing(t.px(8));
    width_ -= t.px(28);
    addQuestion();
    const bool asking = player_.phase() == LessonPlayer::Phase::asking;
    const bool voted = player_.votes().begun();  // its bars name the choices, and which is right
    if (voted && asking)
        addVoting();
    else if (!player_.words()->choices.empty()) {
        if (!voted || !player_.prediction().empty()) addChoices();
    } else if (std::holds_alternative<NumberQuestion>(player_.current().ask->answer))
        addNumber();
    else
        addCurve();
    if (asking)
        addReveal();
    else
        addVerdict();
    if (!asking && voted) addVotes();
    connect(&player_, &LessonPlayer::answerChanged, this, &QuestionCard::followAnswer);
    followAnswer();
}

void QuestionCard::addQuestion()
{
    auto* question = new LessonText;
    question->setObjectName("question");
    question->setText(QStringLiteral("**%1**").arg(QString::fromStdString(player_.words()->question)));
    column_->addWidget(question);
}

/// Two beside each other where all of them are short.
void QuestionCard::addChoices()
{
    const Theme& t = theme();
    const bool asking = player_.phase() == LessonPlayer::Phase::asking;
    const auto& choices = std::get<Choices>(player_.current().ask->answer);
    const QStringList words = texts(*player_.words());
    const QFontMetrics metrics(t.strong);
    const int half = (width_ - t.px(8)) / 2 - t.px(44);
    const bool pairs = std::all_of(words.begin(), words.end(), [&](const QString& w) {
        return metrics.horizontalAdvance(w) < half * 8 / 5;
    });
    auto* grid = new QGridLayout;
    grid->setSpacing(t.px(8));
    grid->setColumnStretch(0, 1);
    if (pairs) grid->setColumnStretch(1, 1);
    for (qsizetype i = 0; i < words.size(); ++i) {
        auto* choice = new ChoiceButton(int(i) + 1, words[i]);
        choice->setObjectName(QStringLiteral("choice-%1").arg(i + 1));
        pairs ? grid->addWidget(choice, int(i) / 2, int(i) % 2) : grid->addWidget(choice, int(i), 0);
        choices_.push_back(choice);
        const auto at = std::size_t(i);
        const bool own = player_.prediction().choice == at;
        choice->setChecked(own);
        if (!asking)
            choice->setTruth(choices[at].right ? ChoiceButton::Truth::right : ChoiceButton::Truth::wrong,
                             own);
        connect(choice, &ChoiceButton::clicked, this, [this, at] { player_.predict({at, {}, {}}); });
    }
    column_->addLayout(grid);
}

/// A click, or the choice's key, counts a hand; the numbers stay hidden until all are in.
void QuestionCard::addVoting()
{
    const Theme& t = theme();
    const Votes& votes = player_.votes();
    const QStringList words = texts(*player_.words());
    if (votes.shown) {
        column_->addWidget(new VoteBars(words, votes, {}));
        return;
    }
    if (votes.rounds.size() > 1) addHint(tr("Second round. Talk with your neighbour, then vote again."));
    auto* grid = new QGridLayout;
    grid->setSpacing(t.px(8));
    grid->setColumnStretch(0, 1);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const auto at = std::size_t(i);
        auto* choice = new ChoiceButton(int(i) + 1, words[i]);
        choice->setObjectName(QStringLiteral("choice-%1").arg(i + 1));
        choice->setCheckable(false);
        connect(choice, &ChoiceButton::clicked, this, [this, at] { player_.vote(at, +1); });
        auto* count = new QLineEdit;
        count->setObjectName(QStringLiteral("votes-%1").arg(i + 1));
        count->setProperty("look", "framed");
        count->setEchoMode(QLineEdit::PasswordEchoOnEdit);
        count->setValidator(new QIntValidator(0, 9999, count));
        count->setAlignment(Qt::AlignCenter);
        count->setFixedWidth(t.px(58));
        count->setAccessibleName(tr("Votes for answer %1").arg(i + 1));
        count->setToolTip(tr("Hidden while the field has no focus. Shift and the number take one back."));
        connect(count, &QLineEdit::textEdited, this,
                [this, at](const QString& text) { player_.setVotes(at, text.toInt()); });
        grid->addWidget(choice, int(i), 0);
        grid->addWidget(count, int(i), 1);
        choices_.push_back(choice);
        counts_.push_back(count);
    }
    column_->addLayout(grid);
}

/// Both rounds together, after the reveal.
void QuestionCard::addVotes()
{
    std::vector<bool> right;
    for (const Choice& c : std::get<Choices>(player_.current().ask->answer)) right.push_back(c.right);
    auto* caption = new QLabel(tr("VOTES"));
    caption->setProperty("look", "caption");
    column_->addWidget(caption);
    column_->addWidget(new VoteBars(texts(*player_.words()), player_.votes(), right));
}

void QuestionCard::addNumber()
{
    const Theme& t = theme();
    const auto& number = std::get<NumberQuestion>(player_.current().ask->answer);
    if (player_.phase() != LessonPlayer::Phase::asking) {
        if (player_.prediction().number)
            column_->addWidget(new NumberScale(player_.words()->truth, *player_.prediction().number));
        return;
    }
    auto* row = new QHBoxLayout;
    row->setSpacing(t.px(8));
    auto* field = new QLineEdit;
    field->setObjectName("number");
    field->setProperty("look", "framed");
    field->setAccessibleName(tr("Your prediction"));
    field->setPlaceholderText(tr("your prediction"));
    field->setFont(t.strong);
    field->setMaxLength(30);
    if (player_.prediction().number) field->setText(figureText(*player_.prediction().number));
    row->addWidget(field, 1);
    const Unit unit = player_.words()->truth.unit;
    row->addWidget(new QLabel(unit == Unit::milliseconds ? QStringLiteral("ms")
                              : unit == Unit::percent    ? QStringLiteral("%")
                                                         : QString::fromStdString(number.unit)));
    column_->addLayout(row);
    complaint_ = new QLabel;
    complaint_->setProperty("look", "small");
    complaint_->setWordWrap(true);
    complaint_->hide();
    column_->addWidget(complaint_);
    connect(field, &QLineEdit::textEdited, this, &QuestionCard::typed);
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (!player_.prediction().empty()) player_.reveal();
    });
    entry_ = field;
}

void QuestionCard::typed(const QString& text)
{
    Prediction said;
    QString trouble;
    try {
        const bool time = player_.words()->truth.unit == Unit::milliseconds && !unitOf(text).isEmpty();
        QString number = text;
        if (!text.trimmed().isEmpty())
            said.number = time ? milliseconds(parseDurationInput(text, QStringLiteral("ms")))
                               : parseNumberInput(number.remove(u'%'));
    } catch (const InputError& e) {
        trouble = QString::fromUtf8(e.what());
    }
    complaint_->setText(trouble);
    complaint_->setVisible(!trouble.isEmpty());
    player_.predict(said);
}

void QuestionCard::addCurve()
{
    const auto& curve = std::get<CurveQuestion>(player_.current().ask->answer);
    canvas_ = new CurveCanvas(curve);
    canvas_->setObjectName("curve");
    canvas_->setDrawn(player_.prediction().curve);
    column_->addWidget(canvas_);
    if (player_.phase() != LessonPlayer::Phase::asking) return canvas_->reveal(player_.words()->curve);
    connect(canvas_, &CurveCanvas::sketched, this, [this](const CurveValues& values) {
        player_.predict({{}, {}, values});
    });
    addPoints();
}

void QuestionCard::addPoints()
{
    const Theme& t = theme();
    auto* row = new QHBoxLayout;
    row->setSpacing(t.px(8));
    auto* points = new QLineEdit;
    points->setObjectName("points");
    points->setProperty("look", "framed");
    points->setAccessibleName(tr("The curve as points"));
    points->setPlaceholderText(tr("or points: 0 ms 100; 1 s 20"));
    points->setMaxLength(400);
    row->addWidget(points, 1);
    auto* clear = button("clear-curve", tr("Clear"), tr("An empty chart again"));
    clear->setProperty("look", "flat");
    row->addWidget(clear);
    column_->addLayout(row);
    complaint_ = new QLabel;
    complaint_->setProperty("look", "small");
    complaint_->setWordWrap(true);
    complaint_->hide();
    column_->addWidget(complaint_);
    connect(clear, &QPushButton::clicked, this, [this, points] {
        points->clear();
        canvas_->clear();
    });
    connect(points, &QLineEdit::textEdited, this, [this](const QString& text) {
        try {
            const CurveValues values = canvas_->parsePoints(text);
            canvas_->setDrawn(values);
            complaint_->hide();
            player_.predict({{}, {}, values});
        } catch (const InputError& e) {
            complaint_->setText(QString::fromUtf8(e.what()));
            complaint_->show();
        }
    });
}

void QuestionCard::addHint(const QString& text)
{
    auto* hint = new QLabel(text);
    hint->setProperty("look", "small");
    hint->setWordWrap(true);
    column_->addWidget(hint);
}

void QuestionCard::addReveal()
{
    const Theme& t = theme();
    const bool voting = player_.votes().begun();
    if (voting) {
        votesIn_ = new QLabel;
        votesIn_->setObjectName("votes-in");
        votesIn_->setWordWrap(true);
        column_->addWidget(votesIn_);
    }
    const bool plays = player_.current().reveal && player_.current().reveal->scene.play;
    const bool alone = player_.isFirstMinute();  // nobody is before a class yet
    const auto shows = plays ? tr("Reveal and play") : tr("Reveal");
    reveal_ = button("reveal", alone ? tr("▶ Play") : shows, tr("Page Down does the same"));
    reveal_->setProperty("look", "primary");
    connect(reveal_, &QPushButton::clicked, &player_, &LessonPlayer::reveal, Qt::QueuedConnection);
    auto* row = new QHBoxLayout;
    row->setSpacing(t.px(8));
    row->addWidget(reveal_);
    row->addStretch(1);
    const bool choices = !player_.words()->choices.empty();
    if (choices && !voting && !alone) {
        auto* vote =
            button("vote", tr("Class vote"),
                   tr("Count hands for each answer (V); the numbers stay hidden until you reveal them"));
        connect(vote, &QPushButton::clicked, &player_, &LessonPlayer::beginVote, Qt::QueuedConnection);
        row->addWidget(vote);
    }
    column_->addLayout(row);
    if (!voting && alone) return;
    if (!voting)
        return addHint(tr("Play unlocks once you have answered. Page Down shows the answer without one."));
    auto* more = new QVBoxLayout;
    more->setSpacing(t.px(6));
    if (!player_.votes().shown) {
        showVotes_ =
            button("show-votes", tr("Show the votes"), tr("The bars, but not yet which answer is right"));
        connect(showVotes_, &QPushButton::clicked, &player_, &LessonPlayer::showVotes, Qt::QueuedConnection);
        more->addWidget(showVotes_, 0, Qt::AlignLeft);
    }
    if (player_.votes().rounds.size() == 1) {
        again_ = button("vote-again", tr("Discuss, then vote again"),
                        tr("A second round; both are shown side by side when you reveal"));
        connect(again_, &QPushButton::clicked, &player_, &LessonPlayer::voteAgain, Qt::QueuedConnection);
        more->addWidget(again_, 0, Qt::AlignLeft);
    }
    auto* drop = button("end-vote", tr("No class vote"), tr("Back to one answer; the votes are dropped"));
    drop->setProperty("look", "flat");
    connect(drop, &QPushButton::clicked, &player_, &LessonPlayer::endVote, Qt::QueuedConnection);
    more->addWidget(drop, 0, Qt::AlignLeft);
    column_->addLayout(more);
}

QString QuestionCard::votesIn() const
{
    const int total = player_.votes().total(player_.votes().rounds.size() - 1);
    if (player_.votes().shown) return plural(std::uint64_t(total), "%1 vote.", "%1 votes.").arg(total);
    if (total == 0)
        return tr("Press %1 as hands go up, or type the counts.")
            .arg(QStringLiteral("1–%1").arg(player_.words()->choices.size()));
    return plural(std::uint64_t(total), "%1 vote is in. Hidden until you reveal.",
                  "%1 votes are in. Hidden until you reveal.")
        .arg(total);
}

void QuestionCard::addVerdict()
{
    const auto& question = *player_.current().ask;
    const Prediction& said = player_.prediction();
    QString text;
    const bool right = player_.right();
    const auto* number = std::get_if<NumberQuestion>(&question.answer);
    const auto* curve = std::get_if<CurveQuestion>(&question.answer);
    if (said.empty() && number)
        text = tr("It was %1.").arg(QString::fromStdString(player_.words()->truth.text));
    else if (said.empty())
        text = QString();
    else if (number)
        text = verdict(player_.words()->truth, *said.number, right);
    else if (curve)
        text = tr("The two differ by %1 % of the height on average: %2")
                   .arg(figureText(100 * mean_distance(said.curve, player_.words()->curve)),
                        right ? tr("near enough.") : tr("not yet what happened."));
    else
        text = right ? tr("As you predicted.") : tr("Not as you predicted.");
    if (text.isEmpty()) return;
    auto* label = new QLabel(text);
    label->setObjectName("verdict");
    label->setWordWrap(true);
    label->setFont(theme().strong);
    QPalette p = label->palette();
    p.setColor(QPalette::WindowText, said.empty() ? theme().ink
                                     : right      ? theme().freshText
                                                  : theme().loadText);
    label->setPalette(p);
    column_->addWidget(label);
}

/// What follows the answer while the question is open.
void QuestionCard::followAnswer()
{
    if (player_.phase() != LessonPlayer::Phase::asking) return;
    const Votes& votes = player_.votes();
    if (!votes.begun())
        for (std::size_t i = 0; i < choices_.size(); ++i)
            choices_[i]->setChecked(player_.prediction().choice == i);
    const int total = votes.begun() ? votes.total(votes.rounds.size() - 1) : 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const int count = votes.rounds.back()[i];
        if (!counts_[i]->hasFocus()) counts_[i]->setText(count > 0 ? QString::number(count) : QString());
    }
    if (votesIn_) votesIn_->setText(votesIn());
    if (showVotes_) showVotes_->setEnabled(total > 0);
    if (again_) again_->setEnabled(total > 0);
    if (reveal_) reveal_->setEnabled(!player_.prediction().empty() || total > 0);
}

}  // namespace stampede::ui
