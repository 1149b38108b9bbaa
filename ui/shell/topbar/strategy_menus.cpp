#include "ui/shell/topbar/strategy_menus.h"

#include "core/strategy/catalogue.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/described_menu.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/look/words/strategy_words.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace stampede::ui {

namespace {

std::vector<std::vector<When>> whenChoices()
{
    using Kind = When::Kind;
    const When expiry{};
    const When power{Kind::power, 2, 60s};
    const When xfetch{Kind::xfetch, 1, 60s};
    const When uniform{Kind::uniform, 1, 60s};
    const When schedule{Kind::schedule, 1, 15s};
    return {{expiry}, {power}, {xfetch}, {uniform}, {schedule}, {xfetch, schedule}};
}

std::vector<std::vector<Meanwhile>> meanwhileChoices()
{
    using M = Meanwhile;
    return {{M::wait},
            {M::share},
            {M::share, M::wait},
            {M::serve_old},
            {M::serve_old, M::share},
            {M::serve_old, M::wait},
            {M::serve_old, M::share, M::wait},
            {M::fail},
            {M::serve_old, M::fail}};
}

bool sameKinds(const std::vector<When>& a, const std::vector<When>& b)
{
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].kind != b[i].kind) return false;
    return true;
}

QString aboutWhen(const std::vector<When>& when)
{
    if (when.size() > 1) return StrategyMenus::tr("due when either says so");
    switch (when[0].kind) {
    case When::Kind::expiry: return StrategyMenus::tr("when the ttl is over");
    case When::Kind::power: return StrategyMenus::tr("p = 1 − (remaining / ttl)^β");
    case When::Kind::xfetch: return StrategyMenus::tr("XFetch: −δ·β·ln u ≥ remaining");
    case When::Kind::uniform: return StrategyMenus::tr("each request draws a time in the last window");
    case When::Kind::schedule: return StrategyMenus::tr("a refresher renews it before it expires");
    }
    return {};
}

QString aboutWho(Who who)
{
    switch (who) {
    case Who::everyone: return StrategyMenus::tr("nobody is held back");
    case Who::one_per_instance: return StrategyMenus::tr("an in-flight map in each instance");
    case Who::one_per_cluster: return StrategyMenus::tr("a lock in Redis");
    case Who::instance_then_cluster: return StrategyMenus::tr("the in-flight map, then the lock");
    case Who::lease: return StrategyMenus::tr("a token that the look itself hands out");
    }
    return {};
}

QLabel* caption(const QString& text)
{
    auto* label = new QLabel(text);
    label->setProperty("look", "muted");
    return label;
}

}  // namespace

StrategyMenus::StrategyMenus(Session& session, Workbench& workbench, QWidget* parent)
    : QWidget(parent), session_(session), workbench_(workbench)
{
    setObjectName("strategy-menus");
    const Theme& t = theme();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(t.px(8));
    strategy_ = menuButton("strategy", tr("Strategy"));
    strategy_->setProperty("look", "primary");
    when_ = menuButton("when", tr("When is an entry due for a load?"));
    who_ = menuButton("who", tr("Who may load it?"));
    meanwhile_ = menuButton("meanwhile", tr("What do the others do meanwhile?"));
    for (MenuButton* answer : {when_, who_, meanwhile_}) answer->setElides(true);
    row->addWidget(strategy_);
    row->addSpacing(t.px(8));
    row->addWidget(caption(tr("when")));
    row->addWidget(when_);
    row->addWidget(caption(tr("who")));
    row->addWidget(who_);
    row->addWidget(caption(tr("meanwhile")));
    row->addWidget(meanwhile_);
    fillStrategies();
    fillWhen();
    fillWho();
    fillMeanwhile();
    connect(&session_, &Session::scenarioChanged, this, &StrategyMenus::refresh);
    refresh();
}

MenuButton* StrategyMenus::menuButton(const char* name, const QString& what)
{
    auto* button = new MenuButton;
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(what);
    button->setToolTip(what);
    button->setMenu(new DescribedMenu(button));
    return button;
}

void StrategyMenus::fillStrategies()
{
    auto* menu = static_cast<DescribedMenu*>(strategy_->menu());
    int number = 0;
    for (const NamedStrategy& s : catalogue()) {
        ++number;
        const QString key = number <= 10 ? tr("Ctrl+%1").arg(number % 10) : QString();
        const QString id = QString::fromStdString(s.id);
        menu->add(nameText(s), aboutText(s), key, [this, id] { workbench_.chooseStrategy(id); });
    }
}

void StrategyMenus::fillWhen()
{
    auto* menu = static_cast<DescribedMenu*>(when_->menu());
    for (const auto& choice : whenChoices())
        menu->add(whenText(choice), aboutWhen(choice), {}, [this, choice] {
            if (!sameKinds(session_.scenario().strategy.when, choice)) workbench_.chooseWhen(choice);
        });
}

void StrategyMenus::fillWho()
{
    auto* menu = static_cast<DescribedMenu*>(who_->menu());
    for (Who who :
         {Who::everyone, Who::one_per_instance, Who::one_per_cluster, Who::instance_then_cluster, Who::lease})
        menu->add(whoText(who), aboutWho(who), {}, [this, who] { workbench_.chooseWho(who); });
}

void StrategyMenus::fillMeanwhile()
{
    auto* menu = static_cast<DescribedMenu*>(meanwhile_->menu());
    for (const auto& choice : meanwhileChoices())
        menu->add(meanwhileText(choice), {}, {}, [this, choice] { workbench_.chooseMeanwhile(choice); });
}

void StrategyMenus::setReduced(bool reduced)
{
    for (QWidget* part : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (part != strategy_) part->setVisible(!reduced);
}

QString StrategyMenus::strategyText() const
{
    return strategy_->text();
}

void StrategyMenus::refresh()
{
    const StrategySpec& s = session_.scenario().strategy;
    const NamedStrategy* named = find_strategy(s.name);
    sayWhatStays();
    strategy_->setText(named ? nameText(*named) : tr("Custom"));
    when_->setText(whenText(s.when));
    who_->setText(whoText(s.who));
    meanwhile_->setText(meanwhileText(s.meanwhile));
    meanwhile_->setEnabled(s.who != Who::everyone || s.serves_old() || s.rolls());
    for (MenuButton* b : {strategy_, when_, who_, meanwhile_}) {
        static_cast<DescribedMenu*>(b->menu())->setCurrent(b->text());
        b->setToolTip(QStringLiteral("%1 %2").arg(b->accessibleName(), b->text()));
        b->updateGeometry();
    }
}

/// Whoever chooses "none" might think that all help is gone; what belongs to the scenario is not.
void StrategyMenus::sayWhatStays()
{
    const Scenario& s = session_.scenario();
    const bool chosen = opened_ == workbench_.openedScenario() && chosen_ != s.strategy.name;
    opened_ = workbench_.openedScenario();
    chosen_ = s.strategy.name;
    if (!chosen || (s.warming.empty() && !s.adaptation)) return;
    Toast::say(this, !s.adaptation ? tr("Warming stays: it belongs to the scenario, whatever the strategy.")
                     : s.warming.empty()
                         ? tr("Adaptation stays: it belongs to the scenario, whatever the strategy.")
                         : tr("Warming and adaptation stay: they belong to the scenario, whatever the "
                              "strategy."));
}

void StrategyMenus::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && strategy_) refresh();
}

}  // namespace stampede::ui
