#pragma once

#include "core/learn/guide.h"
#include "ui/session/views/context.h"
#include "ui/teach/learn/learn_parts.h"

class QGridLayout;

namespace stampede::ui {

class Excursion;
class GuideMeasure;
class GuideTree;

/// From what matters most to a strategy: the tree, what speaks for and against the strategy at its end, what
/// that does to the person's own figures, and all strategies side by side in words and in figures.
class GuidePage : public ScrollColumn {
    Q_OBJECT

public:
    GuidePage(const Context& context, Excursion& excursion, QWidget* parent = nullptr);

    bool settled() const;
    GuideTree* tree() const { return tree_; }

signals:
    void settledNow();

private:
    void tell();
    QWidget* leafCard(const GuideLeaf& leaf);
    QWidget* points(const QString& title, const std::vector<std::string>& lines);
    QWidget* measuredCard(const GuideLeaf& leaf);
    void addPresets(QVBoxLayout* column, const GuideLeaf& leaf);
    void addComparison();
    void fillMeasured();
    void openOnOwn(const GuideLeaf& leaf);

    Context context_;
    Excursion& excursion_;
    GuideMeasure* measure_ = nullptr;
    GuideTree* tree_ = nullptr;
    QVBoxLayout* leaf_ = nullptr;
    QGridLayout* table_ = nullptr;
};

}  // namespace stampede::ui
