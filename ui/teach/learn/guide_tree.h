#pragma once

#include <QWidget>

#include "core/learn/guide.h"

#include <vector>

namespace stampede::ui {

/// The decision tree, from left to right: each box an answer, the question above its group, a strategy at the
/// end of every way. A click or Return takes an answer; arrow keys walk.
class GuideTree : public QWidget {
    Q_OBJECT

public:
    explicit GuideTree(QWidget* parent = nullptr);

    /// The leaf that was taken, or nullptr.
    const GuideLeaf* taken() const;
    /// Takes the first way to this leaf.
    void take(const std::string& leaf);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Where the box with these words lies; for those who drive it from outside.
    QRect boxOf(const QString& words) const;

signals:
    void takenChanged();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override { arrange(); }
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// One box: an answer, or a strategy.
    struct Node {
        int parent = -1;
        int depth = 0;
        QString words, about;
        QString question;  ///< above it, where it is the first of its group
        const GuideLeaf* leaf = nullptr;
        QRectF box;
    };
    void addFork(const GuideFork& fork, int parent, int depth);
    void arrange();
    int neededHeight() const;
    double place(int parent, double top);
    std::vector<int> childrenOf(int node) const;
    bool onWay(int node) const;
    int nodeAt(QPointF at) const;
    void choose(int node);
    void focusOn(int node);
    void walk(int key);
    void paintLinks(QPainter& p) const;
    void paintNode(QPainter& p, const Node& n, int index) const;

    std::vector<Node> nodes_;
    int depths_ = 0;
    int chosen_ = -1, focused_ = 0, hovered_ = -1;
};

}  // namespace stampede::ui
