#include "ui/teach/learn/evidence_panel.h"

#include "ui/look/theme/theme.h"
#include "ui/session/views/views.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/learn_parts.h"
#include "ui/teach/lesson/lesson_text.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

EvidencePanel::EvidencePanel(Coach& coach, const Context& context, QWidget* parent)
    : QWidget(parent), coach_(coach), context_(context)
{
    setObjectName("evidence-panel");
    setAccessibleName(tr("What the model answer says"));
    new QVBoxLayout(this);
}

QSize EvidencePanel::sizeHint() const
{
    const Theme& t = theme();
    return {t.px(t.scale > 1.2 ? 300 : 330), t.px(400)};
}

void EvidencePanel::tell(std::size_t point)
{
    point_ = point;
    build();
}

void EvidencePanel::build()
{
    if (coach_.phase() != Coach::Phase::grading) return;
    const Theme& t = theme();
    auto* column = static_cast<QVBoxLayout*>(layout());
    emptyLayout(column);
    column->setContentsMargins(t.px(16), t.px(12), t.px(16), t.px(14));
    column->setSpacing(t.px(10));
    QPushButton* back = learnButton("evidence-back", tr("‹ Back to the coach"),
                                    tr("Your own scenario comes back, too (Escape)"));
    connect(
        back, &QPushButton::clicked, this, [this] { context_.views.go(View::learn); }, Qt::QueuedConnection);
    column->addWidget(back, 0, Qt::AlignLeft);
    column->addWidget(learnLabel(QString::fromStdString(coach_.question().question), "muted"));
    column->addWidget(
        learnLabel(tr("POINT %1 OF %2").arg(point_ + 1).arg(coach_.question().points.size()), "caption"));
    auto* say = new LessonText;
    say->setObjectName("evidence-say");
    const auto index = static_cast<qsizetype>(point_);
    say->setText(index < coach_.points().size() ? coach_.points()[index] : tr("Measuring …"));
    column->addWidget(say);
    auto* tick = new TickBox(tr("My answer had this"));
    tick->setObjectName("evidence-tick");
    tick->setChecked(coach_.answer().ticked.value(index));
    connect(tick, &QCheckBox::toggled, this, [this](bool on) { coach_.tick(point_, on); });
    column->addWidget(tick);
    column->addStretch(1);
    addWays(column);
    // Keys are to go on acting when what had the focus is gone.
    if (isVisible()) window()->setFocus();
}

void EvidencePanel::addWays(QVBoxLayout* column)
{
    auto* row = new QHBoxLayout;
    const auto way = [&](const char* name, const QString& text, const QString& about, int direction) {
        QPushButton* button = learnButton(name, text, about);
        const std::size_t to = coach_.shownBeside(point_, direction);
        button->setEnabled(to != point_);
        connect(
            button, &QPushButton::clicked, this, [this, to] { coach_.show(to); }, Qt::QueuedConnection);
        row->addWidget(button);
    };
    way("evidence-previous", tr("◀ Point before"), tr("The point before that has something to show"), -1);
    row->addStretch(1);
    way("evidence-next", tr("Next point ▶"), tr("The next point that has something to show"), +1);
    column->addLayout(row);
}

void EvidencePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    window()->setFocus();
}

void EvidencePanel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) QTimer::singleShot(0, this, &EvidencePanel::build);
}

void EvidencePanel::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().panel);
}

}  // namespace stampede::ui
