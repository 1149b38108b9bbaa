#include "ui/shell/palette/command_palette.h"

#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/key_caps.h"
#include "ui/session/commands/commands.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTimer>

namespace stampede::ui {

namespace {

constexpr int mostRows = 10;

int rowHeight()
{
    return theme().px(36);
}

/// The title with the typed letters lit, its group in small, its key as caps.
class RowDelegate : public QStyledItemDelegate {
public:
    RowDelegate(const std::vector<ListedCommand>& listed, QObject* parent)
        : QStyledItemDelegate(parent), listed_(listed)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {theme().px(200), rowHeight()};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& t = theme();
        const ListedCommand& c = listed_[static_cast<std::size_t>(index.row())];
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.sunken);
            painter->drawRoundedRect(option.rect, t.px(8), t.px(8));
        }
        const QRectF inside = QRectF(option.rect).adjusted(t.px(12), 0, -t.px(12), 0);
        const double keys = c.keys.isEmpty() ? 0 : keyCapsWidth(c.keys, t.small);
        if (keys > 0) drawKeyCaps(*painter, {inside.right(), inside.center().y()}, c.keys, t.small);
        const QString note = c.recent ? CommandPalette::tr("%1 · used lately").arg(c.group) : c.group;
        const QRectF noted = inside.adjusted(0, 0, -keys - (keys > 0 ? t.px(12) : 0), 0);
        painter->setFont(t.small);
        painter->setPen(t.muted);
        painter->drawText(noted, Qt::AlignRight | Qt::AlignVCenter, note);
        const double room = noted.width() - QFontMetricsF(t.small).horizontalAdvance(note) - t.px(16);
        drawTitle(*painter, QRectF(inside.topLeft(), QSizeF(room, inside.height())), c);
    }

private:
    static void drawTitle(QPainter& painter, const QRectF& box, const ListedCommand& c)
    {
        const Theme& t = theme();
        double x = box.left();
        std::size_t next = 0;
        for (int i = 0; i < c.title.size();) {
            const bool lit = next < c.lit.size() && c.lit[next] == i;
            int end = i + 1;
            if (lit) ++next;
            while (end < c.title.size() && (next < c.lit.size() && c.lit[next] == end) == lit) {
                if (lit) ++next;
                ++end;
            }
            painter.setFont(lit ? t.strong : t.text);
            painter.setPen(!c.possible ? t.muted : lit ? t.lockText : t.ink);
            const QString piece = painter.fontMetrics().elidedText(c.title.mid(i, end - i), Qt::ElideRight,
                                                                   int(box.right() - x) + 1);
            painter.drawText(
                QPointF(x, box.center().y() +
                               (QFontMetricsF(t.text).ascent() - QFontMetricsF(t.text).descent()) / 2),
                piece);
            x += QFontMetricsF(painter.font()).horizontalAdvance(piece);
            if (x >= box.right()) return;
            i = end;
        }
    }

    const std::vector<ListedCommand>& listed_;
};

}  // namespace

CommandPalette::CommandPalette(Commands& commands, QWidget* window) : Overlay(window), commands_(commands)
{
    setObjectName("palette");
    setAccessibleName(tr("Commands"));
    field_ = new QLineEdit(this);
    field_->setObjectName("palette-field");
    field_->setProperty("look", "bare");
    field_->setPlaceholderText(tr("What do you want to do?"));
    field_->setAccessibleName(tr("Find a command"));
    list_ = new QListWidget(this);
    list_->setObjectName("palette-list");
    list_->setAccessibleName(tr("Commands that fit"));
    list_->setItemDelegate(new RowDelegate(listed_, list_));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    giveAllKeysTo(field_);
    connect(field_, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(list_, &QListWidget::itemEntered, list_,
            [this](QListWidgetItem* item) { list_->setCurrentItem(item); });
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::take);
}

void CommandPalette::open()
{
    const QSignalBlocker quiet(field_);
    field_->clear();
    fill();
    Overlay::open();
}

QStringList CommandPalette::listedIds() const
{
    QStringList ids;
    for (const ListedCommand& c : listed_) ids += c.id;
    return ids;
}

void CommandPalette::fill()
{
    list_->clear();  // before its rows are replaced
    listed_ = listCommands(commands_, field_->text(), recentCommands());
    std::erase_if(listed_, [](const ListedCommand& c) { return c.id == QLatin1String("palette"); });
    for (const ListedCommand& c : listed_) {
        auto* item = new QListWidgetItem(c.title, list_);
        if (!c.possible) item->setToolTip(tr("Not possible now"));
    }
    list_->setCurrentRow(0);
    arrange();
}

QRect CommandPalette::card() const
{
    return card_;
}

void CommandPalette::arrange()
{
    const Theme& t = theme();
    const int width = std::min(t.px(680), this->width() - t.px(48));
    const int top = std::max(t.px(24), height() / 8);
    const int field = t.px(52), foot = t.px(8);
    const int most =
        std::min(mostRows, std::max(1, (height() - top - field - foot - t.px(24)) / rowHeight()));
    const int rows = keptWithin(list_->count(), 1, most);
    card_ = QRect((this->width() - width) / 2, top, width, field + rows * rowHeight() + foot);
    QFont large = t.text;
    large.setPixelSize(t.text.pixelSize() + t.px(3));
    field_->setFont(large);
    field_->setGeometry(card_.adjusted(t.px(12), t.px(4), -t.px(12), 0).topLeft().x(), card_.top() + t.px(6),
                        width - t.px(24), field - t.px(12));
    list_->setGeometry(card_.left() + t.px(8), card_.top() + field, width - t.px(16), rows * rowHeight());
    update();
}

void CommandPalette::take()
{
    const int row = list_->currentRow();
    if (row < 0 || !listed_[static_cast<std::size_t>(row)].possible) return;
    const QString id = listed_[static_cast<std::size_t>(row)].id;
    close();
    // Afterwards, so that a dialog does not stand in the middle of a key's way.
    QTimer::singleShot(0, this, [this, id] { commands_.run(id); });
}

void CommandPalette::step(int by)
{
    if (list_->count() == 0) return;
    list_->setCurrentRow(keptWithin(list_->currentRow() + by, 0, list_->count() - 1));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == field_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up: step(-1); return true;
        case Qt::Key_Down: step(+1); return true;
        case Qt::Key_PageUp: step(-mostRows); return true;
        case Qt::Key_PageDown: step(+mostRows); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: take(); return true;
        case Qt::Key_Tab:
        case Qt::Key_Backtab: return true;
        case Qt::Key_P:
            if (key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
                close();
                return true;
            }
            break;
        default: break;
        }
    }
    return Overlay::eventFilter(watched, event);
}

}  // namespace stampede::ui
