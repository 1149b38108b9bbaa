#include "ui/teach/learn/guide_page.h"

#include "core/analysis/shares.h"
#include "core/learn/guide.h"
#include "core/scenario/scenario_file.h"
#include "core/strategy/catalogue.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/strategy_words.h"
#include "ui/look/words/told.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"
#include "ui/session/workbench/workbench.h"
#include "ui/teach/learn/excursion.h"
#include "ui/teach/learn/guide_measure.h"
#include "ui/teach/learn/guide_tree.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int guideWidth = 1240;

/// What is measured of a strategy: queries, p99, share of stale answers, Redis commands.
struct MeasuredWords {
    QString queries, p99, stale, commands;
};

MeasuredWords wordsOf(const GuideMeasure::Measured* of)
{
    if (!of) return {QStringLiteral("…"), QStringLiteral("…"), QStringLiteral("…"), QStringLiteral("…")};
    const Metrics& m = of->metrics;
    const Where run = ofRun(of->scenario);
    return {toldCount("database.queries", m.database.queries, run),
            toldMilliseconds("latency_ms.p99", m.latency_ms.p99, run),
            toldPercent("served.stale_share", stale_share(m).value_or(0), run),
            toldCount("redis.commands", m.redis.commands, run)};
}

QLabel* figureLabel(const char* name, const QString& text)
{
    QLabel* label = learnLabel(text);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(false);
    label->setFont(theme().strong);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}

}  // namespace

GuidePage::GuidePage(const Context& context, Excursion& excursion, QWidget* parent)
    : ScrollColumn(guideWidth, parent), context_(context), excursion_(excursion)
{
    measure_ = new GuideMeasure(context, this);
    connect(measure_, &GuideMeasure::arrived, this, &GuidePage::fillMeasured);
    connect(measure_, &GuideMeasure::settledNow, this, &GuidePage::settledNow);
    tree_ = new GuideTree;
    column()->addWidget(tree_);
    leaf_ = new QVBoxLayout;
    column()->addLayout(leaf_);
    addComparison();
    column()->addStretch(1);
    connect(tree_, &GuideTree::takenChanged, this, &GuidePage::tell);
    setFocusProxy(tree_);
    tell();
}

bool GuidePage::settled() const
{
    return measure_->settled();
}

void GuidePage::tell()
{
    emptyLayout(leaf_);
    const GuideLeaf* leaf = tree_->taken();
    if (!leaf) {
        leaf_->addWidget(learnLabel(tr("Choose what is true of your system. Each way ends at a strategy; "
                                       "click one to see what speaks for and against it."),
                                    "muted"));
        return;
    }
    QWidget* card = leafCard(*leaf);
    leaf_->addWidget(card);
    fillMeasured();
    QTimer::singleShot(0, card, [this, card] { ensureWidgetVisible(card, 0, theme().px(16)); });
}

QWidget* GuidePage::leafCard(const GuideLeaf& leaf)
{
    const Theme& t = theme();
    QFrame* card = learnCard("leaf");
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(t.px(18), t.px(14), t.px(18), t.px(16));
    inside->setSpacing(t.px(10));
    auto* head = new QHBoxLayout;
    QLabel* title = learnTitle(nameText(*find_strategy(leaf.strategy)), 1.4);
    title->setObjectName("leaf-title");
    head->addWidget(title, 1);
    QPushButton* open =
        learnButton("open-on-own", tr("Open on my figures"),
                    tr("Your scenario, under this strategy, in the lab. Undo takes it back."), "primary");
    connect(
        open, &QPushButton::clicked, this, [this, &leaf] { openOnOwn(leaf); }, Qt::QueuedConnection);
    head->addWidget(open);
    inside->addLayout(head);
    inside->addWidget(learnLabel(QString::fromStdString(leaf.in_short)));
    auto* three = new QHBoxLayout;
    three->setSpacing(t.px(24));
    three->addWidget(points(tr("USE IT WHEN"), leaf.use), 1);
    three->addWidget(points(tr("NOT WHEN"), leaf.avoid), 1);
    three->addWidget(measuredCard(leaf), 1);
    inside->addLayout(three);
    QLabel* production =
        learnLabel(tr("In production: %1").arg(QString::fromStdString(leaf.production)), "muted");
    inside->addWidget(production);
    addPresets(inside, leaf);
    return card;
}

QWidget* GuidePage::points(const QString& title, const std::vector<std::string>& lines)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(theme().px(6));
    column->addWidget(learnLabel(title, "caption"));
    for (const std::string& line : lines) {
        auto* row = new QHBoxLayout;
        row->setSpacing(theme().px(6));
        QLabel* dot = learnLabel(QStringLiteral("•"), "muted");
        dot->setWordWrap(false);
        row->addWidget(dot, 0, Qt::AlignTop);
        row->addWidget(learnLabel(QString::fromStdString(line)), 1);
        column->addLayout(row);
    }
    column->addStretch(1);
    return box;
}

