#include "ui/teach/learn/learn_commands.h"

#include "ui/session/commands/commands.h"
#include "ui/teach/learn/challenge_panel.h"
#include "ui/teach/learn/challenge_player.h"
#include "ui/teach/learn/coach.h"
#include "ui/teach/learn/evidence_panel.h"
#include "ui/teach/learn/glossary.h"
#include "ui/teach/learn/learn_page.h"
#include "ui/teach/lesson/glossary_hook.h"

#include <QPointer>

namespace stampede::ui {

namespace {

bool isShowing(Views& views)
{
    return views.current() != View::learn &&
           (qobject_cast<EvidencePanel*>(views.guest()) || qobject_cast<ChallengePanel*>(views.guest()));
}

}  // namespace

void addLearnCommands(const Context& context, const std::function<LearnPage*()>& page)
{
    Views* views = &context.views;
    const auto go = [&](const char* id, Place place, const QStringList& keys) {
        const auto act = [views, page, place] {
            page()->open(place);
            views->go(View::learn);
        };
        context.commands.add({QLatin1String(id),
                              Command::Group::learn,
                              LearnPage::tr("Learn: %1").arg(placeTitle(place)),
                              keys,
                              act,
                              {}});
    };
    go("learn-lessons", Place::lessons, {});
    go("learn-coach", Place::coach, {});
    go("learn-challenges", Place::challenges, {});
    go("learn-guide", Place::guide, {});
    go("learn-glossary", Place::glossary, {QStringLiteral("G")});
    context.commands.add(
        {QStringLiteral("learn-home"),
         Command::Group::learn,
         LearnPage::tr("Learn: back to all of it"),
         {QStringLiteral("Escape")},
         [page] { page()->open(Place::home); },
         [views, page] { return views->current() == View::learn && page()->place() != Place::home; }});
    context.commands.add({QStringLiteral("learn-return"),
                          Command::Group::learn,
                          LearnPage::tr("Back to where this was shown from"),
                          {QStringLiteral("Escape")},
                          [views] { views->go(View::learn); },
                          [views] { return isShowing(*views); }});
    setGlossaryHook(
        [](const QString& term, QPoint at, QWidget* parent) { return showTerm(term, at, parent); });
    setGlossaryOpener([views = QPointer<Views>(views), page](const QString& id) {
        if (!views) return;
        views->go(View::learn);
        page()->openTerm(id);
    });
}

}  // namespace stampede::ui
