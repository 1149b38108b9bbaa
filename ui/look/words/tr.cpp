#include "ui/look/words/tr.h"

#include <QCoreApplication>

namespace stampede::ui {

QString tr(const char* text)
{
    return QCoreApplication::translate("stampede::ui", text);
}

}  // namespace stampede::ui
