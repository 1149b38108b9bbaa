#pragma once

#include <QPointer>
#include <QWidget>

#include <string>
#include <vector>

namespace stampede::ui {

/// A soft light around the parts of the window that a step speaks of. Lies over the whole window, takes no
/// mouse, and follows the parts when they move.
class Glow : public QWidget {
    Q_OBJECT

public:
    explicit Glow(QWidget* window);

    /// By the words of scenes ("database", "parameter:strategy.beta"); what is not there or hidden is left
    /// out.
    void around(const std::vector<std::string>& words);
    const std::vector<QPointer<QWidget>>& targets() const { return targets_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    QWidget* find(const std::string& word) const;
    void watch(bool on);

    std::vector<QPointer<QWidget>> targets_;
};

}  // namespace stampede::ui
