#include "ui/files/export/export_commands.h"

#include "core/analysis/export.h"
#include "core/runtime/input_error.h"
#include "ui/files/export/data.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/settings/settings.h"
#include "ui/look/words/file_name.h"
#include "ui/session/commands/commands.h"
#include "ui/session/save_file.h"
#include "ui/session/views/views.h"
#include "ui/tracks/track.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUrl>

namespace stampede::ui {

namespace {

using Group = Command::Group;

Setting<QString> exportFolder()
{
    return settings::exportFolder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
}

TextSink into(QIODevice& out)
{
    return [&out](std::string_view text) {
        if (out.write(text.data(), qint64(text.size())) != qint64(text.size()))
            throw InputError(out.errorString().toStdString());
    };
}

}  // namespace

ExportCommands::ExportCommands(const Context& context, QWidget& window, std::function<Page*()> page,
                               WhereToSave whereToSave)
    : QObject(&window), context_(context), window_(window), page_(std::move(page)),
      whereToSave_(std::move(whereToSave))
{
    addCommands();
}

void ExportCommands::addCommands()
{
    Commands& c = context_.commands;
    Session& s = context_.session;
    const auto hasRun = [&s] { return s.run() && !s.run()->partial && !s.masked(); };
    const auto hasTable = [this] { return !page_()->table().rows.empty() && !context_.session.masked(); };
    const auto add = [&c](const char* id, const QString& title, std::function<void()> act,
                          std::function<bool()> possible, int section, const QStringList& keys = {}) {
        c.add({QLatin1String(id), Group::file, title, keys, std::move(act), std::move(possible), section});
    };
    add("export-picture", tr("Export a picture …"), [this] { askForPicture(); }, {}, 3,
        {QStringLiteral("Ctrl+E")});
    add(
        "export-metrics-csv", tr("Export the figures of this run as CSV …"),
        [this] {
            saveRun(tr("figures"), QStringLiteral("csv"), tr("Comma-separated values (*.csv)"),
                    [](const Run& run, QIODevice& out) { out.write(metricsCsv(*run.recording)); });
        },
        hasRun, 4);
    add(
        "export-metrics-json", tr("Export the figures of this run as JSON …"),
        [this] {
            saveRun(
                tr("figures"), QStringLiteral("json"), tr("JSON (*.json)"),
                [](const Run& run, QIODevice& out) { out.write(metricsJson(*run.recording, run.scenario)); });
        },
        hasRun, 4);
    add(
        "export-requests", tr("Export every request as CSV …"),
        [this] {
            saveRun(tr("requests"), QStringLiteral("csv"), tr("Comma-separated values (*.csv)"),
                    [](const Run& run, QIODevice& out) { export_csv(*run.recording, into(out)); });
        },
        hasRun, 4);
    add(
        "export-events", tr("Export every event as JSON …"),
        [this] {
            saveRun(tr("events"), QStringLiteral("json"), tr("JSON (*.json)"),
                    [](const Run& run, QIODevice& out) { export_json(*run.recording, into(out)); });
        },
        hasRun, 4);
    add(
        "export-trace", tr("Export the run for Perfetto (trace events) …"),
        [this] {
            saveRun(tr("trace"), QStringLiteral("json"), tr("Trace events (*.json)"),
                    [](const Run& run, QIODevice& out) { export_trace_events(*run.recording, into(out)); });
        },
        hasRun, 4);
    add(
        "export-table-csv", tr("Export the table of this view as CSV …"), [this] { saveTable(false); },
        hasTable, 5);
    add(
        "export-table-json", tr("Export the table of this view as JSON …"), [this] { saveTable(true); },
        hasTable, 5);
    c.add({QStringLiteral("copy-picture"),
           Group::edit,
           tr("Copy a picture of this view"),
           {QStringLiteral("Ctrl+Shift+C")},
           [this] {
               PictureWish wish;
               wish.what = page_();
               wish.title = runTitle();
               copyPicture(wish);
           },
           {},
           2});
}

std::vector<PictureSubject> ExportCommands::subjects() const
{
    const View view = context_.views.current();
    std::vector<PictureSubject> list{
        {tr("The whole window"), &window_, proposal(tr("window"), {})},
        {tr("This view: %1").arg(viewTitle(view)), page_(), proposal(viewTitle(view), {})}};
    QWidget* guest = context_.views.guest();
    if (guest && guest->isVisible())
        list.push_back({tr("The panel at the right"), guest, proposal(tr("panel"), {})});
    for (Track* track : page_()->findChildren<Track*>())
        if (track->isVisibleTo(page_()) && !track->isFolded())
            list.push_back(
                {tr("Track: %1").arg(track->accessibleName()), track, proposal(track->accessibleName(), {})});
    return list;
}

void ExportCommands::askForPicture()
{
    ExportDialog dialog(subjects(), runTitle(), &window_);
    connect(&dialog, &ExportDialog::saveWanted, this, [this, &dialog] {
        const PictureWish wish = dialog.wish();
        const QString name = dialog.fileName();
        dialog.accept();
        savePicture(wish, name);
    });
    connect(&dialog, &ExportDialog::copyWanted, this, [this, &dialog] {
        copyPicture(dialog.wish());
        dialog.accept();
    });
    dialog.exec();
}

void ExportCommands::savePicture(const PictureWish& wish, const QString& fileName)
{
    const QString suffix = pictureFormatSuffix(wish.format);
    const QString file =
        whereToSave_(fileName, QStringLiteral("%1 (*.%2)").arg(pictureFormatTitle(wish.format), suffix));
    if (file.isEmpty()) return;
    exportFolder().set(QFileInfo(file).absolutePath());
    const QByteArray bytes = pictureBytes(wish);
    saveLater(file, [bytes](QIODevice& out) { out.write(bytes); });
}

void ExportCommands::copyPicture(const PictureWish& wish)
{
    QApplication::clipboard()->setImage(pictureImage(wish));
    Toast::say(&window_, tr("The picture is in the clipboard."));
}

void ExportCommands::saveTable(bool json)
{
    const QString suffix = json ? QStringLiteral("json") : QStringLiteral("csv");
    const QString file = whereToSave_(proposal(viewTitle(context_.views.current()), suffix),
                                      json ? tr("JSON (*.json)") : tr("Comma-separated values (*.csv)"));
    if (file.isEmpty()) return;
    const TableData table = page_()->table();
    saveLater(file, [bytes = json ? jsonOf(table) : csvOf(table)](QIODevice& out) { out.write(bytes); });
}

void ExportCommands::saveRun(const QString& what, const QString& suffix, const QString& filter,
                             std::function<void(const Run&, QIODevice&)> write)
{
    const RunPtr run = context_.session.run();
    const QString file = whereToSave_(proposal(what, suffix), filter);
    if (file.isEmpty()) return;
    exportFolder().set(QFileInfo(file).absolutePath());
    saveLater(file, [run, write = std::move(write)](QIODevice& out) { write(*run, out); });
}

void ExportCommands::saveLater(const QString& file, std::function<void(QIODevice&)> write)
{
    QThreadPool::globalInstance()->start(
        [file, write = std::move(write), self = QPointer<ExportCommands>(this)] {
            QString trouble;
            try {
                saveFile(file, [&write](QIODevice& out) {
                    write(out);
                    return true;
                });
            } catch (const std::exception& e) {
                trouble = QString::fromUtf8(e.what());
            }
            QMetaObject::invokeMethod(
                qApp,
                [=] {
                    if (self) self->say(file, trouble);
                },
                Qt::QueuedConnection);
        });
}

void ExportCommands::say(const QString& file, const QString& trouble)
{
    if (trouble.isEmpty()) {
        const auto open = [file] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(file).absolutePath()));
        };
        Toast::say(&window_, tr("Exported to %1").arg(QDir::toNativeSeparators(file)), tr("Open the folder"),
                   open);
    } else {
        Toast::complain(&window_, trouble);
    }
    emit finished(file, trouble.isEmpty());
}

QString ExportCommands::proposal(const QString& what, const QString& suffix) const
{
    const Scenario& s = context_.session.scenario();
    const QString folder = exportFolder().get();
    const QString name = fileNameOf(QString::fromStdString(s.name + " " + s.strategy.name + " ") + what);
    return QDir(folder).filePath(suffix.isEmpty() ? name : name + u'.' + suffix);
}

QString ExportCommands::runTitle() const
{
    const Scenario& s = context_.session.scenario();
    return QString::fromStdString(s.name + ", " + s.strategy.name);
}

}  // namespace stampede::ui
