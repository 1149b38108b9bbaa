#include "ui/shell/presentation/presentation.h"

#include "ui/session/commands/commands.h"
#include "ui/session/views/views.h"

#include <QApplication>
#include <QScreen>
#include <QWidget>

namespace stampede::ui {

Presentation::Presentation(const Context& context, QWidget& window)
    : QObject(&window), context_(context), window_(window)
{
    const auto isOn = [this] { return on_; };
    context_.commands.add({QStringLiteral("present"),
                           Command::Group::show,
                           tr("Present"),
                           {QStringLiteral("F5")},
                           [this] { on_ ? end() : begin(); },
                           {},
                           1,
                           isOn});
    // The newest command that is possible gets the key: while presenting, Escape leaves that before it leaves
    // a view.
    context_.commands.add({QStringLiteral("present-leave"),
                           Command::Group::show,
                           tr("Leave the presentation"),
                           {QStringLiteral("Escape")},
                           [this] { end(); },
                           isOn,
                           1});
}

void Presentation::begin(bool wholeScreen)
{
    if (on_) return;
    on_ = true;
    wholeScreen_ = wholeScreen;
    before_ = theme().name;
    placeBefore_ = window_.geometry();
    wasFullScreen_ = window_.isFullScreen();
    wasMaximized_ = window_.isMaximized();
    fitProjector(wholeScreen && window_.screen() ? window_.screen()->size().height() : window_.height());
    applyTheme(*qApp, Theme::Name::projector);
    context_.views.setPresenting(true);
    if (wholeScreen) window_.showFullScreen();
    window_.setFocus();
}

void Presentation::end()
{
    if (!on_) return;
    on_ = false;
    // A theme that was chosen meanwhile is meant to stay.
    const Theme::Name now = theme().name;
    fitProjector(0);
    applyTheme(*qApp, now == Theme::Name::projector ? before_ : now);
    context_.views.setPresenting(false);
    if (wholeScreen_ && !wasFullScreen_) {
        wasMaximized_ ? window_.showMaximized() : window_.showNormal();
        if (!wasMaximized_) window_.setGeometry(placeBefore_);
    }
    window_.activateWindow();  // some window managers forget it on the way back
    window_.setFocus();
}

}  // namespace stampede::ui
