#pragma once

#include <QObject>

#include <functional>
#include <vector>

class QShortcut;
class QWidget;

namespace stampede::ui {

class Session;
class Workbench;

/// The keys of the window. Single keys act only while no text field and no slider has the focus.
class Keyboard : public QObject {
    Q_OBJECT

public:
    Keyboard(QWidget& window, Session& session, Workbench& workbench);

private:
    void addPlaying();
    void addView();
    void addChoices();
    void single(const char* keys, std::function<void()> act);
    void always(const QString& keys, std::function<void()> act);
    void zoom(double factor);
    void pan(double share);

    QWidget& window_;
    Session& session_;
    Workbench& workbench_;
    std::vector<QShortcut*> single_;
};

}  // namespace stampede::ui
