#include "ui/live/live_bar.h"

#include "ui/live/live_words.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/eliding_label.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace stampede::ui {

LiveBar::LiveBar(const Context& context, QWidget* parent) : QWidget(parent), context_(context)
{
    const Theme& t = theme();
    setObjectName("live-bar");
    auto* row = new QHBoxLayout(this);
    row->setSpacing(t.px(8));
    words_ = new ElidingLabel;
    words_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    row->addWidget(words_, 1);
    stop_ = button("live-stop", tr("Stop"), QStringLiteral("live-stop"));
    stop_->setToolTip(tr("Ends the run now. What was recorded stays, to be looked at."));
    again_ = button("live-run-again", tr("Run again"), QStringLiteral("live-run-again"));
    versus_ = button("live-versus", tr("Simulated vs live"), QStringLiteral("simulated-vs-live"));
    versus_->setToolTip(tr(
        "The same scenario in both worlds, one above the other, with the difference of every figure (V)."));
    connect(&context_.session.live(), &Live::changed, this, &LiveBar::follow);
    connect(&context_.session, &Session::runChanged, this, &LiveBar::follow);
    connect(&context_.session, &Session::worldChanged, this, &LiveBar::follow);
    connect(&context_.session, &Session::maskedChanged, this, &LiveBar::follow);
    follow();
}

QPushButton* LiveBar::button(const char* name, const QString& text, const QString& command)
{
    auto* b = new QPushButton(text);
    b->setObjectName(QLatin1String(name));
    b->setFocusPolicy(Qt::TabFocus);
    connect(b, &QPushButton::clicked, this, [this, command] { context_.commands.run(command); });
    static_cast<QHBoxLayout*>(layout())->addWidget(b);
    return b;
}

QString LiveBar::sentence() const
{
    return words_->text();
}
QString LiveBar::detail() const
{
    return words_->remark();
}

void LiveBar::follow()
{
    layout()->setContentsMargins(theme().px(26), theme().px(2), 0, theme().px(6));
    const LiveState& live = context_.session.live().state();
    const RunPtr run = context_.session.run();
    const bool shown = context_.session.showsLiveRun();
    LiveWords words = liveWords(live, run.get());
    if (live.phase == LiveState::Phase::none && shown)
        words.sentence =
            tr("A recording of a live run: %1.").arg(worldTitle(World::named(run->recording->world)));
    setVisible(live.phase != LiveState::Phase::none || shown);
    words_->setText(words.sentence, words.detail);
    words_->setToolTip(words.sentence +
                       (words.detail.isEmpty() ? QString() : QLatin1Char('\n') + words.detail));
    words_->setAccessibleName(words.sentence);
    words_->setAccessibleDescription(words.detail);
    stop_->setVisible(live.goesOn());
    stop_->setEnabled(live.phase != LiveState::Phase::leaving);
    again_->setVisible(!live.goesOn() && live.phase != LiveState::Phase::none);
    versus_->setVisible(!live.goesOn() && shown && !context_.session.masked());
    update();
}

void LiveBar::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(liveColour(context_.session.live().state()));
    painter.drawEllipse(QPointF(t.px(12), words_->geometry().center().y() + 1), t.px(4.5), t.px(4.5));
}

void LiveBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && words_) follow();
}

}  // namespace stampede::ui
