#include "ui/files/document/file_commands.h"

#include "ui/look/settings/settings.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace stampede::ui {

namespace {

Setting<QString> openFolder()
{
    return settings::openFolder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
}

QString lastFolder()
{
    return openFolder().get();
}

void rememberFolder(const QString& file)
{
    if (!file.isEmpty()) openFolder().set(QFileInfo(file).absolutePath());
}

QString askWhatToOpen(QWidget& window)
{
    const QString filter = FileCommands::tr(
        "Scenarios, recordings, logs and lessons (*.json *.rec *.log *.gz *.csv);;All files (*)");
    const QString file =
        QFileDialog::getOpenFileName(&window, FileCommands::tr("Open"), lastFolder(), filter);
    rememberFolder(file);
    return file;
}

QString askWhereToSave(QWidget& window, const QString& proposal, const QString& filter)
{
    QFileDialog dialog(&window, FileCommands::tr("Save as"), QFileInfo(proposal).absolutePath(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QFileInfo(proposal).suffix());
    dialog.selectFile(QFileInfo(proposal).fileName());
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return {};
    rememberFolder(dialog.selectedFiles().first());
    return dialog.selectedFiles().first();
}

FileQuestions::Answer askKeepChanges(QWidget& window, const QString& name)
{
    QMessageBox box(&window);
    box.setObjectName("keep-changes");
    box.setWindowTitle(FileCommands::tr("Unsaved changes"));
    box.setText(FileCommands::tr("<b>Keep your changes to %1?</b>").arg(name.toHtmlEscaped()));
    box.setInformativeText(FileCommands::tr("They are not in any file yet."));
    QPushButton* save = box.addButton(FileCommands::tr("Save …"), QMessageBox::AcceptRole);
    save->setProperty("look", "primary");
    QPushButton* discard = box.addButton(FileCommands::tr("Let them go"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(FileCommands::tr("Cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(save);
    box.setEscapeButton(cancel);
    box.exec();
    if (box.clickedButton() == save) return FileQuestions::Answer::save;
    return box.clickedButton() == discard ? FileQuestions::Answer::discard : FileQuestions::Answer::cancel;
}

}  // namespace

FileQuestions FileQuestions::byDialogs(QWidget& window)
{
    return {[&window] { return askWhatToOpen(window); },
            [&window](const QString& proposal, const QString& filter) {
                return askWhereToSave(window, proposal, filter);
            },
            [&window](const QString& name) { return askKeepChanges(window, name); }};
}

}  // namespace stampede::ui
