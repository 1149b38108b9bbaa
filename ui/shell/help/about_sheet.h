#pragma once

#include "ui/look/overlay/overlay.h"

class QPushButton;
class QTextBrowser;

namespace stampede::ui {

/// A sheet of text over the window: how the program is used, or what it is made of. No link is opened but on
/// a click.
class AboutSheet : public Overlay {
    Q_OBJECT

public:
    enum class Text { help, about };
    AboutSheet(Text text, QWidget* window);

    /// Versions and licence, a line each, to be copied into a report.
    static QString versions();
    void open() override;

protected:
    QRect card() const override { return card_; }
    void arrange() override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Text kind_;
    QTextBrowser* text_ = nullptr;
    QPushButton* close_ = nullptr;
    QPushButton* copy_ = nullptr;
    QRect card_;
};

}  // namespace stampede::ui
