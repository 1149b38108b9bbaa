#pragma once

#include <string>

namespace stampede::ui {

/// How far somebody has come with a challenge, kept from one start of the program to the next. Each goes on
/// from the one before; a goal that was met stays met.
enum class ChallengeState { untried, tried, solutionSeen, met };

ChallengeState progressOfChallenge(const std::string& id);
/// Unless more was reached before.
void keepChallenge(const std::string& id, ChallengeState state);
void forgetChallenges();

}  // namespace stampede::ui
