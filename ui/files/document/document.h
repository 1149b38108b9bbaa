#pragma once

#include <QObject>

#include "ui/files/document/any_file.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace stampede::ui {

class Session;
class Workbench;

/// What is worked on as a file: where it came from, whether it has changes that no file has, and how it is
/// read and written. Asks nobody anything; FileCommands does. Reading happens on a worker, and the newest
/// request wins.
class Document : public QObject {
    Q_OBJECT

public:
    Document(Session& session, Workbench& workbench, QObject* parent = nullptr);
    ~Document() override;

    /// The file, or empty: a preset, or nothing that has been saved yet.
    QString path() const { return at_.path; }
    /// "Product page", or "Product page (mine.json)".
    QString name() const;
    /// The scenario differs from what was opened or last saved. Going back to that by undo takes it away.
    bool isModified() const;
    /// A recording is shown as its file holds it.
    bool isRecording() const;
    /// The file is a recording, so the scenario cannot be saved in its place.
    bool fromRecording() const { return recording_ != nullptr; }
    /// Losing the changes would lose work: they belong to a file of the person's, or were made after opening
    /// a log.
    bool isOwnWork() const { return isModified() && (!at_.path.isEmpty() || at_.log); }

    /// Opens whatever the file is; `opened` or `failed` follows. A lesson only causes lessonFound.
    void open(const QString& file);
    /// Takes what has been read already. Throws InputError when a recording's scenario cannot be read.
    void take(const AnyFile& file, std::optional<Instant> at = {});

    /// Writes beside and renames. Throws InputError with one sentence.
    void saveScenario(const QString& file);
    /// Keeps the run that is shown; `saved` or `failed` follows. Throws InputError when there is no complete
    /// one.
    void saveRecording(const QString& file);

    /// The changes that were left behind when something else was opened; nothing when there were none.
    bool canTakeBack() const { return left_.has_value(); }
    void takeBack();

signals:
    void changed();  ///< name, path or isModified
    void opened(const QString& remark);
    void failed(const QString& sentence);
    void lessonFound(const QString& file);
    void saved(const QString& file);
    /// changed, unsaved, and now replaced: takeBack() brings it back
    void leftBehind(const QString& name);

private:
    struct State {
        QString path;         ///< of the file, or empty
        QString id;           ///< of the preset, or empty
        Scenario saved, now;  ///< as in the file; as on the screen
        bool log = false;
    };
    void leave();
    void arrive();
    void follow();
    void tell();
    /// Calls `act` on the window's thread, if this still lives.
    std::function<void(std::function<void(Document&)>)> deliverer();

    Session& session_;
    Workbench& workbench_;
    State at_;                ///< `now` is the session's until something else is opened
    RecordingPtr recording_;  ///< shown as it is in the file `path`
    std::optional<AnyFile> arriving_;
    std::optional<State> left_, returning_;
    std::uint64_t newest_ = 0;  ///< number of the newest request to open
    bool opening_ = false;
    bool leftNow_ = false;
    bool wasModified_ = false;
};

}  // namespace stampede::ui
