#include "ui/lab/transport/clock.h"

#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tabular.h"
#include "ui/session/session.h"

#include <cmath>

namespace stampede::ui {

namespace {

Duration lengthOf(const Session& session)
{
    return session.run() ? session.run()->content().length() : Duration(1'000'000'000);
}

}  // namespace

Clock::Clock(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("clock");
    setAccessibleName(tr("Time"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&session_.playback(), &Playback::playheadChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_, &Session::maskedChanged, this, QOverload<>::of(&QWidget::update));
    connect(&session_, &Session::runChanged, this, [this] {
        updateGeometry();
        update();
    });
}

QString Clock::text() const
{
    if (session_.masked()) return QStringLiteral("?");
    return clockText(session_.playback().playhead(), lengthOf(session_));
}

QSize Clock::sizeHint() const
{
    const double widest =
        tabularWidth(theme().strong, clockText(session_.playback().extent().until, lengthOf(session_)));
    return {static_cast<int>(std::ceil(widest)) + theme().px(4),
            QFontMetrics(theme().strong).height() + theme().px(8)};
}

void Clock::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setFont(t.strong);
    painter.setPen(t.ink);
    const QFontMetricsF metrics(t.strong);
    const double y = (height() + metrics.capHeight()) / 2;
    drawTabular(painter, width() - t.px(2) - tabularWidth(t.strong, text()), y, text());
}

}  // namespace stampede::ui
