#include "ui/teach/learn/coach.h"

#include "core/lesson/references.h"
#include "ui/look/settings/settings.h"
#include "ui/session/views/views.h"
#include "ui/teach/learn/evidence_panel.h"
#include "ui/teach/learn/excursion.h"
#include "ui/teach/lesson/scene_director.h"

#include <QRandomGenerator>

#include <algorithm>

namespace stampede::ui {

namespace {

/// What the points say, with the figures of the runs they refer to. Takes as long as these runs; call it on a
/// worker.
QStringList filledPoints(const InterviewQuestion& question, const std::stop_token& stop)
{
    MeasuredRuns runs;
    for (const std::string& name : interview().runs_of(question))
        runs.emplace(name, measure_run(*interview().book.run(name), stop));
    QStringList points;
    if (stop.stop_requested()) return points;
    for (const AnswerPoint& point : question.points)
        points += QString::fromStdString(filled(point.say, runs));
    return points;
}

bool holds(const std::vector<const InterviewQuestion*>& questions, const std::string& id)
{
    return std::any_of(questions.begin(), questions.end(), [&](const auto* q) { return q->id == id; });
}

/// The same in the same order, but that what follows another waits for it.
std::vector<const InterviewQuestion*> withFollowUpsAfter(std::vector<const InterviewQuestion*> rest)
{
    std::vector<const InterviewQuestion*> list;
    while (!rest.empty()) {
        auto next =
            std::find_if(rest.begin(), rest.end(), [&](const auto* q) { return !holds(rest, q->follows); });
        if (next == rest.end()) next = rest.begin();
        list.push_back(*next);
        rest.erase(next);
    }
    return list;
}

}  // namespace

std::vector<const InterviewQuestion*> mockInterview(int count, std::uint32_t seed)
{
    std::vector<const InterviewQuestion*> all, chosen;
    for (const InterviewQuestion& q : interview().questions) all.push_back(&q);
    QRandomGenerator random(seed);
    std::shuffle(all.begin(), all.end(), random);
    const std::size_t wanted = std::min(all.size(), static_cast<std::size_t>(std::max(1, count)));
    while (chosen.size() < wanted) {
        const auto next = std::find_if(all.begin(), all.end(), [&](const auto* q) {
            return q->follows.empty() || holds(chosen, q->follows);
        });
        chosen.push_back(*next);
        all.erase(next);
    }
    std::stable_sort(chosen.begin(), chosen.end(), [](auto* a, auto* b) { return a->level < b->level; });
    return withFollowUpsAfter(std::move(chosen));
}

Coach::Coach(const Context& context, Excursion& excursion, QObject* parent)
    : QObject(parent), context_(context), excursion_(excursion), batch_(Batch::Urgency::soon)
{
    director_ = new SceneDirector(context, this);
}

/// The panel is the window's while it is shown there; the window may be gone by now.
Coach::~Coach()
{
    if (evidence_ && !evidence_->parent()) delete evidence_;
}

void Coach::ask(std::vector<const InterviewQuestion*> questions)
{
    if (questions.empty()) return;
    queue_ = std::move(questions);
    at_ = 0;
    round_.clear();
    begin();
}

void Coach::askLevel(const std::string& level)
{
    std::vector<const InterviewQuestion*> chosen;
    for (const InterviewQuestion& q : interview().questions)
        if (q.level == level) chosen.push_back(&q);
    const auto best = CoachHistory::load().best();
    const auto known = [&](const InterviewQuestion* q) {
        const auto at = best.find(QString::fromStdString(q->id));
        return at == best.end() ? -1.0 : at->second;
    };
    std::stable_sort(chosen.begin(), chosen.end(), [&](auto* a, auto* b) { return known(a) < known(b); });
    ask(withFollowUpsAfter(std::move(chosen)));
}

void Coach::askMock(int count)
{
    ask(mockInterview(count, QRandomGenerator::global()->generate()));
}

const InterviewQuestion* Coach::asFollowUpTo() const
{
    const auto here = queue_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto first =
        std::find_if(queue_.begin(), here, [&](const auto* q) { return q->id == question().follows; });
    return first == here ? nullptr : *first;
}

void Coach::begin()
{
    answer_ = {};
    answer_.question = QString::fromStdString(question().id);
    points_.clear();
    phase_ = Phase::asking;
    clock_.start();
    measure();
    emit changed();
}

void Coach::measure()
{
    const InterviewQuestion* asked = &question();
    batch_.start({[this, asked](const std::stop_token& stop) -> Batch::Deliver {
        const QStringList points = filledPoints(*asked, stop);
        if (points.isEmpty()) return {};
        return [this, asked, points] {
            if (phase_ == Phase::choosing || phase_ == Phase::done || &question() != asked) return;
            points_ = points;
            if (phase_ != Phase::grading) return;
            keep();
            emit changed();
        };
    }});
}

int Coach::seconds() const
{
    return phase_ == Phase::asking ? static_cast<int>(clock_.elapsed() / 1000) : answer_.seconds;
}

void Coach::reveal(bool aloud)
{
    if (phase_ != Phase::asking) return;
    answer_.seconds = seconds();
    answer_.aloud = aloud;
    answer_.when = QDateTime::currentDateTime();
    answer_.ticked = QList<bool>(static_cast<qsizetype>(question().points.size()), false);
    phase_ = Phase::grading;
    keep();
    emit changed();
}

void Coach::tick(std::size_t point, bool on)
{
    if (phase_ != Phase::grading) return;
    answer_.ticked[static_cast<qsizetype>(point)] = on;
    keep();
}

/// An answer counts from the moment it is compared with the model one.
void Coach::keep()
{
    answer_.points.clear();
    for (const QString& point : points_) answer_.points += withoutLinks(point);
    CoachHistory history = CoachHistory::load();
    history.keep(answer_);
    history.save();
    const bool again = !round_.isEmpty() && round_.last().question == answer_.question;
    if (again)
        round_.last() = answer_;
    else
        round_ += answer_;
}

void Coach::answerAgain()
{
    begin();
}

void Coach::next()
{
    if (phase_ == Phase::choosing || phase_ == Phase::done) return;
    if (at_ + 1 < queue_.size()) {
        ++at_;
        return begin();
    }
    phase_ = round_.isEmpty() ? Phase::choosing : Phase::done;
    emit changed();
}

void Coach::stop()
{
    batch_.stop();
    phase_ = Phase::choosing;
    emit changed();
}

void Coach::show(std::size_t point)
{
    const AnswerPoint& said = question().points[point];
    if (!said.show) return;
    excursion_.leave();
    if (!evidence_) evidence_ = new EvidencePanel(*this, context_);
    evidence_->tell(point);
    context_.views.setGuest(evidence_);
    director_->show(interview().book, *said.show, *said.show, true);
}

std::size_t Coach::shownBeside(std::size_t point, int direction) const
{
    const auto& points = question().points;
    for (std::size_t i = point + static_cast<std::size_t>(direction); i < points.size();
         i += static_cast<std::size_t>(direction))
        if (points[i].show) return i;
    return point;
}

void Coach::endShowing()
{
    director_->stop();
    if (evidence_ && context_.views.guest() == evidence_) context_.views.setGuest(nullptr);
}

bool Coach::showsClock()
{
    return settings::coachClock().get();
}

void Coach::setShowsClock(bool on)
{
    settings::coachClock().set(on);
}

}  // namespace stampede::ui
