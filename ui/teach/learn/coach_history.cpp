#include "ui/teach/learn/coach_history.h"

#include "core/learn/interview.h"
#include "ui/look/settings/settings.h"
#include "ui/look/words/tr.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace stampede::ui {

namespace {

QJsonObject toJson(const CoachAnswer& a)
{
    QJsonArray ticked;
    for (const bool tick : a.ticked) ticked.append(tick);
    return {{"question", a.question}, {"when", a.when.toString(Qt::ISODateWithMs)},
            {"seconds", a.seconds},   {"aloud", a.aloud},
            {"text", a.text},         {"points", QJsonArray::fromStringList(a.points)},
            {"ticked", ticked}};
}

CoachAnswer fromJson(const QJsonObject& o)
{
    CoachAnswer a;
    a.question = o["question"].toString();
    a.when = QDateTime::fromString(o["when"].toString(), Qt::ISODateWithMs);
    a.seconds = o["seconds"].toInt();
    a.aloud = o["aloud"].toBool();
    a.text = o["text"].toString();
    for (const auto& point : o["points"].toArray()) a.points += point.toString();
    for (const auto& tick : o["ticked"].toArray()) a.ticked += tick.toBool();
    return a;
}

QString quoted(const QString& text)
{
    QString out;
    for (const QString& line : text.split(u'\n')) out += QStringLiteral("> ") + line + u'\n';
    return out;
}

QString titleOf(const CoachAnswer& a)
{
    const InterviewQuestion* q = interview().find(a.question.toStdString());
    return q ? QStringLiteral("%1 · %2").arg(QString::fromStdString(q->level),
                                             QString::fromStdString(q->question))
             : a.question;
}

QString sectionOf(const CoachAnswer& a)
{
    QString out = QStringLiteral("## %1\n\n").arg(titleOf(a));
    out += tr("%1, answered in %2 min, %3 of %4 points")
               .arg(a.when.toString(QStringLiteral("yyyy-MM-dd hh:mm")), minutesText(a.seconds))
               .arg(a.hits())
               .arg(a.ticked.size());
    out += QStringLiteral("\n\n");
    if (!a.text.trimmed().isEmpty())
        out += quoted(a.text.trimmed()) + u'\n';
    else if (a.aloud)
        out += tr("Said aloud.") + QStringLiteral("\n\n");
    for (qsizetype i = 0; i < a.points.size(); ++i)
        out += QStringLiteral("- [%1] %2\n")
                   .arg(i < a.ticked.size() && a.ticked[i] ? QChar(u'x') : QChar(u' '))
                   .arg(a.points[i]);
    return out + u'\n';
}

}  // namespace

CoachHistory CoachHistory::load()
{
    CoachHistory history;
    const QByteArray text = settings::coachAnswers().get().toUtf8();
    for (const auto& answer : QJsonDocument::fromJson(text).array())
        history.answers += fromJson(answer.toObject());
    return history;
}

void CoachHistory::save() const
{
    QJsonArray list;
    for (const CoachAnswer& answer : answers) list.append(toJson(answer));
    settings::coachAnswers().set(QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
}

std::map<QString, double> CoachHistory::best() const
{
    std::map<QString, double> best;
    for (const CoachAnswer& a : answers) {
        const auto [at, added] = best.emplace(a.question, a.share());
        if (!added) at->second = std::max(at->second, a.share());
    }
    return best;
}

void CoachHistory::keep(const CoachAnswer& answer)
{
    for (CoachAnswer& a : answers)
        if (a.question == answer.question && a.when == answer.when) {
            a = answer;
            return;
        }
    answers += answer;
    if (answers.size() > longest) answers.removeFirst();
}

QString toMarkdown(const QList<CoachAnswer>& answers)
{
    QString out = QStringLiteral("# %1\n\n").arg(tr("Interview answers"));
    for (const CoachAnswer& answer : answers) out += sectionOf(answer);
    return out;
}

QString minutesText(int seconds)
{
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString withoutLinks(const QString& text)
{
    static const QRegularExpression link(QStringLiteral("\\[\\[([^\\]|]*)(?:\\|([^\\]]*))?\\]\\]"));
    QString out;
    qsizetype from = 0;
    for (auto it = link.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += text.mid(from, match.capturedStart() - from) +
               (match.captured(2).isEmpty() ? match.captured(1) : match.captured(2));
        from = match.capturedEnd();
    }
    return out + text.mid(from);
}

}  // namespace stampede::ui
