#include "ui/look/widgets/described_menu.h"

#include "ui/look/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QWidgetAction>

namespace stampede::ui {

namespace {

/// One item, drawn by itself: a plain menu has no room for the second line.
class ItemView : public QWidget {
public:
    ItemView(QAction* action, QString name, QString about, QString key)
        : action_(action), name_(std::move(name)), about_(std::move(about)), key_(std::move(key))
    {
        setMouseTracking(true);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(name_);
        setAccessibleDescription(about_);
    }
    QSize sizeHint() const override
    {
        const Theme& t = theme();
        const int text = std::max(QFontMetrics(t.strong).horizontalAdvance(name_),
                                  std::min(textWidth(), QFontMetrics(t.small).horizontalAdvance(about_)));
        const int key = key_.isEmpty() ? 0 : QFontMetrics(t.small).horizontalAdvance(key_) + t.px(24);
        const int lines = QFontMetrics(t.text).height() + (about_.isEmpty() ? 0 : aboutHeight());
        return {text + key + t.px(28 + 14), lines + t.px(about_.isEmpty() ? 10 : 14)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& t = theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        auto* menu = qobject_cast<QMenu*>(parentWidget());
        if (menu && menu->activeAction() == action_) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.sunken);
            painter.drawRoundedRect(rect(), t.px(6), t.px(6));
        }
        if (action_->isChecked()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.accent);
            const double r = t.px(3);
            painter.drawEllipse(
                QPointF(t.px(14), t.px(about_.isEmpty() ? 5 : 7) + QFontMetrics(t.text).height() / 2.0), r,
                r);
        }
        const QRect inside = rect().adjusted(t.px(28), t.px(about_.isEmpty() ? 5 : 7), -t.px(14), 0);
        painter.setFont(about_.isEmpty() ? t.text : t.strong);
        painter.setPen(t.ink);
        painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop, name_);
        painter.setFont(t.small);
        painter.setPen(t.muted);
        painter.drawText(inside, Qt::AlignRight | Qt::AlignTop, key_);
        QRect below = inside;
        below.setTop(inside.top() + QFontMetrics(t.text).height());
        below.setWidth(std::max(below.width(), textWidth()));
        painter.drawText(QRect(below.topLeft(), QSize(textWidth(), aboutHeight())), Qt::TextWordWrap, about_);
    }

private:
    static int textWidth() { return theme().px(400); }
    int aboutHeight() const
    {
        return QFontMetrics(theme().small)
            .boundingRect(QRect(0, 0, textWidth(), 1000), Qt::TextWordWrap, about_)
            .height();
    }

    QAction* action_;
    QString name_, about_, key_;
};

class DescribedAction : public QWidgetAction {
public:
    DescribedAction(QObject* parent, QString about, QString key)
        : QWidgetAction(parent), about_(std::move(about)), key_(std::move(key))
    {
    }

protected:
    QWidget* createWidget(QWidget* parent) override
    {
        auto* view = new ItemView(this, text(), about_, key_);
        view->setParent(parent);
        return view;
    }

private:
    QString about_, key_;
};

}  // namespace

QAction* DescribedMenu::add(const QString& name, const QString& about, const QString& key,
                            std::function<void()> chosen)
{
    auto* action = new DescribedAction(this, about, key);
    action->setText(name);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, chosen = std::move(chosen)] {
        chosen();
        setCurrent(current_);  // choosing what is chosen already would take its mark away
    });
    addAction(action);
    return action;
}

void DescribedMenu::setCurrent(const QString& name)
{
    current_ = name;
    for (QAction* a : actions()) a->setChecked(a->text() == name);
}

}  // namespace stampede::ui
