// The window: parses the command line, puts the session, the workbench and the window together.

#include <QApplication>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include "core/runtime/input_error.h"
#include "core/runtime/secrets.h"
#include "core/runtime/standard_streams.h"
#include "options.h"
#include "ui/files/document/file_commands.h"
#include "ui/live/world_commands.h"
#include "ui/look/settings/settings.h"
#include "ui/look/theme/theme_choice.h"
#include "ui/session/save_file.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/presentation/presentation.h"
#include "ui/shell/window/main_window.h"
#include "ui/teach/lesson/lesson_player.h"

#include <cstdio>
#include <new>
#include <optional>

namespace {

using namespace stampede;

constexpr int done = 0, unusable = 2, unreachable = 3;

/// Of the program, so that no complaint repeats a password in them.
std::optional<Arguments> given;

int complain(const QString& sentence, int status)
{
    const std::string line = QString(sentence).replace(u'\n', u' ').toStdString();
    std::fprintf(stderr, "stampede-lab: %s\n", (given ? given->cleaned(line) : line).c_str());
    return status;
}

QStringList argumentsOf(int argc, char** argv)
{
    QStringList list;
    for (int i = 0; i < argc; ++i) list += QString::fromLocal8Bit(argv[i]);
    return list;
}

/// What needs no window: --help and --version. They must work without a display.
int answer(const app::Options& options, int argc, char** argv)
{
    const QCoreApplication core(argc, argv);
    if (options.act == app::Options::Act::version)
        std::printf("stampede-lab %s\n", STAMPEDE_VERSION);
    else
        std::fputs(qPrintable(options.help), stdout);
    if (std::fflush(stdout) == 0) return done;
    return complain(QObject::tr("standard output cannot be written"), unusable);
}

int statusOf(const ui::Trouble& trouble)
{
    switch (trouble.kind) {
    case ui::Trouble::Kind::none: return done;
    case ui::Trouble::Kind::unreachable: return unreachable;
    default: return unusable;
    }
}

/// Once run and ghost are there, and what follows from them has been laid out: one layout may ask for
/// another.
void takePicture(ui::Session& session, ui::MainWindow& window, const QString& file)
{
    QObject::connect(&window, &ui::MainWindow::settledNow, &window, [&session, &window, file] {
        if (session.trouble().kind != ui::Trouble::Kind::none)
            return QCoreApplication::exit(complain(session.trouble().sentence, statusOf(session.trouble())));
        QTimer::singleShot(50, &window, [&window, file] {
            for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
            const QByteArray format = QFileInfo(file).suffix().toLatin1();
            try {
                ui::saveFile(file, [&window, &format](QIODevice& out) {
                    return window.grab().save(&out, format.isEmpty() ? "png" : format.constData());
                });
                QCoreApplication::exit(done);
            } catch (const InputError& e) {
                QCoreApplication::exit(
                    complain(QObject::tr("%1; name a file such as lab.png").arg(QString::fromUtf8(e.what())),
                             unusable));
            }
        });
    });
}

/// Qt would abort.
bool lacksDisplay()
{
#ifdef Q_OS_LINUX
    return !qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY") &&
           !qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return false;
#endif
}

/// A person is shown what a run would do to somebody else's server before anything is written there.
bool mustAsk(const app::Options& options)
{
    return options.screenshot.isEmpty() && options.world.startsWith(QLatin1String("redis"));
}

void open(const app::Options& options, ui::Session& session, ui::Workbench& workbench, ui::Document& document)
{
    if (!options.recording && !mustAsk(options))
        session.setWorld(ui::World::named(options.world.toStdString()));
    if (options.file.isEmpty()) return workbench.open(*options.scenario, options.id, options.seek);
    ui::AnyFile file;
    file.path = QFileInfo(options.file).absoluteFilePath();
    file.scenario = options.scenario;
    file.recording = options.recording;
    document.take(file, options.seek);
}

/// By itself it comes once.
bool showsFirstMinute(const app::Options& options)
{
    using When = app::Options::FirstMinute;
    return options.firstMinute == When::yes ||
           (options.firstMinute == When::unlessShown && !ui::settings::firstMinuteShown().get());
}

int showWindow(const app::Options& options, int argc, char** argv)
{
    if (!options.screenshot.isEmpty()) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (lacksDisplay())
        return complain(QObject::tr("there is no display; --screenshot FILE draws the window into a picture"),
                        unusable);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("stampede-lab"));
    QApplication::setApplicationName(QStringLiteral("stampede-lab"));
    QApplication::setApplicationVersion(QStringLiteral(STAMPEDE_VERSION));
    std::optional<QTemporaryDir> fresh;
    if (!options.screenshot.isEmpty()) {
        // The same picture whatever the person has folded, and nothing remembered of it.
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, fresh.emplace().path());
    }
    ui::applyTheme(application, options.theme.value_or(ui::rememberedTheme()));

    ui::Session session;
    ui::Workbench workbench(session);
    ui::MainWindow window(session, workbench);
    window.restoreGeometryFromSettings();
    if (options.size.isValid()) window.resize(options.size);
    if (!options.screenshot.isEmpty()) takePicture(session, window, options.screenshot);
    open(options, session, workbench, window.files().document());
    window.views().go(options.view);
    if (!options.lesson.isEmpty()) window.views().openLesson(options.lesson);
    if (showsFirstMinute(options)) {
        ui::settings::firstMinuteShown().set(true);
        window.lessons().startFirstMinute();
    }
    window.show();
    // A picture has the size that was asked for, not that of a screen.
    if (options.present) window.presentation().begin(options.screenshot.isEmpty());
    window.setFocus();
    if (mustAsk(options)) window.live().ask(options.world);
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv)
{
    secure_standard_streams();
    try {
        given.emplace(argc, argv);
        const app::Options options = app::parseOptions(argumentsOf(argc, argv));
        if (options.act != app::Options::Act::run) return answer(options, argc, argv);
        for (const std::string& note : options.notes)
            std::fprintf(stderr, "stampede-lab: %s\n", note.c_str());
        return showWindow(options, argc, argv);
    } catch (const InputError& e) {
        return complain(QString::fromUtf8(e.what()), unusable);
    } catch (const std::bad_alloc&) {
        return complain(QObject::tr("there is not enough memory"), unusable);
    } catch (const std::exception& e) {
        return complain(QString::fromUtf8(e.what()), unusable);
    } catch (...) {
        return complain(QObject::tr("an error that is not known"), unusable);
    }
}
