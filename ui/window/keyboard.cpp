#include "ui/window/keyboard.h"

#include "core/strategy/catalogue.h"
#include "ui/session/session.h"
#include "ui/text/speeds.h"
#include "ui/workbench/workbench.h"

#include <QAbstractSlider>
#include <QApplication>
#include <QKeySequence>
#include <QLineEdit>
#include <QShortcut>

#include <cmath>

namespace stampede::ui {

namespace {

bool takesKeys(QWidget* focus)
{
    return qobject_cast<QLineEdit*>(focus) || qobject_cast<QAbstractSlider*>(focus);
}

}  // namespace

Keyboard::Keyboard(QWidget& window, Session& session, Workbench& workbench)
    : QObject(&window), window_(window), session_(session), workbench_(workbench)
{
    addPlaying();
    addView();
    addChoices();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        for (QShortcut* s : single_) s->setEnabled(!takesKeys(now));
    });
}

void Keyboard::single(const char* keys, std::function<void()> act)
{
    auto* shortcut = new QShortcut(QKeySequence(QLatin1String(keys)), &window_);
    connect(shortcut, &QShortcut::activated, this, std::move(act));
    single_.push_back(shortcut);
}

void Keyboard::always(const QString& keys, std::function<void()> act)
{
    auto* shortcut = new QShortcut(QKeySequence(keys), &window_);
    connect(shortcut, &QShortcut::activated, this, std::move(act));
}

void Keyboard::addPlaying()
{
    single("Space", [this] { session_.setPlaying(!session_.playing()); });
    single("Left", [this] { session_.stepBack(); });
    single("Right", [this] { session_.stepForward(); });
    single("Home", [this] { session_.setPlayhead(session_.extent().from); });
    single("End", [this] { session_.setPlayhead(session_.extent().until); });
    single("[", [this] { session_.setSpeed(nextSpeed(session_.speed(), -1)); });
    single("]", [this] { session_.setSpeed(nextSpeed(session_.speed(), +1)); });
}

void Keyboard::addView()
{
    single("F", [this] { session_.showAll(); });
    single("W", [this] { zoom(0.8); });
    single("S", [this] { zoom(1.25); });
    single("A", [this] { pan(-0.1); });
    single("D", [this] { pan(+0.1); });
}

void Keyboard::addChoices()
{
    const auto shown = presets();
    for (std::size_t i = 0; i < shown.size() && i < 9; ++i)
        single(QByteArray::number(int(i) + 1).constData(), [this, &preset = shown[i]] { workbench_.openPreset(preset); });
    const auto named = catalogue();
    for (std::size_t i = 0; i < named.size() && i < 10; ++i)
        always(QStringLiteral("Ctrl+%1").arg((i + 1) % 10),
               [this, &strategy = named[i]] { workbench_.chooseStrategy(QString::fromStdString(strategy.id)); });
    always(QStringLiteral("Ctrl+Z"), [this] { workbench_.undo(); });
    always(QStringLiteral("Ctrl+Shift+Z"), [this] { workbench_.redo(); });
}

/// Around the playhead where it is in sight, else around the middle.
void Keyboard::zoom(double factor)
{
    const TimeRange v = session_.visible();
    const Instant head = session_.playhead();
    const Instant fixed = head >= v.from && head <= v.until ? head : v.from + v.length() / 2;
    const auto scaled = [factor](Duration d) { return Duration(std::llround(double(d.count()) * factor)); };
    session_.setVisible({fixed - scaled(fixed - v.from), fixed + scaled(v.until - fixed)});
}

void Keyboard::pan(double share)
{
    const TimeRange v = session_.visible();
    const Duration by(std::llround(double(v.length().count()) * share));
    session_.setVisible({v.from + by, v.until + by});
}

}  // namespace stampede::ui
