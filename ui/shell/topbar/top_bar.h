#pragma once

#include <QWidget>

#include "ui/session/views/context.h"

class QLabel;
class QPushButton;

namespace stampede::ui {

class DescribedMenu;
class MenuButton;
class PresetChooser;
class StrategyMenus;
class ViewSwitch;

/// The top: program, scenario, strategy with its three answers; the views, the world, and a menu with all
/// that can be asked for.
class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(const Context& context, QWidget* parent = nullptr);

    StrategyMenus* strategies() const { return strategies_; }
    MenuButton* presetButton() const { return preset_; }
    MenuButton* worldButton() const { return world_; }
    ViewSwitch* views() const { return views_; }

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void openPresets();
    void fillWorlds();
    void openMenu();
    void refresh();
    void fit();

    Context context_;
    Session& session_;
    Workbench& workbench_;
    QLabel* program_ = nullptr;
    MenuButton* preset_ = nullptr;
    PresetChooser* presets_ = nullptr;
    StrategyMenus* strategies_ = nullptr;
    MenuButton* world_ = nullptr;
    ViewSwitch* views_ = nullptr;
    QPushButton* menu_ = nullptr;
};

}  // namespace stampede::ui
