#include "ui/shell/topbar/preset_chooser.h"

#include "core/scenario/scenario_file.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

enum Role { aboutRole = Qt::UserRole, keyRole, indexRole, currentRole };

/// Two lines: the name with its key, and the first sentence of what it is about.
class PresetDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        const Theme& t = theme();
        return {t.px(200), QFontMetrics(t.strong).height() + QFontMetrics(t.small).height() + t.px(14)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& t = theme();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.sunken);
            painter->drawRoundedRect(option.rect, t.px(6), t.px(6));
        }
        QRect inside = option.rect.adjusted(t.px(24), t.px(6), -t.px(12), -t.px(6));
        if (index.data(currentRole).toBool()) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.accent);
            painter->drawEllipse(
                QPointF(option.rect.left() + t.px(13), inside.top() + QFontMetrics(t.strong).height() / 2.0),
                t.px(3), t.px(3));
        }
        painter->setFont(t.strong);
        painter->setPen(t.ink);
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignTop, index.data(Qt::DisplayRole).toString());
        painter->setFont(t.small);
        painter->setPen(t.muted);
        painter->drawText(inside, Qt::AlignRight | Qt::AlignTop, index.data(keyRole).toString());
        const QString about = QFontMetrics(t.small).elidedText(index.data(aboutRole).toString(),
                                                               Qt::ElideRight, inside.width());
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignBottom, about);
    }
};

}  // namespace

PresetChooser::PresetChooser(std::function<void(int)> chosen, QWidget* parent)
    : QFrame(parent, Qt::Popup), chosen_(std::move(chosen))
{
    setProperty("look", "popup");
    setObjectName("presets");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    filter_ = new QLineEdit;
    filter_->setProperty("look", "framed");
    filter_->setPlaceholderText(tr("Find a scenario"));
    filter_->setAccessibleName(tr("Find a scenario"));
    filter_->installEventFilter(this);
    column->addWidget(filter_);
    list_ = new QListWidget;
    list_->setFrameShape(QFrame::NoFrame);
    list_->setAccessibleName(tr("Scenarios"));
    list_->setItemDelegate(new PresetDelegate(list_));
    list_->setMouseTracking(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setFocusPolicy(Qt::NoFocus);
    column->addWidget(list_);
    int index = 0;
    for (const Preset& p : presets()) {
        auto* item = new QListWidgetItem(QString::fromStdString(p.name), list_);
        item->setData(aboutRole, QString::fromStdString(p.about));
        item->setData(keyRole, index < 9 ? QString::number(index + 1) : QString());
        item->setData(indexRole, index++);
        item->setToolTip(QStringLiteral("<p>%1</p>").arg(QString::fromStdString(p.about).toHtmlEscaped()));
    }
    connect(filter_, &QLineEdit::textChanged, this, &PresetChooser::narrow);
    connect(filter_, &QLineEdit::returnPressed, this, &PresetChooser::take);
    connect(list_, &QListWidget::itemClicked, this, &PresetChooser::take);
}

void PresetChooser::openBelow(QWidget* button, const QString& currentName)
{
    const Theme& t = theme();
    filter_->clear();
    for (int i = 0; i < list_->count(); ++i) {
        const bool current = list_->item(i)->text() == currentName;
        list_->item(i)->setData(currentRole, current);
        if (current) list_->setCurrentRow(i);
    }
    const QRect screen = button->screen()->availableGeometry();
    const QPoint below = button->mapToGlobal(QPoint(0, button->height() + t.px(4)));
    highest_ = std::min(t.px(640), std::max(t.px(200), screen.bottom() - below.y() - t.px(12)));
    resize(t.px(520), highest_);
    fit();
    move(std::min(below.x(), std::max(screen.left(), screen.right() - width())), below.y());
    show();
    filter_->setFocus();
    if (list_->currentItem()) list_->scrollToItem(list_->currentItem(), QAbstractItemView::PositionAtCenter);
}

void PresetChooser::narrow(const QString& words)
{
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < list_->count(); ++i) {
        QListWidgetItem* item = list_->item(i);
        const QString text = item->text() + u' ' + item->data(aboutRole).toString();
        bool fits = true;
        for (const QString& word : words.split(u' ', Qt::SkipEmptyParts))
            fits &= text.contains(word, Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && !first) first = item;
    }
    list_->setCurrentItem(first);
    fit();
}

/// As high as what is listed.
void PresetChooser::fit()
{
    int rows = 0;
    for (int i = 0; i < list_->count(); ++i) rows += !list_->item(i)->isHidden();
    const int around = height() - list_->height();
    const int wanted = rows * std::max(1, list_->sizeHintForRow(0)) + around + theme().px(4);
    resize(width(), keptWithin(wanted, theme().px(110), highest_));
}

void PresetChooser::hideEvent(QHideEvent*)
{
    if (parentWidget()) parentWidget()->window()->setFocus();
}

void PresetChooser::take()
{
    const QListWidgetItem* item = list_->currentItem();
    if (!item || item->isHidden()) return;
    const int index = item->data(indexRole).toInt();
    hide();
    chosen_(index);
}

/// Up and down move in the list while one types.
bool PresetChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            const int direction = key->key() == Qt::Key_Down ? 1 : -1;
            for (int i = list_->currentRow() + direction; i >= 0 && i < list_->count(); i += direction)
                if (!list_->item(i)->isHidden()) {
                    list_->setCurrentRow(i);
                    break;
                }
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace stampede::ui
