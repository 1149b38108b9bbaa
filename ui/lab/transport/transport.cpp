#include "ui/lab/transport/transport.h"

#include "ui/lab/transport/clock.h"
#include "ui/lab/transport/legend.h"
#include "ui/lab/transport/now_line.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/lab/transport/time_menus.h"
#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/words/format.h"
#include "ui/look/words/speeds.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

Transport::Transport(const Context& context, QWidget* parent) : QWidget(parent), session_(context.session)
{
    const Theme& t = theme();
    setObjectName("transport");
    setAccessibleName(tr("Transport"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(t.px(16), t.px(7), t.px(16), t.px(7));
    row->setSpacing(t.px(10));
    toStart_ = button("to-start", tr("To the start"), tr("Home"));
    back_ = button("step-back", tr("One event back"), tr("←"));
    play_ = button("play", tr("Play or pause"), tr("Space"));
    play_->setProperty("look", "primary");
    forward_ = button("step-forward", tr("One event forward"), tr("→"));
    for (QPushButton* b : {toStart_, back_, play_, forward_}) row->addWidget(b);
    connect(toStart_, &QPushButton::clicked, this,
            [this] { session_.playback().setPlayhead(session_.playback().extent().from); });
    connect(back_, &QPushButton::clicked, &session_.playback(), &Playback::stepBack);
    connect(forward_, &QPushButton::clicked, &session_.playback(), &Playback::stepForward);
    connect(play_, &QPushButton::clicked, this,
            [this] { session_.playback().setPlaying(!session_.playback().playing()); });

    speed_ = new MenuButton;
    speed_->setObjectName("speed");
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("How fast the recording is played ([ and ])"));
    auto* menu = new QMenu(speed_);
    for (double s : speeds())
        connect(menu->addAction(speedText(s)), &QAction::triggered, this,
                [this, s] { session_.playback().setSpeed(s); });
    speed_->setMenu(menu);
    row->addWidget(speed_);
    clock_ = new Clock(session_);
    row->addWidget(clock_);
    row->addSpacing(t.px(10));
    addStrip(*row);
    pauseOn_ = menuButton("pause-on", tr("Where playing stops"), pauseMenu, context);
    bookmarks_ = menuButton("bookmarks", tr("Bookmarks (M adds one)"), bookmarkMenu, context);
    faults_ = menuButton("faults", tr("Break something at the playhead"), faultMenu, context);
    for (QPushButton* b : {pauseOn_, bookmarks_, faults_}) row->addWidget(b);
    row->addSpacing(t.px(6));
    legend_ = new Legend;
    row->addWidget(legend_);

    connect(&session_.playback(), &Playback::playingChanged, this, &Transport::showPlaying);
    connect(&session_.playback(), &Playback::speedChanged, this, &Transport::showSpeed);
    connect(&session_.playback(), &Playback::pauseOnChanged, this, &Transport::showIcons);
    connect(&session_, &Session::maskedChanged, this, &Transport::showMasked);
    showIcons();
    showSpeed();
}

QPushButton* Transport::button(const char* name, const QString& what, const QString& key)
{
    auto* b = new QPushButton;
    b->setObjectName(QLatin1String(name));
    b->setAccessibleName(what);
    b->setToolTip(QStringLiteral("%1 (%2)").arg(what, key));
    b->setFocusPolicy(Qt::TabFocus);
    b->setCursor(Qt::PointingHandCursor);
    return b;
}

QPushButton* Transport::menuButton(const char* name, const QString& what,
                                   QMenu* (*menu)(const Context&, QWidget*), const Context& context)
{
    auto* b = new QPushButton;
    b->setObjectName(QLatin1String(name));
    b->setAccessibleName(what);
    b->setToolTip(what);
    b->setFocusPolicy(Qt::TabFocus);
    b->setCursor(Qt::PointingHandCursor);
    b->setMenu(menu(context, b));
    return b;
}

void Transport::addStrip(QHBoxLayout& row)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    overview_ = new OverviewStrip(session_);
    column->addWidget(overview_);
    column->addWidget(new NowLine(session_));
    row.addLayout(column, 1);
}

void Transport::showIcons()
{
    const Theme& t = theme();
    const QSize size(t.px(14), t.px(14));
    toStart_->setIcon(icon(Icon::toStart, t.ink));
    back_->setIcon(icon(Icon::stepBack, t.ink));
    forward_->setIcon(icon(Icon::stepForward, t.ink));
    pauseOn_->setIcon(icon(Icon::flag, session_.playback().pauseOn().empty() ? t.ink : t.accent));
    bookmarks_->setIcon(icon(Icon::bookmark, t.ink));
    faults_->setIcon(icon(Icon::bolt, t.ink));
    for (QPushButton* b : {toStart_, back_, play_, forward_, pauseOn_, bookmarks_, faults_}) {
        b->setIconSize(size);
        b->setFixedHeight(t.px(34));
        if (b != play_) b->setFixedWidth(t.px(42));
    }
    play_->setFont(t.strong);
    play_->setFixedWidth(QFontMetrics(t.strong).horizontalAdvance(tr("Pause")) + t.px(58));
    showPlaying();
}

void Transport::showPlaying()
{
    const bool on = session_.playback().playing();
    play_->setText(u' ' + (on ? tr("Pause") : tr("Play")));
    play_->setIcon(
        icon(on ? Icon::pause : Icon::play, session_.masked() ? theme().muted : theme().accentText));
}

/// What moves the playhead would tell how long things take.
void Transport::showMasked()
{
    const bool masked = session_.masked();
    for (QPushButton* b : {toStart_, back_, play_, forward_, static_cast<QPushButton*>(speed_)})
        b->setEnabled(!masked);
    play_->setToolTip(masked ? tr("Answer the question first: play unlocks then.")
                             : tr("Play or pause (Space)"));
    showPlaying();
    showSpeed();
}

void Transport::showSpeed()
{
    // The speed that suits a run tells how long it is.
    speed_->setText(session_.masked() ? QStringLiteral("? ×") : speedText(session_.playback().speed()));
    speed_->updateGeometry();
}

void Transport::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && overview_) showIcons();
    // A new style sheet takes away the font that the button was given, and goes on to do so after this.
    if (event->type() == QEvent::StyleChange) QTimer::singleShot(0, this, &Transport::showIcons);
}

void Transport::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme().line);
}

/// The legend is not counted: where there is no room it goes.
QSize Transport::minimumSizeHint() const
{
    const QSize all = layout()->totalMinimumSize();
    const int gone = legend_->isVisibleTo(this) ? legend_->minimumSizeHint().width() + theme().px(10) : 0;
    return {all.width() - gone, all.height()};
}

/// In a narrow window the strip is worth more than the legend.
void Transport::resizeEvent(QResizeEvent*)
{
    legend_->setVisible(width() > legend_->sizeHint().width() + theme().px(900));
}

}  // namespace stampede::ui
