#include "ui/files/document/any_file.h"

#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/scenario/replay.h"
#include "core/scenario/scenario_file.h"
#include "ui/look/words/tr.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace stampede::ui {

namespace {

[[noreturn]] void refuse(const QString& sentence)
{
    throw InputError(sentence.toStdString());
}

QByteArray beginningOf(const QString& path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile()) return {};  // a pipe would be kept waiting
    return file.open(QIODevice::ReadOnly) ? file.read(64 << 10) : QByteArray();
}

bool looksLikeJson(const QByteArray& beginning)
{
    static const QRegularExpression opening(
        QStringLiteral(R"(^\x{feff}?\s*(//[^\n]*\n\s*|/\*.*?\*/\s*)*[\{\[])"),
        QRegularExpression::DotMatchesEverythingOption);
    return opening.match(QString::fromUtf8(beginning)).hasMatch();
}

bool saysLesson(const QByteArray& beginning)
{
    static const QRegularExpression schema(QStringLiteral(R"("schema"\s*:\s*"stampede-lesson/)"));
    return schema.match(QString::fromUtf8(beginning)).hasMatch();
}

/// A log with an object a line: the first line is a whole one, another follows, and none says what file it
/// is.
bool looksLikeJsonLines(const QByteArray& beginning)
{
    const qsizetype end = beginning.indexOf('\n');
    if (end < 0 || !beginning.mid(end).trimmed().startsWith('{')) return false;
    const QJsonDocument first = QJsonDocument::fromJson(beginning.left(end));
    return first.isObject() && !first.object().contains(QStringLiteral("schema"));
}

void readLog(AnyFile& file, const StrategySpec& strategy)
{
    Scenario s;
    s.name = QFileInfo(file.path).fileName().toStdString();
    s.about = tr("Replays %1 into a cold cache.").arg(file.path).toStdString();
    const Replay replay{file.path.toStdString(), ".", 1};
    s.traffic = {replay};
    s.cache.ttl = 60s;
    s.cache.start = Start::cold;
    s.strategy = strategy;
    file.remark = QString::fromStdString(read_replay(replay).remark);
    // Once through its text, so that what is shown is what saving and opening it again would give.
    file.scenario = parse_scenario(to_json(s), s.name, ".");
    file.log = true;
}

}  // namespace

bool isLessonFile(const QString& path)
{
    return saysLesson(beginningOf(path));
}

AnyFile readAnyFile(const QString& path, const StrategySpec& strategyForLogs)
{
    const QFileInfo info(path);
    if (!info.exists()) refuse(tr("%1: there is no such file").arg(path));
    if (info.isDir()) refuse(tr("%1: is a folder; open a scenario, a recording or an access log").arg(path));
    if (!info.isFile())
        refuse(tr("%1: is no regular file; open a scenario, a recording or an access log").arg(path));
    if (!info.isReadable()) refuse(tr("%1: cannot be read; you lack the permission").arg(path));
    if (info.size() == 0) refuse(tr("%1: is empty").arg(path));
    AnyFile file;
    file.path = info.absoluteFilePath();
    const QByteArray beginning = beginningOf(file.path);
    if (is_recording_file(file.path.toStdString())) {
        file.recording = std::make_shared<const Recording>(read_recording(file.path.toStdString()));
    } else if (saysLesson(beginning)) {
        file.lesson = true;
    } else if (looksLikeJson(beginning) && !looksLikeJsonLines(beginning)) {
        file.scenario = load_scenario(file.path.toStdString());
    } else {
        readLog(file, strategyForLogs);
    }
    return file;
}

}  // namespace stampede::ui
