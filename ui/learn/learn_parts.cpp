#include "ui/learn/learn_parts.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
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
