#pragma once

#include "ui/session/views/context.h"
#include "ui/session/views/views.h"
#include "ui/teach/learn/guide_page.h"

#include <QPointer>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace stampede::ui {

class ChallengePlayer;
class Coach;
class LessonPlayer;
class Excursion;

/// What Learn consists of.
enum class Place { home, lessons, coach, challenges, guide, glossary };
QString placeTitle(Place place);

/// Where one learns: a home, and from there lessons, interview coach, challenges, decision guide and
/// glossary. Escape and the arrow at the top lead back. What it shows in the lab for a while, it takes away
/// again when one comes back here.
class LearnPage : public Page {
    Q_OBJECT

public:
    LearnPage(const Context& context, LessonPlayer& lessons, QWidget* parent = nullptr);
    ~LearnPage() override;

    Place place() const { return place_; }
    void open(Place place);
    void openTerm(const QString& id);
    Coach& coach() { return *coach_; }
    ChallengePlayer& challenges() { return *challenges_; }

    bool settled() const override;
    bool hasTransport() const override { return false; }

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make(Place place);
    void rebuild();
    void comeHere();
    void addHeader();

    Context context_;
    LessonPlayer& lessons_;
    Place place_ = Place::home;
    Excursion* excursion_ = nullptr;
    Coach* coach_ = nullptr;
    ChallengePlayer* challenges_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QWidget* header_ = nullptr;
    QPushButton* back_ = nullptr;
    QLabel* title_ = nullptr;
    QPointer<QWidget> current_;
    QPointer<GuidePage> guide_;
};

}  // namespace stampede::ui
