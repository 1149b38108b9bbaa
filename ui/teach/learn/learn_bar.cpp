#include "ui/teach/learn/learn_bar.h"

#include "ui/look/theme/theme.h"

#include <QPainter>

namespace stampede::ui {

LearnBar::LearnBar(double share, QWidget* parent) : QWidget(parent), share_(share)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("%1 % done").arg(static_cast<int>(share * 100 + 0.5)));
}

QSize LearnBar::sizeHint() const
{
    return {theme().px(120), theme().px(9)};
}

void LearnBar::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(Qt::NoPen);
    QRectF bar(0, height() - t.px(5), width(), t.px(5));
    const double round = bar.height() / 2;
    p.setBrush(t.sunken);
    p.drawRoundedRect(bar, round, round);
    if (share_ <= 0) return;
    bar.setWidth(std::max(bar.height(), bar.width() * share_));
    p.setBrush(t.fresh);
    p.drawRoundedRect(bar, round, round);
}

}  // namespace stampede::ui
