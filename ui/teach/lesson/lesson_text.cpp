#include "ui/teach/lesson/lesson_text.h"

#include "ui/look/theme/theme.h"
#include "ui/teach/lesson/glossary_hook.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QCursor>
#include <QDesktopServices>
#include <QImage>
#include <QMenu>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextFragment>
#include <QTextFrame>
#include <QTextTable>
#include <QUrl>
#include <QWheelEvent>

#include <cmath>

namespace stampede::ui {

namespace {

GlossaryHook& hook()
{
    static GlossaryHook set;
    return set;
}

constexpr auto glossaryScheme = "glossary";

}  // namespace

void setGlossaryHook(GlossaryHook set)
{
    hook() = std::move(set);
}
const GlossaryHook& glossaryHook()
{
    return hook();
}

QString withGlossaryLinks(const QString& markdown)
{
    static const QRegularExpression link(
        QStringLiteral("\\[\\[([^\\]|\\n]{1,80})(?:\\|([^\\]\\n]{1,120}))?\\]\\]"));
    QString out;
    qsizetype from = 0;
    for (auto it = link.globalMatch(markdown); it.hasNext();) {
        const auto match = it.next();
        const QString term = match.captured(1).trimmed(),
                      word = match.captured(2).isEmpty() ? term : match.captured(2);
        out += markdown.mid(from, match.capturedStart() - from);
        out += glossaryHook() ? QStringLiteral("[%1](%2:%3)")
                                    .arg(word, QLatin1String(glossaryScheme),
                                         QString::fromLatin1(QUrl::toPercentEncoding(term)))
                              : word;
        from = match.capturedEnd();
    }
    return out + markdown.mid(from);
}

LessonText::LessonText(QWidget* parent) : QTextBrowser(parent)
{
    setProperty("look", "plain");
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    setFocusPolicy(Qt::NoFocus);
    connect(this, &QTextBrowser::anchorClicked, this, &LessonText::open);
}

void LessonText::setText(const QString& markdown)
{
    document()->setDefaultFont(theme().text);
    document()->setMarkdown(withGlossaryLinks(markdown),
                            QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub) |
                                QTextDocument::MarkdownNoHTML);
    dressCode();
    dressTables();
    const bool links =
        markdown.contains(QLatin1String("](")) || (glossaryHook() && markdown.contains(QLatin1String("[[")));
    setFocusPolicy(links ? Qt::TabFocus : Qt::NoFocus);
    setTextInteractionFlags(links ? Qt::TextBrowserInteraction : Qt::TextSelectableByMouse);
    setAccessibleName(toPlainText());
    updateGeometry();
}

/// Lines with air between them; code in its own face on a ground of its own.
void LessonText::dressCode()
{
    const Theme& t = theme();
    QTextCursor cursor(document());
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextBlockFormat format = block.blockFormat();
        format.setLineHeight(t.px(4), QTextBlockFormat::LineDistanceHeight);
        if (block != document()->begin()) format.setTopMargin(t.px(block.textList() ? 3 : 8));
        format.setBottomMargin(0);
        cursor.setPosition(block.position());
        cursor.setBlockFormat(format);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            if (!fragment.charFormat().fontFixedPitch()) continue;
            QTextCharFormat code = fragment.charFormat();
            code.setFont(t.mono);
            code.setFontFixedPitch(true);
            code.setBackground(t.sunken);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(code);
        }
    }
}

/// Lines between rows only, and the first row in bold, as Markdown has it.
void LessonText::dressTables()
{
    const Theme& t = theme();
    for (QTextFrame* frame : document()->rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table) continue;
        QTextTableFormat format = table->format();
        format.setBorder(0);
        format.setCellSpacing(0);
        format.setCellPadding(0);
        format.setTopMargin(t.px(8));
        format.setBottomMargin(t.px(4));
        format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
        table->setFormat(format);
        for (int row = 0; row < table->rows(); ++row)
            for (int column = 0; column < table->columns(); ++column) {
                QTextTableCellFormat cell = table->cellAt(row, column).format().toTableCellFormat();
                cell.setTopPadding(t.px(4));
                cell.setBottomPadding(t.px(3));
                cell.setRightPadding(t.px(8));
                cell.setBottomBorder(row == 0 ? 1.5 * t.scale : t.scale);
                cell.setBottomBorderStyle(QTextFrameFormat::BorderStyle_Solid);
                cell.setBottomBorderBrush(row == 0 ? t.muted : t.line);
                table->cellAt(row, column).setFormat(cell);
            }
    }
}

int LessonText::heightForWidth(int width) const
{
    QTextDocument* const text = document();
    const double before = text->textWidth();
    text->setTextWidth(width);
    const int height = int(std::ceil(text->documentLayout()->documentSize().height())) + 1;
    text->setTextWidth(before);
    return height;
}

QSize LessonText::sizeHint() const
{
    const int w = width() > 60 ? width() : theme().px(300);
    return {w, heightForWidth(w)};
}

void LessonText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        setFixedHeight(heightForWidth(event->size().width()));
}

void LessonText::wheelEvent(QWheelEvent* event)
{
    event->ignore();  // the panel scrolls
}

/// Nothing is fetched, from nowhere. Without a value the document would look for a file itself.
QVariant LessonText::loadResource(int, const QUrl&)
{
    QImage nothing(1, 1, QImage::Format_ARGB32_Premultiplied);
    nothing.fill(Qt::transparent);
    return nothing;
}

void LessonText::open(const QUrl& link)
{
    if (link.scheme() == QLatin1String(glossaryScheme)) {
        if (glossaryHook()) glossaryHook()(link.path(QUrl::FullyDecoded), QCursor::pos(), this);
        return;
    }
    const bool opens = link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http") ||
                       link.scheme() == QLatin1String("mailto");
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QAction* address = menu->addAction(link.toDisplayString());
    address->setEnabled(false);
    menu->addSeparator();
    if (opens)
        connect(menu->addAction(tr("Open this address")), &QAction::triggered, this,
                [link] { QDesktopServices::openUrl(link); });
    connect(menu->addAction(tr("Copy it")), &QAction::triggered, this,
            [link] { QApplication::clipboard()->setText(link.toString()); });
    menu->popup(QCursor::pos());
}

}  // namespace stampede::ui
