#pragma once

#include <QWidget>

class QLabel;

namespace stampede::ui {

class DescribedMenu;
class MenuButton;
class PresetChooser;
class Session;
class StrategyMenus;
class Workbench;

/// The top: program, scenario, strategy with its three answers, world and theme.
class TopBar : public QWidget {
    Q_OBJECT

public:
    TopBar(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    StrategyMenus* strategies() const { return strategies_; }
    MenuButton* presetButton() const { return preset_; }
    MenuButton* worldButton() const { return world_; }

protected:
    void paintEvent(QPaintEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void openPresets();
    void fillWorlds();
    void fillThemes();
    void refresh();

    Session& session_;
    Workbench& workbench_;
    QLabel* program_ = nullptr;
    MenuButton* preset_ = nullptr;
    PresetChooser* presets_ = nullptr;
    StrategyMenus* strategies_ = nullptr;
    MenuButton* world_ = nullptr;
    MenuButton* theme_ = nullptr;
};

}  // namespace stampede::ui
