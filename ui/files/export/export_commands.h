#pragma once

#include <QObject>

#include "ui/files/export/export_dialog.h"
#include "ui/session/session.h"
#include "ui/session/views/context.h"

#include <functional>

class QIODevice;

namespace stampede::ui {

class Page;

/// Pictures and data out of the window, as commands.
class ExportCommands : public QObject {
    Q_OBJECT

public:
    using WhereToSave = std::function<QString(const QString& proposal, const QString& filter)>;
    /// `page`: the one that is shown.
    ExportCommands(const Context& context, QWidget& window, std::function<Page*()> page,
                   WhereToSave whereToSave);

    /// The window, the page, a lesson beside it, and each track that is open.
    std::vector<PictureSubject> subjects() const;

signals:
    /// A file is complete, or could not be written; a sentence has been said.
    void finished(const QString& file, bool written);

private:
    void addCommands();
    void askForPicture();
    void savePicture(const PictureWish& wish, const QString& fileName);
    void copyPicture(const PictureWish& wish);
    void saveTable(bool json);
    /// Asks where, and writes what `write` gives, on a worker: a run can be large.
    void saveRun(const QString& what, const QString& suffix, const QString& filter,
                 std::function<void(const Run&, QIODevice&)> write);
    void saveLater(const QString& file, std::function<void(QIODevice&)> write);
    void say(const QString& file, const QString& trouble);
    QString proposal(const QString& what, const QString& suffix) const;
    QString runTitle() const;

    Context context_;
    QWidget& window_;
    std::function<Page*()> page_;
    WhereToSave whereToSave_;
};

}  // namespace stampede::ui
