#include "ui/teach/learn/challenge_progress.h"

#include "ui/look/settings/settings.h"

namespace stampede::ui {

namespace {

Setting<int> settingOf(const std::string& id)
{
    return settings::challenge(QString::fromStdString(id));
}

}  // namespace

ChallengeState progressOfChallenge(const std::string& id)
{
    const int kept = settingOf(id).get();
    return kept >= 0 && kept <= static_cast<int>(ChallengeState::met) ? static_cast<ChallengeState>(kept)
                                                                      : ChallengeState::untried;
}

void keepChallenge(const std::string& id, ChallengeState state)
{
    if (state > progressOfChallenge(id)) settingOf(id).set(static_cast<int>(state));
}

void forgetChallenges()
{
    settings::forgetChallenges();
}

}  // namespace stampede::ui
