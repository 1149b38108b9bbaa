#pragma once

#include "ui/look/words/table_data.h"
#include "ui/session/views/context.h"
#include "ui/session/views/views.h"
#include "ui/study/compare/comparison.h"

class QHBoxLayout;

namespace stampede::ui {

class CardGrid;
class PinnedRow;
class SummaryPanel;

/// The same arrivals under every strategy: a card each on one time axis, what was measured, and how it grows.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(const Context& context, QWidget* parent = nullptr);

    bool settled() const override;
    const Comparison& comparison() const { return comparison_; }
    CardGrid* grid() const { return grid_; }
    PinnedRow* pinned() const { return pinned_; }
    SummaryPanel* summary() const { return summary_; }
    /// What was measured, as programs read it.
    TableData table() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void tellSettled();
    void openInLab(int index);
    void setWide(bool wide);
    void fit();

    Context context_;
    Comparison comparison_;
    CardGrid* grid_ = nullptr;
    PinnedRow* pinned_ = nullptr;
    SummaryPanel* summary_ = nullptr;
    QHBoxLayout* row_ = nullptr;
    bool wide_ = false;
};

}  // namespace stampede::ui
