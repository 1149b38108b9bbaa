#pragma once

#include <QWidget>

#include "ui/session/views/context.h"

class QPushButton;

namespace stampede::ui {

/// One line below the headline while there is something to say in it: the selected range, the two cursors
/// with their distance, and what would have been without the fault at which the run forks. A press on a chip
/// takes it away.
class MarkChips : public QWidget {
    Q_OBJECT

public:
    explicit MarkChips(const Context& context, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void set(QPushButton* chip, const QString& text);
    QPushButton* chip(const char* name, const QString& hint);
    QString rangeText() const;
    QString cursorsText() const;
    QString forkText() const;

    Context context_;
    QPushButton* range_ = nullptr;
    QPushButton* cursors_ = nullptr;
    QPushButton* fork_ = nullptr;
};

}  // namespace stampede::ui
