#include "ui/files/document/document.h"

#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/scenario/scenario_file.h"
#include "ui/files/document/recent_files.h"
#include "ui/session/save_file.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include <utility>

namespace stampede::ui {

namespace {

/// A scenario that is moved to another folder still finds its logs.
Scenario movedTo(Scenario s, const QString& file)
{
    const QDir folder = QFileInfo(file).absoluteDir();
    for (Traffic& t : s.traffic) {
        auto* replay = std::get_if<Replay>(&t);
        if (!replay || replay->file.starts_with("example:")) continue;
        const QString log =
            QFileInfo(QDir(QString::fromStdString(replay->directory)), QString::fromStdString(replay->file))
                .absoluteFilePath();
        const QString relative = folder.relativeFilePath(log);
        replay->file = (relative.startsWith(QLatin1String("..")) ? log : relative).toStdString();
    }
    return s;
}

}  // namespace

Document::Document(Session& session, Workbench& workbench, QObject* parent)
    : QObject(parent), session_(session), workbench_(workbench)
{
    at_.saved = session.scenario();
    connect(&workbench_, &Workbench::opening, this, &Document::leave);
    connect(&workbench_, &Workbench::opened, this, &Document::arrive);
    connect(&session_, &Session::scenarioChanged, this, &Document::follow);
}

Document::~Document() = default;

QString Document::name() const
{
    const QString title = QString::fromStdString(session_.scenario().name);
    const QString file = QFileInfo(at_.path).fileName();
    return file.isEmpty() || file == title ? title : tr("%1 (%2)").arg(title, file);
}

bool Document::isModified() const
{
    return session_.scenario() != at_.saved;
}

bool Document::isRecording() const
{
    return recording_ && !isModified();
}

std::function<void(std::function<void(Document&)>)> Document::deliverer()
{
    return [self = QPointer<Document>(this)](const std::function<void(Document&)>& act) {
        QMetaObject::invokeMethod(
            qApp,
            [self, act] {
                if (self) act(*self);
            },
            Qt::QueuedConnection);
    };
}

void Document::open(const QString& file)
{
    const std::uint64_t number = ++newest_;
    QThreadPool::globalInstance()->start(
        [file, number, deliver = deliverer(), strategy = session_.scenario().strategy] {
            QString sentence;
            AnyFile read;
            try {
                read = readAnyFile(file, strategy);
            } catch (const std::exception& e) {
                sentence = QString::fromUtf8(e.what());
            }
            deliver([=](Document& d) {
                if (d.newest_ != number) return;
                try {
                    if (!sentence.isEmpty()) throw InputError(sentence.toStdString());
                    d.take(read);
                } catch (const InputError& e) {
                    forgetFile(QFileInfo(file).absoluteFilePath());
                    emit d.failed(QString::fromUtf8(e.what()));
                }
            });
        });
}

void Document::take(const AnyFile& file, std::optional<Instant> at)
{
    rememberFile(file.path);
    if (file.lesson) {
        emit lessonFound(file.path);
        return;
    }
    arriving_ = file;
    try {
        if (file.recording)
            workbench_.openRecording(file.recording, {}, at);
        else
            workbench_.open(*file.scenario, {}, at);
    } catch (...) {
        arriving_.reset();
        opening_ = leftNow_ = false;
        throw;
    }
    emit opened(file.remark);
}

/// Something is going to be opened, by this or by another.
void Document::leave()
{
    opening_ = true;
    leftNow_ = isModified() && !returning_;
    if (!leftNow_) return;
    at_.now = session_.scenario();
    left_ = at_;
}

void Document::arrive()
{
    opening_ = false;
    if (returning_) {
        at_ = *returning_;
        left_.reset();
        recording_.reset();
    } else {
        at_ = State();
        at_.id = workbench_.openedId();
        at_.saved = session_.scenario();
        at_.log = arriving_ && arriving_->log;
        if (arriving_ && !arriving_->log) at_.path = arriving_->path;
        recording_ = arriving_ ? arriving_->recording : nullptr;
    }
    arriving_.reset();
    tell();
    if (std::exchange(leftNow_, false)) emit leftBehind(QString::fromStdString(left_->now.name));
}

void Document::takeBack()
{
    if (!left_) return;
    returning_ = left_;
    workbench_.open(returning_->now, returning_->id);
    returning_.reset();
}

void Document::follow()
{
    if (!opening_ && isModified() != wasModified_) tell();
}

void Document::tell()
{
    wasModified_ = isModified();
    emit changed();
}

void Document::saveScenario(const QString& file)
{
    saveText(file, QByteArray::fromStdString(to_json(movedTo(session_.scenario(), file))));
    at_.path = QFileInfo(file).absoluteFilePath();
    at_.log = false;
    at_.saved = session_.scenario();
    recording_.reset();
    rememberFile(at_.path);
    tell();
    emit saved(at_.path);
}

void Document::saveRecording(const QString& file)
{
    const RunPtr run = session_.run();
    if (!run || run->partial)
        throw InputError(tr("There is no complete run yet that could be kept.").toStdString());
    QThreadPool::globalInstance()->start(
        [recording = run->recording, path = QFileInfo(file).absoluteFilePath(), deliver = deliverer()] {
            try {
                write_recording(*recording, path.toStdString());
                deliver([path](Document& d) {
                    rememberFile(path);
                    emit d.saved(path);
                });
            } catch (const std::exception& e) {
                deliver([sentence = QString::fromUtf8(e.what())](Document& d) { emit d.failed(sentence); });
            }
        });
}

}  // namespace stampede::ui
