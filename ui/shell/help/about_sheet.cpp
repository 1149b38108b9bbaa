#include "ui/shell/help/about_sheet.h"

#include "core/store/library_versions.h"
#include "ui/look/overlay/toast.h"
#include "ui/look/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextCursor>

#include <memory>

#include <qcustomplot.h>

namespace stampede::ui {

namespace {

QString helpText()
{
    return AboutSheet::tr(
        "## How to use it\n\n"
        "**A cache entry expires, and everybody who asks for it at that moment finds nothing.** Whether one "
        "of them asks the "
        "database, or all of them do, is what this program shows.\n\n"
        "- **Choose** a scenario (keys 1 to 9) and a strategy (Ctrl+1 to Ctrl+0). The three menus beside it "
        "say what the strategy "
        "answers: *when* is a value due, *who* may load it, *what do the others do meanwhile*.\n"
        "- **Play** with Space. Drag in a track or in the strip below to move the playhead; the arrow keys "
        "step from event to event. "
        "Headline and state tell what is true at the playhead.\n"
        "- **Move a slider**: the run is computed anew while you drag. Arrivals do not change with the "
        "strategy, so what changes on "
        "the screen has your change as its cause. Ctrl+Z takes it back.\n"
        "- **Click a request** for its story, told in sentences. The wheel zooms, F shows all.\n"
        "- **Compare** (C) runs the same arrivals under every strategy. **Explore** (E) varies a setting. "
        "**Learn** (L) asks before it "
        "shows.\n"
        "- **Open** (Ctrl+O), or drop here: scenarios, recordings, access logs and lessons. Everything can "
        "be exported as a picture or "
        "as data.\n"
        "- **In front of a class**: F5 presents, B blanks the screen, ? shows all keys, Ctrl+Shift+P finds "
        "every command.\n");
}

/// Air between paragraphs and items, which Markdown does not say.
void space(QTextDocument& document)
{
    const Theme& t = theme();
    document.setIndentWidth(t.px(20));
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        format.setBottomMargin(t.px(format.headingLevel() > 0 ? 12 : 8));
        format.setTopMargin(0);
        QTextCursor(block).setBlockFormat(format);
    }
}

QString lines()
{
    return QStringLiteral("Stampede Lab %1\nQt %2\nQCustomPlot %3\nhiredis %4\nlibuv %5\n%6")
        .arg(QStringLiteral(STAMPEDE_VERSION), QString::fromLatin1(qVersion()),
             QStringLiteral(QCUSTOMPLOT_VERSION_STR), QString::fromStdString(hiredis_version()),
             QString::fromStdString(libuv_version()), AboutSheet::tr("Licence: GPL-3.0-or-later"));
}

QString aboutText()
{
    return AboutSheet::tr(
               "## Stampede Lab\n\n"
               "See, feel and measure cache stampedes and what prevents them.\n\n"
               "%1\n\n"
               "It is free software: you may use, study, share and change it under the GNU General Public "
               "License, version 3 or later. "
               "It comes without any warranty.\n\n"
               "The strategies follow published work, above all *Optimal Probabilistic Cache Stampede "
               "Prevention* (Vattani, Chierichetti, "
               "Lowenstein, VLDB 2015) and *Scaling Memcache at Facebook* (NSDI 2013). What the figures must "
               "come to is checked by "
               "`stampede validate`.\n")
        .arg(lines().replace(u'\n', QStringLiteral("  \n")));
}

}  // namespace

AboutSheet::AboutSheet(Text text, QWidget* window) : Overlay(window), kind_(text)
{
    setObjectName(text == Text::help ? "help-sheet" : "about-sheet");
    setAccessibleName(text == Text::help ? tr("How to use it") : tr("About Stampede Lab"));
    text_ = new QTextBrowser(this);
    text_->setObjectName("sheet-text");
    text_->setProperty("look", "bare");
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->setFocusPolicy(Qt::NoFocus);
    connect(text_, &QTextBrowser::anchorClicked, this,
            [](const QUrl& address) { QDesktopServices::openUrl(address); });
    close_ = new QPushButton(tr("Close"), this);
    close_->setProperty("look", "primary");
    close_->setFocusPolicy(Qt::NoFocus);
    connect(close_, &QPushButton::clicked, this, &Overlay::close);
    copy_ = new QPushButton(tr("Copy versions"), this);
    copy_->setFocusPolicy(Qt::NoFocus);
    copy_->setVisible(text == Text::about);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(versions());
        Toast::say(this, tr("Copied"));
    });
}

QString AboutSheet::versions()
{
    return lines();
}

void AboutSheet::open()
{
    text_->document()->setDefaultFont(theme().text);
    text_->document()->setDocumentMargin(0);
    text_->setMarkdown(kind_ == Text::help ? helpText() : aboutText());
    space(*text_->document());
    Overlay::open();
}

void AboutSheet::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
    case Qt::Key_F1: return close();
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: QCoreApplication::sendEvent(text_->verticalScrollBar(), event); return;
    default: return;
    }
}

void AboutSheet::arrange()
{
    const Theme& t = theme();
    const int margin = t.px(28), buttons = t.px(56);
    const int across = std::min(t.px(kind_ == Text::help ? 720 : 560), width() - t.px(32));
    // Measured on a copy: the browser sets the width of its own document when it likes to.
    const std::unique_ptr<QTextDocument> copy(text_->document()->clone());
    copy->setTextWidth(across - 2 * margin);
    const int wanted = static_cast<int>(copy->size().height()) + t.px(4);
    const int down = std::min(wanted + 2 * margin + buttons, height() - t.px(32));
    card_ = QRect((width() - across) / 2, (height() - down) / 2, across, down);
    text_->setGeometry(card_.adjusted(margin, margin, -margin, -margin - buttons + t.px(8)));
    close_->adjustSize();
    copy_->adjustSize();
    close_->move(card_.right() - margin - close_->width(), card_.bottom() - t.px(22) - close_->height());
    copy_->move(close_->x() - t.px(8) - copy_->width(), close_->y());
    update();
}

}  // namespace stampede::ui
