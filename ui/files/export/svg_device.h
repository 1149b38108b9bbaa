#pragma once

#include <QPaintDevice>
#include <QSize>

#include <memory>

class QIODevice;

namespace stampede::ui {

/// How many pixels of the screen are an inch on paper, as CSS has it.
inline constexpr int paperDotsPerInch = 96;

/// What is painted on it becomes SVG 1.1: shapes and texts stay shapes and texts, and clips are kept.
/// (QSvgGenerator of Qt 6.4 knows no clips, so what scrolls would be painted over what stands beside it.)
/// Pictures and patterns are embedded.
class SvgDevice : public QPaintDevice {
public:
    /// `out` is open, and outlives it. The text is complete when the painter has ended.
    SvgDevice(QIODevice& out, QSize size, const QString& title);
    ~SvgDevice() override;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSize size_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace stampede::ui
