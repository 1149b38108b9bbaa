#include "ui/lab/inspector/request_finder.h"

#include "ui/look/theme/kept_within.h"
#include "ui/look/words/call_text.h"
#include "ui/look/words/format.h"

#include <QKeyEvent>
#include <QRegularExpression>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

namespace stampede::ui {

namespace {

/// The middle of the state in which the call spends most of its time: there is most to see.
Instant heartOf(const Lanes& lanes, std::uint32_t lane)
{
    Instant heart = lanes.begins(lane);
    Duration longest{};
    for (std::uint32_t i = lanes.first[lane]; i + 1 < lanes.first[lane + 1]; ++i) {
        const Duration length = lanes.at[i + 1] - lanes.at[i];
        if (length <= longest) continue;
        longest = length;
        heart = lanes.at[i] + length / 2;
    }
    return heart;
}

}  // namespace

std::optional<CallId> callFrom(const QString& text, const Run& run)
{
    static const QRegularExpression pattern(QStringLiteral("^(r|request|f|refresh)?\\.?#?([0-9]+)$"),
                                            QRegularExpression::CaseInsensitiveOption);
    QString plain = text;
    plain.remove(QRegularExpression(QStringLiteral("[\\s\\x{202F}\\x{2009}]")));
    if (plain.compare(QLatin1String("slowest"), Qt::CaseInsensitive) == 0) {
        const CallId slowest = slowestRequest(run);
        return slowest.is_nobody() ? std::nullopt : std::optional(slowest);
    }
    const auto match = pattern.match(plain);
    if (!match.hasMatch()) return {};
    const bool refresh = match.captured(1).startsWith(u'f', Qt::CaseInsensitive) ||
                         match.captured(1).compare(QLatin1String("refresh"), Qt::CaseInsensitive) == 0;
    const quint64 number = match.captured(2).toULongLong();
    const std::size_t count = refresh ? run.recording->refreshes.size() : run.recording->requests.size();
    if (number < 1 || number > count) return {};
    return refresh ? CallId::refresh(quint32(number)) : CallId::request(quint32(number));
}

CallId slowestRequest(const Run& run)
{
    const Lanes& lanes = run.timeline.lanes;
    CallId slowest;
    Duration longest{-1};
    for (std::uint32_t lane = 0; lane < lanes.requests; ++lane) {
        if (lanes.empty(lane) || lanes.ends(lane) - lanes.begins(lane) <= longest) continue;
        longest = lanes.ends(lane) - lanes.begins(lane);
        slowest = lanes.call(lane);
    }
    return slowest;
}

void showCall(Session& session, CallId call)
{
    const RunPtr run = session.run();
    if (!run || call.is_nobody()) return;
    session.select(call);
    const Lanes& lanes = run->timeline.lanes;
    const std::uint32_t lane = lanes.lane(call);
    if (lane >= lanes.size() || lanes.empty(lane)) return;
    const Instant from = lanes.begins(lane), until = lanes.ends(lane);
    const Duration length = std::max<Duration>(until - from, Duration(1));
    const TimeRange v = session.viewport().visible();
    const bool inSight = from >= v.from && until <= v.until && length * 40 >= v.length();
    if (!inSight) session.viewport().setVisible({from - length, until + length});
    const Instant head = session.playback().playhead();
    session.playback().setPlaying(false);
    if (head < from || head >= until) session.playback().setPlayhead(heartOf(lanes, lane));
}

RequestFinder::RequestFinder(Session& session, QWidget* parent) : QLineEdit(parent), session_(session)
{
    setObjectName(QStringLiteral("find-request"));
    setProperty("look", "framed");
    setAccessibleName(tr("Find a request by its number"));
    setPlaceholderText(tr("Find request …"));
    setToolTip(tr("A request's number, or “refresh 3”, or “slowest”; Return shows it (R)"));
    connect(this, &QLineEdit::returnPressed, this, &RequestFinder::find);
    connect(this, &QLineEdit::textEdited, this, [this] { setWrong({}); });
}

void RequestFinder::start()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void RequestFinder::find()
{
    const RunPtr run = session_.run();
    if (!run) return;
    const auto call = callFrom(text(), *run);
    if (!call)
        return setWrong(tr("This run has requests 1 to %1 and %2 refreshes")
                            .arg(countText(run->recording->requests.size()),
                                 countText(run->recording->refreshes.size())));
    setWrong({});
    showCall(session_, *call);
    setText(call->is_refresh() ? callText(*call) : countText(call->number()));
    window()->setFocus();  // so that single keys step and play
}

void RequestFinder::step(int by)
{
    const RunPtr run = session_.run();
    const CallId now = session_.selected();
    if (!run || run->recording->requests.empty()) return;
    const std::int64_t count = now.is_refresh() ? std::int64_t(run->recording->refreshes.size())
                                                : std::int64_t(run->recording->requests.size());
    const std::int64_t number =
        keptWithin<std::int64_t>((now.is_nobody() ? 0 : std::int64_t(now.number())) + by, 1, count);
    const CallId next =
        now.is_refresh() ? CallId::refresh(quint32(number)) : CallId::request(quint32(number));
    showCall(session_, next);
    setText(next.is_refresh() ? callText(next) : countText(next.number()));
    setWrong({});
}

void RequestFinder::setWrong(const QString& sentence)
{
    if (property("wrong").toBool() == sentence.isEmpty()) {
        setProperty("wrong", !sentence.isEmpty());
        style()->unpolish(this);
        style()->polish(this);
    }
    if (!sentence.isEmpty()) QToolTip::showText(mapToGlobal(QPoint(0, height())), sentence, this);
}

void RequestFinder::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up: return step(-1);
    case Qt::Key_Down: return step(+1);
    case Qt::Key_Escape:
        setWrong({});
        clear();
        if (parentWidget()) window()->setFocus();
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

}  // namespace stampede::ui
