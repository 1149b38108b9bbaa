#include "ui/look/overlay/toast.h"

#include "ui/look/theme/motion.h"
#include "ui/look/theme/style_sheet.h"
#include "ui/look/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace stampede::ui {

namespace {

constexpr int shortMs = 5000, longMs = 15'000;

}  // namespace

Toast::Toast(QWidget* window) : QFrame(window)
{
    setObjectName("toast");
    setProperty("look", "toast");
    auto* row = new QHBoxLayout(this);
    text_ = new QLabel;
    text_->setObjectName("toast-text");
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(text_, 1);
    button_ = new QPushButton;
    button_->setObjectName("toast-button");
    button_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button_);
    close_ = new QPushButton(QStringLiteral("×"));
    close_->setProperty("look", "flat");
    close_->setAccessibleName(tr("Close"));
    close_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(close_);
    connect(close_, &QPushButton::clicked, this, &QWidget::hide);
    connect(button_, &QPushButton::clicked, this, [this] {
        hide();
        if (act_) act_();
    });
    leave_.setSingleShot(true);
    connect(&leave_, &QTimer::timeout, this, &QWidget::hide);
    window->installEventFilter(this);
}

Toast* Toast::of(QWidget* part)
{
    QWidget* window = part->window();
    auto* there = window->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    return there ? there : new Toast(window);
}

void Toast::say(QWidget* part, const QString& sentence, const QString& button, std::function<void()> act)
{
    of(part)->show(sentence, false, button, std::move(act));
}

void Toast::complain(QWidget* part, const QString& sentence)
{
    of(part)->show(sentence, true, {}, {});
}

QString Toast::said(const QWidget* part)
{
    const auto* there =
        part->window()->findChild<Toast*>(QStringLiteral("toast"), Qt::FindDirectChildrenOnly);
    return there && there->isVisible() ? there->text_->text() : QString();
}

void Toast::show(const QString& sentence, bool wrong, const QString& button, std::function<void()> act)
{
    const Theme& t = theme();
    setProperty("wrong", wrong);
    restyle(*this);
    layout()->setContentsMargins(t.px(16), t.px(10), t.px(8), t.px(10));
    layout()->setSpacing(t.px(8));
    text_->setText(sentence);
    setAccessibleName(sentence);
    button_->setText(button);
    button_->setVisible(!button.isEmpty());
    act_ = std::move(act);
    place();
    fadeIn(*this);
    leave_.start(wrong ? longMs : button.isEmpty() ? shortMs : 2 * shortMs);
}

/// Above the transport, in the middle.
void Toast::place()
{
    const Theme& t = theme();
    const QWidget& window = *parentWidget();
    const int around = t.px(16 + 8 + 8) + close_->sizeHint().width() +
                       (button_->isHidden() ? 0 : button_->sizeHint().width() + t.px(8));
    const int wanted = QFontMetrics(t.text).horizontalAdvance(text_->text()) + t.px(8);
    const int most = std::min(t.px(760), window.width() - t.px(48)) - around;
    text_->setFixedWidth(std::clamp(wanted, t.px(80), std::max(t.px(80), most)));
    text_->setFixedHeight(text_->heightForWidth(text_->width()));
    adjustSize();
    move((window.width() - width()) / 2, window.height() - height() - t.px(84));
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent*)
{
    leave_.stop();
}

void Toast::leaveEvent(QEvent*)
{
    leave_.start(shortMs);
}

}  // namespace stampede::ui
