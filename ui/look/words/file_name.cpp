#include "ui/look/words/file_name.h"

#include <QRegularExpression>

namespace stampede::ui {

QString fileNameOf(const QString& title)
{
    static const QRegularExpression others(QStringLiteral("[^\\p{L}\\p{N}]+")),
        edges(QStringLiteral("^-|-$"));
    const QString name = title.toLower().replace(others, QStringLiteral("-")).mid(0, 80).remove(edges);
    return name.isEmpty() ? QStringLiteral("scenario") : name;
}

}  // namespace stampede::ui
