#include "ui/teach/learn/challenge_progress.h"

#include <QSettings>

namespace stampede::ui {

namespace {

QString setting(const std::string& id)
{
    return QStringLiteral("learn/challenges/") + QString::fromStdString(id);
}

}  // namespace

ChallengeState progressOfChallenge(const std::string& id)
{
    const int kept = QSettings().value(setting(id), 0).toInt();
    return kept >= 0 && kept <= static_cast<int>(ChallengeState::met) ? static_cast<ChallengeState>(kept)
                                                                      : ChallengeState::untried;
}

void keepChallenge(const std::string& id, ChallengeState state)
{
    if (state > progressOfChallenge(id)) QSettings().setValue(setting(id), static_cast<int>(state));
}

void forgetChallenges()
{
    QSettings().remove(QStringLiteral("learn/challenges"));
}

}  // namespace stampede::ui
