#pragma once

#include "ui/look/overlay/overlay.h"
#include "ui/shell/help/key_table.h"

namespace stampede::ui {

class Commands;

/// All keys on one sheet over the window, in columns, as large as fits. Escape, the key that opened it, or a
/// click closes it.
class KeyOverlay : public Overlay {
    Q_OBJECT

public:
    KeyOverlay(const Commands& commands, QWidget* window);

    void open() override;
    /// Height of the text in pixels, for which there is room.
    double textPixels() const { return text_; }

protected:
    QRect card() const override { return card_; }
    void arrange() override;
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent*) override { close(); }

private:
    /// A caption, or a line below it.
    struct Placed {
        const KeyGroup* group;
        const KeyLine* line;  ///< nullptr: the caption
        QPointF at;
    };
    bool placeAt(double text, int columns);
    int flow(double tallest, double between);
    void paintLine(QPainter& painter, const Placed& placed) const;

    const Commands& commands_;
    std::vector<KeyGroup> table_;
    std::vector<Placed> placed_;
    QRect card_;
    double text_ = 13, row_ = 26, column_ = 300;
};

}  // namespace stampede::ui
