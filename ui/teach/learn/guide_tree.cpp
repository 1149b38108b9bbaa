#include "ui/teach/learn/guide_tree.h"

#include "core/strategy/catalogue.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/strategy_words.h"
#include "ui/teach/learn/learn_parts.h"

#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

namespace {

// At scale 1. A group's question stands in the space above its first box.
constexpr double rowHeight = 42, rowGap = 7, questionHeight = 20, columnGap = 26;

}  // namespace

GuideTree::GuideTree(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Decision tree. Arrow keys walk, Return chooses."));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    addFork(*guide().fork(guide().start), -1, 0);
    arrange();
    focusOn(0);
}

void GuideTree::addFork(const GuideFork& fork, int parent, int depth)
{
    bool first = true;
    for (const GuideFork::Answer& a : fork.answers) {
        const int node = static_cast<int>(nodes_.size());
        nodes_.push_back({parent,
                          depth,
                          QString::fromStdString(a.answer),
                          QString::fromStdString(a.about),
                          first ? QString::fromStdString(fork.question) : QString(),
                          nullptr,
                          {}});
        first = false;
        depths_ = std::max(depths_, depth + 2);
        if (const GuideFork* next = guide().fork(a.to)) {
            addFork(*next, node, depth + 1);
        } else {
            const GuideLeaf* leaf = guide().leaf(a.to);
            nodes_.push_back({node,
                              depth + 1,
                              nameText(*find_strategy(leaf->strategy)),
                              QString::fromStdString(leaf->in_short),
                              {},
                              leaf,
                              {}});
        }
    }
}

std::vector<int> GuideTree::childrenOf(int node) const
{
    std::vector<int> children;
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i)
        if (nodes_[static_cast<std::size_t>(i)].parent == node) children.push_back(i);
    return children;
}

/// Gives the boxes below `parent` their places from `top` on; returns where they end.
double GuideTree::place(int parent, double top)
{
    const Theme& t = theme();
    const double row = t.px(rowHeight), gap = t.px(rowGap), between = t.px(columnGap);
    const double wide = (width() - between * (depths_ - 1) - 2) / depths_;
    double y = top;
    for (const int child : childrenOf(parent)) {
        Node& n = nodes_[static_cast<std::size_t>(child)];
        if (!n.question.isEmpty()) y += t.px(questionHeight);
        const double begin = y;
        const double end = std::max(begin + row, place(child, begin));
        // A strategy stands beside its answer; an answer with a question of its own in the middle of what
        // follows.
        const double middle = n.leaf ? begin + row / 2 : (begin + end) / 2;
        nodes_[static_cast<std::size_t>(child)].box =
            QRectF(1 + n.depth * (wide + between), middle - row / 2, wide, row);
        y = end + (n.leaf ? 0 : gap);
    }
    return y - (childrenOf(parent).size() > 1 ? gap : 0);
}

void GuideTree::arrange()
{
    place(-1, 2);
    setFixedHeight(neededHeight());
    update();
}

int GuideTree::neededHeight() const
{
    double bottom = 0;
    for (const Node& n : nodes_) bottom = std::max(bottom, n.box.bottom());
    return static_cast<int>(std::ceil(bottom)) + 4;
}

QSize GuideTree::sizeHint() const
{
    return {theme().px(1000), neededHeight()};
}

QSize GuideTree::minimumSizeHint() const
{
    return {theme().px(640), neededHeight()};
}

QRect GuideTree::boxOf(const QString& words) const
{
    for (const Node& n : nodes_)
        if (n.words == words) return n.box.toAlignedRect();
    return {};
}

const GuideLeaf* GuideTree::taken() const
{
    if (chosen_ < 0) return nullptr;
    const Node& n = nodes_[static_cast<std::size_t>(chosen_)];
    if (n.leaf) return n.leaf;
    const auto next = childrenOf(chosen_);
    return next.size() == 1 ? nodes_[static_cast<std::size_t>(next.front())].leaf : nullptr;
}

void GuideTree::take(const std::string& leaf)
{
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i)
        if (nodes_[static_cast<std::size_t>(i)].leaf && nodes_[static_cast<std::size_t>(i)].leaf->id == leaf)
            return choose(i);
}

/// Between the root and what was chosen; and the strategy that an answer leads straight to.
bool GuideTree::onWay(int node) const
{
    for (int at = chosen_; at >= 0; at = nodes_[static_cast<std::size_t>(at)].parent)
        if (at == node) return true;
    return nodes_[static_cast<std::size_t>(node)].leaf &&
           taken() == nodes_[static_cast<std::size_t>(node)].leaf &&
           nodes_[static_cast<std::size_t>(node)].parent == chosen_;
}

int GuideTree::nodeAt(QPointF at) const
{
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i)
        if (nodes_[static_cast<std::size_t>(i)].box.contains(at)) return i;
    return -1;
}

void GuideTree::choose(int node)
{
    focusOn(node);
    if (node == chosen_) return;
    chosen_ = node;
    update();
    emit takenChanged();
}

void GuideTree::focusOn(int node)
{
    focused_ = node;
    const Node& n = nodes_[static_cast<std::size_t>(node)];
    setAccessibleDescription(n.words + QStringLiteral(". ") + n.about);
    update();
}

