#pragma once

#include <QObject>
#include <QRect>

#include "ui/look/theme/theme.h"
#include "ui/session/views/context.h"

class QWidget;

namespace stampede::ui {

/// The window in front of a class: over the whole screen, in the projector's theme at a size that the last
/// row can read, with little around the picture. Leaving it brings back what was before. Views tells the
/// parts, so that each can show less.
class Presentation : public QObject {
    Q_OBJECT

public:
    Presentation(const Context& context, QWidget& window);

    bool isOn() const { return on_; }
    /// `wholeScreen` false: in the window as large as it is, for a picture of it.
    void begin(bool wholeScreen = true);
    void end();

private:
    Context context_;
    QWidget& window_;
    bool on_ = false;
    bool wholeScreen_ = false;
    QRect placeBefore_;
    bool wasFullScreen_ = false, wasMaximized_ = false;
    Theme::Name before_ = Theme::Name::light;
};

}  // namespace stampede::ui
