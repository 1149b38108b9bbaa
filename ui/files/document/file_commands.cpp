#include "ui/files/document/file_commands.h"

#include "core/runtime/input_error.h"
#include "ui/files/document/recent_files.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/words/file_name.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>
#include <QWidget>

namespace stampede::ui {

namespace {

using Group = Command::Group;

QString fileOf(const QMimeData* data)
{
    if (!data || !data->hasUrls()) return {};
    for (const QUrl& url : data->urls())
        if (url.isLocalFile()) return url.toLocalFile();
    return {};
}

}  // namespace

FileCommands::FileCommands(const Context& context, QWidget& window)
    : QObject(&window), context_(context), window_(window), document_(context.session, context.workbench),
      questions_(FileQuestions::byDialogs(window))
{
    window_.setAcceptDrops(true);
    window_.installEventFilter(this);
    context_.workbench.setGuard([this] { return mayLeave(); });
    connect(&document_, &Document::changed, this, &FileCommands::showTitle);
    connect(&document_, &Document::opened, this, [this](const QString& remark) {
        nameRecent();
        if (context_.views.current() != View::compare && context_.views.current() != View::explore)
            context_.views.go(View::lab);
        if (!remark.isEmpty()) Toast::say(&window_, remark);
    });
    connect(&document_, &Document::failed, this, [this](const QString& sentence) {
        nameRecent();
        Toast::complain(&window_, sentence);
    });
    connect(&document_, &Document::lessonFound, &context_.views, &Views::openLesson);
    connect(&document_, &Document::saved, this, [this](const QString& file) {
        nameRecent();
        Toast::say(&window_, tr("Saved as %1").arg(QDir::toNativeSeparators(file)));
    });
    connect(&document_, &Document::leftBehind, this, [this](const QString& name) {
        if (context_.views.guest() || context_.views.current() == View::learn)
            return;  // a lesson changes scenes by itself
        Toast::say(&window_, tr("Your changes to %1 were not saved.").arg(name), tr("Take them back"),
                   [this] { document_.takeBack(); });
    });
    addCommands();
    addRecent();
    showTitle();
}

void FileCommands::addCommands()
{
    Commands& c = context_.commands;
    Session& session = context_.session;
    const auto hasRun = [&session] { return session.run() && !session.run()->partial; };
    const auto changed = [this] { return document_.isModified(); };
    c.add({"open", Group::file, tr("Open …"), {"Ctrl+O"}, [this] { askWhatToOpen(); }, {}});
    c.add({"save", Group::file, tr("Save"), {"Ctrl+S"}, [this] { save(); }, {}, 1});
    c.add({"save-as", Group::file, tr("Save as …"), {"Ctrl+Shift+S"}, [this] { saveAs(); }, {}, 1});
    c.add({"save-run",
           Group::file,
           tr("Save this run as a recording …"),
           {},
           [this] { saveRun(); },
           hasRun,
           1});
    c.add({"reset-all",
           Group::edit,
           tr("Reset all parameters"),
           {"Ctrl+R"},
           [this] { context_.workbench.resetAll(); },
           changed,
           1});
    c.add({"take-back",
           Group::edit,
           tr("Take back the changes left behind"),
           {},
           [this] { document_.takeBack(); },
           [this] { return document_.canTakeBack(); },
           1});
    c.add({"quit", Group::file, tr("Quit"), {"Ctrl+Q"}, [this] { window_.close(); }, {}, 9});
}

void FileCommands::addRecent()
{
    for (int i = 0; i < mostRecentFiles; ++i) {
        const auto there = [i] { return recentFiles().size() > i; };
        const auto act = [this, i] {
            const QStringList files = recentFiles();
            if (i < files.size()) open(files[i]);
        };
        context_.commands.add(
            {QStringLiteral("recent-%1").arg(i + 1), Group::file, QString(), {}, act, there, 2});
    }
    nameRecent();
}

void FileCommands::nameRecent()
{
    const QStringList files = recentFiles();
    for (int i = 0; i < mostRecentFiles; ++i) {
        const QString title =
            i < files.size() ? tr("Open again: %1").arg(QFileInfo(files[i]).fileName()) : QString();
        const QString id = QStringLiteral("recent-%1").arg(i + 1);
        context_.commands.setTitle(id, title);
    }
}

void FileCommands::showTitle()
{
    window_.setWindowTitle(tr("%1[*] – Stampede Lab").arg(document_.name()));
    window_.setWindowModified(document_.isModified());
    window_.setWindowFilePath(document_.path());
}

void FileCommands::open(const QString& file)
{
    if (mayLeave()) document_.open(file);
}

void FileCommands::askWhatToOpen()
{
    const QString file = questions_.whatToOpen();
    if (!file.isEmpty()) open(file);
}

bool FileCommands::mayLeave(bool atTheEnd)
{
    if (!(atTheEnd ? document_.isModified() : document_.isOwnWork())) return true;
    switch (questions_.keepChanges(QString::fromStdString(context_.session.scenario().name))) {
    case FileQuestions::Answer::save: return save();
    case FileQuestions::Answer::discard: return true;
    case FileQuestions::Answer::cancel: return false;
    }
    return false;
}

bool FileCommands::save()
{
    if (document_.path().isEmpty() || document_.fromRecording()) return saveAs();
    return write([this] { document_.saveScenario(document_.path()); });
}

bool FileCommands::saveAs()
{
    const QString folder = document_.path().isEmpty()
                               ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                               : QFileInfo(document_.path()).absolutePath();
    const QString title = fileNameOf(QString::fromStdString(context_.session.scenario().name));
    const QString proposal = document_.path().isEmpty() || document_.fromRecording()
                                 ? QDir(folder).filePath(title + QStringLiteral(".json"))
                                 : document_.path();
    const QString file = questions_.whereToSave(proposal, tr("Scenario (*.json)"));
    return !file.isEmpty() && write([&] { document_.saveScenario(file); });
}

void FileCommands::saveRun()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const Scenario& s = context_.session.scenario();
    const QString title =
        fileNameOf(QString::fromStdString(s.name + " " + s.strategy.name)) + QStringLiteral(".rec");
    const QString file = questions_.whereToSave(QDir(folder).filePath(title), tr("Recording (*.rec)"));
    if (!file.isEmpty()) write([&] { document_.saveRecording(file); });
}

/// Whether it could be done; if not, it has been said why.
bool FileCommands::write(const std::function<void()>& act)
{
    try {
        act();
        return true;
    } catch (const InputError& e) {
        Toast::complain(&window_, QString::fromUtf8(e.what()));
        return false;
    }
}

/// Files are dropped anywhere on the window.
bool FileCommands::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragEnter) {
        auto* drag = static_cast<QDragEnterEvent*>(event);
        if (fileOf(drag->mimeData()).isEmpty()) return false;
        drag->acceptProposedAction();
        return true;
    }
    if (event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        const QString file = fileOf(drop->mimeData());
        if (file.isEmpty()) return false;
        drop->acceptProposedAction();
        // Not while the other program waits for the answer to its drag.
        QMetaObject::invokeMethod(
            this, [this, file] { open(file); }, Qt::QueuedConnection);
        return true;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace stampede::ui
