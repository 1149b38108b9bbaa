#include "ui/session/trouble_bar.h"

#include "core/analysis/trouble_text.h"
#include "ui/session/session.h"

namespace stampede::ui {

TroubleBar::TroubleBar(Session& session, QWidget* parent) : QLabel(parent)
{
    setObjectName("trouble");
    setProperty("look", "trouble");
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setVisible(false);
    connect(&session, &Session::failed, this, &TroubleBar::say);
    connect(&session, &Session::runChanged, this, [this, &session] { say(troubleOf(session.run().get())); });
    connect(&session, &Session::worldChanged, this, &QLabel::hide);
}

/// What the server of a live run did that the scenario did not ask for: nothing of any other.
QString TroubleBar::troubleOf(const Run* run)
{
    QStringList sentences;
    if (!run) return {};
    for (const ServerTrouble& t : run->recording->trouble) {
        if (t.asked_for) continue;
        const QString what = QString::fromStdString(to_text(t, run->recording->end));
        sentences += tr("In this run %1.").arg(what);
    }
    return sentences.join(QLatin1Char('\n'));
}

void TroubleBar::say(const QString& sentence)
{
    setText(sentence);
    setAccessibleName(sentence);
    setVisible(!sentence.isEmpty());
}

}  // namespace stampede::ui
