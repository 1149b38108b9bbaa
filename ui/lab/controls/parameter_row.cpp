#include "ui/lab/controls/parameter_row.h"

#include "core/runtime/input_error.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/eliding_label.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/widgets/slider.h"
#include "ui/look/widgets/small_controls.h"
#include "ui/session/workbench/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace stampede::ui {

ParameterRow::ParameterRow(Parameter parameter, Workbench& workbench, QWidget* parent)
    : QWidget(parent), parameter_(std::move(parameter)), workbench_(workbench)
{
    const Theme& t = theme();
    setObjectName(parameter_.path);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, t.px(4));
    column->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setSpacing(t.px(2));
    column->addLayout(line);

    label_ = new ElidingLabel;
    line->addWidget(label_, 1);
    reset_ = new ResetDot;
    reset_->setAccessibleName(tr("Reset %1").arg(parameter_.label));
    QSizePolicy kept = reset_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    reset_->setSizePolicy(kept);
    connect(reset_, &ResetDot::clicked, this, [this] { setValue(baseline_); });
    line->addWidget(reset_);
    line->addWidget(makeValue());

    const bool slides =
        parameter_.kind != Parameter::Kind::choice && parameter_.kind != Parameter::Kind::toggle;
    if (slides) {
        makeSlider();
        column->addWidget(slider_);
    }
}

QWidget* ParameterRow::makeValue()
{
    const Theme& t = theme();
    if (parameter_.kind == Parameter::Kind::toggle) {
        switch_ = new Switch;
        switch_->setAccessibleName(parameter_.label);
        connect(switch_, &Switch::clicked, this, [this](bool on) { setValue(on); });
        return switch_;
    }
    if (parameter_.kind == Parameter::Kind::choice) {
        choice_ = new MenuButton;
        choice_->setProperty("look", "flat");
        choice_->setAccessibleName(parameter_.label);
        auto* menu = new QMenu(choice_);
        for (int i = 0; i < parameter_.choices.size(); ++i)
            connect(menu->addAction(parameter_.choices[i]), &QAction::triggered, this,
                    [this, i] { setValue(i); });
        choice_->setMenu(menu);
        return choice_;
    }
    field_ = new QLineEdit;
    field_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    field_->setFont(t.strong);
    field_->setFixedHeight(QFontMetrics(t.strong).height() + t.px(6));
    field_->setAccessibleName(parameter_.label);
    field_->installEventFilter(this);
    connect(field_, &QLineEdit::editingFinished, this, &ParameterRow::typed);
    return field_;
}

void ParameterRow::makeSlider()
{
    slider_ = new Slider;
    slider_->setRange(0, Parameter::steps);
    slider_->setAccessibleName(parameter_.label);
    slider_->setStep([this](int position, int direction) {
        const double now = parameter_.valueAt(position);
        int next = position;
        while (next + direction >= 0 && next + direction <= Parameter::steps &&
               parameter_.same(parameter_.valueAt(next), now))
            next += direction;
        return next;
    });
    connect(slider_, &Slider::sliderPressed, &workbench_, &Workbench::beginDrag);
    connect(slider_, &Slider::sliderReleased, &workbench_, &Workbench::endDrag);
    connect(slider_, &Slider::valueChanged, this, &ParameterRow::slide);
}

void ParameterRow::slide(int position)
{
    setValue(parameter_.valueAt(position));
}

void ParameterRow::setValue(double value)
{
    if (parameter_.same(value, value_)) return;
    complain(QString());
    workbench_.change([&](Scenario& s) { parameter_.set(s, value); });
}

void ParameterRow::typed()
{
    if (!field_->isModified()) return;
    try {
        const double value = parameter_.parse(field_->text(), value_);
        field_->setModified(false);
        complain(QString());
        if (parameter_.same(value, value_))
            field_->setText(parameter_.text(value_));
        else
            setValue(value);
    } catch (const InputError& e) {
        complain(QString::fromUtf8(e.what()));
    }
}

void ParameterRow::complain(const QString& sentence)
{
    if (!field_) return;
    const bool wrong = !sentence.isEmpty();
    if (field_->property("wrong").toBool() != wrong) {
        field_->setProperty("wrong", wrong);
        field_->style()->unpolish(field_);
        field_->style()->polish(field_);
    } else if (!wrong) {
        return;
    }
    emit complained(sentence);
}

bool ParameterRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == field_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        field_->setText(parameter_.text(value_));
        field_->setModified(false);
        complain(QString());
        field_->clearFocus();
        return true;
    }
    if (watched == field_ && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        QTimer::singleShot(0, this, &ParameterRow::fitField);
    if (watched == field_ && event->type() == QEvent::FocusOut && field_->property("wrong").toBool()) {
        field_->setText(parameter_.text(value_));
        field_->setModified(false);
        complain(QString());
    }
    return QWidget::eventFilter(watched, event);
}

void ParameterRow::show(const Scenario& scenario, const Scenario& baseline)
{
    value_ = parameter_.get(scenario);
    baseline_ = parameter_.get(baseline);
    const QString text = parameter_.text(value_);
    if (field_ && !(field_->hasFocus() && field_->isModified())) field_->setText(text);
    if (slider_ && !slider_->isSliderDown() &&
        !parameter_.same(parameter_.valueAt(slider_->value()), value_)) {
        const QSignalBlocker quiet(slider_);
        slider_->setValue(parameter_.position(value_));
    }
    fitField();
    if (choice_) {
        choice_->setText(text);
        choice_->updateGeometry();
    }
    if (switch_) switch_->setChecked(value_ != 0);
    if (slider_) slider_->setAccessibleDescription(text);
    if (choice_) choice_->setAccessibleDescription(text);
    const bool changed = !parameter_.same(value_, baseline_);
    reset_->setVisible(changed);
    reset_->setToolTip(tr("Changed from %1. Click to reset.").arg(parameter_.text(baseline_)));
    showLabel(scenario);
}

/// As wide as its text, so that the label keeps the rest; wider while somebody types.
void ParameterRow::fitField()
{
    if (!field_) return;
    const Theme& t = theme();
    const int needed = QFontMetrics(t.strong).horizontalAdvance(field_->text()) + t.px(16);
    field_->setFixedWidth(keptWithin(needed, t.px(field_->hasFocus() ? 84 : 36), t.px(130)));
}

void ParameterRow::showLabel(const Scenario& scenario)
{
    const QString reason = parameter_.noEffect ? parameter_.noEffect(scenario) : QString();
    const bool works = reason.isEmpty();
    label_->setText(parameter_.label, reason);
    label_->setEnabled(works);
    QString tip = works ? parameter_.about : tr("%1: %2.").arg(parameter_.label, reason);
    if (!works && !parameter_.about.isEmpty()) tip += u'\n' + parameter_.about;
    label_->setToolTip(tip);
    for (QWidget* w : std::initializer_list<QWidget*>{field_, slider_, choice_, switch_})
        if (w) {
            w->setEnabled(works);
            w->setToolTip(tip);
        }
}

}  // namespace stampede::ui
