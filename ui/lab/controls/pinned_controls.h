#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace stampede::ui {

class ParameterRow;
class Session;
class Workbench;

/// The pinned parameters alone, side by side: what is moved in front of a class.
class PinnedControls : public QWidget {
    Q_OBJECT

public:
    PinnedControls(Session& session, Workbench& workbench, QWidget* parent = nullptr);

    const std::vector<ParameterRow*>& rows() const { return rows_; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void refresh();

    Session& session_;
    Workbench& workbench_;
    QString shape_;
    QHBoxLayout* row_ = nullptr;
    std::vector<ParameterRow*> rows_;
};

}  // namespace stampede::ui
