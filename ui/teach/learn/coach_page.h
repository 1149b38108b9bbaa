#pragma once

#include <QWidget>

class QVBoxLayout;

namespace stampede::ui {

class Coach;
class ScrollColumn;
struct CoachAnswer;

/// The interview coach: choose, answer, compare, see how far one has come.
class CoachPage : public QWidget {
    Q_OBJECT

public:
    explicit CoachPage(Coach& coach, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void buildChoice();
    void addLevels(QVBoxLayout* column);
    void addMock(QVBoxLayout* column);
    void addQuestions(QVBoxLayout* column);
    void addHistory(QVBoxLayout* column);
    void buildQuestion();
    void addHead(QVBoxLayout* column);
    void addClock(QVBoxLayout* column);
    void buildAnswer();
    void addOwn(QVBoxLayout* column);
    void addPoint(QVBoxLayout* column, std::size_t point);
    void addGrade(QVBoxLayout* column);
    void buildEnd();
    void exportAnswers(const QList<CoachAnswer>& answers);
    QString gradeText() const;

    Coach& coach_;
    ScrollColumn* page_ = nullptr;
};

}  // namespace stampede::ui
