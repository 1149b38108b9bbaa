#include "ui/topbar/top_bar.h"

#include "core/scenario/scenario_file.h"
#include "ui/session/session.h"
#include "ui/theme/theme.h"
#include "ui/theme/theme_choice.h"
#include "ui/topbar/preset_chooser.h"
#include "ui/topbar/strategy_menus.h"
#include "ui/widgets/described_menu.h"
#include "ui/widgets/menu_button.h"
#include "ui/workbench/workbench.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

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

TopBar::TopBar(Session& session, Workbench& workbench, QWidget* parent) : QWidget(parent), session_(session), workbench_(workbench)
{
    const Theme& t = theme();
    setObjectName("top-bar");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(t.px(16), t.px(8), t.px(16), t.px(9));
    row->setSpacing(t.px(8));
    program_ = new QLabel(tr("Stampede Lab"));
    row->addWidget(program_);
    preset_ = menuButton("preset", tr("Scenario"), "flat");
    row->addWidget(preset_);
    row->addSpacing(t.px(8));
    strategies_ = new StrategyMenus(session_, workbench_);
    row->addWidget(strategies_, 1, Qt::AlignLeft);
    row->addStretch(0);
    theme_ = menuButton("theme", tr("Theme"), "flat");
    row->addWidget(theme_);
    world_ = menuButton("world", tr("World"), nullptr);
    row->addWidget(world_);
    preset_->setMenu(nullptr);
    connect(preset_, &MenuButton::clicked, this, &TopBar::openPresets);
    fillThemes();
    fillWorlds();
    connect(&workbench_, &Workbench::opened, this, &TopBar::refresh);
    connect(&session_, &Session::scenarioChanged, this, &TopBar::refresh);
    connect(&session_, &Session::worldChanged, this, &TopBar::refresh);
    connect(&session_, &Session::computingChanged, this, &TopBar::refresh);
    refresh();
}

void TopBar::openPresets()
{
    if (!presets_) presets_ = new PresetChooser([this](int index) { workbench_.openPreset(presets()[std::size_t(index)]); }, this);
    presets_->openBelow(preset_, QString::fromStdString(session_.scenario().name));
}

void TopBar::fillWorlds()
{
    menuOf(world_)->add(tr("Simulated Redis"), tr("Virtual time, Redis and the database as models: exact, at once, the same every time."),
                        {}, [this] { session_.setWorld(QStringLiteral("simulated")); });
    menuOf(world_)->add(tr("Live Redis"),
                        tr("Real time against a real redis-server, started for this and taken down afterwards. The database stays a "
                           "model."),
                        {}, [this] {
                            if (session_.world() == QLatin1String("live")) session_.runAgain();
                            session_.setWorld(QStringLiteral("live"));
                        });
}

void TopBar::fillThemes()
{
    for (Theme::Name name : {Theme::Name::light, Theme::Name::dark, Theme::Name::projector})
        menuOf(theme_)->add(themeTitle(name), {}, {}, [name] { chooseTheme(name); });
}

void TopBar::refresh()
{
    const Theme& t = theme();
    QFont strong = t.strong;
    strong.setPixelSize(t.strong.pixelSize() + t.px(2));
    program_->setFont(strong);
    const QString name = QString::fromStdString(session_.scenario().name);
    preset_->setText(QFontMetrics(t.text).elidedText(name, Qt::ElideRight, t.px(240)));
    const QString world = session_.world();
    const bool simulated = world == QLatin1String("simulated");
    world_->setText(simulated ? tr("Simulated Redis") : world == QLatin1String("live") ? tr("Live Redis") : world);
    world_->setDot(simulated ? t.fresh : t.load);
    menuOf(world_)->setCurrent(world_->text());
    theme_->setText(themeTitle(t.name));
    menuOf(theme_)->setCurrent(theme_->text());
    for (MenuButton* b : {preset_, world_, theme_}) b->updateGeometry();
}

void TopBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange && theme_) refresh();
}

void TopBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

}  // namespace stampede::ui
