#pragma once

#include <QObject>

#include "ui/files/document/document.h"
#include "ui/session/views/context.h"

#include <functional>

class QWidget;

namespace stampede::ui {

/// What a person is asked about files. The window asks by dialogs; who drives it without hands answers by
/// functions of its own.
struct FileQuestions {
    enum class Answer { save, discard, cancel };
    std::function<QString()> whatToOpen;  ///< empty: nothing
    std::function<QString(const QString& proposal, const QString& filter)> whereToSave;
    std::function<Answer(const QString& name)> keepChanges;

    static FileQuestions byDialogs(QWidget& window);
};

/// Files as a person handles them: the commands, their dialogs, files dropped on the window, its title, and
/// the question before changes are lost.
class FileCommands : public QObject {
    Q_OBJECT

public:
    FileCommands(const Context& context, QWidget& window);

    Document& document() { return document_; }
    void setQuestions(FileQuestions questions) { questions_ = std::move(questions); }
    /// Where a file shall go, as a person says; empty: nowhere.
    QString whereToSave(const QString& proposal, const QString& filter) const
    {
        return questions_.whereToSave(proposal, filter);
    }
    /// Whether what is there may go: there are no changes, they have been saved, or need not be. `atTheEnd`
    /// asks for changes to presets too; otherwise those are only offered to be taken back.
    bool mayLeave(bool atTheEnd = false);
    /// Opens a file after having asked.
    void open(const QString& file);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addCommands();
    void addRecent();
    void showTitle();
    void nameRecent();
    void askWhatToOpen();
    bool save();
    bool saveAs();
    void saveRun();
    bool write(const std::function<void()>& act);

    Context context_;
    QWidget& window_;
    Document document_;
    FileQuestions questions_;
};

}  // namespace stampede::ui
