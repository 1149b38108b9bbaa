#include "ui/teach/lesson/glow.h"

#include "ui/lab/controls/control_panel.h"
#include "ui/lab/controls/parameter_row.h"
#include "ui/look/theme/theme.h"
#include "ui/tracks/track.h"

#include <QEvent>
#include <QPainter>
#include <QScrollArea>

namespace stampede::ui {

namespace {

constexpr std::string_view parameterWord = "parameter:";

/// Scrolls to it where it lies in something that scrolls.
void bringIntoSight(QWidget* target)
{
    for (QWidget* p = target->parentWidget(); p; p = p->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(p)) return area->ensureWidgetVisible(target, 0, 0);
}

/// The part of the target that can be seen, in the window.
QRect seen(const QWidget* target, const QWidget* window)
{
    QRect rect(target->mapTo(window, QPoint(0, 0)), target->size());
    for (const QWidget* p = target->parentWidget(); p && p != window; p = p->parentWidget())
        rect &= QRect(p->mapTo(window, QPoint(0, 0)), p->size());
    return rect;
}

}  // namespace

Glow::Glow(QWidget* window) : QWidget(window)
{
    setObjectName("glow");
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    window->installEventFilter(this);
    setGeometry(window->rect());
}

QWidget* Glow::find(const std::string& word) const
{
    QWidget* window = parentWidget();
    if (word.starts_with(parameterWord)) {
        auto* controls = window->findChild<ControlPanel*>();
        ParameterRow* row =
            controls ? controls->row(QString::fromStdString(word.substr(parameterWord.size()))) : nullptr;
        if (row) controls->setGroupOpen(row->parameter().group, true);
        if (!row || row->isVisibleTo(window)) return row;
        // The panel has made room; the pinned ones stand above the pictures then.
        for (ParameterRow* other : window->findChildren<ParameterRow*>())
            if (other != row && other->parameter().path == row->parameter().path) return other;
        return row;
    }
    if (word == "strategy") return window->findChild<QWidget*>(QStringLiteral("strategy-menus"));
    const QString name = QString::fromStdString(word);
    if (QWidget* track = window->findChild<Track*>(name)) return track;
    return window->findChild<QWidget*>(name);
}

void Glow::watch(bool on)
{
    for (const auto& target : targets_)
        for (QWidget* w = target; w && w != parentWidget(); w = w->parentWidget())
            on ? w->installEventFilter(this) : w->removeEventFilter(this);
}

void Glow::around(const std::vector<std::string>& words)
{
    watch(false);
    targets_.clear();
    for (const std::string& word : words)
        if (QWidget* target = find(word)) targets_.push_back(target);
    watch(true);
    for (const auto& target : targets_) bringIntoSight(target);
    setGeometry(parentWidget()->rect());
    setVisible(!targets_.empty());
    raise();
    update();
}

bool Glow::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (watched == parentWidget() && type == QEvent::Resize) setGeometry(parentWidget()->rect());
    if (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide ||
        type == QEvent::LayoutRequest)
        update();
    return false;
}

void Glow::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const auto& target : targets_) {
        if (!target || !target->isVisible()) continue;
        const QRectF rect = seen(target, parentWidget());
        if (rect.width() < 4 || rect.height() < 4) continue;
        constexpr int rings = 5;
        for (int i = rings; i >= 0; --i) {
            QColor light = t.accent;
            light.setAlphaF(i == 0 ? 0.95f : 0.20f * float(rings + 1 - i) / rings);
            const double away = i * 1.6 * t.scale;
            painter.setPen(QPen(light, (i == 0 ? 2.0 : 2.6) * t.scale));
            painter.drawRoundedRect(rect.adjusted(1 - away, 1 - away, away - 1, away - 1), t.px(10) + away,
                                    t.px(10) + away);
        }
    }
}

}  // namespace stampede::ui
