#pragma once

#include <QAbstractButton>
#include <QWidget>

#include "ui/session/views/context.h"

class QStackedWidget;

namespace stampede::ui {

class SidePanel;
class Views;

/// A narrow strip at the window's edge that opens what is hidden behind it.
class EdgeTab : public QAbstractButton {
    Q_OBJECT

public:
    explicit EdgeTab(const QString& title, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
};

/// What stands at the right of a page: a guest such as a lesson, always; else, in the lab, the inspector or
/// the tab that opens it. Wide windows show the inspector unless its user has hidden it, narrow ones when
/// asked to; each is remembered.
class RightSide : public QWidget {
    Q_OBJECT

public:
    RightSide(SidePanel& inspector, Views& views, QWidget* parent = nullptr);

    /// Puts a guest in the inspector's place; nullptr: the inspector again. Does not own it.
    void setGuest(QWidget* panel);
    /// `narrow`: the pictures would keep too little width beside everything else.
    void arrange(bool inLab, bool narrow);

    /// Nothing: it must not keep the window from becoming narrow, in which it then hides.
    QSize minimumSizeHint() const override { return {0, 0}; }

    bool inspectorShown() const;
    void setInspectorShown(bool shown);

signals:
    void inspectorToggled();

private:
    void showParts();

    SidePanel& inspector_;
    Views& views_;
    QWidget* rule_ = nullptr;
    EdgeTab* tab_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    bool inLab_ = true, narrow_ = false;
};

/// Commands that show the inspector and find requests in it.
void addInspectorCommands(const Context& context, RightSide& right, SidePanel& inspector);

}  // namespace stampede::ui
