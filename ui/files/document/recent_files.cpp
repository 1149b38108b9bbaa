#include "ui/files/document/recent_files.h"

#include <QSettings>

namespace stampede::ui {

namespace {

const QString setting = QStringLiteral("files/recent");

}  // namespace

QStringList recentFiles()
{
    return QSettings().value(setting).toStringList().mid(0, mostRecentFiles);
}

void rememberFile(const QString& path)
{
    QStringList list = recentFiles();
    list.removeAll(path);
    list.prepend(path);
    QSettings().setValue(setting, list.mid(0, mostRecentFiles));
}

void forgetFile(const QString& path)
{
    QStringList list = recentFiles();
    list.removeAll(path);
    QSettings().setValue(setting, list);
}

}  // namespace stampede::ui
