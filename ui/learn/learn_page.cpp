#include "ui/learn/learn_page.h"

namespace stampede::ui {

LearnPage::LearnPage(const Desk& desk, QWidget* parent) : Page(parent), desk_(desk) {}

}  // namespace stampede::ui
