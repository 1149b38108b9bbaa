#include "ui/files/document/document_desk.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>

namespace stampede::ui {

namespace {

const QString folderSetting = QStringLiteral("files/folder");

QString lastFolder()
{
    return QSettings()
        .value(folderSetting, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void rememberFolder(const QString& file)
{
    if (!file.isEmpty()) QSettings().setValue(folderSetting, QFileInfo(file).absolutePath());
}

QString askWhatToOpen(QWidget& window)
{
    const QString filter = DocumentDesk::tr(
        "Scenarios, recordings, logs and lessons (*.json *.rec *.log *.gz *.csv);;All files (*)");
    const QString file =
        QFileDialog::getOpenFileName(&window, DocumentDesk::tr("Open"), lastFolder(), filter);
    rememberFolder(file);
    return file;
}

QString askWhereToSave(QWidget& window, const QString& proposal, const QString& filter)
{
    QFileDialog dialog(&window, DocumentDesk::tr("Save as"), QFileInfo(proposal).absolutePath(), filter);
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
    box.setWindowTitle(DocumentDesk::tr("Unsaved changes"));
    box.setText(DocumentDesk::tr("<b>Keep your changes to %1?</b>").arg(name.toHtmlEscaped()));
    box.setInformativeText(DocumentDesk::tr("They are not in any file yet."));
    QPushButton* save = box.addButton(DocumentDesk::tr("Save …"), QMessageBox::AcceptRole);
    save->setProperty("look", "primary");
    QPushButton* discard = box.addButton(DocumentDesk::tr("Let them go"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(DocumentDesk::tr("Cancel"), QMessageBox::RejectRole);
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
