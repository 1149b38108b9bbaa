#pragma once

#include <QPointer>
#include <QWidget>

#include "ui/session/views/context.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace stampede::ui {

class Glow;
class LessonPlayer;
class MenuButton;

/// The lesson beside the lab: where one is, the step's text, its question or goal, and the way on.
class LessonPanel : public QWidget {
    Q_OBJECT

public:
    LessonPanel(const Context& context, LessonPlayer& player, QWidget* parent = nullptr);
    ~LessonPanel() override;

    QSize sizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent*) override;

private:
    void build();
    void addHeader(QVBoxLayout* column);
    void addBody(QVBoxLayout* body);
    void addTask(QVBoxLayout* body);
    void addFooter(QVBoxLayout* column);
    void addEnd(QVBoxLayout* body);
    void fillSteps();
    void point();
    QString whereText() const;

    Context context_;
    LessonPlayer& player_;
    QWidget* content_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    MenuButton* steps_ = nullptr;
    QPointer<Glow> glow_;  ///< the window's, which may be gone first
    std::size_t shownStep_ = 0;
};

}  // namespace stampede::ui
