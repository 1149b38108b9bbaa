#include "ui/lab/transport/now_line.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/event_text.h"
#include "ui/session/session.h"
#include "ui/session/stepper.h"
#include "ui/tracks/time_axis.h"

#include <QPainter>

namespace stampede::ui {

NowLine::NowLine(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("now");
    setAccessibleName(tr("What happens at the playhead"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto follow = [this] {
        if (!session_.playing()) setAccessibleDescription(text());
        update();
    };
    connect(&session_, &Session::playheadChanged, this, follow);
    connect(&session_, &Session::runChanged, this, follow);
    connect(&session_, &Session::maskedChanged, this, follow);
    connect(&session_, &Session::playingChanged, this, follow);
}

QString NowLine::text() const
{
    if (!session_.run() || session_.masked()) return {};
    const auto event = session_.stepper().event();
    if (!event) return tr("nothing has happened yet");
    const Duration ago = session_.playhead() - session_.run()->recording->events[*event].at;
    const QString said = eventText(*session_.run(), *event);
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
