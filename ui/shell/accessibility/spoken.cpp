#include "ui/shell/accessibility/spoken.h"

#include "ui/lab/headline/headline.h"
#include "ui/lab/transport/clock.h"
#include "ui/lab/transport/legend.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/live/versus_plots.h"
#include "ui/look/widgets/eliding_label.h"
#include "ui/look/widgets/slider.h"
#include "ui/look/widgets/small_controls.h"
#include "ui/study/compare/strategy_card.h"
#include "ui/tracks/track.h"

#include <QAccessible>
#include <QAccessibleWidget>

#include <functional>

namespace stampede::ui {

namespace {

/// A view with a role, and a value that is made when somebody asks for it.
class Spoken : public QAccessibleWidget {
public:
    using Words = std::function<QString()>;
    Spoken(QWidget* view, QAccessible::Role role, Words value)
        : QAccessibleWidget(view, role), value_(std::move(value))
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        if (kind == QAccessible::Value) return value_();
        return QAccessibleWidget::text(kind);
    }

private:
    Words value_;
};

/// A slider whose value is said as people read it: "2 000", "5 min".
class SpokenSlider final : public Spoken, public QAccessibleValueInterface {
public:
    explicit SpokenSlider(Slider* slider)
        : Spoken(slider, QAccessible::Slider, [slider] { return slider->accessibleDescription(); }),
          slider_(slider)
    {
    }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::ValueInterface) return static_cast<QAccessibleValueInterface*>(this);
        return Spoken::interface_cast(type);
    }
    QVariant currentValue() const override { return slider_->value(); }
    void setCurrentValue(const QVariant& value) override { slider_->setValue(value.toInt()); }
    QVariant maximumValue() const override { return slider_->maximum(); }
    QVariant minimumValue() const override { return slider_->minimum(); }
    QVariant minimumStepSize() const override { return slider_->singleStep(); }

private:
    Slider* slider_;
};

/// Something that is on or off, or open or closed.
class SpokenToggle final : public Spoken {
public:
    enum class Says { on_off, open_closed };
    SpokenToggle(QAbstractButton* button, QAccessible::Role role, Says says)
        : Spoken(button, role, [button, says] { return words(button->isChecked(), says); }), button_(button),
          says_(says)
    {
    }
    QAccessible::State state() const override
    {
        QAccessible::State s = Spoken::state();
        s.checkable = says_ == Says::on_off;
        s.checked = says_ == Says::on_off && button_->isChecked();
        s.expandable = says_ == Says::open_closed;
        s.expanded = says_ == Says::open_closed && button_->isChecked();
        s.collapsed = says_ == Says::open_closed && !button_->isChecked();
        return s;
    }
    QStringList actionNames() const override
    {
        return {says_ == Says::on_off ? toggleAction() : pressAction()};
    }
    void doAction(const QString& action) override
    {
        if (action == toggleAction() || action == pressAction())
            button_->click();
        else
            Spoken::doAction(action);
    }

private:
    static QString words(bool checked, Says says)
    {
        if (says == Says::on_off) return checked ? Switch::tr("on") : Switch::tr("off");
        return checked ? FoldTitle::tr("open") : FoldTitle::tr("folded");
    }
    QAbstractButton* button_;
    Says says_;
};

/// A view of this program that has a name and paints itself: its value is its description.
QAccessibleInterface* speakOther(QWidget* w)
{
    const QMetaObject* meta = w->metaObject();
    const bool ours = QLatin1String(meta->className()).startsWith(QLatin1String("stampede::ui::"));
    if (!ours || meta->superClass() != &QWidget::staticMetaObject || w->accessibleName().isEmpty())
        return nullptr;
    const bool holdsOthers = !w->findChildren<QWidget*>(Qt::FindDirectChildrenOnly).isEmpty();
    return new Spoken(w, holdsOthers ? QAccessible::Grouping : QAccessible::Graphic,
                      [w] { return w->accessibleDescription(); });
}

QAccessibleInterface* speakView(QWidget* w)
{
    const auto described = [w] { return w->accessibleDescription(); };
    if (auto* track = qobject_cast<Track*>(w))
        return new Spoken(track, QAccessible::Chart, [track] { return spokenWords(*track); });
    if (auto* headline = qobject_cast<Headline*>(w))
        return new Spoken(headline, QAccessible::StaticText, [headline] { return spokenWords(*headline); });
    if (auto* clock = qobject_cast<Clock*>(w))
        return new Spoken(clock, QAccessible::StaticText, [clock] { return clock->text(); });
    if (auto* strip = qobject_cast<OverviewStrip*>(w))
        return new Spoken(strip, QAccessible::Chart, [strip] { return strip->words(); });
    if (auto* card = qobject_cast<StrategyCard*>(w)) return new Spoken(card, QAccessible::Button, described);
    if (qobject_cast<VersusRequests*>(w) || qobject_cast<VersusLatencies*>(w))
        return new Spoken(w, QAccessible::Chart, described);
    if (qobject_cast<Legend*>(w)) return new Spoken(w, QAccessible::Graphic, described);
    if (auto* label = qobject_cast<ElidingLabel*>(w))
        return new Spoken(label, QAccessible::StaticText, [label] { return label->text(); });
    return speakOther(w);
}

QAccessibleInterface* speak(const QString&, QObject* object)
{
    auto* w = qobject_cast<QWidget*>(object);
    if (!w) return nullptr;
    if (auto* slider = qobject_cast<Slider*>(w)) return new SpokenSlider(slider);
    if (auto* toggle = qobject_cast<Switch*>(w))
        return new SpokenToggle(toggle, QAccessible::CheckBox, SpokenToggle::Says::on_off);
    if (auto* fold = qobject_cast<FoldTitle*>(w))
        return new SpokenToggle(fold, QAccessible::Button, SpokenToggle::Says::open_closed);
    return speakView(w);
}

}  // namespace

QString spokenWords(const Headline& headline)
{
    QStringList words{headline.sentence()};
    for (const HeadlineFigure& f : headline.figures()) words += QStringLiteral("%1 %2").arg(f.value, f.label);
    return words.join(QStringLiteral(", "));
}

QString spokenWords(Track& track)
{
    return track.isMasked() ? Track::tr("hidden until the question is answered") : track.summary();
}

void installSpokenViews()
{
    QAccessible::installFactory(speak);  // once more is once
}

}  // namespace stampede::ui
