#pragma once

#include <QFrame>

#include <functional>

class QLineEdit;
class QListWidget;

namespace stampede::ui {

/// A list of all presets that opens below a button: what one types narrows it, Enter or a click takes one.
class PresetChooser : public QFrame {
    Q_OBJECT

public:
    explicit PresetChooser(std::function<void(int index)> chosen, QWidget* parent = nullptr);

    void openBelow(QWidget* button, const QString& currentName);

protected:
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void narrow(const QString& words);
    void fit();
    void take();

    std::function<void(int)> chosen_;
    QLineEdit* filter_ = nullptr;
    QListWidget* list_ = nullptr;
    int highest_ = 600;
};

}  // namespace stampede::ui
