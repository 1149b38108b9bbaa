#include "ui/shell/accessibility/announcer.h"

#include "ui/lab/headline/headline.h"
#include "ui/lab/headline/story_strip.h"
#include "ui/session/session.h"
#include "ui/shell/accessibility/spoken.h"

#include <QAccessible>

namespace stampede::ui {

namespace {

constexpr int restMs = 1000, liveRestMs = 5000;

}  // namespace

Announcer::Announcer(Session& session, Headline& headline, StoryStrip& story, QObject* parent)
    : QObject(parent), session_(session), headline_(headline), story_(story)
{
    rest_.setSingleShot(true);
    connect(&rest_, &QTimer::timeout, this, &Announcer::announce);
    connect(&session_, &Session::runChanged, this, &Announcer::noteChange);
    connect(&session_.playback(), &Playback::playheadChanged, this, &Announcer::noteChange);
    connect(&session_.playback(), &Playback::playingChanged, this, &Announcer::noteChange);
    connect(&session_, &Session::maskedChanged, this, &Announcer::noteChange);
}

void Announcer::noteChange()
{
    if (rest_.isActive()) return;
    rest_.start(session_.run() && session_.run()->partial ? liveRestMs : restMs);
}

void Announcer::announce()
{
    if (session_.playback().playing() || session_.computing() != (session_.run() && session_.run()->partial))
        return noteChange();
    const QString words =
        QStringLiteral("%1. %2").arg(spokenWords(headline_), story_.sentence());
    if (words == announced_) return;
    announced_ = words;
    QAccessibleEvent event(&headline_, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    emit announced(words);
}

}  // namespace stampede::ui
