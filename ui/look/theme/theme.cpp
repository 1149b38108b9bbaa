#include "ui/look/theme/theme.h"

#include "ui/look/theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>
#include <QStyle>
#include <QStyleFactory>
#include <QWidget>

#include <array>
#include <cmath>

namespace stampede::ui {

namespace {

void setSeries(Theme& t, std::initializer_list<const char*> names)
{
    std::size_t i = 0;
    for (const char* name : names) t.series[i++] = QColor(name);
}

Theme lightColours()
{
    Theme t;
    t.paper = "#F6F5F1";
    t.panel = "#FFFFFF";
    t.sunken = "#EFEDE7";
    t.ink = "#1E2227";
    t.muted = "#5B626C";
    t.line = "#E3E1DA";
    t.accent = "#0072B2";
    t.accentText = "#FFFFFF";
    t.focus = "#0072B2";
    t.lookup = "#56B4E9";
    t.waiting = "#E69F00";
    t.waitingFill = "#F3CF85";
    t.load = "#D55E00";
    t.fresh = "#009E73";
    t.stale = "#CC79A7";
    t.lock = "#0072B2";
    t.failure = "#1E2227";
    t.failureFill = "#FFE3DC";
    t.lookupText = "#1C6690";
    t.waitingText = "#7A5200";
    t.loadText = "#9A3F00";
    t.freshText = "#00664A";
    t.staleText = "#8A3F68";
    t.lockText = "#005F96";
    setSeries(t, {"#332288", "#117733", "#999933", "#882255", "#44AA99", "#AA4499", "#CC6677", "#6F6A60"});
    return t;
}

Theme darkColours()
{
    Theme t;
    t.name = Theme::Name::dark;
    t.paper = "#14171B";
    t.panel = "#1C2025";
    t.sunken = "#292E35";
    t.ink = "#ECEAE4";
    t.muted = "#A7ADB6";
    t.line = "#333941";
    t.accent = "#4BA6DD";
    t.accentText = "#0C1319";
    t.focus = "#7CC1EE";
    t.lookup = "#56B4E9";
    t.waiting = "#E69F00";
    t.waitingFill = "#7A5B1E";
    t.load = "#E5700F";
    t.fresh = "#12A87D";
    t.stale = "#CC79A7";
    t.lock = "#3F97D0";
    t.failure = "#ECEAE4";
    t.failureFill = "#5B2B23";
    t.lookupText = "#8CCDF3";
    t.waitingText = "#F3BE55";
    t.loadText = "#FF9A5A";
    t.freshText = "#4CD3AA";
    t.staleText = "#EAA9CC";
    t.lockText = "#7CC1EE";
    setSeries(t, {"#9C93E8", "#5FBF77", "#C9C25A", "#E07CA8", "#6FD0C0", "#D88AD8", "#F0959F", "#B5AFA3"});
    return t;
}

Theme projectorColours()
{
    Theme t = lightColours();
    t.name = Theme::Name::projector;
    t.paper = "#FFFFFF";
    t.sunken = "#ECEAE4";
    t.ink = "#000000";
    t.muted = "#3C424A";
    t.line = "#B9B6AC";
    t.failure = "#000000";
    t.scale = 1.5;
    return t;
}

int fittedTo = 0;  ///< the height of the picture that the projector's theme is made for

QString sansFamily()
{
    const QStringList families = QFontDatabase::families();
    for (const char* wanted : {"Inter", "Inter Variable"})
        if (families.contains(QLatin1String(wanted))) return QString::fromLatin1(wanted);
    return QFontDatabase::systemFont(QFontDatabase::GeneralFont).family();
}

QFont font(const QString& family, double pixels, QFont::Weight weight)
{
    QFont f(family);
    f.setPixelSize(static_cast<int>(pixels + 0.5));
    f.setWeight(weight);
    f.setHintingPreference(QFont::PreferNoHinting);
    return f;
}

/// The digits of Inter are of different widths unless asked otherwise, which would make running numbers
/// dance.
QFont withTabularFigures(QFont f)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    f.setFeature("tnum", 1);
#endif
    return f;
}

void setFonts(Theme& t)
{
    const QString sans = sansFamily();
    double smallest = 12 * t.scale;
    if (t.name == Theme::Name::projector) smallest = std::max(smallest, std::ceil(fittedTo / 50.0));
    if (t.name == Theme::Name::projector && fittedTo == 0 && qGuiApp->primaryScreen())
        smallest = std::max(smallest, qGuiApp->primaryScreen()->size().height() / 50.0);
    const double normal = std::max(13.5 * t.scale, smallest);
    t.small = font(sans, smallest, QFont::Normal);
    t.text = font(sans, normal, QFont::Normal);
    t.strong = withTabularFigures(font(sans, normal, QFont::DemiBold));
    t.headline = withTabularFigures(
        font(sans, (fittedTo > 0 && t.name == Theme::Name::projector ? 38 : 31) * t.scale, QFont::DemiBold));
    t.figure = withTabularFigures(font(sans, 20 * t.scale, QFont::DemiBold));
    t.mono = font(QFontDatabase::systemFont(QFontDatabase::FixedFont).family(), normal - 0.5, QFont::Normal);
    t.mono.setStyleHint(QFont::Monospace);
}

std::array<Theme, 3> makeThemes()
{
    std::array<Theme, 3> themes{lightColours(), darkColours(), projectorColours()};
    for (Theme& t : themes) setFonts(t);
    return themes;
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.paper);
    p.setColor(QPalette::WindowText, t.ink);
    p.setColor(QPalette::Base, t.panel);
    p.setColor(QPalette::AlternateBase, t.paper);
    p.setColor(QPalette::Text, t.ink);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Button, t.panel);
    p.setColor(QPalette::ButtonText, t.ink);
    p.setColor(QPalette::BrightText, t.failureFill);
    p.setColor(QPalette::ToolTipBase, t.panel);
    p.setColor(QPalette::ToolTipText, t.ink);
    p.setColor(QPalette::Highlight, t.accent);
    p.setColor(QPalette::HighlightedText, t.accentText);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::Light, t.panel);
    p.setColor(QPalette::Midlight, t.line);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.muted);
    p.setColor(QPalette::Shadow, t.ink);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, t.muted);
    return p;
}

std::array<Theme, 3>& themes()
{
    static std::array<Theme, 3> made = makeThemes();
    return made;
}

Theme::Name inForce = Theme::Name::light;

}  // namespace

const Theme& Theme::of(Name name)
{
    return themes()[static_cast<std::size_t>(name)];
}

const Theme& theme()
{
    return Theme::of(inForce);
}

void applyTheme(QApplication& app, Theme::Name name)
{
    inForce = name;
    const Theme& t = Theme::of(name);
    if (!app.style() || app.style()->objectName() != QLatin1String("fusion"))
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool samePalette = QApplication::palette() == paletteOf(t);
    QApplication::setPalette(paletteOf(t));
    QApplication::setFont(t.text);
    app.setStyleSheet(styleSheet(t));
    if (!samePalette) return;
    // Sizes can change without the colours, and views wait for this event to look at both.
    QEvent changed(QEvent::PaletteChange);
    for (QWidget* widget : QApplication::allWidgets()) QCoreApplication::sendEvent(widget, &changed);
}

void fitProjector(int height)
{
    fittedTo = height;
    Theme& t = themes()[static_cast<std::size_t>(Theme::Name::projector)];
    t.scale = std::max(1.5, height / 600.0);  // the smallest letters have 12 pixels at scale 1
    setFonts(t);
}

}  // namespace stampede::ui
