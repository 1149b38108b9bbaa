#pragma once

#include <QObject>
#include <QWidget>

#include "ui/look/words/table_data.h"

namespace stampede::ui {

/// The places of the program.
enum class View { lab, compare, explore, learn };
/// "Lab", for buttons; "lab", for the command line and settings.
QString viewTitle(View view);
QString viewWord(View view);

/// Which place is shown, and what stands at its right. One owner; the window follows.
class Views : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    View current() const { return current_; }
    void go(View view);

    /// A panel that takes the place of the inspector, in every view, such as a lesson's; nullptr: the
    /// inspector. The window shows it and does not own it.
    QWidget* guest() const { return guest_; }
    void setGuest(QWidget* panel);

    /// In front of a class: parts show less, and larger.
    bool presenting() const { return presenting_; }
    void setPresenting(bool on);

    /// A lesson's file is to be shown: goes to the learn page, which is there when lessonAsked is emitted.
    void openLesson(const QString& file);

signals:
    void changed(View view);
    void guestChanged(QWidget* panel);
    void presentingChanged(bool on);
    void lessonAsked(const QString& file);

private:
    View current_ = View::lab;
    QWidget* guest_ = nullptr;
    bool presenting_ = false;
};

/// What fills the window below the top bar in one of the views.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;
    /// Nothing is being computed for it: a picture of it would stay as it is.
    virtual bool settled() const { return true; }
    /// What it shows, for a file; empty where it shows no table.
    virtual TableData table() const { return {}; }
    /// The transport below belongs to it: it has a playhead.
    virtual bool hasTransport() const { return true; }

signals:
    void settledNow();
};

}  // namespace stampede::ui
