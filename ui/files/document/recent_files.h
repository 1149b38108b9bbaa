#pragma once

#include <QStringList>

namespace stampede::ui {

inline constexpr int mostRecentFiles = 8;

/// Absolute paths of files opened or saved, the last first. Kept in the settings.
QStringList recentFiles();
void rememberFile(const QString& path);
void forgetFile(const QString& path);

}  // namespace stampede::ui
