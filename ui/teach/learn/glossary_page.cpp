#include "ui/teach/learn/glossary_page.h"

#include "core/learn/glossary.h"
#include "ui/look/theme/theme.h"
#include "ui/teach/learn/learn_parts.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace stampede::ui {

namespace {

constexpr int glossaryWidth = 860;

QString joined(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words) list += QString::fromStdString(word);
    return list.join(QStringLiteral(", "));
}

bool matches(const Term& term, const QString& words)
{
    const QString all =
        QString::fromStdString(term.name + ' ' + term.id + ' ' + term.is) + u' ' + joined(term.also);
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts))
        if (!all.contains(word, Qt::CaseInsensitive)) return false;
    return true;
}

/// A term as a paragraph of rich text.
QString paragraph(const Term& term)
{
    const Theme& t = theme();
    const QString muted = t.muted.name(), link = t.lockText.name();
    QString html =
        QStringLiteral(
            "<a name=\"%1\"></a><p style=\"margin-top:%2px; margin-bottom:0; line-height:135%\"><b>%3</b>")
            .arg(QString::fromStdString(term.id))
            .arg(t.px(16))
            .arg(QString::fromStdString(term.name).toHtmlEscaped());
    if (!term.also.empty())
        html += QStringLiteral(" <span style=\"color:%1\">&nbsp;%2</span>")
                    .arg(muted, joined(term.also).toHtmlEscaped());
    html += QStringLiteral("<br>%1").arg(QString::fromStdString(term.is).toHtmlEscaped());
    QStringList see;
    for (const std::string& id : term.see)
        if (const Term* other = find_term(id))
            see += QStringLiteral("<a href=\"#%1\" style=\"color:%2; text-decoration:none\">%3</a>")
                       .arg(QString::fromStdString(id), link,
                            QString::fromStdString(other->name).toHtmlEscaped());
    if (!see.isEmpty())
        html += QStringLiteral(" <span style=\"color:%1\">→ </span>").arg(muted) +
                see.join(QStringLiteral(" · "));
    return html + QStringLiteral("</p>");
}

}  // namespace

GlossaryPage::GlossaryPage(QWidget* parent) : QWidget(parent)
{
    const Theme& t = theme();
    auto* row = new QHBoxLayout(this);
    auto* middle = new QWidget;
    middle->setMaximumWidth(t.px(glossaryWidth));
    row->addStretch(1);
    row->addWidget(middle, 1000);
    row->addStretch(1);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(t.px(12), t.px(8), t.px(12), t.px(16));
    column->setSpacing(t.px(10));
    search_ = new QLineEdit;
    search_->setObjectName("glossary-search");
    search_->setProperty("look", "framed");
    search_->setPlaceholderText(tr("Search %1 words").arg(glossary().size()));
    search_->setAccessibleName(tr("Search the glossary"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    column->addWidget(search_);
    list_ = new QTextBrowser;
    list_->setObjectName("glossary-list");
    list_->setOpenLinks(false);
    list_->setAccessibleName(tr("Glossary"));
    list_->document()->setDocumentMargin(t.px(16));
    column->addWidget(list_, 1);
    connect(search_, &QLineEdit::textChanged, this, &GlossaryPage::fill);
    connect(list_, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) { goTo(link.fragment()); });
    fill();
}

void GlossaryPage::fill()
{
    const QString words = search_->text().trimmed();
    QString html;
    for (const Term& term : glossary())
        if (matches(term, words)) html += paragraph(term);
    if (html.isEmpty())
        html = QStringLiteral("<p>%1</p>").arg(tr("No word here has “%1” in it.").arg(words.toHtmlEscaped()));
    list_->setHtml(html);
    list_->verticalScrollBar()->setValue(0);
}

void GlossaryPage::goTo(const QString& id)
{
    search_->clear();
    list_->scrollToAnchor(id);
}

void GlossaryPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    search_->setFocus();
}

/// The list scrolls while the search has the focus.
bool GlossaryPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == search_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        QScrollBar* bar = list_->verticalScrollBar();
        switch (key->key()) {
        case Qt::Key_Escape:
            if (search_->text().isEmpty())
                emit leaving();
            else
                search_->clear();
            return true;
        case Qt::Key_Down: bar->setValue(bar->value() + bar->singleStep() * 3); return true;
        case Qt::Key_Up: bar->setValue(bar->value() - bar->singleStep() * 3); return true;
        case Qt::Key_PageDown: bar->setValue(bar->value() + bar->pageStep()); return true;
        case Qt::Key_PageUp: bar->setValue(bar->value() - bar->pageStep()); return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace stampede::ui
