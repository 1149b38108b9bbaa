#pragma once

#include <QStringList>

#include <optional>

namespace stampede::ui {

/// What is remembered of a person's tracks: their order, and of each whether it is folded and how high it is.
/// Tracks are named by words that never change.
namespace track_settings {

/// `known` in the order that was kept; those that are new since stand behind the one they follow by
/// themselves.
QStringList order(const QStringList& known);
void keepOrder(const QStringList& order);

std::optional<bool> folded(const QString& track);
void keepFolded(const QString& track, std::optional<bool> folded);
std::optional<int> height(const QString& track);
void keepHeight(const QString& track, std::optional<int> height);

}  // namespace track_settings

}  // namespace stampede::ui
