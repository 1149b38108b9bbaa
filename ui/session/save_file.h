#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QIODevice;

namespace stampede::ui {

// Files are written beside their place and renamed: one of that name is either complete or what it was
// before. Throw InputError with one sentence when that cannot be done.

void saveText(const QString& file, const QByteArray& text);
/// `write` gets the device; it returns whether it could write all.
void saveFile(const QString& file, const std::function<bool(QIODevice&)>& write);

}  // namespace stampede::ui
