#include "ui/lab/transport/now_line.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/event_text.h"
#include "ui/look/words/format.h"
#include "ui/session/session.h"
#include "ui/session/stepper.h"

#include <QPainter>

namespace stampede::ui {

NowLine::NowLine(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("now");
    setAccessibleName(tr("What happens at the playhead"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto follow = [this] {
        if (!session_.playback().playing()) setAccessibleDescription(text());
        update();
    };
    connect(&session_.playback(), &Playback::playheadChanged, this, follow);
    connect(&session_, &Session::runChanged, this, follow);
    connect(&session_.stepper(), &Stepper::stepped, this, follow);
    connect(&session_, &Session::maskedChanged, this, follow);
    connect(&session_.playback(), &Playback::playingChanged, this, follow);
}

QString NowLine::text() const
{
    if (!session_.run() || session_.masked()) return {};
    const auto event = session_.stepper().event();
    if (!event) return tr("nothing has happened yet");
    const Run& run = *session_.run();
    const Duration ago = session_.playback().playhead() - run.recording->events[*event].at;
    const QString said = eventText(*run.recording, run.timeline, run.scenario, *event);
    return ago == Duration{} ? said : tr("%1 (%2 ago)").arg(said, durationText(ago));
}

QSize NowLine::sizeHint() const
{
    return {theme().px(300), QFontMetrics(theme().small).height()};
}
QSize NowLine::minimumSizeHint() const
{
    return {theme().px(80), sizeHint().height()};
}

void NowLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(theme().small);
    painter.setPen(theme().muted);
    const QRect line = rect().adjusted(theme().px(4), 0, -theme().px(4), 0);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(theme().small).elidedText(text(), Qt::ElideRight, line.width()));
}

}  // namespace stampede::ui
