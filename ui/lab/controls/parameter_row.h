#pragma once

#include <QWidget>

#include "ui/session/parameters/parameter.h"

class QLineEdit;

namespace stampede::ui {

class ElidingLabel;
class MenuButton;
class Slider;
class ResetDot;
class Switch;
class Workbench;

/// One parameter in the panel: label, exact value, slider (or menu, or switch), and a dot to reset it when it
/// differs from what was opened. Greyed with a reason when it does nothing.
class ParameterRow : public QWidget {
    Q_OBJECT

public:
    ParameterRow(Parameter parameter, Workbench& workbench, QWidget* parent = nullptr);

    const Parameter& parameter() const { return parameter_; }
    /// Shows the scenario's value; `baseline` is what the dot resets to.
    void show(const Scenario& scenario, const Scenario& baseline);

    Slider* slider() const { return slider_; }
    QLineEdit* field() const { return field_; }

signals:
    /// The typed text cannot be used; empty when it can again.
    void complained(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeValue();
    void makeSlider();
    void slide(int position);
    void typed();
    void setValue(double value);
    void complain(const QString& sentence);
    void showLabel(const Scenario& scenario);
    void fitField();

    Parameter parameter_;
    Workbench& workbench_;
    ElidingLabel* label_ = nullptr;
    ResetDot* reset_ = nullptr;
    QLineEdit* field_ = nullptr;
    Slider* slider_ = nullptr;
    MenuButton* choice_ = nullptr;
    Switch* switch_ = nullptr;
    double value_ = 0;
    double baseline_ = 0;
};

}  // namespace stampede::ui
