#include "ui/shell/topbar/top_bar.h"

#include "core/scenario/scenario_file.h"
#include "ui/live/live_words.h"
#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/described_menu.h"
#include "ui/look/widgets/menu_button.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"
#include "ui/shell/topbar/main_menu.h"
#include "ui/shell/topbar/preset_chooser.h"
#include "ui/shell/topbar/strategy_menus.h"
#include "ui/shell/topbar/view_switch.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

namespace stampede::ui {

namespace {

MenuButton* menuButton(const char* name, const QString& what, const char* look)
{
    auto* button = new MenuButton;
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(what);
    button->setToolTip(what);
    if (look) button->setProperty("look", look);
    button->setMenu(new DescribedMenu(button));
    return button;
}

DescribedMenu* menuOf(MenuButton* button)
{
    return static_cast<DescribedMenu*>(button->menu());
}

}  // namespace

TopBar::TopBar(const Context& context, QWidget* parent)
    : QWidget(parent), context_(context), session_(context.session), workbench_(context.workbench)
{
    const Theme& t = theme();
    setObjectName("top-bar");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(t.px(16), t.px(8), t.px(16), t.px(9));
    row->setSpacing(t.px(8));
    program_ = new QLabel(tr("Stampede Lab"));
    program_->setMinimumWidth(1);  // it goes first where room is short
    row->addWidget(program_);
    preset_ = menuButton("preset", tr("Scenario"), "flat");
    row->addWidget(preset_);
    row->addSpacing(t.px(8));
    strategies_ = new StrategyMenus(session_, workbench_);
    row->addWidget(strategies_, 1, Qt::AlignLeft);
    row->addStretch(0);
    views_ = new ViewSwitch(context.views);
    row->addWidget(views_);
    world_ = menuButton("world", tr("World"), nullptr);
    row->addWidget(world_);
    menu_ = new QPushButton;
    menu_->setObjectName("menu");
    menu_->setProperty("look", "flat");
    menu_->setAccessibleName(tr("Menu"));
    menu_->setToolTip(tr("Everything there is to do (F10)"));
    menu_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(menu_);
    connect(menu_, &QPushButton::clicked, this, &TopBar::openMenu);
    context.commands.add({QStringLiteral("menu"),
                          Command::Group::window,
                          tr("Open the menu"),
                          {QStringLiteral("F10")},
                          [this] { openMenu(); },
                          {}});
    preset_->setMenu(nullptr);
    connect(preset_, &MenuButton::clicked, this, &TopBar::openPresets);
    fillWorlds();
    connect(&workbench_, &Workbench::opened, this, &TopBar::refresh);
    connect(&session_, &Session::scenarioChanged, this, &TopBar::refresh);
    connect(&session_, &Session::worldChanged, this, &TopBar::refresh);
    connect(&session_, &Session::computingChanged, this, &TopBar::refresh);
    connect(&session_.live(), &Live::changed, this, &TopBar::refresh);
    for (MenuButton* button : {preset_, world_}) button->setElides(true);
    connect(&context.views, &Views::presentingChanged, this, &TopBar::fit);
    refresh();
}

/// Where room is short, the program's name goes first, then the answers, which the strategy's name stands
/// for, then the world. In front of a class only scenario and strategy stay, and the world where it is not
/// the usual one.
void TopBar::fit()
{
    const bool presents = context_.views.presenting();
    const bool unusual = !session_.world().isSimulated();
    views_->setVisible(!presents);
    menu_->setVisible(!presents);
    for (int step = presents ? 3 : 0; step <= 3; ++step) {
        program_->setVisible(step < 1 && width() >= theme().px(1400));
        strategies_->setReduced(step >= 2);
        world_->setVisible(step < 3 || (presents && unusual));
        layout()->invalidate();
        if (layout()->totalMinimumSize().width() <= width()) return;
    }
}

QSize TopBar::minimumSizeHint() const
{
    return {theme().px(320), layout()->totalMinimumSize().height()};
}

void TopBar::resizeEvent(QResizeEvent*)
{
    fit();
}

void TopBar::openPresets()
{
    if (!presets_)
        presets_ = new PresetChooser(
            [this](int index) { workbench_.openPreset(presets()[std::size_t(index)]); }, this);
    presets_->openBelow(preset_, QString::fromStdString(session_.scenario().name));
}

void TopBar::fillWorlds()
{
    menuOf(world_)->add(
        tr("Simulated Redis"),
        tr("Virtual time, Redis and the database as models: exact, at once, the same every time."), {},
        [this] { session_.setWorld(World::simulated()); });
    menuOf(world_)->add(tr("Live Redis"),
                        tr("Real time against a real redis-server, started for this and taken down "
                           "afterwards. The database stays a "
                           "model."),
                        {}, [this] { context_.commands.run(QStringLiteral("world-live")); });
    menuOf(world_)->add(tr("A Redis server …"),
                        tr("Real time against a server that is there already. It is looked at first, and you "
                           "see what a run would do there "
                           "before anything is written."),
                        {}, [this] { context_.commands.run(QStringLiteral("connect-redis")); });
}

/// Made anew each time: what can be asked for changes.
void TopBar::openMenu()
{
    fillMainMenu(context_.commands, [this](QMenu& menu) {
        menu.exec(menu_->mapToGlobal(QPoint(menu_->width() - menu.sizeHint().width(), menu_->height())));
    });
}

void TopBar::refresh()
{
    const Theme& t = theme();
    QFont strong = t.strong;
    strong.setPixelSize(t.strong.pixelSize() + t.px(2));
    program_->setFont(strong);
    const QString name = QString::fromStdString(session_.scenario().name);
    preset_->setText(QFontMetrics(t.text).elidedText(name, Qt::ElideRight, t.px(240)));
    const QString world = worldTitle(session_.world());
    const LiveWords words = liveWords(session_.live().state(), session_.run().get());
    world_->setText(QFontMetrics(t.text).elidedText(
        words.brief.isEmpty() ? world : tr("%1 · %2").arg(world, words.brief), Qt::ElideMiddle, t.px(240)));
    world_->setToolTip(words.sentence.isEmpty() ? tr("World") : words.sentence);
    world_->setAccessibleDescription(words.sentence);
    world_->setDot(session_.live().state().phase == LiveState::Phase::none
                       ? t.fresh
                       : liveColour(session_.live().state()));
    menuOf(world_)->setCurrent(session_.world().isElsewhere() ? tr("A Redis server …") : world);
    menu_->setIcon(icon(Icon::menu, t.ink));
    menu_->setIconSize(QSize(t.px(18), t.px(18)));
    for (MenuButton* b : {preset_, world_}) b->updateGeometry();
    fit();
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && menu_) refresh();
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

}  // namespace stampede::ui
