#include "ui/look/words/call_text.h"

#include <QCoreApplication>

#include "ui/look/words/format.h"
#include "ui/look/words/told.h"

namespace stampede::ui {

QString callText(CallId call)
{
    if (call.is_nobody()) return QCoreApplication::translate("stampede::ui::Call", "nobody");
    const QString number = toldOther(countText(call.number()));
    return call.is_refresh() ? QCoreApplication::translate("stampede::ui::Call", "refresh %1").arg(number)
                             : QCoreApplication::translate("stampede::ui::Call", "request %1").arg(number);
}

QString tokenText(std::int64_t token)
{
    if (token >= 0 && token < 1'000'000) return toldOther(QString::number(token));
    return toldOther(QString::number(static_cast<quint64>(token), 16).left(4) + QChar(0x2026));
}

}  // namespace stampede::ui
