#include "ui/session/views/views.h"

namespace stampede::ui {

QString viewTitle(View view)
{
    switch (view) {
    case View::lab: return Views::tr("Lab");
    case View::compare: return Views::tr("Compare");
    case View::explore: return Views::tr("Explore");
    case View::learn: return Views::tr("Learn");
    }
    return {};
}

QString viewWord(View view)
{
    switch (view) {
    case View::lab: return QStringLiteral("lab");
    case View::compare: return QStringLiteral("compare");
    case View::explore: return QStringLiteral("explore");
    case View::learn: return QStringLiteral("lesson");
    }
    return {};
}

void Views::go(View view)
{
    if (current_ == view) return;
    current_ = view;
    emit changed(view);
}

void Views::setPresenting(bool on)
{
    if (presenting_ == on) return;
    presenting_ = on;
    emit presentingChanged(on);
}

void Views::openLesson(const QString& file)
{
    go(View::learn);
    emit lessonAsked(file);
}

void Views::setGuest(QWidget* panel)
{
    if (guest_ == panel) return;
    guest_ = panel;
    emit guestChanged(panel);
}

}  // namespace stampede::ui
