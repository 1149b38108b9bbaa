#include "ui/shell/accessibility/focus_order.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QLayout>
#include <QScrollArea>
#include <QWidget>

#include <algorithm>

namespace stampede::ui {

namespace {

void gather(const QLayout& layout, std::vector<QWidget*>& children)
{
    for (int i = 0; i < layout.count(); ++i) {
        QLayoutItem* item = layout.itemAt(i);
        if (item->widget()) children.push_back(item->widget());
        if (item->layout()) gather(*item->layout(), children);
    }
}

/// Those in a layout as that has them; the others after them, from the top left to the bottom right.
std::vector<QWidget*> childrenOf(const QWidget& parent)
{
    std::vector<QWidget*> children, others;
    if (parent.layout()) gather(*parent.layout(), children);
    for (QWidget* w : parent.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
        if (!w->isWindow() && std::find(children.begin(), children.end(), w) == children.end())
            others.push_back(w);
    std::stable_sort(others.begin(), others.end(), [](const QWidget* a, const QWidget* b) {
        return std::pair(a->y(), a->x()) < std::pair(b->y(), b->x());
    });
    children.insert(children.end(), others.begin(), others.end());
    return children;
}

bool keepsItsChildren(const QWidget* w)
{
    return qobject_cast<const QAbstractSpinBox*>(w) || qobject_cast<const QComboBox*>(w);
}

/// Of buttons of which one is pressed, Tab comes to that one.
bool yields(const QWidget* w)
{
    const auto* button = qobject_cast<const QAbstractButton*>(w);
    const QButtonGroup* group = button ? button->group() : nullptr;
    return group && group->exclusive() && group->checkedButton() && group->checkedButton() != button;
}

void walk(const QWidget& parent, std::vector<QWidget*>& order)
{
    for (QWidget* w : childrenOf(parent)) {
        if (!w->isVisible()) continue;
        if ((w->focusPolicy() & Qt::TabFocus) && w->isEnabled() && !w->focusProxy() && !yields(w))
            order.push_back(w);
        if (!keepsItsChildren(w)) walk(*w, order);
    }
}

void bringIntoSight(QWidget* w)
{
    for (QWidget* p = w->parentWidget(); p; p = p->parentWidget())
        if (auto* scroll = qobject_cast<QScrollArea*>(p)) scroll->ensureWidgetVisible(w, 24, 24);
}

}  // namespace

std::vector<QWidget*> focusOrder(const QWidget& window)
{
    std::vector<QWidget*> order;
    walk(window, order);
    return order;
}

bool moveFocus(QWidget& window, bool forward)
{
    const std::vector<QWidget*> order = focusOrder(window);
    if (order.empty()) return false;
    const auto n = std::ptrdiff_t(order.size());
    const auto here = std::find(order.begin(), order.end(), QApplication::focusWidget()) - order.begin();
    const std::ptrdiff_t next = here == n ? (forward ? 0 : n - 1) : (here + (forward ? 1 : n - 1)) % n;
    order[std::size_t(next)]->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    bringIntoSight(order[std::size_t(next)]);
    return true;
}

}  // namespace stampede::ui
