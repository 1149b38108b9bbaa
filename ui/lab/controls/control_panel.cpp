#include "ui/lab/controls/control_panel.h"

#include "ui/lab/controls/parameter_row.h"
#include "ui/look/settings/settings.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/small_controls.h"
#include "ui/look/words/plural.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QEvent>
#include <QLabel>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

ControlPanel::ControlPanel(Session& session, Workbench& workbench, QWidget* parent)
    : QScrollArea(parent), session_(session), workbench_(workbench)
{
    setObjectName("controls");
    setProperty("look", "panel");
    setAccessibleName(tr("Parameters"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    rebuild();
    connect(&session_, &Session::scenarioChanged, this, &ControlPanel::refresh);
    connect(&workbench_, &Workbench::opened, this, &ControlPanel::refresh);
    connect(&workbench_, &Workbench::opened, this, &ControlPanel::openWhatItIsAbout);
}

QSize ControlPanel::sizeHint() const
{
    return {theme().px(272), theme().px(400)};
}

void ControlPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    // Not now: the change is on its way through the very widgets that would go.
    if (event->type() == QEvent::PaletteChange && widget())
        QTimer::singleShot(0, this, &ControlPanel::rebuild);
}

void ControlPanel::rebuild()
{
    const Theme& t = theme();
    shape_ = shapeOf(session_.scenario());
    rows_.clear();
    groups_.clear();
    setFixedWidth(sizeHint().width());
    auto* page = new QWidget;
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(t.px(16), t.px(12), t.px(14), t.px(16));
    column->setSpacing(0);
    complaint_ = new QLabel;
    complaint_->setProperty("look", "trouble");
    complaint_->setWordWrap(true);
    complaint_->hide();
    column->addWidget(complaint_);
    for (const Parameter& p : parametersOf(session_.scenario())) addRow(p, column);
    column->addStretch(1);
    setWidget(page);
    refresh();
}

ControlPanel::GroupBox& ControlPanel::groupBox(Parameter::Group group, QVBoxLayout* column)
{
    GroupBox& box = groups_[group];
    if (box.body) return box;
    const Theme& t = theme();
    box.title = new FoldTitle(titleOf(group));
    box.title->setObjectName(QStringLiteral("group-%1").arg(int(group)));
    box.body = new QWidget;
    auto* rows = new QVBoxLayout(box.body);
    rows->setContentsMargins(0, t.px(2), 0, t.px(6));
    rows->setSpacing(t.px(2));
    column->addWidget(box.title);
    column->addWidget(box.body);
    const Setting<bool> open = settings::parameterGroupOpen(int(group), isAbout(group));
    box.title->setChecked(open.get());
    box.body->setVisible(open.get());
    connect(box.title, &FoldTitle::toggled, box.body, [body = box.body, open](bool on) {
        body->setVisible(on);
        open.set(on);
    });
    return box;
}

/// What any scenario is about, or a parameter that is not as in a scenario that says nothing.
bool ControlPanel::isAbout(Parameter::Group group) const
{
    if (group == Parameter::Group::pinned || group == Parameter::Group::database) return true;
    const Scenario& opened = workbench_.openedScenario();
    const Scenario usual;
    const std::vector<Parameter> known = parametersOf(usual);
    const auto departs = [&](const Parameter& p) {
        const auto same =
            std::find_if(known.begin(), known.end(), [&](const Parameter& k) { return k.path == p.path; });
        return p.group == group && same != known.end() && !p.same(p.get(opened), same->get(usual));
    };
    const std::vector<Parameter> all = parametersOf(opened);
    return std::any_of(all.begin(), all.end(), departs);
}

/// What somebody has folded or unfolded stays as it is.
void ControlPanel::openWhatItIsAbout()
{
    for (auto& [group, box] : groups_) {
        const bool open = settings::parameterGroupOpen(int(group), isAbout(group)).get();
        const QSignalBlocker quiet(box.title);
        box.title->setChecked(open);
        box.body->setVisible(open);
    }
}

void ControlPanel::addRow(const Parameter& parameter, QVBoxLayout* column)
{
    GroupBox& box = groupBox(parameter.group, column);
    auto* row = new ParameterRow(parameter, workbench_);
    box.body->layout()->addWidget(row);
    box.rows.push_back(row);
    rows_.push_back(row);
    connect(row, &ParameterRow::complained, this, [this](const QString& sentence) {
        complaint_->setText(sentence);
        complaint_->setVisible(!sentence.isEmpty());
        if (!sentence.isEmpty()) ensureWidgetVisible(complaint_);
    });
}

void ControlPanel::refresh()
{
    if (shapeOf(session_.scenario()) != shape_) return rebuild();
    const Scenario baseline = workbench_.baseline();
    const bool comparable = shapeOf(baseline) == shape_;
    const Scenario& reference = comparable ? baseline : session_.scenario();
    for (ParameterRow* row : rows_) row->show(session_.scenario(), reference);
    for (auto& [group, box] : groups_) {
        int changed = 0;
        for (ParameterRow* row : box.rows)
            changed += !row->parameter().same(row->parameter().get(session_.scenario()),
                                              row->parameter().get(reference));
        box.title->setNote(changed > 0
                               ? plural(std::uint64_t(changed), "%1 changed", "%1 changed").arg(changed)
                               : QString());
    }
}

ParameterRow* ControlPanel::row(const QString& path) const
{
    for (ParameterRow* r : rows_)
        if (r->parameter().path == path) return r;
    return nullptr;
}

void ControlPanel::setGroupOpen(Parameter::Group group, bool open)
{
    const auto it = groups_.find(group);
    if (it != groups_.end()) it->second.title->setChecked(open);
}

}  // namespace stampede::ui
