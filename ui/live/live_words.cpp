#include "ui/live/live_words.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"
#include "ui/session/parameters/parameter.h"
#include "ui/session/session.h"

namespace stampede::ui {

namespace {

QString version(const LiveStatus& s)
{
    return s.version.empty() ? tr("Redis") : tr("Redis %1").arg(QString::fromStdString(s.version));
}

QString connected(const LiveStatus& s)
{
    if (s.address.empty()) return tr("Connected to a private %1, in real time.").arg(version(s));
    return tr("Connected to %1 at %2, in real time.").arg(version(s), QString::fromStdString(s.address));
}

QString connecting(const LiveStatus& s)
{
    if (s.address.empty()) return tr("Connecting to the private redis-server …");
    return tr("Connecting to %1 …").arg(QString::fromStdString(s.address));
}

QString lost(const LiveStatus& s)
{
    const QString what = QString::fromStdString(s.trouble);
    if (!s.again_in || *s.again_in <= Duration::zero()) return tr("%1 Connecting again …").arg(what);
    return tr("%1 Connecting again in %2 s …")
        .arg(what, QString::number(std::max(0.1, seconds(*s.again_in)), 'f', 1));
}

QString ended(const LiveState& live, const Run* run)
{
    const QString length = run ? exactDurationText(std::chrono::round<std::chrono::milliseconds>(
                                     run->recording->end - run_start))
                               : QString();
    return live.stopped ? tr("Stopped after %1.").arg(length) : tr("Ended after %1.").arg(length);
}

/// "Instances", where there is a control of that name, else the field of the file.
QString called(const QString& path, const Scenario& scenario)
{
    for (const Parameter& p : parametersOf(scenario))
        if (p.path == path) return tr("“%1”").arg(p.label);
    return path.startsWith(QLatin1String("strategy")) ? tr("the strategy") : path;
}

QString detailOf(const LiveState& live, const Run* run)
{
    if (!live.refusal.isEmpty()) return live.refusal;
    if (!live.startsAgainFor.isEmpty())
        return tr("A new run starts: %1 cannot change while one goes on.")
            .arg(called(live.startsAgainFor, run ? run->scenario : Scenario()));
    if (live.outdated) return tr("Settings have changed since: run again to see what they do.");
    if (live.phase == LiveState::Phase::running) return tr("Moving a slider acts on this run.");
    const auto changes = run ? run->recording->changes.size() : 0;
    if (live.phase == LiveState::Phase::ended && changes > 0)
        return tr("Settings were moved on the way; marks on the strip below show when.");
    return {};
}

}  // namespace

LiveWords liveWords(const LiveState& live, const Run* run)
{
    using Phase = LiveState::Phase;
    const QString detail = detailOf(live, run);
    switch (live.phase) {
    case Phase::none: return {};
    case Phase::starting: return {tr("starting"), tr("Starting a private redis-server …"), detail};
    case Phase::connecting: return {tr("connecting"), connecting(live.server), detail};
    case Phase::running: return {tr("connected"), connected(live.server), detail};
    case Phase::lost: return {tr("lost"), lost(live.server), detail};
    case Phase::leaving: return {tr("leaving"), tr("The run is over; its keys are removed …"), detail};
    case Phase::ended: return {live.stopped ? tr("stopped") : tr("ended"), ended(live, run), detail};
    case Phase::failed: return {tr("no run"), tr("There was no live run."), detail};
    }
    return {};
}

QColor liveColour(const LiveState& live)
{
    using Phase = LiveState::Phase;
    switch (live.phase) {
    case Phase::running: return theme().fresh;
    case Phase::starting:
    case Phase::connecting:
    case Phase::leaving: return theme().waiting;
    case Phase::lost:
    case Phase::failed: return theme().load;
    case Phase::none:
    case Phase::ended: break;
    }
    return theme().muted;
}

QString worldTitle(const World& world)
{
    if (world.isSimulated()) return tr("Simulated Redis");
    return world.isPrivateLive() ? tr("Live Redis") : world.name();
}

}  // namespace stampede::ui
