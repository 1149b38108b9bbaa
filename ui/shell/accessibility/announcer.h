#pragma once

#include <QObject>
#include <QTimer>

namespace stampede::ui {

class Headline;
class Session;
class StoryStrip;

/// Tells assistive technology what headline and story have come to say: when it has changed and time stands
/// still, at most once a second, so that a drag or a moving playhead does not talk without end. Of a live run
/// that goes on it tells every five seconds.
class Announcer : public QObject {
    Q_OBJECT

public:
    Announcer(Session& session, Headline& headline, StoryStrip& story, QObject* parent);

signals:
    void announced(const QString& words);

private:
    void noteChange();
    void announce();

    Session& session_;
    Headline& headline_;
    StoryStrip& story_;
    QTimer rest_;
    QString announced_;
};

}  // namespace stampede::ui
