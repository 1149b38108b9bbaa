#include "ui/look/theme/style_sheet.h"

#include "ui/look/theme/theme.h"

#include <QMap>
#include <QRegularExpression>
#include <QStyle>
#include <QWidget>

namespace stampede::ui {

namespace {

// @name is a colour of the theme, #n# is n pixels at scale 1.
const char* const sheet = R"(
QToolTip { background: @panel; color: @ink; border: 1px solid @line; padding: #6#px; }
QLabel { background: transparent; }
QLabel[look="muted"] { color: @muted; }
QLabel[look="small"] { color: @muted; font-size: @smallpx; }
QLabel[look="caption"] { color: @muted; font-size: @smallpx; font-weight: 600; letter-spacing: 1px; }
QLabel[look="trouble"] { background: @failureFill; color: @ink; border: 1px solid @ink; border-radius: #8#px;
                         padding: #6#px #10#px; }
QFrame[look="toast"] { background: @ink; border: none; border-radius: #10#px; }
QFrame[look="toast"] QLabel { color: @panel; }
QFrame[look="toast"] QPushButton { background: transparent; border-color: @muted; color: @panel; padding: #3#px #10#px; }
QFrame[look="toast"] QPushButton[look="flat"] { border-color: transparent; padding: #2#px #6#px; }
QFrame[look="toast"] QPushButton:hover { border-color: @panel; }
QFrame[look="toast"][wrong="true"] { background: @failureFill; border: 1px solid @ink; }
QFrame[look="toast"][wrong="true"] QLabel, QFrame[look="toast"][wrong="true"] QPushButton { color: @ink; }
QFrame[look="overlay"] { background: @panel; border: 1px solid @line; border-radius: #12#px; }
QFrame[look="card"] { background: @panel; border: 1px solid @line; border-radius: #10#px; }
QFrame[look="bar"] { background: @panel; border: none; }
QFrame[look="rule"] { background: @line; border: none; }

QPushButton, QToolButton { background: @panel; color: @ink; border: 1px solid @line; border-radius: #8#px;
                           padding: #6#px #12#px; }
QPushButton:hover, QToolButton:hover { background: @paper; border-color: @muted; }
QPushButton:pressed, QToolButton:pressed { background: @sunken; }
QPushButton:focus, QToolButton:focus { border-color: @focus; }
QPushButton:disabled, QToolButton:disabled { color: @muted; background: @paper; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[look="primary"] { background: @accent; color: @accentText; border-color: @accent; font-weight: 600; }
QPushButton[look="primary"]:disabled { background: @sunken; color: @muted; border-color: @line; }
QPushButton[look="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[look="primary"]:focus { border-color: @ink; }
QPushButton[look="flat"], QToolButton[look="flat"] { background: transparent; border-color: transparent;
                                                     padding: #4#px #6#px; }
QPushButton[look="flat"]:hover, QToolButton[look="flat"]:hover { background: @sunken; }
QPushButton[look="flat"]:focus, QToolButton[look="flat"]:focus { border-color: @focus; }
QPushButton[look="row"] { background: transparent; border-color: transparent; text-align: left; padding: #6#px #10#px; }
QPushButton[look="row"]:hover { background: @sunken; }
QPushButton[look="row"]:focus { border-color: @focus; }
QPushButton[look="chip"] { border-radius: #10#px; padding: #2#px #10#px; font-size: @smallpx; }
QPushButton[look="segment"] { background: transparent; border-color: transparent; padding: #6#px #10#px; }
QPushButton[look="segment"]:hover { background: @sunken; }
QPushButton[look="segment"]:checked { background: @sunken; border-color: @line; font-weight: 600; }
QPushButton[look="segment"]:focus { border-color: @focus; }

QMenu { background: @panel; color: @ink; border: 1px solid @line; padding: #6#px; }
QMenu::item { padding: #6#px #24#px #6#px #12#px; border-radius: #6#px; background: transparent; }
QMenu::item:selected { background: @sunken; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: #6#px #4#px; }

QLineEdit { background: transparent; color: @ink; border: 1px solid transparent; border-radius: #6#px;
            padding: 0 #4#px; selection-background-color: @accent; selection-color: @accentText; }
QLineEdit:hover { border-color: @line; background: @panel; }
QLineEdit:focus { border-color: @focus; background: @panel; }
QLineEdit[wrong="true"] { border-color: @ink; background: @failureFill; }
QLineEdit:disabled { color: @muted; }
QLineEdit[look="framed"] { border-color: @line; padding: #6#px #8#px; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:hover, QLineEdit[look="bare"]:focus { border-color: transparent; background: transparent; }
QFrame[look="question"] { background: @paper; border: 1px solid @accent; border-radius: #10#px; }
QTextBrowser[look="plain"] { background: transparent; border: none; border-radius: 0; padding: 0; }
QPlainTextEdit { background: @panel; color: @ink; border: 1px solid @line; border-radius: #8#px; padding: #8#px;
                 selection-background-color: @accent; selection-color: @accentText; }
QPlainTextEdit:focus { border-color: @focus; }
QFrame[look="popup"] { background: @panel; border: 1px solid @line; }
QListWidget { background: @panel; border: none; outline: none; }
QListWidget[look="framed"] { border: 1px solid @line; border-radius: #8#px; padding: #4#px; }
QListWidget[look="framed"]::item { padding: #6#px #8#px; border-radius: #6#px; color: @ink; }
QListWidget[look="framed"]::item:selected { background: @sunken; color: @ink; }

QCheckBox { color: @ink; spacing: #8#px; }
QCheckBox:disabled { color: @muted; }

QScrollArea { background: transparent; border: none; }
QScrollArea[look="panel"] { background: @panel; }
QScrollBar:vertical { background: transparent; width: #10#px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: #3#px; min-height: #32#px; margin: #2#px; }
QScrollBar::handle:vertical:hover { background: @muted; }
QScrollBar:horizontal { background: transparent; height: #10#px; margin: 0; }
QScrollBar::handle:horizontal { background: @line; border-radius: #3#px; min-width: #32#px; margin: #2#px; }
QScrollBar::handle:horizontal:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QFrame[look="card"] { background: @panel; border: 1px solid @line; border-radius: #10#px; }
QTableView[look="plain"] { background: @panel; border: none; selection-background-color: @sunken; selection-color: @ink; }
QTableView[look="plain"]:focus { border: 1px solid @focus; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @line; padding: 0 #5#px; }
QHeaderView::section:hover { color: @ink; background: @sunken; }
QTextBrowser, QTableView { background: @panel; color: @ink; border: 1px solid @line; border-radius: #8#px; }
QTextBrowser[look="bare"] { border: none; border-radius: 0; background: transparent; }
)";

QMap<QString, QString> names(const Theme& t)
{
    const QColor hover = t.name == Theme::Name::dark ? t.accent.lighter(112) : t.accent.darker(115);
    return {{"paper", t.paper.name()},
            {"panel", t.panel.name()},
            {"sunken", t.sunken.name()},
            {"ink", t.ink.name()},
            {"muted", t.muted.name()},
            {"line", t.line.name()},
            {"accent", t.accent.name()},
            {"focus", t.focus.name()},
            {"accentText", t.accentText.name()},
            {"accentHover", hover.name()},
            {"failureFill", t.failureFill.name()},
            {"smallpx", QString::number(t.small.pixelSize()) + QStringLiteral("px")}};
}

}  // namespace

QString styleSheet(const Theme& theme)
{
    static const QRegularExpression place(QStringLiteral("@([A-Za-z]+)|#(\\d+)#"));
    const auto values = names(theme);
    const QString text = QString::fromUtf8(sheet);
    QString out;
    qsizetype from = 0;
    for (auto it = place.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += text.mid(from, match.capturedStart() - from);
        out += match.captured(1).isEmpty() ? QString::number(theme.px(match.captured(2).toInt()))
                                           : values.value(match.captured(1));
        from = match.capturedEnd();
    }
    return out + text.mid(from);
}

void restyle(QWidget& widget)
{
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
    for (QWidget* part : widget.findChildren<QWidget*>()) {
        part->style()->unpolish(part);
        part->style()->polish(part);
    }
}

}  // namespace stampede::ui
