#pragma once

#include <QWidget>

#include "core/scenario/scenario.h"

class QLabel;
class QMenu;

namespace stampede::ui {

class MenuButton;
class Session;
class Workbench;

/// The strategy by its name, and the three answers that make it up. Choosing another answer gives the named
/// point that has these answers, or "custom".
class StrategyMenus : public QWidget {
    Q_OBJECT

public:
    StrategyMenus(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    QString strategyText() const;
    /// Only the name: the answers are left out.
    void setReduced(bool reduced);

protected:
    void changeEvent(QEvent* event) override;

private:
    MenuButton* menuButton(const char* name, const QString& what);
    void fillStrategies();
    void fillWhen();
    void fillWho();
    void fillMeanwhile();
    void refresh();
    void sayWhatStays();

    Session& session_;
    Workbench& workbench_;
    MenuButton* strategy_ = nullptr;
    MenuButton* when_ = nullptr;
    MenuButton* who_ = nullptr;
    MenuButton* meanwhile_ = nullptr;
    Scenario opened_;  ///< what was opened when the strategy was last looked at, and the strategy then
    std::string chosen_;
};

}  // namespace stampede::ui
