#include "ui/shell/topbar/view_switch.h"

#include "ui/look/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace stampede::ui {

namespace {

struct Destination {
    View view;
    const char* key;
};
constexpr Destination places[] = {
    {View::lab, "Esc"}, {View::compare, "C"}, {View::explore, "E"}, {View::learn, "L"}};

}  // namespace

ViewSwitch::ViewSwitch(Views& views, QWidget* parent) : QWidget(parent)
{
    setObjectName("view-switch");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(theme().px(2));
    auto* group = new QButtonGroup(this);
    for (const Destination& place : places) {
        auto* button = new QPushButton(viewTitle(place.view));
        button->setObjectName(QStringLiteral("view-") + viewWord(place.view));
        button->setProperty("look", "segment");
        button->setCheckable(true);
        button->setChecked(place.view == views.current());
        button->setToolTip(tr("%1 (%2)").arg(viewTitle(place.view), QLatin1String(place.key)));
        button->setFocusPolicy(Qt::TabFocus);
        button->setCursor(Qt::PointingHandCursor);
        group->addButton(button);
        row->addWidget(button);
        buttons_[static_cast<std::size_t>(place.view)] = button;
        connect(button, &QPushButton::clicked, &views, [&views, place] { views.go(place.view); });
    }
    connect(&views, &Views::changed, this, [this](View view) { button(view)->setChecked(true); });
}

}  // namespace stampede::ui
