#pragma once

#include <QWidget>

#include "ui/session/views/context.h"

class QPushButton;

namespace stampede::ui {

class ElidingLabel;

/// A line below the headline while the world is a live one: how it stands, in words, and what can be done:
/// stop, run again, compare with the simulation.
class LiveBar : public QWidget {
    Q_OBJECT

public:
    explicit LiveBar(const Context& context, QWidget* parent = nullptr);

    QString sentence() const;
    QString detail() const;

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void follow();
    QPushButton* button(const char* name, const QString& text, const QString& command);

    Context context_;
    ElidingLabel* words_ = nullptr;
    QPushButton* stop_ = nullptr;
    QPushButton* again_ = nullptr;
    QPushButton* versus_ = nullptr;
};

}  // namespace stampede::ui
