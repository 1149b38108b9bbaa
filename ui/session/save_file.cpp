#include "ui/session/save_file.h"

#include "core/recording/output_file.h"
#include "core/runtime/input_error.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>

namespace stampede::ui {

void saveFile(const QString& file, const std::function<bool(QIODevice&)>& write)
{
    QBuffer whole;
    whole.open(QIODevice::WriteOnly);
    if (!write(whole))
        throw InputError(QCoreApplication::translate("Document", "%1: cannot be written: %2")
                             .arg(file, whole.errorString())
                             .toStdString());
    saveText(file, whole.data());
}

void saveText(const QString& file, const QByteArray& text)
{
    OutputFile out(QFile::encodeName(file).toStdString());
    out.write({text.constData(), static_cast<std::size_t>(text.size())});
    out.commit();
}

}  // namespace stampede::ui
