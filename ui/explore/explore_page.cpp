#include "ui/explore/explore_page.h"

namespace stampede::ui {

ExplorePage::ExplorePage(const Desk& desk, QWidget* parent) : Page(parent), desk_(desk) {}

}  // namespace stampede::ui
