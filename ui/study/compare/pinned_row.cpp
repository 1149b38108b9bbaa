#include "ui/study/compare/pinned_row.h"

#include "ui/lab/controls/parameter_row.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/told.h"
#include "ui/session/workbench/workbench.h"
#include "ui/study/compare/comparison.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

PinnedRow::PinnedRow(Session& session, Workbench& workbench, Comparison& comparison, QWidget* parent)
    : QWidget(parent), session_(session), workbench_(workbench), comparison_(comparison)
{
    line_ = new QHBoxLayout(this);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    title_ = new QLabel;
    title_->setWordWrap(true);
    note_ = new QLabel;
    note_->setProperty("look", "small");
    note_->setObjectName("compare-note");
    note_->setWordWrap(true);
    words->addStretch(1);
    words->addWidget(title_);
    words->addWidget(note_);
    words->addStretch(1);
    line_->addLayout(words, 3);
    rebuild();
    connect(&comparison_, &Comparison::changed, this, &PinnedRow::refresh);
    connect(&comparison_, &Comparison::progressed, this, &PinnedRow::tell);
    connect(&comparison_, &Comparison::settledNow, this, &PinnedRow::tell);
    connect(&workbench_, &Workbench::opened, this, &PinnedRow::refresh);
}

void PinnedRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Not now: the change is on its way through the very widgets that would go.
    if (event->type() == QEvent::PaletteChange && line_) QTimer::singleShot(0, this, &PinnedRow::rebuild);
}

void PinnedRow::rebuild()
{
    const Theme& t = theme();
    line_->setContentsMargins(t.px(16), t.px(8), t.px(16), t.px(4));
    line_->setSpacing(t.px(28));
    title_->setFont(t.strong);
    shape_ = shapeOf(session_.scenario());
    qDeleteAll(rows_);
    rows_.clear();
    for (Parameter p : parametersOf(session_.scenario())) {
        if (p.group != Parameter::Group::pinned) continue;
        if (p.path == QLatin1String("strategy.beta")) {
            // That of all strategies that have one; the scenario holds it only while its own is among them.
            p.get = [this](const Scenario& s) { return betaOf(s.strategy).value_or(comparison_.beta()); };
            p.set = [this](Scenario& s, double v) {
                setBetaOf(s.strategy, v);
                comparison_.setBeta(v);
            };
            p.noEffect = {};
            p.about =
                tr("How eagerly entries are refreshed before they expire: of every strategy that has a β.");
        }
        auto* row = new ParameterRow(p, workbench_);
        // They give way before the window would have to be wider than the screen.
        row->setMinimumWidth(t.px(120));
        row->setMaximumWidth(t.px(218));
        row->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        line_->addWidget(row, 2, Qt::AlignVCenter);
        rows_.push_back(row);
        connect(row, &ParameterRow::complained, this, [this](const QString& sentence) {
            if (sentence.isEmpty())
                tell();
            else
                note_->setText(sentence);
        });
    }
    refresh();
}

void PinnedRow::refresh()
{
    if (shapeOf(session_.scenario()) != shape_) return rebuild();
    const Scenario baseline = workbench_.baseline();
    const Scenario& reference = shapeOf(baseline) == shape_ ? baseline : session_.scenario();
    for (ParameterRow* row : rows_) row->show(session_.scenario(), reference);
    tell();
}

void PinnedRow::tell()
{
    std::uint64_t requests = 0;
    std::size_t there = 0;
    for (const Contender& c : comparison_.contenders()) {
        if (c.run) requests = std::max<std::uint64_t>(requests, c.run->metrics.requests);
        there += !c.outdated;
    }
    title_->setText(
        requests == 0 ? tr("The same requests under every strategy")
                      : tr("The same %1 requests under every strategy").arg(toldOther(countText(requests))));
    const bool simulated = session_.world().isSimulated();
    if (!comparison_.trouble().isEmpty())
        note_->setText(comparison_.trouble());
    else if (there < comparison_.contenders().size())
        note_->setText(tr("%1 of %2 computed…").arg(there).arg(comparison_.contenders().size()));
    else
        note_->setText(
            (simulated ? tr("Seed %1.") : tr("Simulated, seed %1.")).arg(session_.scenario().seed) + u' ' +
            tr("Click a request for its fate under each, a title to open it in the lab."));
}

ParameterRow* PinnedRow::row(const QString& path) const
{
    for (ParameterRow* r : rows_)
        if (r->parameter().path == path) return r;
    return nullptr;
}

}  // namespace stampede::ui
