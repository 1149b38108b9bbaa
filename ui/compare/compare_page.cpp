#include "ui/compare/compare_page.h"

namespace stampede::ui {

ComparePage::ComparePage(const Desk& desk, QWidget* parent) : Page(parent), desk_(desk) {}

}  // namespace stampede::ui
