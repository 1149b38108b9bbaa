#pragma once

#include <QWidget>

#include "ui/session/views/context.h"

class QHBoxLayout;
class QMenu;
class QPushButton;

namespace stampede::ui {

class Clock;
class MenuButton;
class OverviewStrip;
class Session;

/// The bottom: to start, step back, play, step forward, speed, time, the whole run in a strip with what
/// happens now below it, where to pause, bookmarks, what to break, and the legend.
class Transport : public QWidget {
    Q_OBJECT

public:
    explicit Transport(const Context& context, QWidget* parent = nullptr);
    QSize minimumSizeHint() const override;

    OverviewStrip* overview() const { return overview_; }

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    QPushButton* button(const char* name, const QString& what, const QString& key);
    QPushButton* menuButton(const char* name, const QString& what, QMenu* (*menu)(const Context&, QWidget*),
                            const Context& context);
    void addStrip(QHBoxLayout& row);
    void showIcons();
    void showPlaying();
    void showSpeed();
    void showMasked();

    Session& session_;
    QPushButton* toStart_ = nullptr;
    QPushButton* back_ = nullptr;
    QPushButton* play_ = nullptr;
    QPushButton* forward_ = nullptr;
    QPushButton* pauseOn_ = nullptr;
    QPushButton* bookmarks_ = nullptr;
    QPushButton* faults_ = nullptr;
    MenuButton* speed_ = nullptr;
    Clock* clock_ = nullptr;
    OverviewStrip* overview_ = nullptr;
    QWidget* legend_ = nullptr;
};

}  // namespace stampede::ui
