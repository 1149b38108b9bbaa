#include "ui/teach/lesson/choice_button.h"

#include "ui/look/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace stampede::ui {

ChoiceButton::ChoiceButton(int key, const QString& text, QWidget* parent) : QAbstractButton(parent), key_(key)
{
    setText(text);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Answer %1: %2").arg(key).arg(text));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceButton::setTruth(Truth truth, bool own)
{
    truth_ = truth;
    own_ = own;
    setEnabled(truth == Truth::hidden);
    setCursor(truth == Truth::hidden ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleDescription(note());
    updateGeometry();
    update();
}

QString ChoiceButton::note() const
{
    if (truth_ == Truth::hidden) return {};
    if (truth_ == Truth::right) return own_ ? tr("✓ right, and yours") : tr("✓ right");
    return own_ ? tr("× yours") : QString();
}

QRect ChoiceButton::textRect(int width, int height) const
{
    const Theme& t = theme();
    return QRect(t.px(30), t.px(9), std::max(t.px(40), width - t.px(40)), height - t.px(18));
}

int ChoiceButton::heightForWidth(int width) const
{
    const Theme& t = theme();
    const QFontMetrics metrics(t.strong);  // of the one that is chosen: the place is kept
    int height =
        metrics.boundingRect(QRect(0, 0, textRect(width, 1000).width(), 10'000), Qt::TextWordWrap, text())
            .height() +
        t.px(18);
    if (!note().isEmpty()) height += QFontMetrics(t.small).height() + t.px(2);
    return std::max(height, t.px(38));
}

QSize ChoiceButton::sizeHint() const
{
    const int wanted = QFontMetrics(theme().text).horizontalAdvance(text()) + theme().px(44);
    const int w = std::min(wanted, width() > theme().px(60) ? width() : theme().px(280));
    return {w, heightForWidth(w)};
}

QSize ChoiceButton::minimumSizeHint() const
{
    return {theme().px(100), heightForWidth(std::max(width(), theme().px(100)))};
}

void ChoiceButton::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool right = truth_ == Truth::right, marked = right || isChecked();
    const QColor edge = right                         ? t.freshText
                        : isChecked()                 ? (own_ ? t.loadText : t.accent)
                        : underMouse() && isEnabled() ? t.muted
                                                      : t.line;
    const double width = (marked ? 2 : 1) * t.scale;
    painter.setPen(QPen(edge, width, own_ && !right ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(isDown() ? t.sunken : t.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), t.px(8),
                            t.px(8));
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, t.scale, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(4, 4, -4, -4), t.px(5), t.px(5));
    }
    const QString said = note();
    QRect words = textRect(this->width(), height());
    if (!said.isEmpty()) words.adjust(0, 0, 0, -QFontMetrics(t.small).height() - t.px(2));
    QFont key = t.small;
    key.setWeight(QFont::DemiBold);
    painter.setFont(key);
    painter.setPen(t.muted);
    painter.drawText(QRect(t.px(10), words.top(), t.px(18), words.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(key_));
    painter.setFont(marked ? t.strong : t.text);
    painter.setPen(truth_ == Truth::wrong && !own_ ? t.muted : t.ink);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text());
    if (said.isEmpty()) return;
    painter.setFont(t.small);
    painter.setPen(right ? t.freshText : t.loadText);
    painter.drawText(QRect(words.left(), words.bottom(), words.width(), height() - words.bottom() - t.px(6)),
                     Qt::AlignLeft | Qt::AlignTop, said);
}

}  // namespace stampede::ui
