#include "ui/look/widgets/eliding_label.h"

#include "ui/look/theme/theme.h"

#include <QPainter>

namespace stampede::ui {

ElidingLabel::ElidingLabel(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidingLabel::setText(const QString& text, const QString& remark)
{
    if (text == text_ && remark == remark_) return;
    text_ = text;
    remark_ = remark;
    setAccessibleName(remark.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, remark));
    update();
}

QSize ElidingLabel::sizeHint() const
{
    return {QFontMetrics(theme().text).horizontalAdvance(text_), QFontMetrics(theme().text).height()};
}

QSize ElidingLabel::minimumSizeHint() const
{
    return {theme().px(20), sizeHint().height()};
}

void ElidingLabel::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    const QFontMetricsF metrics(t.text);
    const double y = (height() + metrics.ascent() - metrics.descent()) / 2;
    const QString shown = metrics.elidedText(text_, Qt::ElideRight, width());
    painter.setFont(t.text);
    painter.setPen(isEnabled() ? t.ink : t.muted);
    painter.drawText(QPointF(0, y), shown);
    const double left = metrics.horizontalAdvance(shown) + t.px(6);
    if (remark_.isEmpty() || left > width() - t.px(24)) return;
    painter.setFont(t.small);
    painter.setPen(t.muted);
    painter.drawText(QPointF(left, y),
                     QFontMetricsF(t.small).elidedText(remark_, Qt::ElideRight, width() - left));
}

}  // namespace stampede::ui
