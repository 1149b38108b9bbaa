#include "ui/shell/window/right_side.h"

#include "ui/lab/inspector/request_finder.h"
#include "ui/lab/inspector/side_panel.h"
#include "ui/look/settings/settings.h"
#include "ui/look/theme/icons.h"
#include "ui/look/theme/theme.h"
#include "ui/look/widgets/rule.h"
#include "ui/session/commands/commands.h"
#include "ui/session/session.h"
#include "ui/session/views/views.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>

namespace stampede::ui {

EdgeTab::EdgeTab(const QString& title, QWidget* parent) : QAbstractButton(parent)
{
    setText(title);
    setAccessibleName(title);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

QSize EdgeTab::sizeHint() const
{
    return {theme().px(28), theme().px(120)};
}

void EdgeTab::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    const bool on = underMouse() || isDown();
    painter.fillRect(rect(), on ? t.sunken : t.panel);
    const QColor ink = on ? t.ink : t.muted;
    const double size = t.px(13);
    drawIcon(painter, QRectF((width() - size) / 2, t.px(14), size, size), Icon::chevronLeft, ink);
    painter.setFont(t.small);
    painter.setPen(ink);
    painter.save();
    painter.translate(width() / 2.0, t.px(38));
    painter.rotate(90);
    const int height = QFontMetrics(t.small).height();
    painter.drawText(
        QRectF(0, -height / 2.0, QFontMetrics(t.small).horizontalAdvance(text()) + t.px(8), height),
        Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.restore();
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, 2));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

RightSide::RightSide(SidePanel& inspector, Views& views, QWidget* parent)
    : QWidget(parent), inspector_(inspector), views_(views)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(0);
    row->setSizeConstraint(QLayout::SetNoConstraint);
    rule_ = verticalRule();
    row->addWidget(rule_);
    tab_ = new EdgeTab(tr("Inspector"));
    tab_->setObjectName("open-inspector");
    tab_->setToolTip(tr("Show the inspector: state, story, why (I)"));
    row->addWidget(tab_);
    stack_ = new QStackedWidget;
    stack_->addWidget(&inspector_);
    row->addWidget(stack_);
    connect(tab_, &EdgeTab::clicked, this, [this] { setInspectorShown(true); });
    connect(&inspector_, &SidePanel::closeAsked, this, [this] { setInspectorShown(false); });
    showParts();
}

void RightSide::setGuest(QWidget* panel)
{
    while (stack_->count() > 1) {
        QWidget* before = stack_->widget(1);
        stack_->removeWidget(before);
        before->setParent(nullptr);
    }
    if (panel) {
        stack_->addWidget(panel);
        stack_->setCurrentWidget(panel);
    }
    showParts();
}

void RightSide::arrange(bool inLab, bool narrow)
{
    inLab_ = inLab;
    narrow_ = narrow;
    showParts();
}

bool RightSide::inspectorShown() const
{
    return inLab_ && !views_.guest() && settings::inspectorShown(narrow_).get();
}

void RightSide::setInspectorShown(bool shown)
{
    if (!inLab_ || views_.guest() || inspectorShown() == shown) return;
    settings::inspectorShown(narrow_).set(shown);
    emit inspectorToggled();
}

void RightSide::showParts()
{
    const bool guest = views_.guest() != nullptr, shown = inspectorShown();
    setVisible(guest || inLab_);
    stack_->setVisible(guest || shown);
    tab_->setVisible(!guest && !shown);
    stack_->setFixedWidth(stack_->currentWidget()->sizeHint().width());
}

void addInspectorCommands(const Context& context, RightSide& right, SidePanel& inspector)
{
    using Group = Command::Group;
    Views& views = context.views;
    Session& session = context.session;
    const auto inLab = [&views] { return views.current() == View::lab && !views.guest(); };
    const auto findable = [&session, inLab] { return inLab() && session.run() && !session.masked(); };
    context.commands.add({QStringLiteral("inspector"),
                          Group::show,
                          Commands::tr("Show or hide the inspector"),
                          {QStringLiteral("I")},
                          [&right] { right.setInspectorShown(!right.inspectorShown()); },
                          inLab});
    context.commands.add({QStringLiteral("find-request"),
                          Group::show,
                          Commands::tr("Find a request by its number"),
                          {QStringLiteral("R"), QStringLiteral("Ctrl+G")},
                          [&right, &inspector] {
                              right.setInspectorShown(true);
                              inspector.finder()->start();
                          },
                          findable});
    context.commands.add({QStringLiteral("slowest-request"),
                          Group::show,
                          Commands::tr("Go to the slowest request"),
                          {QStringLiteral("Shift+R")},
                          [&right, &session] {
                              right.setInspectorShown(true);
                              showCall(session, slowestRequest(*session.run()));
                          },
                          findable});
}

}  // namespace stampede::ui
