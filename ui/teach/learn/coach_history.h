#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <map>

namespace stampede::ui {

/// One answer to one interview question, as it was given and graded.
struct CoachAnswer {
    QString question;  ///< its id
    QDateTime when;
    int seconds = 0;     ///< from being asked to seeing the model answer
    bool aloud = false;  ///< said, not typed
    QString text;        ///< what was typed
    QStringList points;  ///< of the model answer, in words, with the figures of that day
    QList<bool> ticked;  ///< by point

    int hits() const { return static_cast<int>(ticked.count(true)); }
    double share() const { return ticked.isEmpty() ? 0 : double(hits()) / double(ticked.size()); }
};

/// All answers of a person, the newest last, kept in the settings. The oldest are let go when there are very
/// many.
class CoachHistory {
public:
    static CoachHistory load();
    void save() const;

    QList<CoachAnswer> answers;

    /// The best share of points for each question that was answered.
    std::map<QString, double> best() const;
    /// Adds it, or replaces the one that was given at the same time.
    void keep(const CoachAnswer& answer);

    static constexpr int longest = 400;
};

/// Answers as a document: question, own answer, points with their ticks, time.
QString toMarkdown(const QList<CoachAnswer>& answers);

/// "1:07"
QString minutesText(int seconds);
/// The text without the brackets of glossary links.
QString withoutLinks(const QString& text);

}  // namespace stampede::ui
