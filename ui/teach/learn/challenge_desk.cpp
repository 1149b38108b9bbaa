#include "ui/teach/learn/challenge_desk.h"

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
        case Change::strategy: words += ChallengeDesk::tr("the strategy and its options"); break;
        case Change::beta: words += ChallengeDesk::tr("β"); break;
        case Change::ttl: words += ChallengeDesk::tr("the TTL"); break;
        case Change::jitter: words += ChallengeDesk::tr("the TTL jitter"); break;
        }
    }
    return words.join(ChallengeDesk::tr(", "));
}

ChallengeDesk::ChallengeDesk(const Desk& desk, Excursion& excursion, QObject* parent)
    : QObject(parent), desk_(desk), excursion_(excursion)
{
    // A lesson that begins takes the panel's place; what was being tried is over then.
    connect(&desk_.views, &Views::guestChanged, this, [this](QWidget* guest) {
        if (!current_ || guest == panel_) return;
        current_ = nullptr;
        if (guest) excursion_.forget();
        emit changed();
    });
}

/// The panel is the window's while it is shown there; the window may be gone by now.
ChallengeDesk::~ChallengeDesk()
{
    if (panel_ && !panel_->parent()) delete panel_;
}

const Challenge* ChallengeDesk::following() const
{
    const auto all = challenges();
    for (std::size_t i = 0; i + 1 < all.size(); ++i)
        if (&all[i] == current_) return &all[i + 1];
    return nullptr;
}

void ChallengeDesk::play(const Challenge& challenge)
{
    excursion_.leave();
    keepChallenge(challenge.id, ChallengeState::tried);
    current_ = &challenge;
    desk_.session.setWorld(QStringLiteral("simulated"));
    desk_.workbench.open(challenge.start, QString(), challenge.playhead);
    if (!panel_) panel_ = new ChallengePanel(*this);
    panel_->tell(challenge);
    desk_.views.setGuest(panel_);
    desk_.views.go(View::lab);
    emit changed();
}

void ChallengeDesk::startOver()
{
    if (current_) desk_.workbench.change([this](Scenario& s) { s = current_->start; });
}

void ChallengeDesk::showSolution()
{
    if (!current_) return;
    keepChallenge(current_->id, ChallengeState::solutionSeen);
    desk_.workbench.change([this](Scenario& s) { s = current_->par; });
}

void ChallengeDesk::putBack()
{
    if (current_) desk_.workbench.change([this](Scenario& s) { s = back_to_problem(*current_, s); });
}

QString ChallengeDesk::objection(const Scenario& scenario) const
{
    if (!current_ || same_problem(*current_, scenario)) return {};
    return tr("Something was changed that belongs to the problem. Here you may change: %1.")
        .arg(changesText(*current_));
}

/// After the solution was shown, only another one counts as one's own.
void ChallengeDesk::met()
{
    if (!current_) return;
    const bool shown = progressOfChallenge(current_->id) == ChallengeState::solutionSeen;
    const bool own = desk_.session.scenario().strategy != current_->par.strategy ||
                     desk_.session.scenario().cache != current_->par.cache;
    if (!shown || own) keepChallenge(current_->id, ChallengeState::met);
    emit changed();
}

void ChallengeDesk::leave()
{
    if (!current_) return;
    current_ = nullptr;
    if (desk_.views.guest() == panel_) desk_.views.setGuest(nullptr);
    emit changed();
}

}  // namespace stampede::ui
