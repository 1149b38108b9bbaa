#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace stampede::ui {

class Comparison;
class ParameterRow;
class Session;
class Workbench;

/// What is compared, in a sentence, and the parameters that everybody wants to drag: those that the lab pins.
class PinnedRow : public QWidget {
    Q_OBJECT

public:
    PinnedRow(Session& session, Workbench& workbench, Comparison& comparison, QWidget* parent = nullptr);
    ParameterRow* row(const QString& path) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void refresh();
    void tell();

    Session& session_;
    Workbench& workbench_;
    Comparison& comparison_;
    QString shape_;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    QHBoxLayout* line_ = nullptr;
    std::vector<ParameterRow*> rows_;
};

}  // namespace stampede::ui
