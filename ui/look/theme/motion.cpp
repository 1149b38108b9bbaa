#include "ui/look/theme/motion.h"

#include "ui/look/settings/settings.h"

#include <QApplication>
#include <QDir>
#include <QGraphicsOpacityEffect>
#include <QPropertyAnimation>
#include <QStandardPaths>
#include <QWidget>

#include <algorithm>

namespace stampede::ui {

namespace {

bool gtkSaysNo(const QString& configuration, const char* version)
{
    const QString file =
        QDir(configuration).filePath(QLatin1String(version) + QStringLiteral("/settings.ini"));
    const QString said = foreignSetting(file, QStringLiteral("Settings/gtk-enable-animations")).toString();
    return said == QLatin1String("0") || said == QLatin1String("false");
}

bool desktopWantsLess()
{
    if (!QApplication::isEffectEnabled(Qt::UI_General)) return true;
    const QString configuration = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    const QVariant factor = foreignSetting(QDir(configuration).filePath(QStringLiteral("kdeglobals")),
                                           QStringLiteral("KDE/AnimationDurationFactor"));
    if (factor.isValid() && factor.toDouble() == 0) return true;
    return gtkSaysNo(configuration, "gtk-4.0") || gtkSaysNo(configuration, "gtk-3.0");
}

}  // namespace

Motion chosenMotion()
{
    const QString word = settings::motion().get();
    return word == QLatin1String("reduced") ? Motion::reduced
           : word == QLatin1String("full")  ? Motion::full
                                            : Motion::asDesktop;
}

void chooseMotion(Motion motion)
{
    settings::motion().set(motion == Motion::reduced ? QStringLiteral("reduced")
                           : motion == Motion::full  ? QStringLiteral("full")
                                                     : QString());
}

bool motionIsReduced()
{
    const Motion chosen = chosenMotion();
    if (chosen != Motion::asDesktop) return chosen == Motion::reduced;
    static const bool less = desktopWantsLess();
    return less;
}

int transitionMs(int wanted)
{
    return motionIsReduced() ? 0 : std::clamp(wanted, 150, 250);
}

void fadeIn(QWidget& widget)
{
    const int duration = transitionMs();
    widget.show();
    widget.raise();
    if (duration == 0) return;
    auto* effect = new QGraphicsOpacityEffect(&widget);
    effect->setOpacity(0);
    widget.setGraphicsEffect(effect);
    auto* rise = new QPropertyAnimation(effect, "opacity", effect);
    rise->setDuration(duration);
    rise->setStartValue(0.0);
    rise->setEndValue(1.0);
    rise->setEasingCurve(QEasingCurve::OutCubic);
    // Without the effect afterwards: it would paint everything twice.
    QObject::connect(rise, &QPropertyAnimation::finished, &widget,
                     [&widget] { widget.setGraphicsEffect(nullptr); });
    rise->start();
}

}  // namespace stampede::ui
