#pragma once

#include "ui/compare/comparison.h"
#include "ui/views/desk.h"
#include "ui/views/views.h"

namespace stampede::ui {

class CardGrid;
class PinnedRow;

/// The same arrivals under every strategy: a card each on one time axis, what was measured, and how it grows.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(const Desk& desk, QWidget* parent = nullptr);

    bool settled() const override;
    const Comparison& comparison() const { return comparison_; }
    CardGrid* grid() const { return grid_; }
    PinnedRow* pinned() const { return pinned_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void tellSettled();
    void openInLab(int index);

    Desk desk_;
    Comparison comparison_;
    CardGrid* grid_ = nullptr;
    PinnedRow* pinned_ = nullptr;
};

}  // namespace stampede::ui
