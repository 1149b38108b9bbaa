#include "ui/study/explore/menu_line.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>

namespace stampede::ui {

MenuButton* addMenu(QBoxLayout* line, const QString& word, const char* name)
{
    auto* label = new QLabel(word);
    label->setProperty("look", "muted");
    auto* button = new MenuButton;
    button->setObjectName(name);
    button->setAccessibleName(word);
    button->setMenu(new QMenu(button));
    label->setBuddy(button);
    line->addWidget(label);
    line->addWidget(button);
    return button;
}

}  // namespace stampede::ui
