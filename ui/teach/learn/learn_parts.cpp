#include "ui/teach/learn/learn_parts.h"

#include "ui/look/theme/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace stampede::ui {

QPushButton* learnButton(const char* name, const QString& text, const QString& about, const char* look)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    if (*look) button->setProperty("look", look);
    button->setToolTip(about);
    button->setAccessibleDescription(about);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setCursor(Qt::PointingHandCursor);
    button->setAutoDefault(false);
    return button;
}

QLabel* learnLabel(const QString& text, const char* look)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (*look) label->setProperty("look", look);
    return label;
}

QFont scaledFont(const QFont& font, double times)
{
    QFont scaled = font;
    scaled.setPixelSize(static_cast<int>(font.pixelSize() * times + 0.5));
    return scaled;
}

QLabel* learnTitle(const QString& text, double times)
{
    QLabel* label = learnLabel(text);
    label->setFont(scaledFont(theme().strong, times));
    return label;
}

QFrame* learnCard(const char* name)
{
    auto* card = new QFrame;
    card->setObjectName(QLatin1String(name));
    card->setProperty("look", "card");
    return card;
}

void emptyLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        if (QLayout* inner = item->layout()) emptyLayout(inner);
        delete item;
    }
}

TickBox::TickBox(const QString& text, QWidget* parent) : QCheckBox(text, parent)
{
    setCursor(Qt::PointingHandCursor);
}

double TickBox::side() const
{
    return theme().px(16);
}

QSize TickBox::sizeHint() const
{
    const QFontMetrics metrics(theme().text);
    const int words = text().isEmpty() ? 0 : theme().px(8) + metrics.horizontalAdvance(text());
    return {static_cast<int>(side()) + 4 + words,
            std::max(static_cast<int>(side()) + 4, metrics.height() + 2)};
}

void TickBox::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const QRectF box(2, (height() - side()) / 2, side(), side());
    p.setPen(QPen(hasFocus() ? t.focus : isChecked() ? t.accent : t.muted, hasFocus() ? 2.5 : 1.5));
    p.setBrush(isChecked() ? t.accent : underMouse() ? t.sunken : t.panel);
    p.drawRoundedRect(box, t.px(3), t.px(3));
    if (isChecked()) {
        const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x, y) * side(); };
        const QPointF tick[] = {at(0.22, 0.52), at(0.43, 0.73), at(0.79, 0.3)};
        p.setPen(QPen(t.accentText, side() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        p.drawPolyline(tick, 3);
    }
    p.setFont(t.text);
    p.setPen(t.ink);
    p.drawText(rect().adjusted(static_cast<int>(side()) + 4 + t.px(6), 0, 0, 0),
               Qt::AlignLeft | Qt::AlignVCenter, text());
}

ScrollColumn::ScrollColumn(int widest, QWidget* parent) : QScrollArea(parent), widest_(widest)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins({});
    middle_ = new QWidget;
    column_ = new QVBoxLayout(middle_);
    row->addStretch(1);
    row->addWidget(middle_, 1000);
    row->addStretch(1);
    setWidget(page);
}

void ScrollColumn::resizeEvent(QResizeEvent* event)
{
    const Theme& t = theme();
    const int margin = t.px(width() < t.px(900) ? 20 : 32);
    column_->setContentsMargins(margin, t.px(18), margin, t.px(28));
    column_->setSpacing(t.px(14));
    middle_->setMaximumWidth(t.px(widest_));
    QScrollArea::resizeEvent(event);
}

}  // namespace stampede::ui