void GuideTree::walk(int key)
{
    const Node& here = nodes_[static_cast<std::size_t>(focused_)];
    if (key == Qt::Key_Left && here.parent >= 0) return focusOn(here.parent);
    if (key == Qt::Key_Right) {
        const auto next = childrenOf(focused_);
        return next.empty() ? void() : focusOn(next.front());
    }
    if (key != Qt::Key_Up && key != Qt::Key_Down) return;
    // The nearest box of the same column, above or below.
    int best = -1;
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
        const Node& n = nodes_[static_cast<std::size_t>(i)];
        const double away = (n.box.top() - here.box.top()) * (key == Qt::Key_Down ? 1 : -1);
        if (n.depth != here.depth || away <= 0) continue;
        if (best < 0 || away < std::abs(nodes_[static_cast<std::size_t>(best)].box.top() - here.box.top()))
            best = i;
    }
    if (best >= 0) focusOn(best);
}

void GuideTree::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: return walk(event->key());
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: return choose(focused_);
    default: QWidget::keyPressEvent(event);
    }
}

void GuideTree::mousePressEvent(QMouseEvent* event)
{
    const int node = nodeAt(event->position());
    if (event->button() == Qt::LeftButton && node >= 0) choose(node);
}

void GuideTree::mouseMoveEvent(QMouseEvent* event)
{
    const int node = nodeAt(event->position());
    if (node == hovered_) return;
    hovered_ = node;
    setCursor(node >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void GuideTree::leaveEvent(QEvent*)
{
    hovered_ = -1;
    update();
}

bool GuideTree::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int node = nodeAt(help->pos());
    if (node >= 0)
        QToolTip::showText(help->globalPos(), nodes_[static_cast<std::size_t>(node)].about, this);
    else
        QToolTip::hideText();
    return true;
}

void GuideTree::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        arrange();
        updateGeometry();
    }
    QWidget::changeEvent(event);
}

void GuideTree::paintLinks(QPainter& p) const
{
    const Theme& t = theme();
    for (const bool onTop : {false, true}) {
        for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
            const Node& n = nodes_[static_cast<std::size_t>(i)];
            if (n.parent < 0 || onWay(i) != onTop) continue;
            const QRectF from = nodes_[static_cast<std::size_t>(n.parent)].box;
            const QPointF a(from.right(), from.center().y()), b(n.box.left(), n.box.center().y());
            QPainterPath path(a);
            const double bend = (b.x() - a.x()) / 2;
            path.cubicTo(a + QPointF(bend, 0), b - QPointF(bend, 0), b);
            p.setPen(QPen(onTop ? t.accent : t.line, onTop ? t.px(2.5) : t.px(1.5)));
            p.setBrush(Qt::NoBrush);
            p.drawPath(path);
        }
    }
}

void GuideTree::paintNode(QPainter& p, const Node& n, int index) const
{
    const Theme& t = theme();
    const bool way = onWay(index), end = way && n.leaf;
    p.setPen(QPen(index == focused_ && hasFocus() ? t.focus
                  : way                           ? t.accent
                  : index == hovered_             ? t.muted
                                                  : t.line,
                  index == focused_ && hasFocus() ? 2.5
                  : way                           ? 1.5
                                                  : 1));
    p.setBrush(end ? t.accent : n.leaf ? t.sunken : t.panel);
    const double round = n.leaf ? n.box.height() / 2 : t.px(8);
    p.drawRoundedRect(n.box, round, round);
    const QRectF inside = n.box.adjusted(t.px(n.leaf ? 14 : 10), t.px(3), -t.px(n.leaf ? 14 : 8), -t.px(3));
    p.setPen(end ? t.accentText : t.ink);
    p.setFont(t.strong);
    const QFontMetricsF strong(t.strong), small(t.small);
    const bool two = !n.leaf && n.box.height() >= strong.height() + small.height() + t.px(2);
    const QRectF upper =
        two ? QRectF(inside.left(), inside.center().y() - (strong.height() + small.height()) / 2,
                     inside.width(), strong.height())
            : inside;
    p.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
               strong.elidedText(n.words, Qt::ElideRight, inside.width()));
    if (!two) return;
    p.setFont(t.small);
    p.setPen(t.muted);
    p.drawText(QRectF(inside.left(), upper.bottom(), inside.width(), small.height()),
               Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(n.about, Qt::ElideRight, inside.width()));
}

void GuideTree::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    paintLinks(p);
    for (int i = 0; i < static_cast<int>(nodes_.size()); ++i) {
        const Node& n = nodes_[static_cast<std::size_t>(i)];
        paintNode(p, n, i);
        if (n.question.isEmpty()) continue;
        p.setFont(t.small);
        p.setPen(t.muted);
        // The question may be wider than its boxes; what it runs into is empty.
        const QRectF above(n.box.left() + t.px(2), n.box.top() - t.px(questionHeight),
                           n.box.width() + t.px(columnGap), t.px(questionHeight) - t.px(2));
        p.drawText(above, Qt::AlignLeft | Qt::AlignBottom,
                   QFontMetricsF(t.small).elidedText(n.question, Qt::ElideRight, above.width()));
    }
}

}  // namespace stampede::ui
