#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace stampede::ui {

/// All colours of the program, named by meaning. State colours are Okabe–Ito; text in a state's colour uses
/// its …Text shade, which has at least 4.5 : 1 on `panel` and on `paper`. `accentText` is text that stands on
/// `accent`.
struct Theme {
    enum class Name { light, dark, projector };
    Name name = Name::light;

    QColor paper, panel, sunken, ink, muted, line, accent, accentText, focus;
    QColor lookup, waiting, waitingFill, load, fresh, stale, lock, failure, failureFill;
    QColor loadText, freshText, staleText, waitingText, lookupText, lockText;
    QColor series[8];  ///< for strategies in charts: another palette than states
    double scale = 1;  ///< of text, lines and spacing; 1.5 and more for the projector

    QFont text, small, strong, headline, figure, mono;  ///< figure: tabular numbers

    /// `v` pixels at scale 1, as whole pixels of this theme.
    int px(double v) const { return static_cast<int>(v * scale + 0.5); }

    /// REQUIRES: a QGuiApplication, for the fonts that are installed.
    static const Theme& of(Name name);
};

/// The theme in force. Views read it when they paint and repaint on QEvent::PaletteChange.
const Theme& theme();
/// Puts it in force: style, palette, fonts, style sheet.
void applyTheme(QApplication& app, Theme::Name name);
/// Makes the projector's theme so large that nothing is smaller than a fiftieth of a picture of this height,
/// and its headline larger still; 0: as it is in a window. Takes effect with the next applyTheme.
void fitProjector(int height);

}  // namespace stampede::ui
