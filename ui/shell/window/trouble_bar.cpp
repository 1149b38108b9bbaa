#include "ui/shell/window/trouble_bar.h"

#include "ui/session/session.h"

namespace stampede::ui {

TroubleBar::TroubleBar(Session& session, QWidget* parent) : QLabel(parent)
{
    setObjectName("trouble");
    setProperty("look", "trouble");
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setVisible(false);
    connect(&session, &Session::failed, this, [this](const QString& sentence) {
        setText(sentence);
        setAccessibleName(sentence);
        show();
    });
    connect(&session, &Session::runChanged, this, &QLabel::hide);
    connect(&session, &Session::worldChanged, this, &QLabel::hide);
}

}  // namespace stampede::ui
