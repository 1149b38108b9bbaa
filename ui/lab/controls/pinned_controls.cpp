#include "ui/lab/controls/pinned_controls.h"

#include "ui/lab/controls/parameter_row.h"
#include "ui/look/theme/theme.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QTimer>

namespace stampede::ui {

PinnedControls::PinnedControls(Session& session, Workbench& workbench, QWidget* parent)
    : QWidget(parent), session_(session), workbench_(workbench)
{
    setObjectName("pinned");
    setAccessibleName(tr("Pinned parameters"));
    row_ = new QHBoxLayout(this);
    rebuild();
    connect(&session_, &Session::scenarioChanged, this, &PinnedControls::refresh);
    connect(&workbench_, &Workbench::opened, this, &PinnedControls::refresh);
}

void PinnedControls::rebuild()
{
    const Theme& t = theme();
    shape_ = shapeOf(session_.scenario());
    qDeleteAll(rows_);
    rows_.clear();
    row_->setContentsMargins(t.px(6), 0, t.px(6), t.px(8));
    row_->setSpacing(t.px(20));
    for (const Parameter& p : parametersOf(session_.scenario())) {
        if (p.group != Parameter::Group::pinned) continue;
        rows_.push_back(new ParameterRow(p, workbench_));
        row_->addWidget(rows_.back(), 1);
    }
    refresh();
}

void PinnedControls::refresh()
{
    if (shapeOf(session_.scenario()) != shape_) return rebuild();
    const Scenario baseline = workbench_.baseline();
    const Scenario& reference = shapeOf(baseline) == shape_ ? baseline : session_.scenario();
    for (ParameterRow* row : rows_) {
        row->show(session_.scenario(), reference);
        // There are few of them, so none that does nothing.
        const auto& noEffect = row->parameter().noEffect;
        row->setVisible(!noEffect || noEffect(session_.scenario()).isEmpty());
    }
}

void PinnedControls::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Not now: the change is on its way through the very widgets that would go.
    if (event->type() == QEvent::PaletteChange) QTimer::singleShot(0, this, &PinnedControls::rebuild);
}

}  // namespace stampede::ui
