#include "ui/lab/headline/story_strip.h"

#include "ui/lab/inspector/text_rows.h"
#include "ui/look/theme/theme.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>

namespace stampede::ui {

StoryStrip::StoryStrip(Session& session, QWidget* parent) : QWidget(parent), session_(session)
{
    setObjectName("story-strip");
    auto* row = new QHBoxLayout(this);
    rows_ = new TextRows(TextRows::Look::prose, tr("What holds at the playhead"));
    rows_->setGrowsOnly(true);
    row->addWidget(rows_);
    connect(rows_, &TextRows::callHovered, &session_, &Session::hover);
    connect(rows_, &TextRows::callActivated, &session_, &Session::select);
    connect(rows_, &TextRows::rowActivated, this, &StoryStrip::goToCause);
    connect(&session_, &Session::hoverChanged, rows_, &TextRows::setHovered);
    connect(&session_, &Session::runChanged, this, &StoryStrip::follow);
    connect(&session_, &Session::maskedChanged, this, &StoryStrip::follow);
    connect(&session_.playback(), &Playback::playheadChanged, this, &StoryStrip::follow);
    arrange();
    follow();
}

void StoryStrip::follow()
{
    const RunPtr run = session_.run();
    moment_ = {};
    TextRow row;
    if (session_.masked()) {
        row.spans = {{tr("What happens is hidden until the question is answered."), Tone::plain, {}}};
        row.muted = true;
    } else if (run) {
        moment_ = moment_at({*run->recording, run->scenario, run->timeline, run->standing}, run->figures,
                            session_.playback().playhead());
        row.spans = spansOf(moment_.text);
        row.active = moment_.cause.has_value();
        if (row.active) row.tip = tr("Go to what brought it about");
    }
    rows_->setRows({row});
}

QString StoryStrip::sentence() const
{
    return rows_->text();
}

void StoryStrip::goToCause()
{
    if (!moment_.cause) return;
    const Moment::Cause cause = *moment_.cause;  // moving changes it
    session_.playback().setPlaying(false);
    if (!cause.call.is_nobody()) session_.select(cause.call);
    session_.playback().setPlayhead(cause.at);
    const TimeRange v = session_.viewport().visible();
    if (!v.holds(cause.at))
        session_.viewport().setVisible({cause.at - v.length() / 2, cause.at + v.length() / 2});
}

void StoryStrip::setSubtitle(bool on)
{
    subtitle_ = on;
    arrange();
}

void StoryStrip::arrange()
{
    const Theme& t = theme();
    rows_->setCentred(subtitle_);
    if (subtitle_)
        layout()->setContentsMargins(t.px(24), t.px(8), t.px(24), t.px(8));
    else
        layout()->setContentsMargins(t.px(6), t.px(4), 0, t.px(6));
}

void StoryStrip::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) arrange();
    QWidget::changeEvent(event);
}

}  // namespace stampede::ui
