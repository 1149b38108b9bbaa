#include "ui/look/words/strategy_words.h"

#include "core/runtime/say.h"
#include "ui/look/words/tr.h"

#include <QStringList>

namespace stampede::ui {

namespace {

QString kindText(When::Kind kind)
{
    switch (kind) {
    case When::Kind::expiry: return tr("at expiry");
    case When::Kind::power: return tr("by chance, with age");
    case When::Kind::xfetch: return tr("by chance, early");
    case When::Kind::uniform: return tr("at a random time");
    case When::Kind::schedule: return tr("on a schedule");
    }
    return {};
}

QString meanwhileWord(Meanwhile m)
{
    switch (m) {
    case Meanwhile::serve_old: return tr("serve old");
    case Meanwhile::share: return tr("share");
    case Meanwhile::wait: return tr("wait");
    case Meanwhile::fail: return tr("fail");
    }
    return {};
}

}  // namespace

QString nameText(const NamedStrategy& strategy)
{
    return QString::fromStdString(say_marked(strategy.name));
}

QString aboutText(const NamedStrategy& strategy)
{
    return QString::fromStdString(say_marked(strategy.about));
}

QString whenText(const std::vector<When>& when)
{
    QStringList parts;
    for (const When& w : when) parts += kindText(w.kind);
    return parts.join(tr(" or "));
}

QString whoText(Who who)
{
    switch (who) {
    case Who::everyone: return tr("everyone");
    case Who::one_per_instance: return tr("one per instance");
    case Who::one_per_cluster: return tr("one per cluster");
    case Who::instance_then_cluster: return tr("one per instance, then cluster");
    case Who::lease: return tr("holder of a lease");
    }
    return {};
}

QString meanwhileText(const std::vector<Meanwhile>& meanwhile)
{
    if (meanwhile.empty()) return tr("nothing");
    QStringList parts;
    for (Meanwhile m : meanwhile) parts += meanwhileWord(m);
    return parts.join(QStringLiteral(", "));
}

}  // namespace stampede::ui