QWidget* GuidePage::measuredCard(const GuideLeaf& leaf)
{
    const Theme& t = theme();
    auto* box = new QWidget;
    box->setObjectName("measured");
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins({});
    column->setSpacing(t.px(6));
    column->addWidget(learnLabel(tr("ON YOUR FIGURES"), "caption"));
    column->addWidget(learnLabel(QString::fromStdString(excursion_.own().name), "muted"));
    auto* grid = new QGridLayout;
    grid->setColumnStretch(0, 1);
    grid->setVerticalSpacing(t.px(4));
    const QString names[] = {tr("database queries"), tr("p99"), tr("served stale"), tr("Redis commands")};
    const char* const objects[] = {"m-queries", "m-p99", "m-stale", "m-commands"};
    for (int i = 0; i < 4; ++i) {
        grid->addWidget(learnLabel(names[i]), i, 0);
        grid->addWidget(figureLabel(objects[i], QStringLiteral("…")), i, 1);
    }
    column->addLayout(grid);
    box->setProperty("strategy", QString::fromStdString(leaf.strategy));
    column->addStretch(1);
    return box;
}

void GuidePage::addPresets(QVBoxLayout* column, const GuideLeaf& leaf)
{
    auto* row = new QHBoxLayout;
    QLabel* see = learnLabel(tr("See it at work:"), "muted");
    see->setWordWrap(false);
    row->addWidget(see);
    for (const std::string& id : leaf.presets) {
        const Preset* preset = find_preset(id);
        QPushButton* open = learnButton("preset", QString::fromStdString(preset->name),
                                        QString::fromStdString(preset->about));
        connect(
            open, &QPushButton::clicked, this,
            [this, preset] {
                context_.workbench.openPreset(*preset);
                context_.views.go(View::lab);
            },
            Qt::QueuedConnection);
        row->addWidget(open);
    }
    row->addStretch(1);
    column->addLayout(row);
}

/// The strategies in words, as people compare them, and beside that what was measured.
void GuidePage::addComparison()
{
    const Theme& t = theme();
    auto* head = new QHBoxLayout;
    head->addWidget(learnLabel(tr("ALL OF THEM, IN WORDS AND ON YOUR FIGURES (%1)")
                                   .arg(QString::fromStdString(excursion_.own().name).toUpper()),
                               "caption"),
                    1);
    QPushButton* full = learnButton("full-comparison", tr("Compare in pictures"),
                                    tr("The same arrivals under every strategy"), "flat");
    connect(
        full, &QPushButton::clicked, this, [this] { context_.views.go(View::compare); },
        Qt::QueuedConnection);
    head->addWidget(full);
    column()->addLayout(head);
    QFrame* card = learnCard("comparison");
    table_ = new QGridLayout(card);
    table_->setContentsMargins(t.px(18), t.px(12), t.px(18), t.px(14));
    table_->setHorizontalSpacing(t.px(14));
    table_->setVerticalSpacing(t.px(7));
    const QString headings[] = {tr("strategy"),    tr("latency"),  tr("complexity"),
                                tr("consistency"), tr("best for"), tr("queries"),
                                tr("p99"),         tr("stale"),    tr("commands")};
    for (int i = 0; i < 9; ++i) {
        QLabel* heading = learnLabel(headings[i], "small");
        if (i > 4) heading->setAlignment(Qt::AlignRight);
        table_->addWidget(heading, 0, i);
    }
    int row = 1;
    for (const InWords& w : guide().comparison) {
        table_->addWidget(learnTitle(nameText(*find_strategy(w.strategy)), 1.0), row, 0);
        int at = 1;
        for (const std::string* words : {&w.latency, &w.complexity, &w.consistency, &w.best_for})
            table_->addWidget(learnLabel(QString::fromStdString(*words)), row, at++);
        for (const char* what : {"queries", "p99", "stale", "commands"}) {
            QLabel* figure = figureLabel(what, QStringLiteral("…"));
            figure->setObjectName(
                QStringLiteral("%1-%2").arg(QString::fromStdString(w.strategy), QLatin1String(what)));
            table_->addWidget(figure, row, at++);
        }
        ++row;
    }
    for (int i : {1, 4}) table_->setColumnStretch(i, 1);
    column()->addWidget(card);
}

void GuidePage::fillMeasured()
{
    const auto put = [](QWidget* in, const QString& name, const QString& text) {
        if (auto* label = in->findChild<QLabel*>(name)) label->setText(text);
    };
    for (const InWords& w : guide().comparison) {
        const QString id = QString::fromStdString(w.strategy);
        const MeasuredWords words = wordsOf(measure_->of(w.strategy));
        put(this, id + QStringLiteral("-queries"), words.queries);
        put(this, id + QStringLiteral("-p99"), words.p99);
        put(this, id + QStringLiteral("-stale"), words.stale);
        put(this, id + QStringLiteral("-commands"), words.commands);
    }
    const GuideLeaf* leaf = tree_->taken();
    if (!leaf || leaf_->count() == 0) return;
    QWidget* card = leaf_->itemAt(0)->widget();
    const MeasuredWords words = wordsOf(measure_->of(leaf->strategy));
    put(card, QStringLiteral("m-queries"), words.queries);
    put(card, QStringLiteral("m-p99"), words.p99);
    put(card, QStringLiteral("m-stale"), words.stale);
    put(card, QStringLiteral("m-commands"), words.commands);
}

void GuidePage::openOnOwn(const GuideLeaf& leaf)
{
    context_.workbench.chooseStrategy(QString::fromStdString(leaf.strategy));
    context_.views.go(View::lab);
}

}  // namespace stampede::ui
