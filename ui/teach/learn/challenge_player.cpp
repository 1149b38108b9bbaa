#include "ui/teach/learn/challenge_player.h"

#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"
#include "ui/teach/learn/challenge_panel.h"
#include "ui/teach/learn/challenge_progress.h"
#include "ui/teach/learn/excursion.h"

namespace stampede::ui {

QString changesText(const Challenge& challenge)
{
    QStringList words;
    for (const Change change : challenge.may_change) {
        switch (change) {
        case Change::strategy: words += ChallengePlayer::tr("the strategy and its options"); break;
        case Change::beta: words += ChallengePlayer::tr("β"); break;
        case Change::ttl: words += ChallengePlayer::tr("the TTL"); break;
        case Change::jitter: words += ChallengePlayer::tr("the TTL jitter"); break;
        }
    }
    return words.join(ChallengePlayer::tr(", "));
}

ChallengePlayer::ChallengePlayer(const Context& context, Excursion& excursion, QObject* parent)
    : QObject(parent), context_(context), excursion_(excursion)
{
    // A lesson that begins takes the panel's place; what was being tried is over then.
    connect(&context_.views, &Views::guestChanged, this, [this](QWidget* guest) {
        if (!current_ || guest == panel_) return;
        current_ = nullptr;
        if (guest) excursion_.forget();
        emit changed();
    });
}

/// The panel is the window's while it is shown there; the window may be gone by now.
ChallengePlayer::~ChallengePlayer()
{
    if (panel_ && !panel_->parent()) delete panel_;
}

const Challenge* ChallengePlayer::following() const
{
    const auto all = challenges();
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        if (&all[i] == current_) return &all[i + 1];
    return nullptr;
}

void ChallengePlayer::play(const Challenge& challenge)
{
    excursion_.leave();
    keepChallenge(challenge.id, ChallengeState::tried);
    current_ = &challenge;
    context_.session.setWorld(World::simulated());
    context_.workbench.open(challenge.start, QString(), challenge.playhead);
    if (!panel_) panel_ = new ChallengePanel(*this);
    panel_->tell(challenge);
    context_.views.setGuest(panel_);
    context_.views.go(View::lab);
    emit changed();
}

void ChallengePlayer::startOver()
{
    if (current_) context_.workbench.change([this](Scenario& s) { s = current_->start; });
}

void ChallengePlayer::showSolution()
{
    if (!current_) return;
    keepChallenge(current_->id, ChallengeState::solutionSeen);
    context_.workbench.change([this](Scenario& s) { s = current_->par; });
}

void ChallengePlayer::putBack()
{
    if (current_) context_.workbench.change([this](Scenario& s) { s = back_to_problem(*current_, s); });
}

QString ChallengePlayer::objection(const Scenario& scenario) const
{
    if (!current_ || same_problem(*current_, scenario)) return {};
    return tr("Something was changed that belongs to the problem. Here you may change: %1.")
        .arg(changesText(*current_));
}

/// After the solution was shown, only another one counts as one's own.
void ChallengePlayer::met()
{
    if (!current_) return;
    const bool shown = progressOfChallenge(current_->id) == ChallengeState::solutionSeen;
    const bool own = context_.session.scenario().strategy != current_->par.strategy ||
                     context_.session.scenario().cache != current_->par.cache;
    if (!shown || own) keepChallenge(current_->id, ChallengeState::met);
    emit changed();
}

void ChallengePlayer::leave()
{
    if (!current_) return;
    current_ = nullptr;
    if (context_.views.guest() == panel_) context_.views.setGuest(nullptr);
    emit changed();
}

}  // namespace stampede::ui
