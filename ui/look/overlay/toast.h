#pragma once

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace stampede::ui {

/// One sentence at the lower edge of the window about what has just been done or could not be, perhaps with a
/// button. It goes by
/// itself: what went wrong stays longer, and nothing goes while the mouse rests on it.
class Toast : public QFrame {
    Q_OBJECT

public:
    /// Says it in the window that `part` belongs to, in place of what was said before.
    static void say(QWidget* part, const QString& sentence, const QString& button = {},
                    std::function<void()> act = {});
    /// The same for what went wrong.
    static void complain(QWidget* part, const QString& sentence);
    /// What is said there now, or empty.
    static QString said(const QWidget* part);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    explicit Toast(QWidget* window);
    static Toast* of(QWidget* part);
    void show(const QString& sentence, bool wrong, const QString& button, std::function<void()> act);
    void place();

    QLabel* text_ = nullptr;
    QPushButton* button_ = nullptr;
    QPushButton* close_ = nullptr;
    std::function<void()> act_;
    QTimer leave_;
};

}  // namespace stampede::ui
