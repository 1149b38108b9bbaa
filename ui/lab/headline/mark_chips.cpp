#include "ui/lab/headline/mark_chips.h"

#include "ui/lab/headline/headline_model.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/event_text.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace stampede::ui {

MarkChips::MarkChips(const Context& context, QWidget* parent) : QWidget(parent), context_(context)
{
    setObjectName("mark-chips");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme().px(6), 0, 0, theme().px(8));
    row->setSpacing(theme().px(8));
    range_ =
        chip("range-chip", tr("The headline is about these requests. Press to be told of all again (Esc)."));
    cursors_ =
        chip("cursors-chip", tr("Two cursors and the time between them. Press to take them away (Shift+K)."));
    fork_ = chip("fork-chip", tr("What was to come without the fault. Press to drop the fault."));
    for (QPushButton* c : {range_, cursors_, fork_}) row->addWidget(c);
    row->addStretch(1);
    Session& session = context_.session;
    connect(range_, &QPushButton::clicked, this, [this] { context_.session.marks().clearRange(); });
    connect(cursors_, &QPushButton::clicked, this, [this] { context_.session.marks().clearCursors(); });
    connect(fork_, &QPushButton::clicked, this, [this] { context_.workbench.dropFault(); });
    connect(&session.marks(), &TimeMarks::rangeChanged, this, &MarkChips::follow);
    connect(&session.marks(), &TimeMarks::cursorsChanged, this, &MarkChips::follow);
    connect(&session, &Session::forkChanged, this, &MarkChips::follow);
    connect(&session, &Session::runChanged, this, &MarkChips::follow);
    connect(&session, &Session::maskedChanged, this, &MarkChips::follow);
    connect(&session.playback(), &Playback::playheadChanged, this, [this] {
        if (context_.session.fork()) follow();
    });
    follow();
}

QPushButton* MarkChips::chip(const char* name, const QString& hint)
{
    auto* c = new QPushButton;
    c->setObjectName(QLatin1String(name));
    c->setToolTip(hint);
    c->setAccessibleDescription(hint);
    c->setProperty("look", "chip");
    c->setFocusPolicy(Qt::TabFocus);
    c->setCursor(Qt::PointingHandCursor);
    return c;
}

QString MarkChips::rangeText() const
{
    const auto& range = context_.session.marks().range();
    if (!range) return {};
    const Duration length = range->length();
    return tr("Requests that arrived from %1 to %2 (%3)")
        .arg(clockText(range->from, length), clockText(range->until, length), durationText(length));
}

QString MarkChips::cursorsText() const
{
    const TimeMarks& marks = context_.session.marks();
    const Duration length = context_.session.viewport().content().length();
    QStringList said;
    if (marks.cursor(0)) said += tr("A %1").arg(clockText(*marks.cursor(0), length));
    if (marks.cursor(1)) said += tr("B %1").arg(clockText(*marks.cursor(1), length));
    if (const auto between = marks.between()) said += tr("Δ %1").arg(exactDurationText(between->length()));
    return said.join(QStringLiteral("  ·  "));
}

/// At the playhead, as the headline beside it.
QString MarkChips::forkText() const
{
    const RunPtr fork = context_.session.fork();
    if (!fork || context_.session.masked()) return {};
    return tr("Without the fault (%1): %2")
        .arg(faultText(*context_.session.forkedBy()),
             sentenceOf(fork->figures.at(context_.session.playback().playhead()),
                        at(fork->scenario, context_.session.playback().playhead()))
                 .whole());
}

void MarkChips::set(QPushButton* chip, const QString& text)
{
    chip->setText(text + QStringLiteral("   ×"));
    chip->setAccessibleName(text);
    chip->setVisible(!text.isEmpty());
}

void MarkChips::follow()
{
    set(range_, rangeText());
    set(cursors_, cursorsText());
    set(fork_, forkText());
    setVisible(!range_->isHidden() || !cursors_->isHidden() || !fork_->isHidden());
}

void MarkChips::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        layout()->setContentsMargins(theme().px(6), 0, 0, theme().px(8));
    QWidget::changeEvent(event);
}

}  // namespace stampede::ui
