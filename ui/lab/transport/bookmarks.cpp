#include "ui/lab/transport/bookmarks.h"

#include "core/scenario/describe.h"
#include "ui/lab/transport/overview_strip.h"
#include "ui/look/theme/kept_within.h"
#include "ui/look/theme/theme.h"
#include "ui/look/words/format.h"
#include "ui/look/words/tr.h"
#include "ui/session/session.h"
#include "ui/session/workbench/workbench.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace stampede::ui {

namespace {

/// No longer in UTF-8 than a file may hold, cut between characters.
QString fittingFile(QString text)
{
    text = text.simplified();
    while (text.toUtf8().size() > qsizetype(longest_bookmark)) text.chop(1);
    return text;
}

Instant bookmarkable(Instant t)
{
    return std::max(t, run_start);
}

QString textAt(const Session& session, Instant at)
{
    for (const Bookmark& b : session.scenario().bookmarks)
        if (b.at == at) return QString::fromStdString(b.text);
    return {};
}

/// Above the playhead in the strip, or in the window's middle.
void placeAbove(QFrame& popup, const Session& session)
{
    QWidget* window = QApplication::activeWindow();
    if (!window) return;
    popup.adjustSize();
    QPoint at = window->mapToGlobal(window->rect().center());
    if (const auto* strip = window->findChild<OverviewStrip*>())
        at = strip->mapToGlobal(QPoint(
            int(keptWithin(strip->xOf(session.playback().playhead()), 0.0, double(strip->width()))), 0));
    const int left = window->mapToGlobal(QPoint()).x() + theme().px(8),
              right = left + window->width() - popup.width() - theme().px(16);
    popup.move(keptWithin(at.x() - popup.width() / 2, left, std::max(left, right)),
               at.y() - popup.height() - theme().px(6));
}

}  // namespace

std::vector<Bookmark> bookmarksOf(const Session& session)
{
    std::vector<Bookmark> list = session.scenario().bookmarks;
    std::stable_sort(list.begin(), list.end(),
                     [](const Bookmark& a, const Bookmark& b) { return a.at < b.at; });
    return list;
}

void setBookmark(const Context& context, Instant at, const QString& text)
{
    at = bookmarkable(at);
    const std::string said = fittingFile(text).toStdString();
    context.workbench.change([&](Scenario& s) {
        bool opens = false;  // another text does not change where the scenario opens
        std::erase_if(s.bookmarks, [&](const Bookmark& b) {
            opens |= b.at == at && b.opens;
            return b.at == at;
        });
        if (!said.empty()) s.bookmarks.push_back({at, said, opens});
    });
}

void editBookmark(const Context& context)
{
    Session& session = context.session;
    session.playback().setPlaying(false);
    const Instant at = bookmarkable(session.playback().playhead());
    const QString before = textAt(session, at);
    auto* popup = new QFrame(QApplication::activeWindow(), Qt::Popup);
    popup->setObjectName("bookmark");
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setProperty("look", "popup");
    auto* column = new QVBoxLayout(popup);
    auto* title = new QLabel(tr("Bookmark at %1").arg(clockText(at, session.viewport().content().length())));
    auto* field = new QLineEdit(before);
    field->setProperty("look", "framed");
    field->setAccessibleName(title->text());
    field->setPlaceholderText(tr("What is to be seen here"));
    field->setMinimumWidth(theme().px(320));
    auto* hint = new QLabel(before.isEmpty() ? tr("Return keeps it, Esc does not.")
                                             : tr("Return keeps it; an empty text takes it away."));
    hint->setProperty("look", "small");
    for (QWidget* w : std::initializer_list<QWidget*>{title, field, hint}) column->addWidget(w);
    QObject::connect(field, &QLineEdit::returnPressed, popup, [context, at, field, popup] {
        setBookmark(context, at, field->text());
        popup->close();
    });
    placeAbove(*popup, session);
    popup->show();
    field->setFocus();
    field->selectAll();
}

void goToBookmark(const Context& context, int direction)
{
    const std::vector<Bookmark> all = bookmarksOf(context.session);
    const Instant here = context.session.playback().playhead();
    const Bookmark* found = nullptr;
    for (const Bookmark& b : all) {
        if (direction < 0 && b.at < here) found = &b;
        if (direction > 0 && b.at > here && !found) found = &b;
    }
    if (!found) return;
    context.session.playback().setPlaying(false);
    context.session.playback().setPlayhead(found->at);
}

}  // namespace stampede::ui
