#pragma once

#include <QString>

namespace stampede::ui {

/// "Product page" → "product-page": a title as the name of a file, without its ending. Never empty.
QString fileNameOf(const QString& title);

}  // namespace stampede::ui
