#pragma once

#include <QScrollArea>

#include "ui/session/parameters/parameter.h"

#include <map>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace stampede::ui {

class FoldTitle;
class ParameterRow;
class Session;
class Workbench;

/// The left side: three pinned parameters, then every other one in groups that fold. Until somebody folds or
/// unfolds a group, it is open if what was opened is about it: sets something in it otherwise than usual.
class ControlPanel : public QScrollArea {
    Q_OBJECT

public:
    ControlPanel(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    /// The row of a parameter by its path, or nullptr.
    ParameterRow* row(const QString& path) const;
    void setGroupOpen(Parameter::Group group, bool open);
    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct GroupBox {
        FoldTitle* title = nullptr;
        QWidget* body = nullptr;
        std::vector<ParameterRow*> rows;
    };

    void rebuild();
    void refresh();
    void openWhatItIsAbout();
    bool isAbout(Parameter::Group group) const;
    GroupBox& groupBox(Parameter::Group group, QVBoxLayout* column);
    void addRow(const Parameter& parameter, QVBoxLayout* column);

    Session& session_;
    Workbench& workbench_;
    QString shape_;
    QLabel* complaint_ = nullptr;
    std::vector<ParameterRow*> rows_;
    std::map<Parameter::Group, GroupBox> groups_;
};

}  // namespace stampede::ui
