#pragma once

#include <QMenu>

#include <functional>

namespace stampede::ui {

/// A menu whose items have a name, a line that says what it is, and perhaps a key. The current one is marked.
class DescribedMenu : public QMenu {
    Q_OBJECT

public:
    explicit DescribedMenu(QWidget* parent = nullptr) : QMenu(parent) {}

    QAction* add(const QString& name, const QString& about, const QString& key, std::function<void()> chosen);
    void setCurrent(const QString& name);

private:
    QString current_;
};

}  // namespace stampede::ui
