#include "ui/files/document/save_file.h"

#include "core/runtime/input_error.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSaveFile>

namespace stampede::ui {

namespace {

[[noreturn]] void refuse(const QString& file, const QString& why)
{
    throw InputError(
        QCoreApplication::translate("Document", "%1: cannot be written: %2").arg(file, why).toStdString());
}

}  // namespace

void saveFile(const QString& file, const std::function<bool(QIODevice&)>& write)
{
    if (QFileInfo(file).isDir()) refuse(file, QCoreApplication::translate("Document", "it is a folder"));
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly)) refuse(file, out.errorString());
    if (!write(out)) {
        const QString why = out.errorString();
        out.cancelWriting();
        refuse(file, why);
    }
    if (!out.commit()) refuse(file, out.errorString());
}

void saveText(const QString& file, const QByteArray& text)
{
    saveFile(file, [&text](QIODevice& out) { return out.write(text) == text.size(); });
}

}  // namespace stampede::ui
