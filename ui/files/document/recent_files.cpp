#include "ui/files/document/recent_files.h"

#include "ui/look/settings/settings.h"

namespace stampede::ui {

QStringList recentFiles()
{
    return settings::recentFiles().get().mid(0, mostRecentFiles);
}

void rememberFile(const QString& path)
{
    QStringList list = recentFiles();
    list.removeAll(path);
    list.prepend(path);
    settings::recentFiles().set(list.mid(0, mostRecentFiles));
}

void forgetFile(const QString& path)
{
    QStringList list = recentFiles();
    list.removeAll(path);
    settings::recentFiles().set(list);
}

}  // namespace stampede::ui
