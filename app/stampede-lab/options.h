#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include "core/recording/recording.h"
#include "core/scenario/scenario.h"
#include "ui/look/theme/theme.h"
#include "ui/session/views/views.h"

#include <optional>

namespace stampede::app {

/// What the command line asks for.
struct Options {
    enum class Act { run, help, version } act = Act::run;
    std::optional<Scenario> scenario;  ///< what to open, or else:
    RecordingPtr recording;
    QString lesson;  ///< its file, beside the scenario that stands behind it
    /// unlessShown: nothing was asked for, so a first start shows it
    enum class FirstMinute { no, unlessShown, yes } firstMinute = FirstMinute::no;
    QString id;     ///< the preset's, or empty:
    QString file;   ///< the file's
    QString world;  ///< "simulated", "live" or an address
    std::optional<Instant> seek;
    std::optional<ui::Theme::Name> theme;
    ui::View view = ui::View::lab;
    QSize size;            ///< empty: as remembered
    bool present = false;  ///< start in presentation mode
    QString screenshot;    ///< file to write, or empty
    QString help;          ///< the text of --help
    /// What a person should be told of the settings, one sentence each.
    std::vector<std::string> notes;
};

/// Throws InputError with one sentence. `arguments` starts with the program's name.
Options parseOptions(const QStringList& arguments);

}  // namespace stampede::app
