#pragma once

#include <QWidget>

#include "ui/session/views/context.h"

class QVBoxLayout;

namespace stampede::ui {

class Coach;

/// Beside the lab while a run shows what a point of a model answer says: the point, the neighbours, and the
/// way back.
class EvidencePanel : public QWidget {
    Q_OBJECT

public:
    EvidencePanel(Coach& coach, const Context& context, QWidget* parent = nullptr);

    void tell(std::size_t point);
    std::size_t point() const { return point_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void addWays(QVBoxLayout* column);

    Coach& coach_;
    Context context_;
    std::size_t point_ = 0;
};

}  // namespace stampede::ui
