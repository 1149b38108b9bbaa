#pragma once

#include <QImage>

#include "ui/look/theme/theme.h"

#include <optional>

class QWidget;

namespace stampede::ui {

// Pictures of what the window shows. Texts, lines and shapes are vectors in SVG and PDF; what tracks keep as
// pictures is drawn anew at a high resolution and embedded.

enum class PictureFormat { svg, png, pdf };
/// "SVG"; "svg", for file names.
QString pictureFormatTitle(PictureFormat format);
QString pictureFormatSuffix(PictureFormat format);

struct PictureWish {
    QWidget* what = nullptr;  ///< shown now
    PictureFormat format = PictureFormat::png;
    double scale = 2;                   ///< of a PNG: pixels a pixel of the window
    std::optional<Theme::Name> ground;  ///< drawn in this theme instead of the one in force
    QString title;                      ///< written into the file
};

/// The bytes of the file.
QByteArray pictureBytes(const PictureWish& wish);
/// The same as an image, for the clipboard and for looking at it.
QImage pictureImage(const PictureWish& wish);

}  // namespace stampede::ui
