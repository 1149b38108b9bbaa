#include "options.h"

#include "core/lesson/lesson_file.h"
#include "core/recording/recording_file.h"
#include "core/runtime/input_error.h"
#include "core/scenario/remarks.h"
#include "ui/files/document/any_file.h"
#include "ui/look/theme/theme_choice.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <limits>

namespace stampede::app {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("stampede::app", text);
}

[[noreturn]] void refuse(const QString& sentence)
{
    throw InputError(sentence.toStdString());
}

const QCommandLineOption strategyOption("strategy", tr("A named strategy instead of the scenario's own."),
                                        "NAME");
const QCommandLineOption whenOption("when", tr("When an entry is due for a load, such as xfetch:beta=2."),
                                    "WHEN");
const QCommandLineOption whoOption("who", tr("Who may load it, such as one-per-cluster."), "WHO");
const QCommandLineOption meanwhileOption("meanwhile", tr("What the others do, such as serve-old,wait."),
                                         "MEANWHILE");
const QCommandLineOption setOption(
    "set", tr("Sets a field of the scenario, such as cache.ttl=10s. May be given again."), "PATH=VALUE");
const QCommandLineOption seedOption("seed", tr("The seed of the run."), "N");
const QCommandLineOption worldOption("world", tr("simulated, live, or the address of a Redis server."),
                                     "WORLD");
const QCommandLineOption seekOption("seek", tr("Where the playhead stands, such as 63.4ms."), "T");
const QCommandLineOption viewOption(
    "view", tr("What to show: lab, compare, explore, lesson, or start: the first minute."), "VIEW");
const QCommandLineOption themeOption("theme", tr("light, dark or projector."), "THEME");
const QCommandLineOption sizeOption("size", tr("The window's size, such as 1600x1000."), "WxH");
const QCommandLineOption presentOption("present",
                                       tr("Starts in front of a class: the whole screen, large letters."));
const QCommandLineOption screenshotOption("screenshot",
                                          tr("Writes a picture of the window and ends. Needs no display."),
                                          "FILE");

void addOptions(QCommandLineParser& parser)
{
    parser.setApplicationDescription(tr("See, feel and measure cache stampedes and what prevents them."));
    parser.addPositionalArgument(
        QStringLiteral("SCENARIO"),
        tr("A preset (default: hot-page), a scenario file, a recording, or a lesson."),
        QStringLiteral("[SCENARIO|RECORDING|LESSON]"));
    parser.addOptions({strategyOption, whenOption, whoOption, meanwhileOption, setOption, seedOption,
                       worldOption, seekOption, viewOption, themeOption, sizeOption, presentOption,
                       screenshotOption});
    parser.addHelpOption();
    parser.addVersionOption();
}

QSize parseSize(const QString& text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{3,5})x(\\d{3,5})$"));
    const auto match = pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() > 16'000 || size.height() > 16'000)
        refuse(tr("--size: \"%1\" is not a size; write it such as 1600x1000").arg(text));
    return size;
}

Instant parseSeek(const QString& text)
{
    try {
        return Instant(parse_duration(text.toStdString()));
    } catch (const InputError& e) {
        refuse(QStringLiteral("--seek: ") + QString::fromUtf8(e.what()));
    }
}

ui::View parseView(const QString& word)
{
    for (ui::View view : {ui::View::lab, ui::View::compare, ui::View::explore, ui::View::learn})
        if (ui::viewWord(view) == word) return view;
    refuse(tr("--view: \"%1\" is none; use lab, compare, explore, lesson or start").arg(word));
}

void parseLooks(const QCommandLineParser& parser, Options& options)
{
    if (parser.isSet(seekOption)) options.seek = parseSeek(parser.value(seekOption));
    if (parser.isSet(sizeOption)) options.size = parseSize(parser.value(sizeOption));
    options.present = parser.isSet(presentOption);
    options.screenshot = parser.value(screenshotOption);
    if (parser.isSet(screenshotOption) && options.screenshot.isEmpty())
        refuse(tr("--screenshot: name the file to write"));
    if (parser.isSet(themeOption)) {
        options.theme = ui::themeFromWord(parser.value(themeOption));
        if (!options.theme)
            refuse(
                tr("--theme: \"%1\" is none; use light, dark or projector").arg(parser.value(themeOption)));
    }
    if (parser.value(viewOption) == QLatin1String("start"))
        options.firstMinute = Options::FirstMinute::yes;
    else if (parser.isSet(viewOption))
        options.view = parseView(parser.value(viewOption));
}

std::vector<Override> parseOverrides(const QCommandLineParser& parser)
{
    std::vector<Override> overrides;
    for (const QString& text : parser.values(setOption))
        overrides.push_back(parse_override(text.toStdString()));
    if (parser.isSet(seedOption)) overrides.push_back({"seed", parser.value(seedOption).toStdString()});
    return overrides;
}

/// A recording and a lesson say themselves what is run.
void refuseForFile(const QCommandLineParser& parser, const QString& file, bool recording)
{
    for (const auto* option : {&strategyOption, &whenOption, &whoOption, &meanwhileOption, &setOption,
                               &seedOption, &worldOption}) {
        if (!parser.isSet(*option)) continue;
        const QString name = option->names().first();
        refuse(recording ? tr("--%1: %2 is a recording, which is shown as it is").arg(name, file)
                         : tr("--%1: %2 is a lesson, which sets its own scenes").arg(name, file));
    }
}

}  // namespace

Options parseOptions(const QStringList& arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) refuse(parser.errorText());
    Options options;
    options.help =
        parser.helpText().replace(QStringLiteral("<executable_name>"), QStringLiteral("stampede-lab"));
    if (parser.isSet(QStringLiteral("help"))) options.act = Options::Act::help;
    if (parser.isSet(QStringLiteral("version"))) options.act = Options::Act::version;
    if (options.act != Options::Act::run) return options;
    const QStringList given = parser.positionalArguments();
    if (given.size() > 1) refuse(tr("\"%1\" is one too many; give one scenario").arg(given[1]));

    parseLooks(parser, options);
    if (arguments.size() == 1) options.firstMinute = Options::FirstMinute::unlessShown;
    const QString what = given.isEmpty() ? QStringLiteral("hot-page") : given[0];
    options.world = parser.isSet(worldOption) ? parser.value(worldOption) : QStringLiteral("simulated");
    static const QRegularExpression known(QStringLiteral("^(simulated|live|rediss?://.+)$"));
    if (!known.match(options.world).hasMatch())
        refuse(tr("--world: \"%1\" is none; use simulated, live or redis://host").arg(options.world));
    const bool recording = is_recording_file(what.toStdString()),
               lesson = !recording && (ui::isLessonFile(what) || is_lesson_id(what.toStdString()));
    if (recording || lesson) refuseForFile(parser, what, recording);
    if (recording) {
        options.file = what;
        options.recording = std::make_shared<const Recording>(read_recording(what.toStdString()));
        return options;
    }
    const StrategyChoice choice{parser.value(strategyOption).toStdString(),
                                parser.value(whenOption).toStdString(), parser.value(whoOption).toStdString(),
                                parser.value(meanwhileOption).toStdString()};
    if (lesson) {
        load_lesson(what.toStdString());  // is refused here, before there is a window
        options.lesson = what;
    }
    const QString scenario = lesson ? QStringLiteral("hot-page") : what;
    (find_preset(scenario.toStdString()) ? options.id : options.file) = scenario;
    options.scenario = load_scenario(scenario.toStdString(), choice, parseOverrides(parser), options.notes);
    return options;
}

}  // namespace stampede::app
